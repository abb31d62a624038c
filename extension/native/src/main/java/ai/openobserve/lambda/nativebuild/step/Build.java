package ai.openobserve.lambda.nativebuild.step;

import java.nio.file.Path;

/// One run of the native build: its folders, its steps and its progress.
public record Build(Workspace workspace, Steps steps, Progress progress) {
  /// A build whose steps are kept in the workspace's cache.
  public static Build in(Workspace workspace, Progress progress) {
    return new Build(workspace, new Steps(workspace.cache().resolve("steps"), progress), progress);
  }

  /// Reports a line to the user.
  public void say(String line) {
    progress.say(line);
  }

  /// The log of the programs called for one purpose.
  public Path log(String name) {
    return workspace.log(name);
  }
}
