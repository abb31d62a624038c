package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.check.SecureStrings;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.SecretsManagerSecretOptions;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.ssm.IStringParameter;

/// What the extension sends in the `Authorization` header, for example `Basic ZGV2OnNlY3JldA==`.
///
/// The extension reads it from its environment (`O2_AUTHORIZATION_HEADER`), so whatever the source,
/// the value ends in the function's configuration. From a secret or a parameter it gets there by a
/// [dynamic
/// reference](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html):
/// the template carries the reference, and CloudFormation puts the value in when it creates or
/// updates the function. Hence:
///
/// * the template, the synthesized app and the repository never hold the value;
/// * whoever may call `lambda:GetFunctionConfiguration` can read it, as with any variable;
/// * a rotated secret reaches a function with the next update of that function;
/// * the deploying role, not the function, reads the secret: no grant to the function is needed,
///   and none is made.
public final class OpenObserveAuthorization {
  private static final Pattern SECRET =
      Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}|arn:aws[a-z-]*:secretsmanager:\\S+");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_./-]+(:\\d+)?");
  private static final Pattern JSON_KEY = Pattern.compile("[^:{}\\s][^:{}]*");

  private final String header;
  private final boolean plainText;

  private OpenObserveAuthorization(String header, boolean plainText) {
    this.header = header;
    this.plainText = plainText;
  }

  /// The whole value of a secret.
  public static OpenObserveAuthorization fromSecret(ISecret secret) {
    return fromSecretValue(secret.getSecretValue());
  }

  /// One key of a secret whose value is a JSON object.
  public static OpenObserveAuthorization fromSecret(ISecret secret, String jsonKey) {
    return fromSecretValue(secret.secretValueFromJson(jsonKey(jsonKey)));
  }

  /// The whole value of a secret that exists in the stack's account and Region.
  public static OpenObserveAuthorization fromSecretName(String name) {
    return fromSecretValue(
        SecretValue.secretsManager(
            matching(
                "secret's name",
                name,
                SECRET,
                "a name of letters, digits and /_+=.@-, or an ARN")));
  }

  /// One key of a secret that exists in the stack's account and Region.
  public static OpenObserveAuthorization fromSecretName(String name, String jsonKey) {
    return fromSecretValue(
        SecretValue.secretsManager(
            matching(
                "secret's name", name, SECRET, "a name of letters, digits and /_+=.@-, or an ARN"),
            SecretsManagerSecretOptions.builder().jsonField(jsonKey(jsonKey)).build()));
  }

  /// A parameter of the type `String`. Parameter Store does not encrypt those: prefer a secret.
  ///
  /// @throws IllegalArgumentException where it is a `SecureString`, which CloudFormation resolves
  ///   in the properties of a few resource types only, and Lambda's environment is not among them
  public static OpenObserveAuthorization fromParameter(IStringParameter parameter) {
    if ("SecureString".equals(parameter.getParameterType())) {
      throw new IllegalArgumentException(SecureStrings.REFUSED);
    }
    return new OpenObserveAuthorization(parameter.getStringValue(), false);
  }

  /// A parameter of the type `String` that exists in the stack's account and Region.
  public static OpenObserveAuthorization fromParameterName(String name) {
    return new OpenObserveAuthorization(
        "{{resolve:ssm:"
            + matching(
                "parameter's name",
                name,
                PARAMETER,
                "a name of letters, digits and _.-/, with :VERSION")
            + "}}",
        false);
  }

  /// Any secret value of CDK's: a `NoEcho` template parameter, a secret's older version, ….
  public static OpenObserveAuthorization fromSecretValue(SecretValue value) {
    String header = value.unsafeUnwrap();
    return new OpenObserveAuthorization(header, !Token.isUnresolved(header));
  }

  /// The header itself. It is then readable in the template and in whatever keeps the sources, so
  /// each synth warns.
  ///
  /// @throws IllegalArgumentException where it cannot be a header: empty, or with a line break
  public static OpenObserveAuthorization fromPlainText(String header) {
    if (header == null || header.isBlank() || header.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "The authorization given as plain text is "
              + (header == null || header.isBlank()
                  ? "empty"
                  : "not printable ASCII, with a line break perhaps")
              + ": give the header as it is sent, like \"Basic \" and the Base64 of user:password");
    }
    return new OpenObserveAuthorization(header, !Token.isUnresolved(header));
  }

  /// The value of the variable: text or a token. Never for a message.
  String header() {
    return header;
  }

  boolean isPlainText() {
    return plainText;
  }

  /// A colon would end the key inside of the reference.
  private static String jsonKey(String key) {
    return matching("JSON key", key, JSON_KEY, "a key without ':', '{' and '}'");
  }

  private static String matching(
      String what, @Nullable String value, Pattern pattern, String allowed) {
    if (value == null || (!Token.isUnresolved(value) && !pattern.matcher(value).matches())) {
      throw new IllegalArgumentException(
          "The " + what + " of the authorization is \"" + value + "\"; expected " + allowed);
    }
    return value;
  }

  /// Without the credential.
  @Override
  public String toString() {
    return plainText ? "plain text" : "a reference";
  }
}
