package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.Visit;
import java.io.IOException;

/// Checks that the credential is accepted and the organization exists, without writing anything.
final class CredentialsStep implements Step {
  private final Subject subject;
  private final SecretStep secret;

  CredentialsStep(Subject subject, SecretStep secret) {
    this.subject = subject;
    this.secret = secret;
  }

  @Override
  public String name() {
    return "credentials";
  }

  @Override
  public Finding run() throws InterruptedException {
    Visit visit = subject.visits().get(subject.organization(), secret.authorization());
    return switch (visit.await(Visit.Stage.ANSWERED, subject.patience())) {
      case Visit.Silent silent ->
          new Finding.Failed(
              subject.silence() + " to GET " + subject.organization(),
              "/healthz answers, but the API does not: look at the server's own log");
      case Visit.Failed(IOException cause) ->
          new Finding.Failed(
              "GET " + subject.organization() + ": " + cause.getMessage(),
              "/healthz answers, but the API hangs up: look at what is in front of OpenObserve");
      case Visit.Reached reached -> {
        Visit.Reply reply = visit.reply();
        yield reply == null ? new Finding.Skipped("no answer") : answered(reply);
      }
    };
  }

  private Finding answered(Visit.Reply reply) {
    int status = reply.status();
    String organization = subject.configuration().organizationId();
    if (Portal.answered(reply) && status < 300) {
      return Portal.finding("GET " + subject.organization() + " answered " + status, subject);
    }
    return switch (status) {
      case 401 ->
          new Finding.Failed(
              "refused with status 401",
              "Check "
                  + secret.variable()
                  + ": copy it again from OpenObserve (Data sources), including 'Basic '");
      case 403 ->
          new Finding.Failed(
              "refused with status 403",
              "Check that "
                  + secret.variable()
                  + " begins with 'Basic ' and that its user may use organization "
                  + organization);
      case 404 ->
          new Finding.Failed(
              "status 404: no organization " + organization + " at this address",
              "Check O2_ORGANIZATION_ID, and the path in O2_ENDPOINT");
      default ->
          status < 300
              ? new Finding.Passed("accepted for organization " + organization)
              : new Finding.Skipped("not verified: status " + status + "; see the test record");
    };
  }
}
