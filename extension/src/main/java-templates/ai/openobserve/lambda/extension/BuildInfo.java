package ai.openobserve.lambda.extension;

/// What was built, out of what. In a native executable the properties of the running Java are those
/// of the JDK that went into it.
final class BuildInfo {
  static final String VERSION = "${project.version}";

  /// The JDK whose classes are built in, and of whose release the certificate authorities are.
  static final String JDK = System.getProperty("java.version", "unknown");

  static final String JDK_DATE = System.getProperty("java.version.date", "unknown");

  private BuildInfo() {}
}
