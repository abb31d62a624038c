package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.delivery.Visit;

/// Checks whether full-text search covers what functions log. Never fails the check: records arrive
/// anyway.
final class StreamStep implements Step {
  private final Subject subject;
  private final SecretStep secret;

  StreamStep(Subject subject, SecretStep secret) {
    this.subject = subject;
    this.secret = secret;
  }

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public Finding run() throws InterruptedException {
    String path =
        subject.organization()
            + "streams/"
            + subject.configuration().stream()
            + "/schema?type=logs";
    Visit visit = subject.visits().get(path, secret.authorization());
    var progress = visit.await(Visit.Stage.ANSWERED, subject.patience());
    Visit.Reply reply = visit.reply();
    return progress instanceof Visit.Reached && reply != null
        ? answered(reply)
        : new Finding.Skipped("its settings could not be read");
  }

  private Finding answered(Visit.Reply reply) {
    String stream = subject.configuration().stream();
    return switch (reply.status()) {
      case 200 -> settings(stream, reply.text());
      case 401, 403 ->
          new Finding.Skipped("this credential may not read the settings of stream " + stream);
      case 400, 404 ->
          new Finding.Warned(
              "stream " + stream + " does not exist yet",
              "The first record creates it; then run make openobserve-setup once");
      default -> new Finding.Skipped("its settings could not be read: status " + reply.status());
    };
  }

  private Finding settings(String stream, String text) {
    if (subject.configuration().records().shape() == RecordShape.MESSAGE) {
      return new Finding.Passed("full-text search covers 'message' of " + stream);
    }
    return JsonAnswer.list(text, "full_text_search_keys").contains("record")
        ? new Finding.Passed("full-text search covers 'record' of " + stream)
        : new Finding.Warned(
            "full-text search does not cover 'record' of " + stream,
            "Run make openobserve-setup once, or set O2_RECORD_SHAPE=message");
  }
}
