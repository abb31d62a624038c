package ai.openobserve.lambda.nativebuild.fetch;

/// A suite of Debian's archive.
///
/// @param label apt's label for the archive that contains it
/// @param pool the folder of the archive's files
record Suite(String label, String name, String pool) {
  static final Suite STABLE = new Suite("Debian", "trixie", "pool");
  static final Suite SECURITY = new Suite("Debian-Security", "trixie-security", "pool/updates");
  static final Suite TESTING = new Suite("Debian", "forky", "pool");
  static final Suite UNSTABLE = new Suite("Debian", "sid", "pool");
}
