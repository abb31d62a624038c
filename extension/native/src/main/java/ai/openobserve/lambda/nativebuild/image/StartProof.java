package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Problem;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Runs an executable before it is packed: an image can compile and link without errors and still
/// crash at startup. It must print its version, and survive register, next and shutdown of a
/// scripted Lambda.
final class StartProof {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final List<String> EXPECTED =
      List.of(
          "POST /2020-01-01/extension/register",
          "PUT /2022-07-01/telemetry",
          "GET /2020-01-01/extension/event/next");

  private final Build build;
  private final List<String> program;
  private final Path log;

  /// @param program the executable, preceded by an emulator if this machine cannot run it
  StartProof(Build build, List<String> program, Path log) {
    this.build = build;
    this.program = List.copyOf(program);
    this.log = log;
  }

  void run() throws Exception {
    build
        .progress()
        .during(() -> {
          statesItsVersion();
          livesThroughALifeCycle();
        });
  }

  private void statesItsVersion() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(program);
    words.add("--version");
    Command.Outcome outcome = new Command(words).alone().within(LIMIT).run(log);
    boolean stated = outcome.lastLines().stream().anyMatch(l -> l.startsWith(Application.NAME));
    if (outcome.code() != 0 || !stated) {
      throw new Problem(
          "The executable did not print its version (exit code "
              + outcome.code()
              + "): "
              + outcome.lastLines()
              + ". Look into "
              + log);
    }
  }

  private void livesThroughALifeCycle() throws IOException, InterruptedException {
    List<String> calls = new CopyOnWriteArrayList<>();
    HttpServer lambda =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    lambda.createContext("/", exchange -> answer(exchange, calls));
    lambda.start();
    try {
      String address = "127.0.0.1:" + lambda.getAddress().getPort();
      Command.Outcome outcome =
          new Command(program)
              .alone()
              .with("AWS_LAMBDA_RUNTIME_API", address)
              .with("AWS_LAMBDA_FUNCTION_NAME", "start-proof")
              .with("O2_ENDPOINT", "http://" + address)
              .with("O2_ORGANIZATION_ID", "start-proof")
              .with("O2_AUTHORIZATION_HEADER", "none")
              .within(LIMIT)
              .run(log);
      if (outcome.code() != 0 || !calls.equals(EXPECTED)) {
        throw new Problem(
            "The executable did not survive register, next and shutdown (exit code "
                + outcome.code()
                + " after "
                + calls
                + "): "
                + outcome.lastLines()
                + ". Look into "
                + log);
      }
    } finally {
      lambda.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, List<String> calls) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      calls.add(exchange.getRequestMethod() + " " + path);
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().add("Lambda-Extension-Identifier", "start-proof");
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String body(String path) {
    if (path.endsWith("/register")) {
      return "{\"functionName\":\"start-proof\",\"functionVersion\":\"1\",\"handler\":\"h\"}";
    }
    if (path.endsWith("/event/next")) {
      long deadline = System.currentTimeMillis() + 2000;
      return "{\"eventType\":\"SHUTDOWN\",\"shutdownReason\":\"spindown\",\"deadlineMs\":"
          + deadline
          + "}";
    }
    return "\"OK\"";
  }
}
