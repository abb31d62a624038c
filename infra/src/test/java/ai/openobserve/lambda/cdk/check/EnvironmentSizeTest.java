package ai.openobserve.lambda.cdk.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EnvironmentSizeTest {
  @Test
  void measuresTheJsonThatLambdaMeasures() {
    for (Map<String, Object> variables :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("A", "b"),
            Map.of("NAME", "say \"hé\" \\ \n", "OTHER", ""),
            Map.of("A", "1", "B", "2", "C", "3"))) {
      String json = JsonMapper.shared().writeValueAsString(variables);
      assertThat(new EnvironmentSize(variables).bytes())
          .as(json)
          .isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void refusesTheFirstByteTooMany() {
    String fits = "x".repeat(4096 - "{\"A\":\"\"}".length());
    assertThat(new EnvironmentSize(Map.of("A", fits)).isOverLimit()).isFalse();
    assertThat(new EnvironmentSize(Map.of("A", fits + "x")).isOverLimit()).isTrue();
  }

  @Test
  void countsNothingForWhatIsPutInAtDeploy() {
    Map<String, Object> known = Map.of("A", "");
    assertThat(
            new EnvironmentSize(Map.of("A", "{{resolve:secretsmanager:" + "x".repeat(99) + "}}"))
                .bytes())
        .isEqualTo(new EnvironmentSize(known).bytes());
    assertThat(new EnvironmentSize(Map.of("A", Map.of("Ref", "Table"))).bytes())
        .isEqualTo(new EnvironmentSize(known).bytes());
  }
}
