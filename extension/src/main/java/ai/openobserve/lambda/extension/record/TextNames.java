package ai.openobserve.lambda.extension.record;

import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.json.Members;

/// Members that must be text: if OpenObserve finds another value under one of these names, it hangs
/// up, and the whole request is lost. So the value is sent as text.
///
/// A nested member is stored under the names of all objects around it: `{"service":{"name":5}}` is
/// a number under `service_name` as well. Not thread-safe.
final class TextNames {
  private static final byte[][] WHOLE = {
    StoredName.of("service_name"), StoredName.of("operation_name")
  };
  private static final byte[][] OUTER = {StoredName.of("service"), StoredName.of("operation")};
  private static final byte[][] INNER = {StoredName.of("name")};

  private final StoredName stored = new StoredName();

  /// Whether the member with this value must not be sent unchanged.
  ///
  /// @param name the member's name as stored
  boolean forbids(StoredName name, JsonScanner json, int valueStart) {
    if (json.has(valueStart, '"')) {
      return false;
    }
    return name.isOneOf(WHOLE)
        || (json.has(valueStart, '{') && name.isOneOf(OUTER) && hasOtherName(json, valueStart));
  }

  private boolean hasOtherName(JsonScanner json, int from) {
    Members members = new Members(json);
    members.of(from);
    while (members.next()) {
      stored.read(json.bytes, members.nameStart, members.nameEnd);
      if (!members.valueIs('"') && stored.isOneOf(INNER)) {
        return true;
      }
      members.skip();
    }
    return false;
  }
}
