package ai.openobserve.lambda.sandbox.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that the jar was built with.
final class SandboxVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = SandboxCommand.class.getPackage().getImplementationVersion();
    return new String[] {
      "o2-lambda-sandbox " + (version == null ? "(not built as a jar)" : version)
    };
  }
}
