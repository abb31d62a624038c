package ai.openobserve.lambda.extension.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class RecordOptionsTest {

  private static VariableReader variables(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new VariableReader(environment);
  }

  private static RecordOptions read(String... namesAndValues) {
    VariableReader variables = variables(namesAndValues);
    RecordOptions options = RecordOptions.read(variables);
    assertThat(variables.errors()).isEmpty();
    return options;
  }

  private static String error(String... namesAndValues) {
    VariableReader variables = variables(namesAndValues);
    RecordOptions.read(variables);
    assertThat(variables.errors()).hasSize(1);
    return variables.errors().getFirst();
  }

  @Test
  void withoutVariablesARecordIsAsReceivedAndNothingIsAdded() {
    assertThat(read()).isEqualTo(new RecordOptions(RecordShape.RECORD, Map.of(), false));
  }

  @Test
  void everyVariableActs() {
    RecordOptions options =
        read(
            "O2_RECORD_SHAPE", "Message",
            "O2_RECORD_ID", "true",
            "O2_SERVICE", " shop ",
            "O2_ENV", "production",
            "O2_TAGS", "team:payments, cost_center : a:b ");

    assertThat(options.shape()).isEqualTo(RecordShape.MESSAGE);
    assertThat(options.ids()).isTrue();
    assertThat(options.fields())
        .containsExactly(
            Map.entry("service_name", "shop"),
            Map.entry("env", "production"),
            Map.entry("team", "payments"),
            Map.entry("cost_center", "a:b"));
  }

  @Test
  void theServiceOfOpenTelemetryCountsWhereThereIsNoOther() {
    assertThat(read("OTEL_SERVICE_NAME", "theirs").fields())
        .containsExactly(Map.entry("service_name", "theirs"));
    assertThat(read("OTEL_SERVICE_NAME", "theirs", "O2_SERVICE", "ours").fields())
        .containsExactly(Map.entry("service_name", "ours"));
    // Whatever it holds, it belongs to the function.
    assertThat(read("OTEL_SERVICE_NAME", "x".repeat(5000)).fields()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team|has 'team', which is not a key and a value",
        "team:|has 'team:', which is not a key and a value",
        ":payments|has ':payments', which is not a key and a value",
        "a:1,,b:2|has '', which is not a key and a value",
        "Team:x|has the key 'Team'",
        "te am:x|has the key 'te am'",
        "a:1,a:2|has the key 'a' twice",
        "level:x|has the key 'level', which every record already has",
        "service_name:x|has the key 'service_name', which every record already has"
      })
  void aTagThatIsNoneIsAnErrorThatSaysWhatIsAllowed(String tags, String problem) {
    assertThat(error("O2_TAGS", tags))
        .isEqualTo(
            "O2_TAGS "
                + problem
                + ": expected 'key:value,key:value', keys of lower-case letters, digits and '_'");
  }

  @Test
  void tagsAreBounded() {
    StringBuilder tags = new StringBuilder("t0:x");
    for (int i = 1; i < 51; i++) {
      tags.append(",t").append(i).append(":x");
    }

    assertThat(error("O2_TAGS", tags.toString())).startsWith("O2_TAGS has more than 50 tags");
    assertThat(error("O2_TAGS", "a:" + "x".repeat(257))).startsWith("O2_TAGS has 'a:xxx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"O2_SERVICE", "O2_ENV"})
  void aTextIsBounded(String name) {
    assertThat(error(name, "x".repeat(257)))
        .startsWith(name + " is 'xxx")
        .endsWith("…': expected at most 256 characters");
  }

  @Test
  void aShapeThatIsNoneIsAnError() {
    assertThat(error("O2_RECORD_SHAPE", "flat"))
        .isEqualTo("O2_RECORD_SHAPE is 'flat': expected one of record, message");
  }
}
