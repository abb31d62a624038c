package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.ConnectionCut;
import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Reads, checks, stores and answers one ingestion request, or applies a fault at any of these
/// points.
final class IngestExchange {
  /// How long the server waits for the next bytes of a body.
  private static final Duration SLOW_BODY = Duration.ofSeconds(60);

  /// How much of a body of unknown length is read before it counts as half read.
  private static final int HALF_OF_UNKNOWN = 512;

  private final SinkServer server;
  private final HttpExchange exchange;
  private final String organization;
  private final Function<Instant, Intake> intake;
  private final Instant started;
  private final long startedNanos = System.nanoTime();
  private final long epoch;
  private final long number;
  private int records;
  private int stored;
  private long wireBytes;

  /// @param intake stores the records; given their arrival time
  IngestExchange(
      SinkServer server,
      HttpExchange exchange,
      String organization,
      Function<Instant, Intake> intake) {
    this.server = server;
    this.exchange = exchange;
    this.organization = organization;
    this.intake = intake;
    this.epoch = server.faults().epoch();
    this.number = server.nextNumber();
    this.started = server.settings().clock().instant();
  }

  HttpAnswer run() throws IOException {
    int status = 0;
    try {
      HttpAnswer answer = meet(server.faults().take());
      status = answer.cutAfter() < 0 ? answer.status() : 0;
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The sink is closing");
    } finally {
      server
          .answers()
          .append(
              new SinkAnswer(
                  number,
                  exchange.method(),
                  exchange.path(),
                  status,
                  records,
                  stored,
                  wireBytes,
                  started,
                  Duration.ofNanos(System.nanoTime() - startedNanos)));
    }
  }

  private HttpAnswer meet(Fault fault) throws IOException, InterruptedException {
    exchange.readTimeout(SLOW_BODY);
    if (fault instanceof Fault.Reset(Moment moment)) {
      if (moment == Moment.BEFORE_BODY) {
        throw new ConnectionCut("before the body");
      }
      if (moment == Moment.HALF_BODY) {
        readHalf();
        throw new ConnectionCut("after half of the body");
      }
    }
    RequestBody body = RequestBody.read(exchange, server.settings().maxBodyBytes());
    SinkRequest request = record(body);
    Fault met = fault instanceof Fault.Work ? server.faults().matching(request) : fault;
    return act(met, body);
  }

  private HttpAnswer act(Fault fault, RequestBody body) throws IOException, InterruptedException {
    return switch (fault) {
      case Fault.Work() -> work(body, 0, "");
      case Fault.Partial(int failed, String error) -> work(body, failed, error);
      case Fault.SilentLoss() -> account(ingestion().lose(body.bytes()));
      case Fault.Answer answer -> answer(answer);
      case Fault.Delay(Duration duration, Fault next) -> delayed(duration, next, body);
      case Fault.Hang() -> {
        server.faults().awaitClear(epoch);
        throw new ConnectionCut("never answered");
      }
      case Fault.Reset(Moment moment) -> {
        if (moment == Moment.BEFORE_STORING) {
          throw new ConnectionCut("before storing");
        }
        HttpAnswer answer = work(body, 0, "");
        if (moment == Moment.MID_ANSWER) {
          yield answer.cutAfter(answer.body().length() / 2);
        }
        throw new ConnectionCut("after storing");
      }
    };
  }

  /// The work is done first, so that records are stored even if the client gives up early.
  private HttpAnswer delayed(Duration duration, Fault next, RequestBody body)
      throws IOException, InterruptedException {
    if (next instanceof Fault.Work) {
      HttpAnswer answer = work(body, 0, "");
      server.pause(duration);
      return answer;
    }
    server.pause(duration);
    return act(next, body);
  }

  private HttpAnswer work(RequestBody body, int failed, String error) {
    Optional<HttpAnswer> refusal = server.refusal(exchange, organization).or(body::refusal);
    return refusal.orElseGet(() -> account(ingestion().ingest(body.bytes(), failed, error)));
  }

  private Intake ingestion() {
    return intake.apply(server.settings().clock().instant());
  }

  private HttpAnswer account(Intake.Outcome outcome) {
    records = outcome.records();
    stored = outcome.stored();
    return outcome.answer();
  }

  private static HttpAnswer answer(Fault.Answer fault) {
    HttpAnswer answer = HttpAnswer.json(fault.status(), fault.body());
    for (var header : fault.headers().entrySet()) {
      answer = answer.header(header.getKey(), header.getValue());
    }
    return answer;
  }

  private SinkRequest record(RequestBody body) {
    wireBytes = body.wireBytes();
    var request =
        new SinkRequest(
            number,
            server.settings().clock().instant(),
            exchange.method(),
            exchange.path(),
            exchange.headers(),
            wireBytes,
            body.bytes(),
            exchange.connection());
    server.requests().append(server.settings().keepBodies() ? request : request.withoutBody());
    return request;
  }

  private void readHalf() throws IOException {
    long declared = exchange.declaredLength();
    int half = declared < 0 ? HALF_OF_UNKNOWN : (int) (declared / 2);
    wireBytes = exchange.body().readNBytes(half).length;
  }
}
