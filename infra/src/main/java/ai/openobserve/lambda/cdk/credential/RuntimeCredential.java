package ai.openobserve.lambda.cdk.credential;

import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.ssm.IStringParameter;
import software.amazon.awscdk.services.ssm.SecureStringParameterAttributes;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// A credential that the extension reads at run time, for any function.
public final class RuntimeCredential {
  private static final String SECRET = "O2_AUTHORIZATION_SECRET";
  private static final String PARAMETER = "O2_AUTHORIZATION_PARAMETER";

  /// Secrets Manager ends every ARN with a hyphen and six random characters.
  private static final Pattern COMPLETE_ARN = Pattern.compile("arn:.*-[A-Za-z0-9]{6}");

  /// The construct ID, below the function, of what is imported by name or ARN.
  private static final String IMPORTED = "OpenObserveCredential";

  private final String variable;
  private final String jsonKey;
  private final Function<Construct, StoredCredential> stored;

  private RuntimeCredential(
      String variable, String jsonKey, Function<Construct, StoredCredential> stored) {
    this.variable = variable;
    this.jsonKey = jsonKey;
    this.stored = stored;
  }

  /// One secret for all functions.
  ///
  /// @param jsonKey empty if the whole value is the credential
  public static RuntimeCredential in(ISecret secret, String jsonKey) {
    StoredCredential stored = new StoredSecret(secret);
    return new RuntimeCredential(SECRET, jsonKey, function -> stored);
  }

  /// One parameter for all functions.
  public static RuntimeCredential in(IStringParameter parameter, String jsonKey) {
    StoredCredential stored = new StoredParameter(parameter);
    return new RuntimeCredential(PARAMETER, jsonKey, function -> stored);
  }

  /// The secret with this name in each function's account and Region, or with this ARN.
  public static RuntimeCredential inSecret(String nameOrArn, String jsonKey) {
    return new RuntimeCredential(
        SECRET, jsonKey, function -> new StoredSecret(imported(function, nameOrArn)));
  }

  /// The parameter with this name in each function's account and Region, or with this ARN.
  public static RuntimeCredential inParameter(String nameOrArn, String jsonKey) {
    return new RuntimeCredential(
        PARAMETER,
        jsonKey,
        function ->
            nameOrArn.startsWith("arn:")
                ? new ParameterOfArn(nameOrArn)
                : new StoredParameter(importedParameter(function, nameOrArn)));
  }

  /// The variable that tells the extension where to read the credential.
  public String variable() {
    return variable;
  }

  /// The secret or parameter for this function. Call it once per function.
  public StoredCredential forFunction(Construct function) {
    return stored.apply(function);
  }

  /// The variable's value.
  public String value(String id) {
    return jsonKey.isEmpty() ? id : id + "#" + jsonKey;
  }

  private static ISecret imported(Construct function, String nameOrArn) {
    if (!nameOrArn.startsWith("arn:")) {
      return Secret.fromSecretNameV2(function, IMPORTED, nameOrArn);
    }
    return COMPLETE_ARN.matcher(nameOrArn).matches()
        ? Secret.fromSecretCompleteArn(function, IMPORTED, nameOrArn)
        : Secret.fromSecretPartialArn(function, IMPORTED, nameOrArn);
  }

  /// Imported as a `SecureString` whatever its type: for any other type, the CDK would have
  /// CloudFormation read the value.
  private static IStringParameter importedParameter(Construct function, String name) {
    return StringParameter.fromSecureStringParameterAttributes(
        function, IMPORTED, SecureStringParameterAttributes.builder().parameterName(name).build());
  }
}
