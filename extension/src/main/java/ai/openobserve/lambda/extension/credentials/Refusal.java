package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.SecretReference;
import java.util.Locale;

/// Says what an error of one of the two services means, and what to do about it. See the errors of
/// [Secrets
/// Manager](https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors),
/// of [Parameter
/// Store](https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html#API_GetParameter_Errors)
/// and [those of all
/// services](https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html).
///
/// @param status the response's HTTP status
record Refusal(SecretReference reference, int status, ServiceAnswer answer) {
  private static final int MOST_WORDS = 200;

  /// A sentence to follow 'cannot be read: '.
  String sentence() {
    return switch (answer.error()) {
      case "AccessDeniedException", "AccessDenied", "UnauthorizedOperation" -> denied();
      case "ResourceNotFoundException", "ParameterNotFound" -> notFound();
      case "ParameterVersionNotFound" ->
          "the parameter has no such version or label. Check what follows ':' in its name";
      case "InvalidRequestException" -> invalid();
      case "DecryptionFailure", "InvalidKeyId" ->
          "KMS cannot decrypt it. Check that its key is enabled, and grant the function's role"
              + " kms:Decrypt on the key that encrypts "
              + reference.resource();
      case "ExpiredTokenException", "ExpiredToken", "RequestExpired" ->
          "the credentials of the function's role have expired. Lambda renews them with the"
              + " execution environment; retrying";
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException" ->
          "AWS does not accept the credentials of the function's role in "
              + reference.region()
              + ". Leave AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN to Lambda"
              + said();
      case "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "IncompleteSignatureException" ->
          "AWS refuses the request's signature. Check that no proxy changes the request, and that"
              + " the endpoint is of Region "
              + reference.region()
              + said();
      default -> other();
    };
  }

  private String denied() {
    if (answer.message().toLowerCase(Locale.ROOT).contains("kms")) {
      return "access to its KMS key is denied. Grant the function's role kms:Decrypt on the key"
          + " that encrypts "
          + reference.resource();
    }
    String elsewhere =
        answer.message().contains("resource-based policy")
            ? ". A secret of another account needs a resource policy too"
            : "";
    return "access denied. Grant the function's role "
        + reference.service().action()
        + " on "
        + reference.resource()
        + elsewhere;
  }

  private String notFound() {
    if (answer.message().contains("staging label")) {
      return "the secret has no current value. Store one";
    }
    return "it does not exist in "
        + reference.region()
        + ". Check the name and the Region; for another account or Region, use the ARN";
  }

  private String invalid() {
    return answer.message().contains("deletion")
        ? "the secret is scheduled for deletion. Restore it, or name another one in "
            + reference.service().variable()
        : other();
  }

  private String other() {
    if (answer.error().startsWith("Throttling")
        || answer.error().startsWith("TooManyRequests")
        || status == 429) {
      return "AWS is throttling this account's requests in " + reference.region() + "; retrying";
    }
    if (status >= 500 || answer.error().startsWith("Internal")) {
      return "the service failed with status " + status + said() + "; retrying";
    }
    if (answer.error().isEmpty()) {
      return "status "
          + status
          + " did not come from "
          + serviceName()
          + ". Check AWS_ENDPOINT_URL and proxies";
    }
    return "status " + status + said();
  }

  private String serviceName() {
    return switch (reference.service()) {
      case SECRETS_MANAGER -> "Secrets Manager";
      case PARAMETER_STORE -> "Parameter Store";
    };
  }

  /// The service's own message, bounded and on one line.
  private String said() {
    if (answer.error().isEmpty()) {
      return "";
    }
    String words = answer.error() + ": " + answer.message();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < Math.min(MOST_WORDS, words.length()); i++) {
      char c = words.charAt(i);
      line.append(c < ' ' || c == 127 ? ' ' : c);
    }
    return " (" + line + ")";
  }
}
