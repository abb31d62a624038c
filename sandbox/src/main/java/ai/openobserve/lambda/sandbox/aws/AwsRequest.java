package ai.openobserve.lambda.sandbox.aws;

/// A request that was answered.
///
/// @param target the value of `X-Amz-Target`, such as `secretsmanager.GetSecretValue`
/// @param id the requested secret or parameter; empty if the request failed before it was read
/// @param error the error type in the answer; empty if it returned a value
public record AwsRequest(String target, String id, String error) {}
