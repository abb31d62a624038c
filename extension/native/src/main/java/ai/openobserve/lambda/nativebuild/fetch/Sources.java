package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The unpacked sources of the JDK's C libraries, of zlib and of libdeflate.
public record Sources(SourceTree jdk, SourceTree zlib, SourceTree libdeflate) {
  private static final Pattern ZLIB_VERSION =
      Pattern.compile("#define ZLIB_VERSION \"([\\w.-]+)\"");
  private static final Pattern LIBDEFLATE_VERSION =
      Pattern.compile("#define LIBDEFLATE_VERSION_STRING\\s+\"([\\w.-]+)\"");

  /// Takes them from the first route that has them.
  ///
  /// @param environment the user's variables, which select the routes and name files
  public static Sources fetched(Build build, Map<String, String> environment) throws Exception {
    SourceRoutes routes = SourceRoutes.of(build, environment);
    return new Sources(
        routes.resolve(Pins.JDK_SOURCES),
        routes.resolve(Pins.ZLIB_SOURCES),
        routes.resolve(Pins.LIBDEFLATE_SOURCES));
  }

  /// Identifies their content, which is the same for every tarball and route.
  public Inputs inputs() {
    return new Inputs()
        .with("source.openjdk", "sha256:" + jdk.digest())
        .with("source.zlib", "sha256:" + zlib.digest())
        .with("source.libdeflate", "sha256:" + libdeflate.digest());
  }

  /// The version stated in zlib itself.
  public String zlibVersion() throws Exception {
    return version(zlib, "zlib.h", ZLIB_VERSION);
  }

  /// The version stated in libdeflate itself.
  public String libdeflateVersion() throws Exception {
    return version(libdeflate, "libdeflate.h", LIBDEFLATE_VERSION);
  }

  private static String version(SourceTree tree, String header, Pattern pattern) throws Exception {
    Matcher version = pattern.matcher(tree.read(header));
    if (!version.find()) {
      throw new Problem(tree.folder() + "/" + header + " does not state its version.");
    }
    return version.group(1);
  }
}
