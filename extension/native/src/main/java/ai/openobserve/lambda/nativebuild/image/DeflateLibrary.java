package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.fetch.SourceTree;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import java.nio.file.Path;
import java.util.List;

/// libdeflate as a static library for a target: only the gzip compressor.
final class DeflateLibrary {
  private static final List<String> CFLAGS =
      List.of("-fPIC", "-ffunction-sections", "-fdata-sections");

  private final Build build;
  private final Zig zig;
  private final SourceTree sources;

  DeflateLibrary(Build build, Zig zig, SourceTree sources) {
    this.build = build;
    this.zig = zig;
    this.sources = sources;
  }

  /// Its compiler options, as inputs of a step.
  static Inputs inputs() {
    return new Inputs().withOptions("libdeflate.options", CFLAGS);
  }

  /// The folder with `libdeflate.a` for a target.
  Path make(Architecture target) throws Exception {
    Inputs inputs =
        inputs()
            .with("source", sources.digest())
            .with("zig", Pins.ZIG)
            .withOptions("target", Zig.options(target));
    return build.steps().run("libdeflate-" + target.label(), inputs, into -> compile(target, into));
  }

  private void compile(Architecture target, Path into) throws Exception {
    new CLibrary(zig, target, build.log("libdeflate-" + target.label()), build.progress())
        .make(
            "deflate",
            sources.cFiles().stream().map(sources.folder()::resolve).toList(),
            CFLAGS,
            into);
  }
}
