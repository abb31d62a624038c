package ai.openobserve.lambda.extension.testing;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ConfigurationException;
import java.util.HashMap;
import java.util.Map;

/// Valid configurations.
public final class Configurations {
  /// What must never be seen anywhere but in the `Authorization` header.
  public static final String TOKEN = "cm9vdEBleGFtcGxlLmNvbTpDb21wbGV4cGFzcyMxMjM=";

  public static final String AUTHORIZATION = "Basic " + TOKEN;

  private Configurations() {}

  /// Organization `acme`, stream `orders`, short back-offs.
  public static Configuration of(String endpoint, String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    environment.put("O2_ORGANIZATION_ID", "acme");
    environment.put("O2_AUTHORIZATION_HEADER", AUTHORIZATION);
    environment.put("O2_ENDPOINT", endpoint);
    environment.put("O2_STREAM", "orders");
    environment.put("O2_INITIAL_RETRY_DELAY_MS", "1");
    environment.put("O2_MAX_RETRY_DELAY_MS", "2");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    try {
      return Configuration.read(environment);
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }
}
