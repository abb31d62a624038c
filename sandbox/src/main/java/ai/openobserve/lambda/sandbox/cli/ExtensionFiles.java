package ai.openobserve.lambda.sandbox.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The executables of extensions, in a layer's zip or as files; checked before Lambda's rules are.
final class ExtensionFiles {
  private static final String FOLDER = "extensions/";
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final int ELF_HEADER = 20;
  private static final int MACHINE_AT = 18;

  private ExtensionFiles() {}

  /// Unpacks a layer's extensions into a temporary folder, as Lambda does into `/opt`.
  ///
  /// @throws IllegalArgumentException if the file does not exist, is not a zip or contains no
  ///   extension
  static List<Path> unpack(Path zip) throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw new IllegalArgumentException(
          "%s does not exist: 'make layers' builds the layers' zips in extension/target"
              .formatted(zip));
    }
    List<Path> files = new ArrayList<>();
    Path folder = Files.createTempDirectory("o2-sandbox-layer-");
    folder.toFile().deleteOnExit();
    try (ZipFile layer = open(zip)) {
      for (ZipEntry entry : layer.stream().filter(ExtensionFiles::isExtension).toList()) {
        Path file = folder.resolve(entry.getName().substring(FOLDER.length()));
        try (InputStream in = layer.getInputStream(entry)) {
          Files.copy(in, file);
        }
        boolean _ = file.toFile().setExecutable(true);
        file.toFile().deleteOnExit();
        files.add(file);
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          zip + " has no file directly under extensions/: is it the zip of a Lambda layer?");
    }
    return files;
  }

  private static ZipFile open(Path zip) throws IOException {
    try {
      return new ZipFile(zip.toFile());
    } catch (ZipException e) {
      throw new IllegalArgumentException(
          "%s is not a zip, or was cut off (%s): download or build it again"
              .formatted(zip, e.getMessage()),
          e);
    }
  }

  private static boolean isExtension(ZipEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory()
        && name.startsWith(FOLDER)
        && name.indexOf('/', FOLDER.length()) < 0
        && name.indexOf('\\') < 0;
  }

  /// Checks that this machine can execute a file.
  ///
  /// @param osArch `os.arch` of this machine
  /// @throws IllegalArgumentException if it cannot; the message says what to do
  static void check(Path file, String osArch) throws IOException {
    if (!Files.isExecutable(file)) {
      throw new IllegalArgumentException(file + " is not executable: run chmod +x " + file);
    }
    String here = osArch.equals("aarch64") ? "arm64" : "x86_64";
    Optional<String> built = architecture(file);
    if (built.isPresent() && !built.get().equals(here) && !isEmulated(built.get())) {
      throw new IllegalArgumentException(
          "%s is for %s and this machine is %s: use the layer for %s, or install qemu-user-static"
              .formatted(file.getFileName(), built.get(), here, here));
    }
  }

  /// What an executable was compiled for; empty for a script.
  static Optional<String> architecture(Path file) throws IOException {
    byte[] header;
    try (InputStream in = Files.newInputStream(file)) {
      header = in.readNBytes(ELF_HEADER);
    }
    if (header.length < ELF_HEADER
        || ByteBuffer.wrap(header, 0, 4).compareTo(ByteBuffer.wrap(ELF)) != 0) {
      return Optional.empty();
    }
    short machine = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getShort(MACHINE_AT);
    return Optional.of(
        switch (machine) {
          case 62 -> "x86_64";
          case 183 -> "arm64";
          default -> "ELF machine " + machine;
        });
  }

  /// Whether the kernel runs such programs with qemu.
  private static boolean isEmulated(String architecture) {
    String qemu = architecture.equals("arm64") ? "qemu-aarch64" : "qemu-x86_64";
    return Files.exists(Path.of("/proc/sys/fs/binfmt_misc", qemu));
  }
}
