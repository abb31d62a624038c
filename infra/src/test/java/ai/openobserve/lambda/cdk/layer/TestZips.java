package ai.openobserve.lambda.cdk.layer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Zips like the layer's, with executables that consist of a header only.
public final class TestZips {
  public static final String INPUTS = "application sha256:00\njdk 25\n";

  /// The SHA-256 of the list of inputs.
  public static final String DIGEST =
      "759de4a464e5d447c89332bb032b94458b64b69d0606f306d550fef86832a875";

  public static final int X86_64 = 62;
  public static final int AARCH64 = 183;
  public static final int PT_LOAD = 1;
  public static final int PT_INTERP = 3;

  private TestZips() {}

  /// Both zips under their real names, with the list of their inputs.
  public static Path both(Path folder) {
    good(folder.resolve("o2-lambda-extension-x86_64.zip"), X86_64);
    good(folder.resolve("o2-lambda-extension-arm64.zip"), AARCH64);
    for (String architecture : new String[] {"x86_64", "arm64"}) {
      inputs(folder.resolve("o2-lambda-extension-" + architecture + ".zip"), INPUTS);
    }
    return folder;
  }

  public static BundledZips bundled(Path folder) {
    return BundledZips.in(both(folder));
  }

  public static Path good(Path zip, int machine) {
    return zip(zip, "extensions/o2-lambda-extension", elf(machine, PT_LOAD), "rwxr-xr-x");
  }

  public static void inputs(Path zip, String inputs) {
    zip(zip, InputsDigest.ENTRY, inputs.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
  }

  public static Path zip(Path zip, String entry, byte[] content, String mode) {
    try (FileSystem inside =
        FileSystems.newFileSystem(
            URI.create("jar:" + zip.toUri()),
            Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
      Path file = inside.getPath(entry);
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.write(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      return zip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An ELF header and one program header.
  public static byte[] elf(int machine, int programHeaderType) {
    ByteBuffer bytes = ByteBuffer.allocate(64 + 56).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1).put(6, (byte) 1);
    bytes.putShort(16, (short) 2).putShort(18, (short) machine);
    bytes.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    bytes.putInt(64, programHeaderType);
    return bytes.array();
  }
}
