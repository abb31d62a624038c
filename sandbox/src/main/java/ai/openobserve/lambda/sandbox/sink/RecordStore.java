package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.journal.Journal;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The records that the sink stored.
final class RecordStore {
  private final Journal<StoredRecord> records = new Journal<>("stored records");
  private final AtomicLong count = new AtomicLong();
  private final boolean keeps;

  RecordStore(boolean keeps) {
    this.keeps = keeps;
  }

  Journal<StoredRecord> records() {
    return records;
  }

  long count() {
    return count.get();
  }

  /// The streams that contain records.
  List<String> streams() {
    return records.entries().stream().map(StoredRecord::stream).distinct().sorted().toList();
  }

  void add(List<StoredRecord> batch) {
    count.addAndGet(batch.size());
    if (keeps) {
      batch.forEach(records::append);
    }
  }
}
