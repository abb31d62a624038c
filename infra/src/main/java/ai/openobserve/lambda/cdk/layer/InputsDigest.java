package ai.openobserve.lambda.cdk.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The identity of a layer zip: the digest of what it was built from.
///
/// The native build is not bit-for-bit reproducible, so the zip's bytes would publish a new layer
/// version for every rebuild of the same sources. The build puts the list of its inputs into the
/// zip; without that list, as in a zip from elsewhere, the digest is that of the zip's bytes.
public final class InputsDigest {
  /// The list of inputs in the zip.
  static final String ENTRY = "share/o2-lambda-extension/inputs";

  private InputsDigest() {}

  /// The SHA-256 as 64 hexadecimal digits.
  ///
  /// @param inside the same zip, opened
  static String of(Path zip, FileSystem inside) throws IOException {
    Path inputs = inside.getPath(ENTRY);
    return sha256(Files.exists(inputs) ? inputs : zip);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
