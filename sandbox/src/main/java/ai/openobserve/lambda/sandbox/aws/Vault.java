package ai.openobserve.lambda.sandbox.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/// The values that the two services store. Thread-safe.
final class Vault {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String ACCOUNT = "123456789012";

  /// Finds a value by its name or ARN.
  @FunctionalInterface
  interface Lookup {
    Found find(String id);
  }

  /// The result of a lookup.
  sealed interface Found {
    /// The answer's body.
    record Value(String json) implements Found {}

    /// Nothing to read: the error to answer.
    record Nothing(AwsError error) implements Found {}
  }

  private record Secret(String value, boolean deleted) {}

  private final String region;
  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> parameters = new ConcurrentHashMap<>();

  Vault(String region) {
    this.region = region;
  }

  String secret(String name, String value) {
    secrets.put(name, new Secret(value, false));
    return secretArn(name);
  }

  void delete(String name) {
    secrets.computeIfPresent(name, (_, secret) -> new Secret(secret.value(), true));
  }

  String parameter(String name, String value) {
    parameters.put(name, value);
    return parameterArn(name);
  }

  private String secretArn(String name) {
    return "arn:aws:secretsmanager:%s:%s:secret:%s-AbCdEf".formatted(region, ACCOUNT, name);
  }

  private String parameterArn(String name) {
    String path = name.startsWith("/") ? name : "/" + name;
    return "arn:aws:ssm:%s:%s:parameter%s".formatted(region, ACCOUNT, path);
  }

  Found secretValue(String id) {
    for (Map.Entry<String, Secret> each : secrets.entrySet()) {
      String arn = secretArn(each.getKey());
      if (id.equals(each.getKey()) || id.equals(arn)) {
        return each.getValue().deleted()
            ? new Found.Nothing(
                AwsError.of(
                    "InvalidRequestException",
                    "You can't perform this operation on the secret because it was marked for"
                        + " deletion."))
            : new Found.Value(
                MAPPER.writeValueAsString(
                    Map.of(
                        "ARN", arn,
                        "Name", each.getKey(),
                        "SecretString", each.getValue().value())));
      }
    }
    return new Found.Nothing(
        AwsError.of(
            "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
  }

  /// Without decryption, the value of a SecureString is ciphertext.
  Found parameterValue(String id, boolean decrypted) {
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      if (id.equals(each.getKey()) || id.equals(parameterArn(each.getKey()))) {
        Map<String, String> parameter = new LinkedHashMap<>();
        parameter.put("ARN", parameterArn(each.getKey()));
        parameter.put("Name", each.getKey());
        parameter.put("Type", "SecureString");
        parameter.put("Value", decrypted ? each.getValue() : "AQICAHcipher");
        return new Found.Value(MAPPER.writeValueAsString(Map.of("Parameter", parameter)));
      }
    }
    return new Found.Nothing(AwsError.of("ParameterNotFound", ""));
  }
}
