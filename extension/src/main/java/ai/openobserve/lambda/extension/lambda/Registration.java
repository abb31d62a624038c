package ai.openobserve.lambda.extension.lambda;

/// Lambda's answer to `register`.
///
/// @param identifier to be sent with every later call
/// @param functionName empty if the answer had none
public record Registration(String identifier, String functionName) {}
