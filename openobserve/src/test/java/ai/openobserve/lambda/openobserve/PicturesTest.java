package ai.openobserve.lambda.openobserve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.openobserve.picture.Pictures;
import ai.openobserve.lambda.sandbox.sink.management.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class PicturesTest {
  @TempDir Path folder;

  @Test
  void drawsWhatTheServerAnswers() throws Exception {
    try (var stored = StoredTelemetry.withMetrics(Release.V0_9)) {
      stored.store(
          """
          [{"_timestamp":1795550460000000,"type":"function","function_name":"orders","requestId":"r",
            "record":"ERROR <b>&\\u0007"}]
          """);

      var files =
          Pictures.draw(
              stored.target(),
              StoredTelemetry.START,
              StoredTelemetry.START.plusSeconds(3_600),
              "cart",
              folder);

      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly(
              "functions-overview.svg",
              "functions-failures.svg",
              "functions-cost-and-memory.svg",
              "function-overview.svg",
              "function-failures.svg",
              "function-lines.svg",
              "delivery-delivery.svg",
              "delivery-metrics.svg");
      assertThat(texts("functions-overview.svg"))
          .containsSubsequence("Invocations", "9", "Errors", "4", "Error rate", "44.4 %")
          .containsSubsequence("Invocations by function", "20:00:00", "20:01:30", "cart", "orders")
          .containsSubsequence("Functions", "orders", "6", "3", "1", "183.3", "3000");
      assertThat(texts("function-overview.svg"))
          .as("of the function that was chosen")
          .containsSubsequence("Invocations", "3", "Errors", "1", "Error rate", "33.3 %");
      assertThat(texts("functions-failures.svg")).contains("ERROR <b>& ", "PaymentDeclined");
      assertThat(texts("delivery-delivery.svg"))
          .containsSubsequence("Milliseconds added", "7.6 ms", "Records lost", "12");
      assertThat(texts("delivery-metrics.svg"))
          .containsSubsequence("Received", "52", "Delivered", "47", "Dropped", "15")
          .containsSubsequence("Dropped by reason", "buffer_full", "not_stored");
      assertThat(texts("function-failures.svg")).contains("No data");
    }
  }

  private List<String> texts(String file) throws Exception {
    try (var in = Files.newInputStream(folder.resolve(file))) {
      var nodes =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(in)
              .getElementsByTagName("text");
      var texts = new ArrayList<String>();
      for (int i = 0; i < nodes.getLength(); i++) {
        texts.add(((Element) nodes.item(i)).getTextContent());
      }
      return texts;
    }
  }
}
