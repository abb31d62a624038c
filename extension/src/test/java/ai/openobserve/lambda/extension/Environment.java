package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.sandbox.ExtensionProcess;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.sink.LineComparison;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/// The built extension in a sandbox, and the OpenObserve that it delivers to.
///
/// The system property `extension.command` says what is tested: the executable, or a launcher and
/// its arguments separated by spaces; by default the extension on the JVM.
record Environment(Sandbox sandbox, OpenObserveSink sink) implements AutoCloseable {
  static final String NAME = "o2-lambda-extension";

  /// For everything that has to happen; a machine under load can be slow.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static final List<String> COMMAND =
      List.of(
          System.getProperty(
                  "extension.command", Path.of("target", "jvm", NAME).toAbsolutePath().toString())
              .split(" +"));

  /// A function that writes its payload.
  static final Function ECHO =
      Function.scripted(invocation -> {
        invocation.log(invocation.payload());
        return "\"done\"";
      });

  /// An environment with all defaults but a flush budget for slow machines.
  static Environment start() {
    return start(builder -> builder);
  }

  /// An environment whose sandbox has these settings too.
  static Environment start(UnaryOperator<SandboxBuilder> settings) {
    return start(newSink(), settings);
  }

  /// An environment that delivers to this sink.
  static Environment start(OpenObserveSink sink, UnaryOperator<SandboxBuilder> settings) {
    try {
      return new Environment(settings.apply(builder(sink)).start(), sink);
    } catch (IOException | RuntimeException e) {
      sink.close();
      throw new AssertionError("The sandbox does not start", e);
    }
  }

  static OpenObserveSink newSink() {
    try {
      return OpenObserveSink.start();
    } catch (IOException e) {
      throw new AssertionError("The sink does not start", e);
    }
  }

  private static SandboxBuilder builder(OpenObserveSink sink) {
    SandboxBuilder builder =
        Sandbox.builder()
            .extension(NAME, COMMAND)
            .function(ECHO)
            .timeout(PATIENCE)
            .environment("O2_ENDPOINT", sink.url())
            .environment("O2_ORGANIZATION_ID", sink.organization())
            .environment("O2_AUTHORIZATION_HEADER", sink.authorization())
            .environment("O2_FLUSH_BUDGET_MS", "30000");
    if (!isNative()) {
      // Lambda's deadlines are for the executable; a JVM or an emulated processor that starts cold
      // cannot keep them.
      builder.initTimeout(PATIENCE).shutdownTimeout(Duration.ofSeconds(20));
    }
    return builder;
  }

  /// Whether the executable itself is tested.
  static boolean isNative() {
    if (COMMAND.size() != 1) {
      return false;
    }
    try (InputStream in = Files.newInputStream(Path.of(COMMAND.getFirst()))) {
      return in.read() == 0x7f && in.read() == 'E';
    } catch (IOException e) {
      throw new AssertionError(
          "There is no extension to test at %s: build it with 'mvn package -pl extension -am'"
              .formatted(COMMAND),
          e);
    }
  }

  ExtensionProcess extension() {
    return sandbox.extension();
  }

  /// The first of the extension's own lines that contains this. What a living process has printed
  /// is read some time later, so a test that has not seen it end waits for its lines.
  String awaitLine(String text) {
    return extension().awaitLine(line -> line.contains(text), PATIENCE);
  }

  /// The extension's own lines so far that contain this: all of them once it is gone.
  List<String> linesWith(String text) {
    return extension().lines().stream().filter(line -> line.contains(text)).toList();
  }

  ShutdownResult shutdown() {
    return sandbox.shutdown(ShutdownReason.SPINDOWN);
  }

  /// What the function has printed against what is stored.
  LineComparison ledger() {
    return LineComparison.compare(sandbox.functionLines(), sink.functionLines());
  }

  /// The types of everything stored.
  List<String> storedTypes() {
    return sink.records().entries().stream().map(record -> record.type()).distinct().toList();
  }

  /// Every environment of every test ends with a look at all that the extension has written: no
  /// credential may be in it.
  @Override
  public void close() {
    try {
      Secrecy.of(sink).check(sandbox.output().entries(), sink.records().entries());
    } finally {
      sandbox.close();
      sink.close();
    }
  }
}
