package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.check.SecureStrings;
import ai.openobserve.lambda.cdk.credential.RuntimeCredential;
import ai.openobserve.lambda.cdk.report.Given;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.SecretsManagerSecretOptions;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.ssm.IStringParameter;

/// What the extension sends in the `Authorization` header, for example `Basic ZGV2OnNlY3JldA==`.
///
/// **Recommended: read at run time**, by [#atRuntime(ISecret)] and its variants. The function's
/// configuration holds only the secret's name or ARN. The extension reads the value while the
/// function works, never during its cold start, and again if OpenObserve refuses it, so that a
/// rotated secret needs no deployment. The value is the whole header, or `user:password`. The
/// function's role is granted read, as the CDK's `grantRead` does it, `kms:Decrypt` included where
/// the key is known; where no grant can be made, a warning names what to allow. A function in a VPC
/// needs a route to the service: a NAT gateway or an interface endpoint.
///
/// **By a [dynamic
/// reference](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html)**,
/// by [#fromSecret(ISecret)] and its variants, for functions without such a route: the template has
/// the reference, and CloudFormation inserts the value when it creates or updates the function.
/// Hence:
///
/// * the template, the synthesized app and the repository never contain the value;
/// * anyone who may call `lambda:GetFunctionConfiguration` can read it, as with any variable;
/// * a rotated secret reaches a function with the next update of that function;
/// * the deploying role, not the function, reads the secret: no grant to the function is needed,
///   and none is made.
public final class OpenObserveAuthorization {
  private static final Pattern SECRET =
      Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}|arn:aws[a-z-]*:secretsmanager:\\S+");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_./-]+(:\\d+)?");
  private static final Pattern JSON_KEY = Pattern.compile("[^:{}\\s][^:{}]*");

  /// The extension reads it unchanged, from the first '#' to the end of the variable.
  private static final Pattern RUNTIME_JSON_KEY = Pattern.compile("\\S(.*\\S)?");

  private static final Pattern RUNTIME_SECRET =
      Pattern.compile(
          "[A-Za-z0-9/_+=.@-]{1,512}"
              + "|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]+");

  private static final Pattern RUNTIME_PARAMETER =
      Pattern.compile(
          "[A-Za-z0-9_./-]+|arn:aws[a-z-]*:ssm:[a-z0-9-]+:\\d{12}:parameter/[A-Za-z0-9_./-]+");

  private final @Nullable String header;
  private final @Nullable RuntimeCredential stored;
  private final boolean plainText;

  private OpenObserveAuthorization(String header, boolean plainText) {
    this.header = header;
    this.stored = null;
    this.plainText = plainText;
  }

  private OpenObserveAuthorization(RuntimeCredential stored) {
    this.header = null;
    this.stored = stored;
    this.plainText = false;
  }

  /// The whole value of a secret, read at run time. It may be imported, from other accounts and
  /// Regions too.
  public static OpenObserveAuthorization atRuntime(ISecret secret) {
    return new OpenObserveAuthorization(RuntimeCredential.in(given(secret), ""));
  }

  /// One key of a secret whose value is a JSON object, read at run time.
  public static OpenObserveAuthorization atRuntime(ISecret secret, String jsonKey) {
    return new OpenObserveAuthorization(RuntimeCredential.in(given(secret), runtimeKey(jsonKey)));
  }

  /// The whole value of a secret that exists, read at run time.
  ///
  /// @param nameOrArn a name in each function's account and Region, or an ARN of any
  public static OpenObserveAuthorization atRuntimeSecret(String nameOrArn) {
    return new OpenObserveAuthorization(RuntimeCredential.inSecret(runtimeSecret(nameOrArn), ""));
  }

  /// One key of a secret that exists, read at run time.
  ///
  /// @param nameOrArn a name in each function's account and Region, or an ARN of any
  public static OpenObserveAuthorization atRuntimeSecret(String nameOrArn, String jsonKey) {
    return new OpenObserveAuthorization(
        RuntimeCredential.inSecret(runtimeSecret(nameOrArn), runtimeKey(jsonKey)));
  }

  /// The whole value of a parameter, read at run time: a `String`, or a `SecureString` by
  /// `StringParameter.fromSecureStringParameterAttributes`, with its key where that is not
  /// `aws/ssm`.
  public static OpenObserveAuthorization atRuntimeParameter(IStringParameter parameter) {
    return new OpenObserveAuthorization(RuntimeCredential.in(given(parameter), ""));
  }

  /// The whole value of a parameter that exists, read at run time. It may be a `SecureString`.
  ///
  /// @param nameOrArn a name in each function's account and Region, or an ARN of any
  public static OpenObserveAuthorization atRuntimeParameter(String nameOrArn) {
    return new OpenObserveAuthorization(
        RuntimeCredential.inParameter(
            matching(
                "parameter's name",
                nameOrArn,
                RUNTIME_PARAMETER,
                "a name of letters, digits and _.-/, or an ARN"),
            ""));
  }

  /// The whole value of a secret.
  public static OpenObserveAuthorization fromSecret(ISecret secret) {
    return fromSecretValue(given(secret).getSecretValue());
  }

  /// One key of a secret whose value is a JSON object.
  public static OpenObserveAuthorization fromSecret(ISecret secret, String jsonKey) {
    return fromSecretValue(given(secret).secretValueFromJson(jsonKey(jsonKey)));
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
    if ("SecureString".equals(given(parameter).getParameterType())) {
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

  /// Any secret value of the CDK: a `NoEcho` template parameter, a secret's older version, ….
  public static OpenObserveAuthorization fromSecretValue(SecretValue value) {
    String header = given(value).unsafeUnwrap();
    return new OpenObserveAuthorization(header, !Token.isUnresolved(header));
  }

  /// The header itself. It is then readable in the template and wherever the sources are kept, so
  /// each synth warns.
  ///
  /// @throws IllegalArgumentException where it cannot be a header: empty, or with a line break
  public static OpenObserveAuthorization fromPlainText(String header) {
    if (header == null || header.isBlank() || header.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "The plain-text authorization is "
              + (header == null || header.isBlank()
                  ? "empty"
                  : "not printable ASCII (a pasted line break?)")
              + ": expected the whole header, \"Basic \" and the Base64 of user:password for example");
    }
    return new OpenObserveAuthorization(header, !Token.isUnresolved(header));
  }

  /// The value of the variable: text or a token. Must not get into a message. Empty where it is
  /// read at run time.
  Optional<String> header() {
    return Optional.ofNullable(header);
  }

  /// What keeps it, where it is read at run time.
  Optional<RuntimeCredential> stored() {
    return Optional.ofNullable(stored);
  }

  boolean isPlainText() {
    return plainText;
  }

  /// A colon would end the key inside of the reference.
  private static String jsonKey(String key) {
    return matching("JSON key", key, JSON_KEY, "a key without ':', '{' and '}'");
  }

  private static String runtimeKey(String key) {
    return matching("JSON key", key, RUNTIME_JSON_KEY, "a key without blanks at its start and end");
  }

  private static String runtimeSecret(String nameOrArn) {
    return matching(
        "secret's name",
        nameOrArn,
        RUNTIME_SECRET,
        "a name of letters, digits and /_+=.@-, or an ARN");
  }

  private static <T> T given(T source) {
    return Given.notNull("OpenObserveAuthorization: the secret or parameter", source);
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
    return plainText ? "plain text" : stored == null ? "a reference" : "read at run time";
  }
}
