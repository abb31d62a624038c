package ai.openobserve.lambda.cdk.guide;

import ai.openobserve.lambda.cdk.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// docs/deploy.md and its snippets: the code blocks below a `<!-- snippet: NAME -->`.
public record Guide(String text, Map<String, String> snippets) {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- snippet: ([\\w-]+) -->\\n```\\w+\\n(.*?)\\n```", Pattern.DOTALL);

  public Guide {
    snippets = Map.copyOf(snippets);
  }

  public static Guide read() {
    try {
      String text = Files.readString(Checkout.PROJECT.resolve("docs/deploy.md"));
      Map<String, String> snippets = new LinkedHashMap<>();
      Matcher matcher = SNIPPET.matcher(text);
      while (matcher.find()) {
        snippets.put(matcher.group(1), matcher.group(2) + "\n");
      }
      return new Guide(text, snippets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String snippet(String name) {
    return Objects.requireNonNull(snippets.get(name), () -> "docs/deploy.md: no snippet " + name);
  }
}
