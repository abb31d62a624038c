package ai.openobserve.lambda.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.openobserve.lambda.cdk.variables.Rules;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The synth rejects exactly those patterns, tags and names that the extension would reject at
/// start.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class FiltersOfBothSidesTest {
  private static final List<String> PATTERNS = List.of("O2_EXCLUDE", "O2_REDACT");

  private static boolean extensionAccepts(String variable, String value) {
    try {
      Configuration.read(
          Map.of(
              "O2_ORGANIZATION_ID",
              "acme",
              "O2_AUTHORIZATION_HEADER",
              "Basic eA==",
              variable,
              value));
      return true;
    } catch (ConfigurationException e) {
      return false;
    }
  }

  private static void assertSame(String variable, String value) {
    assertThat(Rules.problem(variable, value) == null)
        .as("the construct accepts %s=%s", variable, value)
        .isEqualTo(extensionAccepts(variable, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "health ?check|^PING$",
        "\\b\\d{16}\\b",
        "(?i)secret",
        "[",
        "(",
        "a**",
        "(?<=x)y",
        "(?=x)",
        "(a)\\1",
        "x*",
        ".*",
        ".+",
        "a|",
        "^",
        "(a+)+$",
        "(x+x+)+y",
        "a{1000}",
        "a{1001}",
        "((a{100}){100}){100}",
        "(a{1,1000}){2,3}",
        "a{2}{3}b{4,5}",
        "{",
        "a{",
        "a{5",
        "x{,1001}",
        "{{1001}}",
        "\\{2000\\}",
        "\\p{Greek}+",
        "\\Qa{2000}\\E",
        "  x  ",
        " ",
        "",
        "ü😀"
      })
  void patternsAreTheSame(String pattern) {
    PATTERNS.forEach(variable -> assertSame(variable, pattern));
  }

  @Test
  void patternsOfAnyLengthAreTheSame() {
    for (int length : new int[] {999, 1000, 1001, 100_000}) {
      assertSame("O2_EXCLUDE", "x".repeat(length));
      assertSame("O2_EXCLUDE", "(".repeat(length / 2) + "x" + ")".repeat(length / 2));
    }
  }

  @Test
  void randomPatternsAreTheSame() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String parts = "ab01{{}},,9()[]|*+?\\d.^$-";
    for (int i = 0; i < 20_000; i++) {
      String pattern =
          random
              .ints(1 + random.nextInt(12), 0, parts.length())
              .mapToObj(at -> parts.substring(at, at + 1))
              .collect(Collectors.joining());
      assertThat(Rules.problem("O2_REDACT", pattern) == null)
          .as("seed %d: the construct accepts %s", seed, pattern)
          .isEqualTo(extensionAccepts("O2_REDACT", pattern));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "team:payments",
        "team:payments,tier:1",
        " team : payments , tier : 1 ",
        "url:http://host:1",
        "team",
        "team:",
        ":payments",
        "team:a,",
        ",team:a",
        "Team:a",
        "te-am:a",
        "team:a,team:b",
        "level:a",
        "requestid:a",
        "requestId:a",
        "_timestamp:a",
        "region:eu",
        "ü:a",
        "team:ü",
        "_:a",
        " ",
        ""
      })
  void tagsAreTheSame(String tags) {
    assertSame("O2_TAGS", tags);
  }

  @Test
  void tagsOfAnyNumberAndLengthAreTheSame() {
    for (int many : new int[] {1, 49, 50, 51, 1000}) {
      assertSame(
          "O2_TAGS",
          IntStream.range(0, many).mapToObj(i -> "k" + i + ":v").collect(Collectors.joining(",")));
    }
    for (int length : new int[] {63, 64, 65, 255, 256, 257, 100_000}) {
      assertSame("O2_TAGS", "k".repeat(length) + ":v");
      assertSame("O2_TAGS", "k:" + "v".repeat(length));
      assertSame("O2_SERVICE", "v".repeat(length));
      assertSame("O2_ENV", " " + "v".repeat(length) + " ");
    }
  }

  @Test
  void whatIsWrongIsSaidTogetherAndShort() {
    List<String> wrong = new ArrayList<>();
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            OpenObserveLayerProps.builder()
                .organizationId("acme")
                .authorization(OpenObserveAuthorization.fromSecretName("o2"))
                .exclude("([")
                .redact("x".repeat(100_000))
                .tags("Team:a")
                .service("s".repeat(300))
                .build())
        .satisfies(e -> wrong.add(String.valueOf(e.getMessage())));
    assertThat(wrong.getFirst())
        .hasSizeLessThan(2000)
        .contains(
            "O2_EXCLUDE: \"([\" is invalid; expected a regular expression in RE2's syntax",
            "missing closing ]",
            "O2_REDACT: \"xxx",
            "longer than 1000 characters",
            "O2_TAGS: \"Team:a\" is invalid; expected",
            "has the key 'Team'",
            "O2_SERVICE: \"sss",
            "at most 256 characters");
  }
}
