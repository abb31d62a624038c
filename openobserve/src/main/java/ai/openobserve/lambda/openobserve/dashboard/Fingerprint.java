package ai.openobserve.lambda.openobserve.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Distinguishes a dashboard as we wrote it from one that a user has edited since: its description
/// ends with a mark that holds the digest of everything that users see of it.
///
/// A server may add fields of its own, so the digest covers titles, types, queries, units and
/// places only.
final class Fingerprint {
  private static final Pattern MARK =
      Pattern.compile(" ?\\[o2-lambda-layer ([a-z]+) ([A-Za-z0-9_:]+) ([0-9a-f]{12})\\]");
  private static final int DIGITS = 12;

  private Fingerprint() {}

  /// The mark in a description.
  ///
  /// @param key the dashboard's among ours
  /// @param stream its stream
  record Mark(String key, String stream, String digest) {
    static Optional<Mark> in(String description) {
      Matcher matcher = MARK.matcher(description);
      return matcher.find()
          ? Optional.of(new Mark(matcher.group(1), matcher.group(2), matcher.group(3)))
          : Optional.empty();
    }

    boolean isOf(Dashboard dashboard) {
      return key.equals(dashboard.key()) && stream.equals(dashboard.stream());
    }

    @Override
    public String toString() {
      return "[o2-lambda-layer %s %s %s]".formatted(key, stream, digest);
    }
  }

  /// The digest of a dashboard in OpenObserve's form.
  static String of(JsonNode dashboard) {
    var seen = new StringBuilder();
    add(seen, dashboard.path("title"));
    seen.append(MARK.matcher(dashboard.path("description").asString("")).replaceAll(""));
    for (var tab : dashboard.path("tabs")) {
      add(seen, tab.path("name"));
      tab.path("panels").forEach(panel -> addPanel(seen, panel));
    }
    for (var variable : dashboard.path("variables").path("list")) {
      add(seen, variable.path("name"));
      add(seen, variable.path("query_data").path("field"));
    }
    return digest(seen.toString());
  }

  private static void addPanel(StringBuilder seen, JsonNode panel) {
    for (var field : new String[] {"title", "type", "description"}) {
      add(seen, panel.path(field));
    }
    add(seen, panel.path("config").path("unit"));
    for (var query : panel.path("queries")) {
      add(seen, query.path("query"));
    }
    for (var place : new String[] {"x", "y", "w", "h"}) {
      add(seen, panel.path("layout").path(place));
    }
  }

  private static void add(StringBuilder seen, JsonNode value) {
    seen.append(value.isMissingNode() || value.isNull() ? "" : value.asString()).append('\n');
  }

  private static String digest(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
