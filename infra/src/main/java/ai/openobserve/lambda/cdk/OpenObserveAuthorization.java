package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.check.SecureStrings;
import ai.openobserve.lambda.cdk.credential.CredentialName;
import ai.openobserve.lambda.cdk.credential.RuntimeCredential;
import ai.openobserve.lambda.cdk.report.Given;
import java.util.Optional;
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
    return new OpenObserveAuthorization(
        RuntimeCredential.in(given(secret), CredentialName.RUNTIME_JSON_KEY.checked(jsonKey)));
  }

  /// The whole value of a secret that exists, read at run time.
  ///
  /// @param nameOrArn a name in each function's account and Region, or an ARN of any
  public static OpenObserveAuthorization atRuntimeSecret(String nameOrArn) {
    return new OpenObserveAuthorization(
        RuntimeCredential.inSecret(CredentialName.RUNTIME_SECRET.checked(nameOrArn), ""));
  }

  /// One key of a secret that exists, read at run time.
  ///
  /// @param nameOrArn a name in each function's account and Region, or an ARN of any
  public static OpenObserveAuthorization atRuntimeSecret(String nameOrArn, String jsonKey) {
    return new OpenObserveAuthorization(
        RuntimeCredential.inSecret(
            CredentialName.RUNTIME_SECRET.checked(nameOrArn),
            CredentialName.RUNTIME_JSON_KEY.checked(jsonKey)));
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
        RuntimeCredential.inParameter(CredentialName.RUNTIME_PARAMETER.checked(nameOrArn), ""));
  }

  /// The whole value of a secret.
  public static OpenObserveAuthorization fromSecret(ISecret secret) {
    return fromSecretValue(given(secret).getSecretValue());
  }

  /// One key of a secret whose value is a JSON object.
  public static OpenObserveAuthorization fromSecret(ISecret secret, String jsonKey) {
    return fromSecretValue(
        given(secret).secretValueFromJson(CredentialName.JSON_KEY.checked(jsonKey)));
  }

  /// The whole value of a secret that exists in the stack's account and Region.
  public static OpenObserveAuthorization fromSecretName(String name) {
    return fromSecretValue(SecretValue.secretsManager(CredentialName.SECRET.checked(name)));
  }

  /// One key of a secret that exists in the stack's account and Region.
  public static OpenObserveAuthorization fromSecretName(String name, String jsonKey) {
    return fromSecretValue(
        SecretValue.secretsManager(
            CredentialName.SECRET.checked(name),
            SecretsManagerSecretOptions.builder()
                .jsonField(CredentialName.JSON_KEY.checked(jsonKey))
                .build()));
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
        "{{resolve:ssm:" + CredentialName.PARAMETER.checked(name) + "}}", false);
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

  private static <T> T given(T source) {
    return Given.notNull("OpenObserveAuthorization: the secret or parameter", source);
  }

  /// Without the credential.
  @Override
  public String toString() {
    return plainText ? "plain text" : stored == null ? "a reference" : "read at run time";
  }
}
