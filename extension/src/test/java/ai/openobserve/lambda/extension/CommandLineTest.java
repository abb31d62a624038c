package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class CommandLineTest {

  @ParameterizedTest
  @CsvSource({
    "--health-check, HEALTH_CHECK",
    "-h, HEALTH_CHECK",
    "--version, VERSION",
    "-v, VERSION",
    "--help, HELP",
    "-H, UNKNOWN",
    "health-check, UNKNOWN",
    "'', UNKNOWN"
  })
  void anArgumentAsksForOneThing(String argument, CommandLine command) {
    assertThat(CommandLine.of(new String[] {argument})).isEqualTo(command);
  }

  @Test
  void withoutArgumentsItIsTheExtension() {
    assertThat(CommandLine.of(new String[0])).isEqualTo(CommandLine.RUN);
  }

  @ParameterizedTest
  @CsvSource({"--health-check, --json", "-h, --json", "--json, --health-check"})
  void theHealthCheckIsPrintedAsJsonToo(String one, String other) {
    assertThat(CommandLine.of(new String[] {one, other})).isEqualTo(CommandLine.HEALTH_CHECK_JSON);
  }

  @ParameterizedTest
  @CsvSource({"--json, --version", "--json, --json", "--help, --json"})
  void nothingElseIsPrintedAsJson(String one, String other) {
    assertThat(CommandLine.of(new String[] {one, other})).isEqualTo(CommandLine.UNKNOWN);
  }

  @Test
  void moreThanOneArgumentIsUnknown() {
    assertThat(CommandLine.of(new String[] {"--help", "--version"})).isEqualTo(CommandLine.UNKNOWN);
  }

  @Test
  void theHelpNamesEveryVariableThatIsRead() throws Exception {
    Set<String> read = new TreeSet<>();
    for (SourceFile file : SourceFile.all()) {
      Pattern.compile("\"(O2_[A-Z_]+)\"")
          .matcher(file.text())
          .results()
          .forEach(match -> read.add(match.group(1)));
    }

    assertThat(read).hasSize(32).contains("O2_ENABLED", "O2_STREAM");
    assertThat(CommandLine.HELP_TEXT).contains(read);
  }
}
