package ai.openobserve.lambda.nativebuild.layer;

import ai.openobserve.lambda.nativebuild.image.Application;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipFile;

/// The layer as Lambda accepts it: a zip whose bytes depend only on its files. `java.util.zip`
/// cannot write file modes, and Lambda starts only extensions that are executable, so the headers
/// are written here.
final class LayerZip {
  /// The largest zip allowed.
  static final long LIMIT = 7_200_000;

  static final String EXECUTABLE = "extensions/" + Application.NAME;

  /// The folder of all other files, since Lambda would try to start anything next to the
  /// executable.
  static final String ABOUT = "share/" + Application.NAME + "/";

  static final String INPUTS = ABOUT + "inputs";

  /// 1 January 1980, the first day a zip can name.
  private static final int DATE = 1 << 5 | 1;

  private static final int UTF_8_NAMES = 1 << 11;
  private static final int DEFLATED = 8;
  private static final int UNIX_VERSION_20 = 3 << 8 | 20;

  private final SortedMap<String, Entry> entries = new TreeMap<>();

  private static final class Entry {
    final byte[] content;
    final int mode;

    Entry(byte[] content, int mode) {
      this.content = content;
      this.mode = mode;
    }
  }

  LayerZip executable(String name, byte[] content) {
    entries.put(name, new Entry(content, 0100755));
    return this;
  }

  LayerZip file(String name, String content) {
    entries.put(name, new Entry(content.getBytes(StandardCharsets.UTF_8), 0100644));
    return this;
  }

  byte[] bytes() {
    ZipBytes zip = new ZipBytes();
    ZipBytes directory = new ZipBytes();
    entries.forEach((name, entry) -> write(name, entry, zip, directory));
    int start = zip.size();
    zip.bytes(directory.toByteArray());
    zip.four(0x06054b50).two(0).two(0).two(entries.size()).two(entries.size());
    zip.four(directory.size()).four(start).two(0);
    return zip.toByteArray();
  }

  private static void write(String name, Entry entry, ZipBytes zip, ZipBytes directory) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    byte[] packed = deflated(entry.content);
    CRC32 crc = new CRC32();
    crc.update(entry.content);
    int offset = zip.size();
    zip.four(0x04034b50);
    common(zip, (int) crc.getValue(), packed.length, entry.content.length, path.length);
    zip.bytes(path).bytes(packed);
    directory.four(0x02014b50).two(UNIX_VERSION_20);
    common(directory, (int) crc.getValue(), packed.length, entry.content.length, path.length);
    directory.two(0).two(0).two(0).four(entry.mode << 16).four(offset).bytes(path);
  }

  private static void common(ZipBytes out, int crc, int packed, int size, int nameLength) {
    out.two(20).two(UTF_8_NAMES).two(DEFLATED).two(0).two(DATE);
    out.four(crc).four(packed).four(size).two(nameLength).two(0);
  }

  private static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      byte[] packed = new byte[content.length + content.length / 1000 + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(packed, length, packed.length - length);
      }
      return Arrays.copyOf(packed, length);
    } finally {
      deflater.end();
    }
  }

  /// Puts the zip in place atomically.
  void writeTo(Path file) throws IOException {
    byte[] bytes = bytes();
    if (bytes.length >= LIMIT) {
      throw new Problem(
          file.getFileName()
              + " would have "
              + bytes.length
              + " bytes, and the limit is "
              + LIMIT
              + ": see README.md for how to find what was added to the image.");
    }
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The inputs recorded in a zip; empty if there is no readable zip.
  static Optional<String> inputsOf(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return Optional.ofNullable(zip.getEntry(INPUTS))
          .map(entry -> {
            try (var in = zip.getInputStream(entry)) {
              return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
