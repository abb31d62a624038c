package ai.openobserve.lambda.sandbox.view;

import tools.jackson.databind.node.ObjectNode;

/// The page's counts of lines and records. Guarded by its own lock.
final class Totals {
  private long printed;
  private long sent;
  private long stored;
  private long storedLines;
  private long failedRequests;
  private String account = "";

  synchronized void printed() {
    printed++;
  }

  synchronized void sent(int events) {
    sent += events;
  }

  synchronized void stored(boolean line) {
    stored++;
    storedLines += line ? 1 : 0;
  }

  synchronized void failedRequest() {
    failedRequests++;
  }

  /// Keeps the latest summary of an extension's records.
  synchronized void account(String line) {
    account = line;
  }

  synchronized void write(ObjectNode json) {
    json.put("account", account);
    json.putObject("totals")
        .put("printed", printed)
        .put("storedLines", storedLines)
        .put("sent", sent)
        .put("stored", stored)
        .put("failedRequests", failedRequests);
  }
}
