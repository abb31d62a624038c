package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Architecture;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Every version that is fetched, each with its SHA-256. An upgrade begins here; README.md
/// describes its other steps.
public final class Pins {
  /// The C compiler, linker, libc and kernel headers of both targets.
  public static final String ZIG = "0.15.2";

  /// The C library that [#ZIG] ships.
  public static final String MUSL = "1.2.5";

  /// zig's wheel for the building machine, by its architecture: file name and SHA-256.
  static final Map<Architecture, Pinned> ZIG_WHEELS =
      Map.of(
          Architecture.X86_64,
          new Pinned(
              "ziglang-0.15.2-py3-none-manylinux_2_12_x86_64.manylinux2010_x86_64.musllinux_1_1_x86_64.whl",
              "806316453d1ede7174ed3fefb8e5348154629089c3bb5fe812dfd0e172fac130"));

  /// The image builder; the SHA-256 of its jars are in `builder/jars.sha256`.
  public static final String BUILDER = "25.0.2";

  /// Sources of the JDK's own C libraries.
  static final SourcePackage JDK_SOURCES =
      new SourcePackage(
          "openjdk",
          "JDK_SOURCES",
          "tar.xz",
          List.of(
              new KnownVersion(
                  "main/o/openjdk-25",
                  "openjdk-25_25.0.3+9.orig.tar.xz",
                  "2dd6c441b49705480db1ebfcd03f43d5dcb7f1d4290e98c1fa6eeefae50cfa07"),
              new KnownVersion(
                  "main/o/openjdk-25",
                  "openjdk-25_25.0.5.1+2.orig.tar.xz",
                  "a2c962c5270baaace9bc214f69d98dd0125b69ccd475d0ecb2364d887b284409")),
          List.of("openjdk-25"),
          URI.create("https://github.com/openjdk/jdk25u/archive/refs/tags/jdk-25.0.3%2B9.tar.gz"),
          // Out of 74 MB: C sources, the licences, and the certificates of the authorities that the
          // JDK trusts.
          List.of(
              "*/LICENSE",
              "*/ASSEMBLY_EXCEPTION",
              "*/src/java.base/share/legal/*",
              "*/src/java.base/share/data/cacerts/*",
              "*/src/java.base/*/native/*",
              "*/src/jdk.net/*/native/*",
              "*/src/hotspot/share/include/*",
              "*/src/hotspot/os/posix/include/*"));

  static final SourcePackage ZLIB_SOURCES =
      new SourcePackage(
          "zlib",
          "ZLIB_SOURCES",
          "tar.gz",
          List.of(
              new KnownVersion(
                  "main/z/zlib",
                  "zlib_1.3.dfsg+really1.3.1.orig.tar.gz",
                  "60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb")),
          List.of("zlib"),
          URI.create("https://github.com/madler/zlib/archive/refs/tags/v1.3.1.tar.gz"),
          List.of("*.c", "*.h", "*/LICENSE"));

  /// Compresses request bodies in the image.
  static final SourcePackage LIBDEFLATE_SOURCES =
      new SourcePackage(
          "libdeflate",
          "LIBDEFLATE_SOURCES",
          "tar.gz",
          List.of(
              new KnownVersion(
                  "main/libd/libdeflate",
                  "libdeflate_1.23.orig.tar.gz",
                  "1ab18349b9fb0ce8a0ca4116bded725be7dcbfa709e19f6f983d99df1fb8b25f")),
          List.of("libdeflate"),
          URI.create("https://github.com/ebiggers/libdeflate/archive/refs/tags/v1.23.tar.gz"),
          List.of("*.c", "*.h", "*/COPYING"));

  private Pins() {}

  /// A file to fetch.
  record Pinned(String file, String sha256) {}

  /// A tarball that is known to contain the listed files.
  ///
  /// @param folder below the pool of a Debian archive
  record KnownVersion(String folder, String file, String sha256) {}

  /// Sources that come as a tarball.
  ///
  /// @param name the name of the file lists in `src/main/sources`, and of the tarballs in the cache
  /// @param variable the variable with which the user names a tarball
  /// @param suffix of Debian's tarballs
  /// @param known known tarballs, the preferred one first
  /// @param packages the Debian packages that contain this release
  /// @param upstream the project's own archive of the release
  /// @param wanted tar patterns of the files to unpack
  record SourcePackage(
      String name,
      String variable,
      String suffix,
      List<KnownVersion> known,
      List<String> packages,
      URI upstream,
      List<String> wanted) {
    SourcePackage {
      known = List.copyOf(known);
      packages = List.copyOf(packages);
      wanted = List.copyOf(wanted);
    }

    /// The name of a download in the cache.
    String fileOf(URI address) {
      String path = String.valueOf(address.getPath());
      String file = path.substring(path.lastIndexOf('/') + 1);
      String plain = file.replaceAll("[^A-Za-z0-9.+~_-]", "-");
      return name + "-" + plain + (plain.matches(".*\\.tar\\.(xz|gz)") ? "" : ".tar.gz");
    }
  }
}
