package ai.openobserve.lambda.sandbox.aws;

/// A request that was answered.
///
/// @param target as `X-Amz-Target` has it: `secretsmanager.GetSecretValue`
/// @param id the secret or parameter that was asked for; empty where the request did not get so far
/// @param error the type of the error it was answered with; empty where it got its value
public record AwsRequest(String target, String id, String error) {}
