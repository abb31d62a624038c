package ai.openobserve.lambda.sandbox.model;

/// The handler of a scripted function.
@FunctionalInterface
public interface FunctionCode {
  /// Handles one invocation.
  ///
  /// @return the response, usually JSON
  /// @throws Exception fails the invocation with the exception's simple name as error type;
  ///   [RuntimeExit] simulates a runtime that exits
  String handle(InvocationContext invocation) throws Exception;
}
