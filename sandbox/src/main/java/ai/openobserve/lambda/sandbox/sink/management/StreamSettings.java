package ai.openobserve.lambda.sandbox.sink.management;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.sink.search.StreamTable;
import ai.openobserve.lambda.sandbox.sink.search.Streams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;

/// The settings of streams, as far as search needs them. Guarded by its own lock.
final class StreamSettings {
  /// The columns that full-text search covers by default.
  private static final List<String> DEFAULT_KEYS =
      List.of("log", "message", "msg", "content", "data", "body", "json", "error");

  private static final String KEYS = "full_text_search_keys";

  private final Release release;
  private final Map<String, SequencedSet<String>> keys = new HashMap<>();

  StreamSettings(Release release) {
    this.release = release;
  }

  /// The columns that `match_all` searches.
  synchronized List<String> fullText(String stream) {
    var all = new ArrayList<>(keys.getOrDefault(stream, new LinkedHashSet<>()));
    all.addAll(DEFAULT_KEYS);
    return all.stream().distinct().toList();
  }

  /// The answer to `GET …/streams`.
  static HttpAnswer list(Streams streams) {
    var root = Answers.object();
    var list = root.putArray("list");
    streams
        .names()
        .get()
        .forEach(name -> list.addObject().put("name", name).put("stream_type", streams.type()));
    return Answers.ok(root);
  }

  /// The answer to `GET …/schema`.
  synchronized HttpAnswer schema(StreamTable table, String streamType) {
    if (table.isEmpty()) {
      return Answers.message(404, "stream not found");
    }
    var root = Answers.object().put("name", table.name()).put("stream_type", streamType);
    root.putObject("stats").put("doc_num", table.records().size());
    var schema = root.putArray("schema");
    table
        .columns()
        .forEach(
            (name, type) -> schema.addObject().put("name", name).put("type", type.schemaName()));
    var settings = root.putObject("settings");
    settings.putObject("partition_keys");
    var set = settings.putArray(KEYS);
    keys.getOrDefault(table.name(), new LinkedHashSet<>()).forEach(set::add);
    return Answers.ok(root);
  }

  /// Handles `PUT …/settings`.
  synchronized HttpAnswer update(StreamTable table, JsonNode body) {
    if (table.isEmpty()) {
      return Answers.message(404, "stream not found");
    }
    return switch (release) {
      case V0_9 -> replace(table.name(), body.path(KEYS));
      case V0_80 -> addAndRemove(table.name(), body.path(KEYS));
    };
  }

  private HttpAnswer replace(String stream, JsonNode wanted) {
    if (!wanted.isMissingNode()) {
      if (!wanted.isArray()) {
        return Answers.deserializeError("invalid type: map, expected a sequence");
      }
      keys.put(stream, names(wanted));
    }
    return Answers.message(200, "");
  }

  private HttpAnswer addAndRemove(String stream, JsonNode wanted) {
    if (!wanted.isMissingNode()) {
      if (!wanted.isObject()) {
        return Answers.deserializeError("invalid type: sequence, expected struct UpdateSettings");
      }
      var set = keys.computeIfAbsent(stream, _ -> new LinkedHashSet<>());
      set.addAll(names(wanted.path("add")));
      set.removeAll(names(wanted.path("remove")));
    }
    return Answers.message(200, "");
  }

  private static SequencedSet<String> names(JsonNode array) {
    var names = new LinkedHashSet<String>();
    array.valueStream().forEach(name -> names.add(name.asString("")));
    return names;
  }
}
