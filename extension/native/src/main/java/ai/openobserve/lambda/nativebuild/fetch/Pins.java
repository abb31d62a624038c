package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Architecture;
import java.util.List;
import java.util.Map;

/// Every version that is fetched, each with its SHA-256. An upgrade begins here; README.md says how
/// it goes on.
public final class Pins {
  /// The C compiler, linker, libc and kernel headers of both targets.
  public static final String ZIG = "0.15.2";

  /// The C library that [#ZIG] carries.
  public static final String MUSL = "1.2.5";

  /// zig's wheel for the machine that builds, by that machine's architecture: its file name and its
  /// SHA-256.
  static final Map<Architecture, Pinned> ZIG_WHEELS =
      Map.of(
          Architecture.X86_64,
          new Pinned(
              "ziglang-0.15.2-py3-none-manylinux_2_12_x86_64.manylinux2010_x86_64.musllinux_1_1_x86_64.whl",
              "806316453d1ede7174ed3fefb8e5348154629089c3bb5fe812dfd0e172fac130"));

  /// The image builder; the SHA-256 of its jars are in `builder/jars.sha256`.
  public static final String BUILDER = "25.0.2";

  /// Sources of the JDK's own C libraries: the versions that made working executables.
  static final SourcePackage JDK_SOURCES =
      new SourcePackage(
          "openjdk-25",
          "tar.xz",
          List.of(
              new KnownVersion(
                  "25.0.3+9", "2dd6c441b49705480db1ebfcd03f43d5dcb7f1d4290e98c1fa6eeefae50cfa07"),
              new KnownVersion(
                  "25.0.5.1+2",
                  "a2c962c5270baaace9bc214f69d98dd0125b69ccd475d0ecb2364d887b284409")));

  static final SourcePackage ZLIB_SOURCES =
      new SourcePackage(
          "zlib",
          "tar.gz",
          List.of(
              new KnownVersion(
                  "1.3.dfsg+really1.3.1",
                  "60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb")));

  private Pins() {}

  /// A file to fetch.
  record Pinned(String file, String sha256) {}

  /// A version of a source package that is known to work.
  record KnownVersion(String version, String sha256) {}

  /// A source package of Debian, of which the upstream tarball is used.
  ///
  /// @param known the versions known to work, the preferred one first
  record SourcePackage(String name, String suffix, List<KnownVersion> known) {
    SourcePackage {
      known = List.copyOf(known);
    }

    /// The name that Debian gives the tarball of a version.
    String tarball(String version) {
      return name + "_" + version + ".orig." + suffix;
    }
  }
}
