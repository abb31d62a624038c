package ai.openobserve.lambda.extension.buffer;

import ai.openobserve.lambda.extension.log.Log;

/// Logs the first loss of each kind; the counts come with the summaries. Guarded by the buffer's
/// lock.
final class FirstLosses {
  private final Log log;
  private boolean fullSaid;
  private boolean tooLargeSaid;

  FirstLosses(Log log) {
    this.log = log;
  }

  void full() {
    if (!fullSaid) {
      fullSaid = true;
      log.warn("Log buffer full, dropping oldest batch");
    }
  }

  void tooLarge(int length, int maxBytes) {
    if (!tooLargeSaid) {
      tooLargeSaid = true;
      log.warn(
          "A record of "
              + length
              + " bytes exceeds the buffer of "
              + maxBytes
              + " bytes, dropping it: raise O2_MAX_BUFFER_SIZE_MB");
    }
  }
}
