package ai.openobserve.lambda.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Debian's Chromium in headless mode, driven through its debugging protocol.
final class Chromium implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final WebSocket socket;
  private String session = "";

  private Chromium(Path program, Path folder) throws Exception {
    var log = folder.resolve("chromium.log");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--window-size=1200,1500",
                "--user-data-dir=" + folder.resolve("profile"),
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(address(log)), new Listener())
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// The installed program; empty if there is none.
  static Optional<Path> installed() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Opens a page.
  static Chromium open(Path program, Path folder, String url) throws Exception {
    var browser = new Chromium(program, folder);
    var target = browser.call("Target.createTarget", JSON.createObjectNode().put("url", url));
    var attached =
        browser.call(
            "Target.attachToTarget",
            JSON.createObjectNode()
                .put("targetId", target.path("targetId").asString(""))
                .put("flatten", true));
    browser.session = attached.path("sessionId").asString("");
    return browser;
  }

  /// Waits until a JavaScript expression is true on the page.
  void await(String expression) throws Exception {
    var promise =
        """
        new Promise((resolve, reject) => {
          const end = Date.now() + %d;
          const look = () => (%s) ? resolve(true)
            : Date.now() > end ? reject(new Error("not in time")) : setTimeout(look, 50);
          look();
        })
        """
            .formatted(PATIENCE.toMillis(), expression);
    var result = evaluated(promise);
    if (!result.path("result").path("value").asBoolean(false)) {
      throw new AssertionError(
          "%s never became true; the page says: %s"
              .formatted(expression, text("document.body.innerText")));
    }
  }

  /// Evaluates a JavaScript expression on the page.
  String text(String expression) throws Exception {
    return evaluated("String(" + expression + ")").path("result").path("value").asString("");
  }

  /// Presses a key in the focused element.
  void press(String key, String code) throws Exception {
    for (var type : List.of("keyDown", "keyUp")) {
      var event = JSON.createObjectNode().put("type", type).put("key", key).put("code", code);
      if (type.equals("keyDown") && key.equals("Enter")) {
        event.put("text", "\r");
      }
      call("Input.dispatchKeyEvent", event);
    }
  }

  /// Emulates a user's preference for light or dark.
  void prefer(String scheme) throws Exception {
    var media = JSON.createObjectNode();
    media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    call("Emulation.setEmulatedMedia", media);
  }

  void screenshot(Path file) throws Exception {
    var picture = call("Page.captureScreenshot", JSON.createObjectNode().put("format", "png"));
    Files.write(file, Base64.getDecoder().decode(picture.path("data").asString("")));
  }

  private JsonNode evaluated(String expression) throws Exception {
    return call(
        "Runtime.evaluate",
        JSON.createObjectNode().put("expression", expression).put("awaitPromise", true));
  }

  private JsonNode call(String method, ObjectNode parameters) throws Exception {
    var id = number.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    calls.put(id, answer);
    var message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return answer.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// Chromium writes its address to the log once it listens, and gives no other sign.
  private String address(Path log) throws IOException, InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      var found = LISTENING.matcher(Files.readString(log));
      if (found.find()) {
        return found.group(1);
      }
      boolean _ = process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("Chromium does not listen:\n" + Files.readString(log));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    http.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        var json = JSON.readTree(message.toString());
        message.setLength(0);
        var call = calls.remove(json.path("id").asInt(-1));
        if (call != null && json.has("error")) {
          call.completeExceptionally(new AssertionError(json.path("error").toString()));
        } else if (call != null) {
          call.complete(json.path("result"));
        }
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }
}
