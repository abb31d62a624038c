package ai.openobserve.lambda.extension.lambda;

/// What Lambda answers to `register`.
///
/// @param identifier goes on every later call
/// @param functionName empty where the answer had none
public record Registration(String identifier, String functionName) {}
