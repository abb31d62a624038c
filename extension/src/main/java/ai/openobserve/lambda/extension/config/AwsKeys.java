package ai.openobserve.lambda.extension.config;

/// Keys that sign requests to AWS: those of the function's role, valid for some hours.
///
/// @param sessionToken empty for long-term keys of a user
public record AwsKeys(String accessKeyId, String secretAccessKey, String sessionToken) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
