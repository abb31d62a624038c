package ai.openobserve.lambda.nativebuild.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// SHA-256 of bytes, files and folders, as lower-case hexadecimal digits.
public final class Digest {
  private final MessageDigest sha256;

  private Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String of(byte[] bytes) {
    Digest digest = new Digest();
    digest.sha256.update(bytes);
    return digest.hex();
  }

  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String ofFile(Path file) throws IOException {
    Digest digest = new Digest();
    digest.add(file);
    return digest.hex();
  }

  /// Digests the names and contents of all files below a folder. The folder's location and the
  /// files' times and modes do not matter.
  public static String ofFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    StringBuilder listing = new StringBuilder();
    for (String name : files.stream().map(f -> folder.relativize(f).toString()).sorted().toList()) {
      listing.append(ofFile(folder.resolve(name))).append("  ").append(name).append('\n');
    }
    return of(listing.toString());
  }

  private void add(Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
  }

  private String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
