package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The unpacked sources of the JDK's C libraries and of zlib.
public record Sources(SourceTree jdk, SourceTree zlib) {
  private static final Pattern ZLIB_VERSION =
      Pattern.compile("#define ZLIB_VERSION \"([\\w.-]+)\"");

  /// Takes them from the first route that has them.
  ///
  /// @param environment says which routes to take, and which files the user gives
  public static Sources fetched(Build build, Map<String, String> environment) throws Exception {
    SourceRoutes routes = SourceRoutes.of(build, environment);
    return new Sources(routes.resolve(Pins.JDK_SOURCES), routes.resolve(Pins.ZLIB_SOURCES));
  }

  /// Their content: the same for every tarball and every route that it came by.
  public Inputs inputs() {
    return new Inputs()
        .with("source.openjdk", "sha256:" + jdk.digest())
        .with("source.zlib", "sha256:" + zlib.digest());
  }

  /// As zlib itself states it.
  public String zlibVersion() throws Exception {
    Matcher version = ZLIB_VERSION.matcher(zlib.read("zlib.h"));
    if (!version.find()) {
      throw new Problem(zlib.folder() + "/zlib.h does not state its version.");
    }
    return version.group(1);
  }
}
