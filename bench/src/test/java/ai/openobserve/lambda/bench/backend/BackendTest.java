package ai.openobserve.lambda.bench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackendTest {
  private static final String BODY =
      "[{\"_timestamp\":1,\"record\":\"\\\"_timest\"},{\"_timestamp\":2},{\"_timestamp\":3}]";

  @Test
  void countsRecordsAndBytesOfACompressedDelivery() throws Exception {
    try (Backend backend = new Backend()) {
      byte[] packed = gzip(BODY);
      String answer = post(URI.create(backend.url() + "/api/default/default/_json"), packed, true);
      assertThat(answer).contains("\"successful\":3", "\"failed\":0");
      assertThat(backend.records()).isEqualTo(3);
      assertThat(backend.wireBytes()).isEqualTo(packed.length);
      assertThat(backend.plainBytes()).isEqualTo(BODY.length());
      assertThat(backend.requests()).isEqualTo(1);
    }
  }

  @Test
  void theProxyDelaysEachWay() throws Exception {
    Duration delay = Duration.ofMillis(50);
    try (Backend backend = new Backend();
        DelayProxy proxy = new DelayProxy(URI.create(backend.url()).getPort(), delay)) {
      URI far = URI.create("http://127.0.0.1:" + proxy.port() + "/api/default/default/_json");
      long begun = System.nanoTime();
      String answer = post(far, BODY.getBytes(StandardCharsets.UTF_8), false);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(delay.multipliedBy(2));
      assertThat(answer).contains("\"successful\":3");
    }
  }

  private static String post(URI to, byte[] body, boolean packed) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(to).POST(BodyPublishers.ofByteArray(body));
    if (packed) {
      request.header("Content-Encoding", "gzip");
    }
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), BodyHandlers.ofString()).body();
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
