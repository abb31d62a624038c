package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Progress;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Compiles C sources and puts the objects into a static library.
final class CLibrary {
  private final Zig zig;
  private final Architecture target;
  private final Path log;
  private final Progress progress;

  CLibrary(Zig zig, Architecture target, Path log, Progress progress) {
    this.zig = zig;
    this.target = target;
    this.log = log;
    this.progress = progress;
  }

  /// Creates `lib<name>.a` from all sources, compiling several at a time.
  ///
  /// @param options compiler options, including include paths
  void make(String name, List<Path> sources, List<String> options, Path into) throws Exception {
    Path objects = Files.createDirectory(into.resolve(name + ".objects"));
    List<Path> made = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<?>> running = new ArrayList<>();
      for (Path source : sources) {
        Path object =
            objects.resolve(
                String.format(
                    java.util.Locale.ROOT, "%03d-%s.o", made.size(), source.getFileName()));
        made.add(object);
        running.add(pool.submit(() -> compile(source, object, options)));
      }
      try {
        for (Future<?> one : running) {
          one.get();
        }
      } catch (java.util.concurrent.ExecutionException e) {
        pool.shutdownNow();
        throw e.getCause() instanceof Problem problem ? problem : e;
      }
    }
    zig.ar(into.resolve("lib" + name + ".a"), made)
        .run(log, "Cannot create the archive of " + name + " for " + target.label() + ".");
    Steps.delete(objects);
  }

  private Void compile(Path source, Path object, List<String> options)
      throws IOException, InterruptedException {
    progress.latest(source.getFileName().toString());
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("-c", source.toString(), "-o", object.toString()));
    zig.cc(target, words)
        .run(
            log,
            source
                + " does not compile for "
                + target.label()
                + ": if its package has a new version, see README.md.");
    return null;
  }

  /// The C sources in some folders, ordered by name.
  static List<Path> sourcesIn(List<Path> folders) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(f -> f.toString().endsWith(".c")).sorted().forEach(found::add);
      }
    }
    return found;
  }
}
