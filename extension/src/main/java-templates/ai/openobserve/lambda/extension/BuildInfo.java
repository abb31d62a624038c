package ai.openobserve.lambda.extension;

/// What was built, out of what. The native executable initializes this class while it is built, so
/// that these are the values of the JDK that went into it.
final class BuildInfo {
  static final String VERSION = "${project.version}";

  /// The JDK whose classes, and whose certificate authorities, are built in.
  static final String JDK = System.getProperty("java.version", "unknown");

  static final String JDK_DATE = System.getProperty("java.version.date", "unknown");

  private BuildInfo() {}
}
