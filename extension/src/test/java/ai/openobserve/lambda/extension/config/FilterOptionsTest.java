package ai.openobserve.lambda.extension.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class FilterOptionsTest {

  private static VariableReader variables(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new VariableReader(environment);
  }

  private static FilterOptions read(String... namesAndValues) {
    VariableReader variables = variables(namesAndValues);
    FilterOptions options = FilterOptions.read(variables);
    assertThat(variables.errors()).isEmpty();
    return options;
  }

  private static String error(String... namesAndValues) {
    VariableReader variables = variables(namesAndValues);
    FilterOptions.read(variables);
    assertThat(variables.errors()).hasSize(1);
    return variables.errors().getFirst();
  }

  @Test
  void withoutVariablesEverythingIsSent() {
    assertThat(read()).isEqualTo(FilterOptions.NONE);
  }

  @Test
  void patternsAndLevelsAreRead() {
    FilterOptions options =
        read(
            "O2_EXCLUDE", "health ?check|^PING$",
            "O2_REDACT", "\\b\\d{16}\\b",
            "O2_MIN_LEVEL", "warn",
            "O2_DEBUG_ON_ERROR", "true");

    assertThat(Objects.requireNonNull(options.exclude()).pattern())
        .isEqualTo("health ?check|^PING$");
    assertThat(Objects.requireNonNull(options.redact()).pattern()).isEqualTo("\\b\\d{16}\\b");
    assertThat(options.minLevel()).isEqualTo(RecordLevel.WARN);
    assertThat(options.debugOnError()).isTrue();
  }

  @Test
  void withoutALevelWhatIsBelowInfoIsKeptForAnError() {
    assertThat(read("O2_DEBUG_ON_ERROR", "true").minLevel()).isEqualTo(RecordLevel.INFO);
  }

  @ParameterizedTest
  @EnumSource(
      value = RecordLevel.class,
      names = {"FATAL"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyLevelUpToErrorMayBeTheLeast(RecordLevel level) {
    assertThat(read("O2_MIN_LEVEL", level.name()).minLevel()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fatal", "none", "5"})
  void aLevelThatWouldExcludeErrorsIsAnError(String level) {
    assertThat(error("O2_MIN_LEVEL", level))
        .isEqualTo(
            "O2_MIN_LEVEL is '" + level + "': expected one of trace, debug, info, warn, error");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '\u00a6',
      value = {
        "[\u00a6missing closing ]",
        "(\u00a6missing closing )",
        "a**\u00a6invalid nested repetition operator",
        "(?<=x)y\u00a6invalid named capture",
        "(a)\\1\u00a6invalid escape sequence",
        "x*\u00a6it matches every record, even an empty one",
        ".*\u00a6it matches every record, even an empty one",
        "a|\u00a6it matches every record, even an empty one",
        "((a{100}){100}){100}\u00a6its repetitions {…} multiply to more than 1000",
        "(a{1,1000}){2,3}\u00a6its repetitions {…} multiply to more than 1000"
      })
  void aPatternThatWillNotDoIsAnErrorThatSaysWhy(String pattern, String why) {
    for (String name : new String[] {"O2_EXCLUDE", "O2_REDACT"}) {
      assertThat(error(name, pattern))
          .startsWith(name + " is '" + pattern + "' (")
          .contains(why)
          .endsWith(
              "): expected a regular expression in RE2's syntax that does not match the empty"
                  + " text");
    }
  }

  @Test
  void aPatternIsBounded() {
    assertThat(error("O2_EXCLUDE", "x".repeat(100_000)))
        .startsWith("O2_EXCLUDE is 'xxx")
        .contains("longer than 1000 characters");
    assertThat(read("O2_EXCLUDE", "x".repeat(1000)).exclude()).isNotNull();
    assertThat(read("O2_EXCLUDE", "(".repeat(499) + "x" + ")".repeat(499)).exclude()).isNotNull();
  }
}
