package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.AuthorizationSetting;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ConfigurationException;
import ai.openobserve.lambda.extension.config.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Answers as scripted, and keeps the requests.
final class FakeService implements Exchange {
  static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:o2-AbCdEf";
  static final SecretSource SOURCE = source("O2_AUTHORIZATION_SECRET", ARN);

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile int status;
  private volatile String body = "";
  private volatile boolean unreachable;

  /// The source that these variables make, beside those that Lambda sets.
  static SecretSource source(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    environment.put("O2_ORGANIZATION_ID", "acme");
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "very-secret-key");
    environment.put("AWS_SESSION_TOKEN", "session");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    try {
      return switch (Configuration.read(environment).authorization()) {
        case AuthorizationSetting.AtRuntime(SecretSource source) -> source;
        case AuthorizationSetting.Given given -> throw new AssertionError(given);
      };
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  void secret(String value) {
    answer(200, "{\"ARN\":\"" + ARN + "\",\"SecretString\":\"" + value + "\"}");
  }

  void error(int code, String type, String message) {
    answer(code, "{\"__type\":\"" + type + "\",\"Message\":\"" + message + "\"}");
  }

  void answer(int code, String text) {
    status = code;
    body = text;
  }

  /// Only what stays in the environment is reached no more.
  void noLocalExtension() {
    unreachable = true;
  }

  void holdUntil(CountDownLatch latch) {
    held = latch;
  }

  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public Answer make(Request request) throws IOException {
    requests.add(request);
    asked.countDown();
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (unreachable && request.local()) {
      throw new java.net.ConnectException("Connection refused");
    }
    return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
  }
}
