package ai.openobserve.lambda.extension.config;

/// What requests to AWS are signed with: the function's role, for some hours.
///
/// @param sessionToken empty for a user's own keys
public record AwsKeys(String accessKeyId, String secretAccessKey, String sessionToken) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
