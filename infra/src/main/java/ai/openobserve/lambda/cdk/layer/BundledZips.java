package ai.openobserve.lambda.cdk.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The layer zips in this jar, unpacked once per process because the CDK can only stage files.
public final class BundledZips {
  private static final BundledZips OF_THIS_JAR =
      new BundledZips(name -> BundledZips.class.getResourceAsStream(name));

  private final Function<String, @Nullable InputStream> opener;
  private final Map<ExtensionArchitecture, Optional<ExtensionZip>> unpacked =
      new EnumMap<>(ExtensionArchitecture.class);

  /// Zips from elsewhere.
  ///
  /// @param opener opens a file by its name; returns null if there is none
  public BundledZips(Function<String, @Nullable InputStream> opener) {
    this.opener = opener;
  }

  public static BundledZips ofThisJar() {
    return OF_THIS_JAR;
  }

  /// The zips of another build, with the same names.
  public static BundledZips in(Path folder) {
    return new BundledZips(name -> open(folder.resolve(name)));
  }

  private static @Nullable InputStream open(Path zip) {
    try {
      return Files.newInputStream(zip);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(zip + " cannot be read", e);
    }
  }

  /// Empty if the jar was built without this zip.
  public synchronized Optional<ExtensionZip> find(ExtensionArchitecture architecture) {
    return unpacked.computeIfAbsent(architecture, this::unpack);
  }

  private Optional<ExtensionZip> unpack(ExtensionArchitecture architecture) {
    String name = "o2-lambda-extension-" + architecture.lambdaName() + ".zip";
    try {
      Path directory = Files.createTempDirectory("openobserve-layer");
      directory.toFile().deleteOnExit();
      if (copy(name, directory) == null) {
        return Optional.empty();
      }
      return Optional.of(ExtensionZip.open(directory.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException("The bundled " + name + " cannot be unpacked", e);
    }
  }

  private @Nullable Path copy(String name, Path directory) throws IOException {
    try (InputStream in = opener.apply(name)) {
      if (in == null) {
        return null;
      }
      Path file = directory.resolve(name);
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      file.toFile().deleteOnExit();
      return file;
    }
  }
}
