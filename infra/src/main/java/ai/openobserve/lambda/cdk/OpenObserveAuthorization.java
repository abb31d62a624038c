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
/// **Recommended: read at run time**, with [#atRuntime(ISecret)] and its variants. The function's
/// configuration contains only the secret's name or ARN. The extension reads the value while the
/// function runs, never during its cold start, and reads it again if OpenObserve rejects it, so
/// rotating the secret requires no deployment. The value is either the whole header or
/// `user:password`. The function's role is granted read access by the CDK's `grantRead`, including
/// `kms:Decrypt` if the key is known; if the grant is not possible, a warning says what to allow. A
/// function in a VPC needs a route to the service: a NAT gateway or an interface endpoint.
///
/// **Alternative: a [dynamic
/// reference](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html)**,
/// with [#fromSecret(ISecret)] and its variants, for functions without such a route. The template
/// contains the reference, and CloudFormation inserts the value when it creates or updates the
/// function. This means:
///
/// * the template, the synthesized app and the repository never contain the value;
/// * anyone with `lambda:GetFunctionConfiguration` can read it, like any other variable;
/// * a rotated secret reaches a function only when that function is next updated;
/// * the deploying role reads the secret, not the function: the function needs no grant and gets
///   none.
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

  /// The whole value of a secret, read at run time. The secret may be imported, also from another
  /// account or Region.
  public static OpenObserveAuthorization atRuntime(ISecret secret) {
    return new OpenObserveAuthorization(RuntimeCredential.in(given(secret), ""));
  }

  /// One key of a secret whose value is a JSON object, read at run time.
  public static OpenObserveAuthorization atRuntime(ISecret secret, String jsonKey) {
    return new OpenObserveAuthorization(
        RuntimeCredential.in(given(secret), CredentialName.RUNTIME_JSON_KEY.checked(jsonKey)));
  }

  /// The whole value of an existing secret, read at run time.
  ///
  /// @param nameOrArn a name, in each function's own account and Region, or an ARN from anywhere
  public static OpenObserveAuthorization atRuntimeSecret(String nameOrArn) {
    return new OpenObserveAuthorization(
        RuntimeCredential.inSecret(CredentialName.RUNTIME_SECRET.checked(nameOrArn), ""));
  }

  /// One key of an existing secret whose value is a JSON object, read at run time.
  ///
  /// @param nameOrArn a name, in each function's own account and Region, or an ARN from anywhere
  public static OpenObserveAuthorization atRuntimeSecret(String nameOrArn, String jsonKey) {
    return new OpenObserveAuthorization(
        RuntimeCredential.inSecret(
            CredentialName.RUNTIME_SECRET.checked(nameOrArn),
            CredentialName.RUNTIME_JSON_KEY.checked(jsonKey)));
  }

  /// The whole value of a parameter, read at run time: a `String`, or a `SecureString` imported
  /// with `StringParameter.fromSecureStringParameterAttributes`, with its key unless that is
  /// `aws/ssm`.
  public static OpenObserveAuthorization atRuntimeParameter(IStringParameter parameter) {
    return new OpenObserveAuthorization(RuntimeCredential.in(given(parameter), ""));
  }

  /// The whole value of an existing parameter, read at run time. It may be a `SecureString`.
  ///
  /// @param nameOrArn a name, in each function's own account and Region, or an ARN from anywhere
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

  /// The whole value of an existing secret in the stack's account and Region.
  public static OpenObserveAuthorization fromSecretName(String name) {
    return fromSecretValue(SecretValue.secretsManager(CredentialName.SECRET.checked(name)));
  }

  /// One key of an existing secret in the stack's account and Region.
  public static OpenObserveAuthorization fromSecretName(String name, String jsonKey) {
    return fromSecretValue(
        SecretValue.secretsManager(
            CredentialName.SECRET.checked(name),
            SecretsManagerSecretOptions.builder()
                .jsonField(CredentialName.JSON_KEY.checked(jsonKey))
                .build()));
  }

  /// The value of a `String` parameter. Parameter Store does not encrypt these: prefer a secret.
  ///
  /// @throws IllegalArgumentException if it is a `SecureString`, which CloudFormation resolves only
  ///   in the properties of a few resource types, Lambda's environment not among them
  public static OpenObserveAuthorization fromParameter(IStringParameter parameter) {
    if ("SecureString".equals(given(parameter).getParameterType())) {
      throw new IllegalArgumentException(SecureStrings.REFUSED);
    }
    return new OpenObserveAuthorization(parameter.getStringValue(), false);
  }

  /// The value of an existing `String` parameter in the stack's account and Region.
  public static OpenObserveAuthorization fromParameterName(String name) {
    return new OpenObserveAuthorization(
        "{{resolve:ssm:" + CredentialName.PARAMETER.checked(name) + "}}", false);
  }

  /// Any secret value of the CDK, such as a `NoEcho` template parameter or an older version of a
  /// secret.
  public static OpenObserveAuthorization fromSecretValue(SecretValue value) {
    String header = given(value).unsafeUnwrap();
    return new OpenObserveAuthorization(header, !Token.isUnresolved(header));
  }

  /// The header itself. Anyone who can read the template or the sources can read it, so each synth
  /// warns.
  ///
  /// @throws IllegalArgumentException if it is not a valid header: empty, or with a line break
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

  /// The variable's value, text or a token; empty if it is read at run time. Never put it in a
  /// message.
  Optional<String> header() {
    return Optional.ofNullable(header);
  }

  /// The secret or parameter that is read at run time, if any.
  Optional<RuntimeCredential> stored() {
    return Optional.ofNullable(stored);
  }

  boolean isPlainText() {
    return plainText;
  }

  private static <T> T given(T source) {
    return Given.notNull("OpenObserveAuthorization: the secret or parameter", source);
  }

  /// Never contains the credential.
  @Override
  public String toString() {
    return plainText ? "plain text" : stored == null ? "a reference" : "read at run time";
  }
}
