package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/// The options of the image. They are in the extension's jar, in `native-image`'s syntax, where
/// GraalVM's own launcher finds them too; the builder, called without that launcher, expects some
/// of them in another form.
public final class ImageOptions {
  static final String FOLDER = "META-INF/native-image/ai.openobserve.lambda/o2-lambda-extension/";

  private static final String METADATA = "reachability-metadata.json";

  private static final Pattern BLANK = Pattern.compile("\\s+");

  private static final Map<String, List<String>> SAME_AS =
      Map.of(
          "--static", List.of("-H:+StaticExecutable"),
          "--libc=musl", List.of("-H:UseLibC=musl"),
          "--gc=serial", List.of(),
          "--no-fallback", List.of(),
          "--exact-reachability-metadata", List.of("-H:ThrowMissingRegistrationErrors="),
          "-Os", List.of("-H:Optimize=s"),
          "-O1", List.of("-H:Optimize=1"),
          "-O2", List.of("-H:Optimize=2"),
          "-O3", List.of("-H:Optimize=3"));

  private static final Map<String, String> STARTS_LIKE =
      Map.of(
          "--initialize-at-build-time=", "-H:ClassInitialization=%s:build_time",
          "--initialize-at-run-time=", "-H:ClassInitialization=%s:run_time",
          "--features=", "-H:Features=%s",
          "--enable-url-protocols=", "-H:EnableURLProtocols=%s");

  private ImageOptions() {}

  /// The jar's options, in `native-image`'s syntax.
  public static List<String> in(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      String name = FOLDER + "native-image.properties";
      String text =
          Optional.ofNullable(file.getEntry(name))
              .map(entry -> read(file, entry))
              .orElseThrow(() ->
                  new Problem(jar + " has no " + name + ", which holds the options of the image."));
      List<String> all = new ArrayList<>(arguments(text));
      if (file.getEntry(FOLDER + METADATA) != null) {
        all.add("-H:ReachabilityMetadataResources=" + FOLDER + METADATA);
      }
      return all;
    }
  }

  private static String read(JarFile file, java.util.zip.ZipEntry entry) {
    try (var in = file.getInputStream(entry)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<String> arguments(String properties) throws IOException {
    Properties parsed = new Properties();
    parsed.load(new StringReader(properties));
    List<String> unknown =
        parsed.stringPropertyNames().stream().filter(name -> !name.equals("Args")).toList();
    if (!unknown.isEmpty()) {
      throw new Problem(
          "native-image.properties has " + unknown + ": only Args is supported here.");
    }
    return BLANK
        .splitAsStream(parsed.getProperty("Args", "").strip())
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// The same options in the builder's syntax.
  public static List<String> forBuilder(List<String> arguments) {
    List<String> options = new ArrayList<>();
    for (String argument : arguments) {
      options.addAll(forBuilder(argument));
    }
    return options;
  }

  private static List<String> forBuilder(String argument) {
    if (argument.startsWith("-H:") || argument.startsWith("-R:") || argument.startsWith("-D")) {
      return List.of(argument);
    }
    List<String> same = SAME_AS.get(argument);
    if (same != null) {
      return same;
    }
    for (Map.Entry<String, String> one : STARTS_LIKE.entrySet()) {
      if (argument.startsWith(one.getKey())) {
        String value = argument.substring(one.getKey().length());
        return List.of(String.format(java.util.Locale.ROOT, one.getValue(), value));
      }
    }
    throw new Problem(
        "native-image.properties has "
            + argument
            + ", which the build cannot pass to the builder: see ImageOptions.java.");
  }
}
