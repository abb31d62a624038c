package ai.openobserve.lambda.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectTest {

  @Test
  void putsTheBackendIntoAPeersVariables() {
    Subject peer =
        new Subject("peer", List.of("/peer"), Subject.parse(" URL={endpoint}/in  KEY=a=b "), false);
    assertThat(peer.environment("127.0.0.1:1", "http://127.0.0.1:2", Map.of("MORE", "1")))
        .containsEntry("URL", "http://127.0.0.1:2/in")
        .containsEntry("KEY", "a=b")
        .containsEntry("MORE", "1")
        .containsEntry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1");
  }

  @Test
  void saysWhichWordIsNoVariable() {
    assertThatThrownBy(() -> Subject.parse("A=1 oops")).hasMessageContaining("oops");
  }
}
