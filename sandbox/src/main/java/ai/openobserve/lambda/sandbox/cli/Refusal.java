package ai.openobserve.lambda.sandbox.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reports why the command line cannot run, in one line that no help text pushes out of sight.
final class Refusal implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int INVALID_ARGUMENTS = 2;

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    PrintWriter errors = exception.getCommandLine().getErr();
    errors.println("ERROR " + exception.getMessage());
    UnmatchedArgumentException.printSuggestions(exception, errors);
    errors.println("--help lists the options");
    return INVALID_ARGUMENTS;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine line, ParseResult arguments) {
    line.getErr().println("ERROR " + exception.getMessage());
    return exception instanceof IllegalArgumentException ? INVALID_ARGUMENTS : FAILED;
  }
}
