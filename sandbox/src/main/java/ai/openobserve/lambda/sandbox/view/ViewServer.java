package ai.openobserve.lambda.sandbox.view;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.http.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// Serves the page, and what it asks for.
final class ViewServer implements HttpHandler {
  private static final int MOST = 2_000;

  /// Nothing comes from elsewhere, and nothing goes elsewhere.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";

  private final Happenings happenings;
  private final Totals totals;
  private final FaultSwitch faults;
  private final Runnable finish;
  private final String page = page();

  ViewServer(Happenings happenings, Totals totals, FaultSwitch faults, Runnable finish) {
    this.happenings = happenings;
    this.totals = totals;
    this.faults = faults;
    this.finish = finish;
  }

  @Override
  public HttpAnswer handle(HttpExchange exchange) throws IOException {
    return switch (exchange.method() + " " + exchange.path()) {
      case "GET /" ->
          new HttpAnswer(
              200,
              Map.of(
                  "Content-Type", "text/html; charset=utf-8", "Content-Security-Policy", POLICY),
              page,
              -1);
      case "GET /happenings" -> happenings(exchange.query());
      case "POST /fault" -> fromThePage(exchange) ? fault(exchange.query()) : refused();
      case "POST /finish" -> fromThePage(exchange) ? finish() : refused();
      default -> HttpAnswer.text(404, "Not found");
    };
  }

  /// Another page in the same browser cannot set this header.
  private static boolean fromThePage(HttpExchange exchange) {
    return exchange.header("X-Live-View").equals("1");
  }

  private static HttpAnswer refused() {
    return HttpAnswer.text(403, "Only for the page itself");
  }

  private HttpAnswer happenings(String query) {
    long after;
    try {
      after = Long.parseLong(query.replaceFirst("^after=", ""));
    } catch (NumberFormatException e) {
      return HttpAnswer.text(400, "after= is required, a number");
    }
    var json = JsonMapper.shared().createObjectNode().put("fault", faults.chosen().name());
    totals.write(json);
    var list = json.putArray("happenings");
    happenings.after(after, MOST).forEach(each -> list.add(each.json()));
    return HttpAnswer.json(200, json.toString());
  }

  private HttpAnswer fault(String query) {
    return FaultSwitch.Choice.of(query.replaceFirst("^name=", ""))
        .map(choice -> {
          faults.choose(choice);
          return HttpAnswer.json(200, "{\"fault\":\"%s\"}".formatted(choice));
        })
        .orElseGet(() -> HttpAnswer.text(400, "Unknown fault"));
  }

  private HttpAnswer finish() {
    finish.run();
    return HttpAnswer.json(200, "{}");
  }

  private static String page() {
    try (var in = ViewServer.class.getResourceAsStream("live-view.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
