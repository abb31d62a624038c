package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.FilterOptions;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.intake.RecordIntake;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.log.LogLevel;
import ai.openobserve.lambda.extension.testing.Records;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The listener over real sockets.
// Line ends are part of what is tested.
@SuppressWarnings("StringConcatToTextBlock")
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class TelemetryListenerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private static final RequestInput.Patience PATIENT =
      new RequestInput.Patience(Duration.ofSeconds(60), Duration.ofSeconds(60));

  private final Telemetry telemetry = new Telemetry();
  private final Semaphore read = new Semaphore(0);
  private final TelemetryListener listener;

  TelemetryListenerTest() throws IOException {
    listener =
        new TelemetryListener(
            telemetry.reader,
            telemetry.buffer,
            read::release,
            telemetry.clock::nanos,
            telemetry.trail.log());
    listener.start();
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private static String event(String text) {
    return "[{\"time\":\"2026-11-23T09:59:58Z\",\"type\":\"function\",\"record\":\""
        + text
        + "\"}]";
  }

  private static String post(String body, String... headers) {
    return "POST / HTTP/1.1\r\nHost: sandbox.localdomain\r\n"
        + String.join("", headers)
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private void awaitBodies(int count) throws InterruptedException {
    assertThat(read.tryAcquire(count, 10, TimeUnit.SECONDS)).isTrue();
  }

  private String[] lines() {
    return telemetry.records().stream()
        .map(record -> record.required("record").asString())
        .toArray(String[]::new);
  }

  /// One connection to a listener.
  private static final class Client implements AutoCloseable {
    private final Socket socket;

    Client(TelemetryListener listener) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
      socket.setSoTimeout(10_000);
    }

    Client send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    /// As many bytes of the answer as the text is long, or fewer at its end.
    String answer(int length) throws IOException {
      return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    void expectOk() throws IOException {
      assertThat(answer(OK.length())).isEqualTo(OK);
    }

    void expectEnd() throws IOException {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void listensOnAPortOfTheSystemsChoice() {
    assertThat(listener.port()).isGreaterThan(1023).isNotEqualTo(8080).isNotEqualTo(9001);
  }

  @Test
  void aBodyIsAcknowledgedAndRead() throws IOException, InterruptedException {
    try (Client client = new Client(listener)) {
      client.send(post(event("hello"))).expectOk();
      awaitBodies(1);
    }

    assertThat(lines()).containsExactly("hello");
  }

  @Test
  void theAcknowledgmentComesBeforeTheReading() throws IOException, InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Log stuck =
        new Log(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new AssertionError();
              }

              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                reading.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
            },
            LogLevel.WARN);
    TelemetryReader reader =
        new TelemetryReader(
            new RecordIntake(
                telemetry.buffer, Telemetry.FORMAT, FilterOptions.NONE, telemetry.clock),
            telemetry.ledger,
            telemetry.watch,
            EnumSet.allOf(TelemetryType.class),
            stuck);
    try (TelemetryListener slow =
            new TelemetryListener(
                reader, telemetry.buffer, read::release, telemetry.clock::nanos, stuck);
        Client client = new Client(slow)) {
      slow.start();
      // Garbage is told about while it is read, and the telling is stuck.
      client.send(post("garbage"));
      client.expectOk();
      assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(read.availablePermits()).isZero();
      goOn.countDown();
      awaitBodies(1);
    } finally {
      goOn.countDown();
    }
  }

  @Test
  void garbageIsAcknowledgedSoThatItDoesNotComeBack() throws IOException, InterruptedException {
    try (Client client = new Client(listener)) {
      client.send(post("{{{ garbage")).expectOk();
      client.send(post("\u0000\u0001")).expectOk();
      client.send(post(event("good"))).expectOk();
      awaitBodies(3);
    }

    assertThat(lines()).containsExactly("good");
    assertThat(telemetry.ledger.unparsableBodies()).isEqualTo(2);
    assertThat(telemetry.trail.lines()).hasSize(1);
  }

  @Test
  void anEmptyBodyIsAcknowledged() throws IOException, InterruptedException {
    try (Client client = new Client(listener)) {
      client.send("POST / HTTP/1.1\r\n\r\n").expectOk();
      client.send("GET /anything HTTP/1.1\r\n\r\n").expectOk();
      client.send(post(event("x"))).expectOk();
      awaitBodies(1);
    }

    assertThat(telemetry.ledger.unparsableBodies()).isZero();
  }

  @Test
  void anyPathAndMethodWillDo() throws IOException, InterruptedException {
    try (Client client = new Client(listener)) {
      client.send(post(event("x")).replace("POST / ", "PUT /some/path?x=1 ")).expectOk();
      awaitBodies(1);
    }

    assertThat(lines()).containsExactly("x");
  }

  @Test
  void aChunkedBodyIsRead() throws IOException, InterruptedException {
    String body = event("in chunks");
    StringBuilder chunks = new StringBuilder();
    for (int i = 0; i < body.length(); i += 10) {
      String chunk = body.substring(i, Math.min(body.length(), i + 10));
      chunks
          .append(Integer.toHexString(chunk.length()))
          .append("\r\n")
          .append(chunk)
          .append("\r\n");
    }
    try (Client client = new Client(listener)) {
      client
          .send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n")
          .expectOk();
      awaitBodies(1);
    }

    assertThat(lines()).containsExactly("in chunks");
  }

  @Test
  void aSenderThatAsksFirstIsToldToGoOn() throws IOException, InterruptedException {
    String body = event("x");
    String request = post(body, "Expect: 100-continue\r\n");
    try (Client client = new Client(listener)) {
      client.send(request.substring(0, request.length() - body.length()));
      assertThat(client.answer(25)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      client.send(body).expectOk();
      awaitBodies(1);
    }

    assertThat(lines()).containsExactly("x");
  }

  @Test
  void aConnectionIsKept() throws IOException, InterruptedException {
    try (Client client = new Client(listener)) {
      for (int i = 0; i < 100; i++) {
        client.send(post(event("line " + i))).expectOk();
      }
      awaitBodies(100);
    }

    assertThat(lines()).hasSize(100).startsWith("line 0").endsWith("line 99");
  }

  @Test
  void requestsThatDoNotWaitForTheirAnswersAreReadInOrder()
      throws IOException, InterruptedException {
    try (Client client = new Client(listener)) {
      client.send(post(event("1")) + post(event("2")) + post(event("3")));
      client.expectOk();
      client.expectOk();
      client.expectOk();
      awaitBodies(3);
    }

    assertThat(lines()).containsExactly("1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n[]",
        "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\n[]"
      })
  void aConnectionIsClosedWhereTheSenderSaysSo(String request) throws IOException {
    try (Client client = new Client(listener)) {
      client.send(request);
      client.expectOk();
      client.expectEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n[]",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void whatIsNoHttpEndsItsConnectionAndNoOther(String request)
      throws IOException, InterruptedException {
    try (Client broken = new Client(listener);
        Client good = new Client(listener)) {
      broken.send(request);
      broken.expectEnd();
      good.send(post(event("good"))).expectOk();
      awaitBodies(1);
    }

    assertThat(lines()).containsExactly("good");
  }

  @Test
  void aBodyThatIsCutOffIsNotReadAndNotAcknowledged() throws IOException, InterruptedException {
    try (Client client = new Client(listener)) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n" + event("half"));
      client.socket.shutdownOutput();
      client.expectEnd();
    }
    try (Client client = new Client(listener)) {
      client.send(post(event("whole"))).expectOk();
      awaitBodies(1);
    }

    assertThat(lines()).containsExactly("whole");
  }

  @Test
  void aBodyOverTheLimitIsAcknowledgedCountedAndLeftAtThat()
      throws IOException, InterruptedException {
    int tooLong = (16 << 20) + 1;
    try (Client client = new Client(listener)) {
      client.send("POST / HTTP/1.1\r\nContent-Length: " + tooLong + "\r\n\r\n");
      byte[] piece = new byte[1 << 16];
      OutputStream out = client.socket.getOutputStream();
      for (int left = tooLong; left > 0; left -= piece.length) {
        out.write(piece, 0, Math.min(left, piece.length));
      }
      client.expectOk();
      client.send(post(event("next"))).expectOk();
      awaitBodies(1);
    }

    assertThat(lines()).containsExactly("next");
    assertThat(telemetry.ledger.unparsableBodies()).isEqualTo(1);
    assertThat(telemetry.trail.lines())
        .containsExactly(
            "WARN Telemetry had a body of more than 16777216 bytes: dropped. Further ones are only"
                + " counted, see the last line at shutdown");
  }

  @Test
  void twoConnectionsMayBeOpenAtOnce() throws IOException, InterruptedException {
    try (Client one = new Client(listener);
        Client two = new Client(listener)) {
      two.send(post(event("two"))).expectOk();
      one.send(post(event("one"))).expectOk();
      two.send(post(event("two again"))).expectOk();
      awaitBodies(3);
    }

    assertThat(lines()).containsExactlyInAnyOrder("two", "one", "two again");
  }

  @Test
  void idleConnectionsDoNotShutTelemetryOut() throws IOException, InterruptedException {
    try (Clients idle = new Clients(40, "");
        Client lambda = new Client(listener)) {
      lambda.send(post(event("gets through"))).expectOk();
      awaitBodies(1);
      idle.clients.getFirst().expectEnd();
    }

    assertThat(lines()).containsExactly("gets through");
  }

  @Test
  void theConnectionThatWasIdleForLongestMakesPlace() throws IOException, InterruptedException {
    try (Clients idle = new Clients(16, "")) {
      for (Client client : idle.clients) {
        client.send(post(event("x"))).expectOk();
      }
      awaitBodies(16);
      // The first one has become the youngest.
      telemetry.clock.advance(Duration.ofSeconds(1));
      idle.clients.getFirst().send(post(event("y"))).expectOk();
      awaitBodies(1);
      try (Client another = new Client(listener)) {
        another.send(post(event("z"))).expectOk();
        idle.clients.get(1).expectEnd();
        idle.clients.getFirst().send(post(event("still here"))).expectOk();
        awaitBodies(2);
      }
    }
  }

  @Test
  void slowLargeBodiesNeitherTakeTheMemoryNorShutTelemetryOut() throws Exception {
    String start = "POST / HTTP/1.1\r\nContent-Length: 16000000\r\n\r\n[" + " ".repeat(3 << 20);
    try (TelemetryListener real = listener(PATIENT);
        Clients slow = new Clients(real, 20, start)) {
      for (int i = 0; i < 10; i++) {
        deliver(real, post(event("line " + i + " ".repeat(2 << 20))));
      }
      awaitBodies(10);
      assertThat(real.bytesOfBodies()).isLessThanOrEqualTo(20 << 20);
      assertThat(slow.clients).hasSize(20);
    }

    assertThat(lines()).hasSize(10);
  }

  /// Sends it as Lambda does: again, where it was not answered.
  private static void deliver(TelemetryListener to, String request) {
    boolean answered = false;
    while (!answered) {
      try (Client lambda = new Client(to)) {
        answered = lambda.send(request).answer(OK.length()).equals(OK);
      } catch (IOException e) {
        // Nobody is slow yet, and all places are taken.
      }
    }
  }

  private TelemetryListener listener(RequestInput.Patience patience) throws IOException {
    TelemetryListener made =
        new TelemetryListener(
            telemetry.reader,
            telemetry.buffer,
            read::release,
            patience,
            System::nanoTime,
            telemetry.trail.log());
    made.start();
    return made;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"P", "POST / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n[]"})
  void aSenderThatStopsWithinAMessageIsLeft(String start) throws IOException {
    try (TelemetryListener impatient =
            listener(new RequestInput.Patience(Duration.ofMillis(20), Duration.ofSeconds(60)));
        Client client = new Client(impatient)) {
      // Between messages there is no hurry.
      client.send(post("[]")).expectOk();
      client.send(start).expectEnd();
    }
  }

  @Test
  void aMessageThatTricklesForEverIsLeft() throws IOException {
    try (TelemetryListener impatient =
            listener(new RequestInput.Patience(Duration.ofSeconds(60), Duration.ZERO));
        Client client = new Client(impatient)) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 16000000\r\n\r\n");
      boolean left = false;
      while (!left) {
        try {
          client.send("x");
        } catch (IOException e) {
          left = true;
        }
      }
    }
  }

  /// Several connections that have sent this much.
  private final class Clients implements AutoCloseable {
    final List<Client> clients = new ArrayList<>();

    Clients(int count, String start) throws IOException {
      this(listener, count, start);
    }

    Clients(TelemetryListener to, int count, String start) throws IOException {
      for (int i = 0; i < count; i++) {
        Client client = new Client(to);
        clients.add(client);
        try {
          client.send(start);
        } catch (IOException e) {
          // Closed already in favour of another one.
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  @Test
  void theAnswerIsHeldWhileTheBufferIsFullAndDeliveryAdvances() throws Exception {
    try (Full full = new Full()) {
      Batch inFlight = Objects.requireNonNull(full.buffer.take());
      full.client.send(post(event("waits")));
      awaitHeld();
      assertThat(full.client.socket.getInputStream().available()).isZero();

      full.buffer.settle(inFlight, inFlight.records(), 0);

      full.client.expectOk();
      awaitBodies(1);
      assertThat(full.buffer.held()).isEqualTo(1);
    }
  }

  @Test
  void theAnswerIsHeldForAMomentOnly() throws Exception {
    try (Full full = new Full()) {
      Objects.requireNonNull(full.buffer.take());
      full.client.send(post(event("waits"))).expectOk();
      awaitBodies(1);
    }
  }

  @Test
  void noAnswerIsHeldWhereInvocationsOverlap() throws Exception {
    try (Full full = new Full()) {
      Objects.requireNonNull(full.buffer.take());
      full.listener.invocationsOverlap();
      long start = System.nanoTime();
      // Held answers would take a fifth of a second each.
      for (int i = 0; i < 40; i++) {
        full.client.send(post(event("does not wait"))).expectOk();
      }
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
    }
  }

  /// Until a thread of a listener waits in the buffer.
  private static void awaitHeld() {
    while (Thread.getAllStackTraces().values().stream()
        .noneMatch(frames ->
            Arrays.stream(frames).anyMatch(frame -> frame.getMethodName().equals("awaitRoom")))) {
      Thread.onSpinWait();
    }
  }

  /// A listener whose buffer is full, and a connection to it.
  private final class Full implements AutoCloseable {
    final LogBuffer buffer;
    final TelemetryListener listener;
    final Client client;

    Full() throws IOException {
      buffer =
          new LogBuffer(
              19_860, new BatchLimits(1, 1, 512), telemetry.ledger, telemetry.trail.log());
      Records.append(buffer, "x".repeat(19_700));
      TelemetryReader reader =
          new TelemetryReader(
              new RecordIntake(buffer, Telemetry.FORMAT, FilterOptions.NONE, telemetry.clock),
              telemetry.ledger,
              telemetry.watch,
              EnumSet.allOf(TelemetryType.class),
              telemetry.trail.log());
      listener =
          new TelemetryListener(
              reader, buffer, read::release, telemetry.clock::nanos, telemetry.trail.log());
      listener.start();
      client = new Client(listener);
    }

    @Override
    public void close() throws IOException {
      client.close();
      listener.close();
    }
  }

  @Test
  void takesInNothingFromOpenConnectionsAfterItWasClosed() throws IOException {
    try (Client client = new Client(listener)) {
      client.send(post(event("before"))).expectOk();
      listener.close();
      client.send(post(event("after")));
      client.expectEnd();
    }

    assertThat(lines()).containsExactly("before");
  }

  @Test
  void acceptsNothingAfterItWasClosed() {
    int port = listener.port();
    listener.close();

    // The system lets go of the port when the accepting thread has noticed.
    boolean refused = false;
    while (!refused) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
      } catch (IOException e) {
        refused = e instanceof ConnectException;
      }
    }
    assertThat(telemetry.trail.lines()).isEmpty();
  }
}
