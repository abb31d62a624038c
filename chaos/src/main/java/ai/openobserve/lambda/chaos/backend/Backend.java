package ai.openobserve.lambda.chaos.backend;

import ai.openobserve.lambda.chaos.plan.Mood;
import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.Moment;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.sink.SinkBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The backend of a run. Used by one thread.
public final class Backend implements AutoCloseable {
  /// The text of records that a poisoned backend refuses.
  public static final String POISON = "poison";

  private static final Duration FOR_EVER = Duration.ofSeconds(20);

  /// A time in which a mood held.
  ///
  /// @param fromNanos by [System#nanoTime]
  public record Spell(Mood mood, long fromNanos, long toNanos) {}

  private final OpenObserveSink sink;
  private final Relay relay;
  private final List<Spell> spells = new ArrayList<>();
  private final List<Long> cuts = new ArrayList<>();
  private Mood mood = new Mood.Healthy();
  private long since = System.nanoTime();

  /// Starts a backend that is well.
  public Backend(boolean tls) throws IOException {
    SinkBuilder builder = OpenObserveSink.builder();
    this.sink = (tls ? builder.https() : builder).start();
    this.relay = new Relay(URI.create(sink.url()).getPort());
  }

  /// The OpenObserve behind the relay.
  public OpenObserveSink sink() {
    return sink;
  }

  /// The value of `O2_ENDPOINT`.
  public String url() {
    URI url = URI.create(sink.url());
    return "%s://127.0.0.1:%d".formatted(url.getScheme(), relay.port());
  }

  /// The authority to trust; empty for plain HTTP.
  public Optional<String> authorityPem() {
    return sink.authorityPem();
  }

  /// Behaves like this from now on.
  public synchronized void turn(Mood next) throws IOException {
    spells.add(new Spell(mood, since, System.nanoTime()));
    mood = next;
    since = System.nanoTime();
    sink.faults().clear();
    relay.behave(manner(next));
    fault(next);
  }

  private static Manner manner(Mood mood) {
    return switch (mood) {
      case Mood.Down() -> new Manner.Refuses();
      case Mood.HangsAtConnect() -> new Manner.LetsWait();
      case Mood.HangsAfterAccept() -> new Manner.Stalls();
      case Mood.HangsMidAnswer() -> new Manner.StallsAnswers(60);
      case Mood.Trickles(Duration pause) -> new Manner.Trickles(pause);
      case Mood.Healthy(),
          Mood.Slow(_),
          Mood.Status(_, _),
          Mood.Portal(_, _),
          Mood.SilentLoss(),
          Mood.Partial(_),
          Mood.Poisoned(_),
          Mood.Resets(_),
          Mood.Hangs(),
          Mood.SomeHang(_) ->
          new Manner.Passes();
    };
  }

  private void fault(Mood mood) {
    switch (mood) {
      case Mood.Slow(Duration delay) -> sink.faults().always(Fault.delay(delay));
      case Mood.Status(int status, int retryAfter) ->
          sink.faults()
              .always(retryAfter > 0 ? Fault.retryAfter(status, retryAfter) : Fault.status(status));
      case Mood.Portal(String contentType, String page) ->
          sink.faults().always(Fault.status(200).body(page).header("Content-Type", contentType));
      case Mood.SilentLoss() -> sink.faults().always(Fault.silentLoss());
      case Mood.Partial(int failed) -> sink.faults().always(Fault.partial(failed));
      case Mood.Poisoned(int status) ->
          sink.faults()
              .when(
                  request -> request.text().contains(POISON),
                  status == 0 ? Fault.reset(Moment.BEFORE_STORING) : Fault.status(status));
      case Mood.Resets(Moment moment) -> sink.faults().always(Fault.reset(moment));
      case Mood.Hangs() -> sink.faults().always(Fault.hang());
      case Mood.SomeHang(int requests) -> sink.faults().next(requests, Fault.delay(FOR_EVER));
      case Mood.Healthy(),
          Mood.Down(),
          Mood.HangsAtConnect(),
          Mood.HangsAfterAccept(),
          Mood.HangsMidAnswer(),
          Mood.Trickles(_) -> {}
    }
  }

  /// Ends all connections.
  public synchronized void cut(boolean silently) {
    cuts.add(System.nanoTime());
    if (silently) {
      relay.forget();
    } else {
      relay.cut();
    }
  }

  /// The moods up to now, in order.
  public synchronized List<Spell> spells() {
    List<Spell> all = new ArrayList<>(spells);
    all.add(new Spell(mood, since, System.nanoTime()));
    return all;
  }

  /// When connections were cut.
  public synchronized List<Long> cuts() {
    return List.copyOf(cuts);
  }

  @Override
  public void close() throws IOException {
    relay.close();
    sink.close();
  }
}
