package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.json.JsonFields;

/// OpenObserve's answer to an ingestion request:
/// `{"code":200,"status":[{"name":"s","successful":3,"failed":0,"error":"…"?}]}`, or, when it
/// refuses, `{"code":401,"message":"…"}`.
///
/// @param hasStatus whether there was a `status` at all
/// @param message the message or the error it carries, or empty
record IngestionAnswer(boolean hasStatus, int successful, int failed, String message) {
  /// Reads as much of the text as is JSON: nothing of a proxy's page, and a truncated answer up to
  /// the cut.
  static IngestionAnswer of(String text) {
    Reading reading = new Reading();
    JsonFields fields = JsonFields.of(text);
    while (fields.next()) {
      if (fields.name().equals("status")) {
        reading.status(fields);
      } else {
        reading.member(fields);
      }
    }
    return new IngestionAnswer(
        reading.hasStatus, reading.successful, reading.failed, reading.message);
  }

  private static final class Reading {
    private boolean hasStatus;
    private int successful;
    private int failed;
    private String message = "";

    private void status(JsonFields status) {
      hasStatus |= status.isArray();
      for (JsonFields item : status.objects()) {
        while (item.next()) {
          member(item);
        }
      }
    }

    private void member(JsonFields member) {
      switch (member.name()) {
        case "successful" -> successful += count(member.scalar());
        case "failed" -> failed += count(member.scalar());
        case "error", "message" -> message = message.isEmpty() ? member.text() : message;
        default -> {
          // Names, codes, functions' results.
        }
      }
    }

    private static int count(String number) {
      int point = number.indexOf('.');
      try {
        return Integer.parseInt(point < 0 ? number : number.substring(0, point));
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }
}
