package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Downloads a file over HTTP. The caller verifies the content.
final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofMinutes(1);
  private static final Duration WHOLE = Duration.ofMinutes(20);
  private static final long LARGEST = 500_000_000;

  private Download() {}

  static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new Problem(text + " is not a valid address: " + e.getMessage(), e);
    }
  }

  /// Downloads into a new file.
  static Path to(Build build, URI address, Path file) throws Exception {
    build.say("downloading " + address);
    build.progress().during(() -> download(address, file));
    return file;
  }

  private static void download(URI address, Path file) throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
    try {
      HttpResponse<Path> response =
          client
              .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofFile(file), LARGEST))
              .get(WHOLE.toSeconds(), TimeUnit.SECONDS);
      if (response.statusCode() != 200) {
        throw new Problem("the server answered " + response.statusCode());
      }
    } catch (TimeoutException e) {
      throw new Problem("not complete after " + WHOLE.toMinutes() + " minutes", e);
    } catch (ExecutionException e) {
      throw new IOException(address + ": " + e.getCause(), e);
    } finally {
      client.shutdownNow();
    }
  }
}
