package ai.openobserve.lambda.cdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The identity of a layer's zip: the digest of what the build made it from.
///
/// The native build is not reproducible to the bit, so the bytes of the zip would publish a new
/// layer version for every rebuild of the same sources. The build leaves the digest of its inputs
/// beside the zip, in a file of the zip's name and `.inputs`; where there is none, as beside a zip
/// from elsewhere, the digest is of the zip's bytes.
final class InputsDigest {
  /// The end of the name of the file beside the zip.
  static final String SUFFIX = ".inputs";

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private InputsDigest() {}

  /// 64 hexadecimal digits.
  ///
  /// @throws IllegalArgumentException where the file beside the zip holds something else
  static String of(Path zip) {
    Path recorded = zip.resolveSibling(zip.getFileName() + SUFFIX);
    try {
      return Files.exists(recorded) ? recordedIn(recorded) : ofBytes(zip);
    } catch (IOException e) {
      throw new UncheckedIOException("The digest of " + zip + " cannot be read", e);
    }
  }

  private static String recordedIn(Path file) throws IOException {
    String first = Files.readString(file).strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    if (!SHA256.matcher(first).matches()) {
      throw new IllegalArgumentException(
          file + " has to begin with a SHA-256 in hexadecimal digits: build the layers again");
    }
    return first;
  }

  private static String ofBytes(Path zip) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    try (InputStream in = Files.newInputStream(zip)) {
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
