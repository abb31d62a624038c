package ai.openobserve.lambda.sandbox.view;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.http.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// Serves the page and its requests.
final class ViewServer implements HttpHandler {
  private static final int MOST_PAYLOAD_BYTES = 6 << 20;

  /// The page loads nothing from other hosts and sends them nothing.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:;"
          + " connect-src 'self'";

  /// Rejects other host names, even if they resolve to this machine, to prevent DNS rebinding.
  private static final Pattern LOCAL = Pattern.compile("(127\\.0\\.0\\.1|localhost)(:\\d+)?");

  private final History history;
  private final Totals totals;
  private final FaultSwitch faults;
  private final Queue<Wish> wishes;
  private final Optional<String> payload;
  private final String page = page();

  /// @param payload the payload to suggest for an invocation; empty if the page offers none
  ViewServer(
      History history,
      Totals totals,
      FaultSwitch faults,
      Queue<Wish> wishes,
      Optional<String> payload) {
    this.history = history;
    this.totals = totals;
    this.faults = faults;
    this.wishes = wishes;
    this.payload = payload;
  }

  @Override
  public HttpAnswer handle(HttpExchange exchange) throws IOException {
    if (!LOCAL.matcher(exchange.header("Host")).matches()) {
      return HttpAnswer.text(403, "Open this page as http://127.0.0.1");
    }
    return switch (exchange.method()) {
      case "GET" -> read(exchange);
      // Another page in the same browser cannot set this header.
      case "POST" ->
          exchange.header("X-Live-View").equals("1")
              ? change(exchange)
              : HttpAnswer.text(403, "Only the page itself may call this");
      default -> HttpAnswer.text(405, "Not allowed");
    };
  }

  private HttpAnswer read(HttpExchange exchange) {
    return switch (exchange.path()) {
      case "/" ->
          new HttpAnswer(
              200,
              Map.of("Content-Type", "text/html; charset=utf-8", "Content-Security-Policy", POLICY),
              page,
              -1);
      case "/happenings" -> happenings(exchange.query());
      default -> HttpAnswer.text(404, "Not found");
    };
  }

  private HttpAnswer happenings(String query) {
    long after;
    try {
      after = Long.parseLong(query.replaceFirst("^after=", ""));
    } catch (NumberFormatException e) {
      return HttpAnswer.text(400, "after= must be a number");
    }
    var json = JsonMapper.shared().createObjectNode().put("fault", faults.chosen().name());
    payload.ifPresent(proposed -> json.put("payload", proposed));
    totals.write(json);
    history.write(after, json);
    return HttpAnswer.json(200, json.toString());
  }

  private HttpAnswer change(HttpExchange exchange) throws IOException {
    return switch (exchange.path()) {
      case "/fault" -> fault(exchange.query());
      case "/invoke" -> invoke(exchange);
      case "/finish" -> wish(new Wish.Finish());
      default -> HttpAnswer.text(404, "Not found");
    };
  }

  private HttpAnswer fault(String query) {
    var choice = FaultSwitch.Choice.of(query.replaceFirst("^name=", ""));
    choice.ifPresent(faults::choose);
    return choice.isPresent() ? HttpAnswer.empty(200) : HttpAnswer.text(400, "Unknown fault");
  }

  private HttpAnswer invoke(HttpExchange exchange) throws IOException {
    if (payload.isEmpty()) {
      return HttpAnswer.text(404, "This page offers no invocations");
    }
    byte[] text = exchange.body().readNBytes(MOST_PAYLOAD_BYTES + 1);
    return text.length > MOST_PAYLOAD_BYTES
        ? HttpAnswer.text(413, "Lambda takes a payload of 6 MB at most")
        : wish(new Wish.Invoke(new String(text, StandardCharsets.UTF_8)));
  }

  private HttpAnswer wish(Wish wish) {
    return wishes.offer(wish) ? HttpAnswer.empty(200) : HttpAnswer.text(429, "Busy");
  }

  private static String page() {
    try (var in = ViewServer.class.getResourceAsStream("live-view.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
