package ai.openobserve.lambda.extension.record;

import ai.openobserve.lambda.extension.config.RecordOptions;
import ai.openobserve.lambda.extension.config.RecordShape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What every record has in common: its shape, what is added to it, and the names that are
/// therefore ours.
public final class RecordFormat {
  /// Names that OpenObserve reserves.
  private static final List<String> RESERVED = List.of("_o2_id", "_original", "_all_values");

  private final RecordShape shape;
  private final RecordMetadata metadata;
  private final boolean ids;
  private final long idSeed;

  /// Names, in quotes, of all members that we write ourselves, except `time` and `type`, which we
  /// read.
  private final byte[][] quotedNames;

  /// Names, as OpenObserve stores them, that we write in the message shape or that it reserves.
  private final byte[][] storedNames;

  private RecordFormat(RecordOptions options, RecordMetadata metadata, long idSeed) {
    this.shape = options.shape();
    this.metadata = metadata;
    this.ids = options.ids();
    this.idSeed = idSeed;
    Set<String> names = new LinkedHashSet<>(metadata.names());
    names.addAll(List.of("_timestamp", "requestId"));
    if (ids) {
      names.add("record_id");
    }
    Set<String> ofEvents = new LinkedHashSet<>(names);
    ofEvents.addAll(RecordMetadata.FUNCTION_NAMES);
    names.addAll(List.of("time", "type"));
    names.addAll(RESERVED);
    this.quotedNames = new byte[ofEvents.size()][];
    this.storedNames = new byte[names.size()][];
    int i = 0;
    for (String name : ofEvents) {
      quotedNames[i++] = EventRanges.quoted(name);
    }
    i = 0;
    for (String name : names) {
      storedNames[i++] = StoredName.of(name);
    }
  }

  /// The configured format.
  ///
  /// @param metadata about the function
  /// @param idSeed any number that differs between processes
  public static RecordFormat of(RecordOptions options, RecordMetadata metadata, long idSeed) {
    return new RecordFormat(options, metadata.and(options.fields()), idSeed);
  }

  RecordShape shape() {
    return shape;
  }

  RecordMetadata metadata() {
    return metadata;
  }

  boolean ids() {
    return ids;
  }

  long idSeed() {
    return idSeed;
  }

  public byte[][] quotedNames() {
    return quotedNames;
  }

  byte[][] storedNames() {
    return storedNames;
  }
}
