package ai.openobserve.lambda.cdk.layer;

import ai.openobserve.lambda.cdk.report.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A layer zip, checked against Lambda's rules: its `extensions/` folder contains static
/// executables of one architecture, with mode 0755.
///
/// @param path the zip
/// @param architecture of its executables
/// @param inputsDigest identifies the layer, see [InputsDigest]
public record ExtensionZip(Path path, ExtensionArchitecture architecture, String inputsDigest) {
  /// Lambda starts the files in this folder and no others.
  private static final String FOLDER = "extensions";

  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwxr-xr-x");

  /// Reads the central directory and the first bytes of each executable, not the whole zip.
  ///
  /// @throws IllegalArgumentException with everything that is wrong with the zip
  static ExtensionZip open(Path zip) {
    Problems problems = new Problems();
    Optional<ExtensionZip> opened = Optional.empty();
    if (Files.isDirectory(zip)) {
      problems.add("it is a folder: pass the zip");
    } else if (!Files.isRegularFile(zip)) {
      problems.add("file not found");
    } else {
      try (FileSystem inside = FileSystems.newFileSystem(zip)) {
        String digest = InputsDigest.of(zip, inside);
        opened =
            examine(inside, problems)
                .map(found -> new ExtensionZip(zip.toAbsolutePath(), found, digest));
      } catch (ProviderNotFoundException e) {
        problems.add("it is not a zip: expected a zip file whose name ends in .zip or .jar");
      } catch (IOException e) {
        problems.add("it cannot be read as a zip: " + e.getMessage());
      }
    }
    problems.throwIfAny("The layer zip " + zip + " cannot be used");
    return opened.orElseThrow();
  }

  private static Optional<ExtensionArchitecture> examine(FileSystem zip, Problems problems)
      throws IOException {
    List<Path> executables = executables(zip);
    if (executables.isEmpty()) {
      problems.add(
          "it holds no file directly under " + FOLDER + "/, where Lambda looks for extensions");
      return Optional.empty();
    }
    Optional<ExtensionArchitecture> first = Optional.empty();
    for (Path executable : executables) {
      requireMode(executable, problems);
      Optional<ExtensionArchitecture> found = architectureOf(executable, problems);
      if (first.isPresent() && found.isPresent() && !first.equals(found)) {
        problems.add(
            "its executables are of different architectures, and "
                + executable
                + " is for "
                + found.get().lambdaName());
      }
      first = first.or(() -> found);
    }
    return first;
  }

  private static List<Path> executables(FileSystem zip) throws IOException {
    Path folder = zip.getPath(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void requireMode(Path executable, Problems problems) throws IOException {
    @SuppressWarnings("unchecked") // The documented type of this attribute.
    Set<PosixFilePermission> mode =
        (Set<PosixFilePermission>) Files.getAttribute(executable, "zip:permissions");
    if (!MODE.equals(mode)) {
      problems.add(
          executable
              + " has "
              + (mode == null ? "no Unix mode" : "mode " + PosixFilePermissions.toString(mode))
              + ": Lambda starts it only with mode 0755 (rwxr-xr-x)");
    }
  }

  private static Optional<ExtensionArchitecture> architectureOf(Path executable, Problems problems)
      throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(executable)) {
      start = in.readNBytes(ElfHeader.ENOUGH_BYTES);
    }
    Optional<ElfHeader> header = ElfHeader.read(start);
    if (header.isEmpty()) {
      problems.add(
          executable
              + " is not a 64-bit Linux executable (ELF); scripts need an interpreter that"
              + " not every runtime has");
      return Optional.empty();
    }
    if (header.get().dynamic()) {
      problems.add(
          executable + " is dynamically linked and must be static: runtimes differ in their libc");
    }
    int machine = header.get().machine();
    Optional<ExtensionArchitecture> architecture = ExtensionArchitecture.ofElfMachine(machine);
    if (architecture.isEmpty()) {
      problems.add(
          executable
              + " is for ELF machine "
              + machine
              + "; Lambda runs "
              + ExtensionArchitecture.names());
    }
    return architecture;
  }
}
