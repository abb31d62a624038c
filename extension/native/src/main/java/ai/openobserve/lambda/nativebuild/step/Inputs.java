package ai.openobserve.lambda.nativebuild.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that a step's result depends on, each input with a name and a value: a version, the
/// options, or the SHA-256 of a file. The list itself, as text, is the identity of the result: it
/// contains no path, time or host name, so the same sources give the same text everywhere.
public final class Inputs {
  private final SortedMap<String, String> values = new TreeMap<>();

  public Inputs with(String name, String value) {
    if (values.put(name, value) != null) {
      throw new IllegalArgumentException("Input " + name + " is given twice");
    }
    return this;
  }

  /// A list of options, represented by its digest because it may be long.
  public Inputs withOptions(String name, List<String> options) {
    return with(name, "sha256:" + Digest.of(String.join("\n", options)));
  }

  public Inputs withFile(String name, Path file) throws IOException {
    return with(name, "sha256:" + Digest.ofFile(file));
  }

  public Inputs withFolder(String name, Path folder) throws IOException {
    return with(name, "sha256:" + Digest.ofFolder(folder));
  }

  /// Adds all inputs of another result that this one is built from.
  public Inputs withAll(Inputs others) {
    others.values.forEach(this::with);
    return this;
  }

  /// One line per input, `name value`, ordered by name.
  public String text() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }

  /// The SHA-256 of [#text()].
  public String digest() {
    return Digest.of(text());
  }
}
