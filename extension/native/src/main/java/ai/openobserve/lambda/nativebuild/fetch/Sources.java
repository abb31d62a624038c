package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.DebianSources.Resolved;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The unpacked sources of the JDK's C libraries and of zlib.
///
/// @param jdk the folder with `src/java.base` and so on
/// @param inputs which tarballs they come from
public record Sources(Path jdk, Path zlib, String jdkVersion, String zlibVersion, Inputs inputs) {
  /// Of the JDK's 74 MB: C sources, the licences, and the certificates of the authorities it
  /// trusts.
  private static final List<String> WANTED =
      List.of(
          "*/LICENSE",
          "*/ASSEMBLY_EXCEPTION",
          "*/src/java.base/share/legal/*",
          "*/src/java.base/share/data/cacerts/*",
          "*/src/java.base/*/native/*",
          "*/src/jdk.net/*/native/*",
          "*/src/hotspot/share/include/*",
          "*/src/hotspot/os/posix/include/*");

  public static Sources fetched(DebianSources debian, Build build) throws Exception {
    Resolved jdk = debian.resolve(Pins.JDK_SOURCES);
    Resolved zlib = debian.resolve(Pins.ZLIB_SOURCES);
    Path jdkFolder =
        build
            .steps()
            .run(
                "jdk-sources",
                new Inputs().with("tarball", jdk.sha256()).withOptions("wanted", WANTED),
                into -> untar(jdk.file(), into, WANTED, build));
    Path zlibFolder =
        build
            .steps()
            .run(
                "zlib-sources",
                new Inputs().with("tarball", zlib.sha256()),
                into -> untar(zlib.file(), into, List.of("*.c", "*.h", "*/LICENSE"), build));
    return new Sources(
        jdkFolder,
        zlibFolder,
        jdk.version(),
        zlib.version(),
        new Inputs()
            .with("source.openjdk", jdk.version() + " sha256:" + jdk.sha256())
            .with("source.zlib", zlib.version() + " sha256:" + zlib.sha256()));
  }

  private static void untar(Path tarball, Path into, List<String> wanted, Build build)
      throws Exception {
    if (Command.find("tar").isEmpty() || Command.find("xz").isEmpty()) {
      throw new Problem(
          "tar and xz are needed to unpack sources: install them (Debian: apt-get install tar xz-utils).");
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
        .run(build.log("sources"), tarball + " cannot be unpacked: delete it and run again.");
    if (!Files.isRegularFile(into.resolve("LICENSE"))) {
      throw new Problem(tarball + " is not laid out as expected: it has no LICENSE.");
    }
  }
}
