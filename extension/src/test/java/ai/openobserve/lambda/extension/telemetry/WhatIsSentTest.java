package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The samples in `docs/what-is-sent.md` are what the code makes of their events.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class WhatIsSentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "what-is-sent.md");
  private static final Pattern BLOCK =
      Pattern.compile("```json (event|record|message)\n(.*?)\n```", Pattern.DOTALL);

  record Sample(String event, String record, String message) {}

  static List<Sample> samples() throws IOException {
    List<String> kinds = new ArrayList<>();
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(DOCUMENT));
    while (matcher.find()) {
      kinds.add(matcher.group(1));
      blocks.add(matcher.group(2));
    }
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i + 2 < blocks.size(); i += 3) {
      assertThat(kinds.subList(i, i + 3)).containsExactly("event", "record", "message");
      samples.add(new Sample(blocks.get(i), blocks.get(i + 1), blocks.get(i + 2)));
    }
    assertThat(samples).hasSize(blocks.size() / 3);
    return samples;
  }

  private static void assertStored(String event, RecordShape shape, String stored) {
    Telemetry telemetry = new Telemetry(Telemetry.format(shape, RecordMetadata.NONE));
    telemetry.read("[" + event + "]");

    assertThat(telemetry.onlyRecord()).isEqualTo(Telemetry.JSON.readTree(stored));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsWhatIsStored(Sample sample) {
    assertStored(sample.event(), RecordShape.RECORD, sample.record());
    assertStored(sample.event(), RecordShape.MESSAGE, sample.message());
  }

  @Test
  void everyTypeOfEventHasASample() throws IOException {
    assertThat(
            samples().stream()
                .map(sample -> Telemetry.JSON.readTree(sample.event()).required("type").asString()))
        .contains(
            "function",
            "extension",
            "platform.initStart",
            "platform.initRuntimeDone",
            "platform.initReport",
            "platform.start",
            "platform.runtimeDone",
            "platform.report",
            "platform.restoreReport",
            "platform.extension",
            "platform.telemetrySubscription",
            "platform.logsDropped");
  }
}
