package ai.openobserve.lambda.sandbox.aws;

/// A request that was answered.
///
/// @param target as `X-Amz-Target` has it: `secretsmanager.GetSecretValue`
/// @param id the requested secret or parameter; empty if the request failed before it was read
/// @param error the type of the error in the answer; empty if it returned a value
public record AwsRequest(String target, String id, String error) {}
