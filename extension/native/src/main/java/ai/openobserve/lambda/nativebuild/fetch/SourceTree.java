package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Unpacked sources whose content was verified.
///
/// @param release the release whose list they match or come closest to
/// @param cFiles the C files to compile, as paths in the folder
/// @param differences the files that differ from the list, which only a signature makes acceptable
/// @param digest of everything in the folder; where the tarball came from, and what else it
///   contained, does not matter
public record SourceTree(
    Path folder, String release, List<String> cFiles, List<String> differences, String digest) {
  private static final String TREE = "tree";

  /// The maximum number of differing files to name; there may be hundreds.
  private static final int NAMED = 60;

  /// Copies the lists.
  public SourceTree {
    cFiles = List.copyOf(cFiles);
    differences = List.copyOf(differences);
  }

  /// Unpacks a tarball and compares it with the lists of its package.
  ///
  /// @param signed whether it has a trusted signature; files may then differ, since the result is
  ///   checked
  /// @throws Problem naming the files that differ from the list
  static SourceTree of(Build build, SourcePackage source, Path tarball, boolean signed)
      throws Exception {
    List<KnownFiles> lists = KnownFiles.committed(build, source.name());
    Inputs inputs =
        new Inputs()
            .with("tarball", Digest.ofFile(tarball))
            .with("signed", String.valueOf(signed))
            .withOptions("lists", lists.stream().map(KnownFiles::toString).toList())
            .withOptions("wanted", source.wanted());
    Path folder =
        build
            .steps()
            .run(
                source.name() + "-sources",
                inputs,
                into -> unpack(build, source, tarball, signed, into.resolve(TREE)));
    Path tree = folder.resolve(TREE);
    KnownFiles list = KnownFiles.closest(lists, tree);
    List<String> cFiles =
        list.cFiles().stream().filter(path -> Files.exists(tree.resolve(path))).toList();
    return new SourceTree(
        tree, list.release(), cFiles, list.differences(tree), Digest.ofFolder(tree));
  }

  private static void unpack(
      Build build, SourcePackage source, Path tarball, boolean signed, Path tree) throws Exception {
    untar(build, tarball, Files.createDirectory(tree), source.wanted());
    KnownFiles list = KnownFiles.closest(KnownFiles.committed(build, source.name()), tree);
    List<String> differences = list.differences(tree);
    if (differences.isEmpty()) {
      list.prune(tree);
    } else if (!signed) {
      throw new Problem(
          tarball.getFileName()
              + " does not have the content of "
              + list.release()
              + named(differences));
    }
  }

  /// The first differing files, one line each.
  static String named(List<String> differences) {
    StringBuilder text = new StringBuilder(":");
    differences.stream().limit(NAMED).forEach(d -> text.append("\n            ").append(d));
    if (differences.size() > NAMED) {
      text.append("\n            and ").append(differences.size() - NAMED).append(" more");
    }
    return text.toString();
  }

  private static void untar(Build build, Path tarball, Path into, List<String> wanted)
      throws IOException, InterruptedException {
    for (String program : List.of("tar", "xz")) {
      if (Command.find(program).isEmpty()) {
        throw new Problem(
            program
                + " is required to unpack sources: install it (Debian: apt-get install tar xz-utils).");
      }
    }
    List<String> words =
        new ArrayList<>(
            List.of(
                "tar",
                "-x",
                "--strip-components=1",
                "--no-same-owner",
                "--wildcards",
                "-f",
                tarball.toString(),
                "-C",
                into.toString()));
    words.addAll(wanted);
    new Command(words)
        .run(
            build.log("sources"),
            tarball + " is damaged, or not the required sources: delete it and run again.");
  }

  /// The file's text.
  String read(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }
}
