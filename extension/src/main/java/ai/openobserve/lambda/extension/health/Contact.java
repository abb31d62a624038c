package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.Visit;
import org.jspecify.annotations.Nullable;

/// The first request, `GET /healthz`, which several steps watch. Started by the first of them. Used
/// by one thread.
final class Contact {
  private final Subject subject;
  private @Nullable Visit visit;

  Contact(Subject subject) {
    this.subject = subject;
  }

  Visit visit() {
    Visit begun = visit;
    if (begun == null) {
      begun = subject.visits().get("/healthz", null);
      visit = begun;
    }
    return begun;
  }
}
