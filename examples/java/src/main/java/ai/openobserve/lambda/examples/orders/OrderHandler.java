package ai.openobserve.lambda.examples.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// An order service that shows what a Java function can write, and how it arrives.
public final class OrderHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    var order = String.valueOf(event.getOrDefault("order", "A-1000"));

    // Plain text: one record per line.
    System.out.println("Order " + order + " received");

    // Several lines on System.out are several records.
    System.out.println(
        """
        Receipt of %s
          1 x teapot   19.90
          2 x cup      12.00\
        """
            .formatted(order));

    // Lambda's own logger; the final newline ends the record if the log is a plain stream.
    context.getLogger().log("Order " + order + " checked\n");

    // A JSON object on a line of its own.
    var priced = Map.of("level", "info", "message", "order priced", "order", order, "total", 43.9);
    System.out.println(JSON.writeValueAsString(new TreeMap<>(priced)));

    // Emoji, CJK, Hangul, a combining accent.
    System.out.println("Thank you! 🎉 ありがとう 谢谢 감사합니다 — cafe\u0301 für zwei");

    if (Boolean.TRUE.equals(event.get("fail"))) {
      throw new PaymentDeclined(order);
    }
    return Map.of("order", order, "status", "placed", "requestId", context.getAwsRequestId());
  }
}
