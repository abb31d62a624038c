package ai.openobserve.lambda.sandbox.sink.search;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The result of a search.
public sealed interface SearchResult {

  /// Rows, as objects.
  ///
  /// @param scanned how many records were scanned
  record Hits(List<ObjectNode> hits, int scanned) implements SearchResult {
    /// Copies the list.
    public Hits {
      hits = List.copyOf(hits);
    }
  }

  /// A query that OpenObserve rejects, with its own error code.
  record Refused(int code, String message, String detail) implements SearchResult {
    static Refused notValid(String why) {
      return new Refused(20001, "Search SQL not valid", why);
    }

    static Refused noStream(String stream) {
      return new Refused(20002, "Search stream not found: " + stream, "");
    }

    static Refused noFullTextField() {
      return new Refused(20003, "Full text search field not found", "");
    }

    static Refused noField(String field) {
      return new Refused(20004, "Search field not found: " + field, "");
    }

    static Refused failed(String why) {
      return new Refused(20008, "Search SQL execute error", why);
    }
  }
}
