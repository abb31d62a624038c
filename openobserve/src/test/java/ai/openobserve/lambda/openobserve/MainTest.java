package ai.openobserve.lambda.openobserve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import picocli.CommandLine;

@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class MainTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();

  @Test
  void wantsCredentialsByTheEnvironment() {
    assertThat(main(Map.of(), "--org", "acme")).isEqualTo(2);
    assertThat(shown()).contains("AUTH is required in the environment");
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(main(Map.of("AUTH", "x"))).isEqualTo(2);
    assertThat(errors.toString()).contains("Missing required option: '--org");
    assertThat(main(Map.of("AUTH", "x"), "--org", "a", "--what")).isEqualTo(2);
    assertThat(errors.toString()).contains("Unknown option: '--what'");
  }

  @Test
  void exitsWithOneWhereItFails() {
    assertThat(
            main(Map.of("AUTH", "Basic s3cret"), "--org", "a", "--endpoint", "http://127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(shown())
        .startsWith("Failed: Cannot reach http://127.0.0.1:1/")
        .doesNotContain("s3cret");
  }

  @Test
  void setsUpAndChecks() throws Exception {
    try (var sink = OpenObserveSink.start()) {
      var record =
          """
          [{"type":"platform.report","requestId":"r","function_name":"f",
            "record":{"status":"success","metrics":{"durationMs":1.5}}},
           {"type":"platform.initReport","function_name":"f",
            "record":{"status":"success","phase":"init","metrics":{"durationMs":1.5}}},
           {"type":"extension","function_name":"f","record":"INFO lambda"}]
          """;
      var request =
          new Request.Builder()
              .url(sink.url() + "/api/" + sink.organization() + "/logs/_json")
              .header("Authorization", sink.authorization())
              .post(RequestBody.create(record, MediaType.get("application/json")))
              .build();
      try (var response = new OkHttpClient().newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
      var variables = Map.of("AUTH", sink.authorization());
      String[] arguments = {
        "--endpoint", sink.url(), "--org", sink.organization(), "--stream", "logs"
      };

      assertThat(main(variables, with(arguments, "--check"))).as(shown()).isEqualTo(1);
      assertThat(main(variables, arguments)).as(shown()).isZero();
      assertThat(main(variables, with(arguments, "--check"))).as(shown()).isZero();
      assertThat(shown()).doesNotContain(sink.authorization());
    }
  }

  private static String[] with(String[] arguments, String more) {
    var all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = more;
    return all;
  }

  private int main(Map<String, String> variables, String... arguments) {
    bytes.reset();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new CommandLine(new Main(out, variables))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
