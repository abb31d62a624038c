package ai.openobserve.lambda.extension.config;

/// Where the credential is stored: a secret or a parameter, and possibly a key in its JSON value.
/// Contains no secret itself.
///
/// @param id name or ARN, as the service expects it
/// @param key key in the JSON object that is the value; empty if the value itself is the credential
/// @param region the ARN's, else the function's
public record SecretReference(AwsService service, String id, String key, String region) {
  private static final int LONGEST = 2048;

  /// Reads `name`, `name#key`, `arn:…` or `arn:…#key`.
  ///
  /// @param functionRegion used for a name; an ARN has its own
  /// @throws IllegalArgumentException if it is none of these; the message says what is allowed
  static SecretReference of(AwsService service, String text, String functionRegion) {
    int hash = text.indexOf('#');
    String id = hash < 0 ? text : text.substring(0, hash);
    String key = hash < 0 ? "" : text.substring(hash + 1);
    if (hash >= 0 && key.isBlank()) {
      throw new IllegalArgumentException("expected the key of a JSON value after '#'");
    }
    String region = id.startsWith("arn:") ? regionOfArn(service, id) : functionRegion;
    if (!id.startsWith("arn:")) {
      checkName(service, id);
    }
    if (!isRegion(region)) {
      throw new IllegalArgumentException(
          "no AWS Region is known for it: AWS_REGION is not set, and it is not an ARN");
    }
    return new SecretReference(service, id, key, region);
  }

  /// Whether the text cannot be the credential itself, put into the wrong variable by mistake.
  static boolean isHarmless(String text) {
    return text.startsWith("arn:") || text.chars().noneMatch(c -> " :@=".indexOf(c) >= 0);
  }

  private static String regionOfArn(AwsService service, String arn) {
    String[] parts = arn.split(":", 6);
    boolean whole = parts.length == 6 && isRegion(parts[3]) && isAccount(parts[4]);
    if (!whole) {
      throw new IllegalArgumentException("it is not a complete ARN, such as " + example(service));
    }
    if (!parts[2].equals(service.code())) {
      throw new IllegalArgumentException(
          "it is an ARN of another service, expected " + example(service));
    }
    if (!parts[1].equals(AwsPartition.of(parts[3]).code())) {
      throw new IllegalArgumentException(
          "partition '" + parts[1] + "' has no Region '" + parts[3] + "'");
    }
    String resource = parts[5];
    switch (service) {
      case SECRETS_MANAGER -> {
        if (!resource.startsWith("secret:") || resource.indexOf(':', "secret:".length()) >= 0) {
          throw new IllegalArgumentException(
              "expected a secret's ARN, a JSON key after '#': " + example(service));
        }
        checkName(service, resource.substring("secret:".length()));
      }
      case PARAMETER_STORE -> {
        if (!resource.startsWith("parameter/")) {
          throw new IllegalArgumentException("expected a parameter's ARN: " + example(service));
        }
        checkName(service, resource.substring("parameter".length()));
      }
    }
    return parts[3];
  }

  private static void checkName(AwsService service, String name) {
    boolean valid = !name.isEmpty() && name.length() <= LONGEST;
    String others =
        switch (service) {
          case SECRETS_MANAGER -> "/_+=.@!-";
          case PARAMETER_STORE -> "/_.-:";
        };
    for (int i = 0; i < name.length(); i++) {
      valid &= isLetterOrDigit(name.charAt(i)) || others.indexOf(name.charAt(i)) >= 0;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "expected a name of letters, digits and " + others + ", or an ARN: " + example(service));
    }
  }

  private static String example(AwsService service) {
    return switch (service) {
      case SECRETS_MANAGER ->
          "arn:aws:secretsmanager:eu-west-1:123456789012:secret:openobserve-AbCdEf";
      case PARAMETER_STORE -> "arn:aws:ssm:eu-west-1:123456789012:parameter/openobserve";
    };
  }

  /// Strict, since the Region becomes part of a host name.
  static boolean isRegion(String text) {
    boolean valid = text.length() >= 5 && text.length() <= 32 && text.indexOf('-') > 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      valid &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    return valid && !text.endsWith("-");
  }

  private static boolean isAccount(String text) {
    boolean valid = text.length() == 12;
    for (int i = 0; i < text.length(); i++) {
      valid &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return valid;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /// The resource of a policy statement that lets a role read it. For a name it has wildcards: for
  /// the account, and for the six characters that Secrets Manager appends.
  public String resource() {
    if (id.startsWith("arn:")) {
      return withoutVersion();
    }
    String name = id.startsWith("/") ? id.substring(1) : id;
    String start = "arn:" + AwsPartition.of(region).code() + ":" + service.code() + ":" + region;
    return switch (service) {
      case SECRETS_MANAGER -> start + ":*:secret:" + id + "-??????";
      case PARAMETER_STORE -> start + ":*:parameter/" + withoutVersion(name);
    };
  }

  private String withoutVersion() {
    int path = id.indexOf('/');
    return service == AwsService.PARAMETER_STORE && path >= 0
        ? id.substring(0, path) + withoutVersion(id.substring(path))
        : id;
  }

  private static String withoutVersion(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /// As written in the variable.
  @Override
  public String toString() {
    return key.isEmpty() ? id : id + "#" + key;
  }
}
