package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.Visit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// Checks that OpenObserve answers, and that its clock agrees with ours.
final class ServerStep implements Step {
  /// OpenObserve refuses records older than this.
  private static final Duration TOO_OLD = Duration.ofHours(5);

  private static final Duration NOTICEABLE = Duration.ofMinutes(5);

  private final Subject subject;
  private final Contact contact;

  ServerStep(Subject subject, Contact contact) {
    this.subject = subject;
    this.contact = contact;
  }

  @Override
  public String name() {
    return "server";
  }

  @Override
  public Finding run() throws InterruptedException {
    Visit visit = contact.visit();
    return switch (visit.await(Visit.Stage.ANSWERED, subject.patience())) {
      case Visit.Silent silent ->
          new Finding.Failed(
              subject.silence() + " to GET /healthz",
              "The connection is open but nothing answers: look at the server, and at what is in"
                  + " front of it");
      case Visit.Failed(IOException cause) -> failed(cause);
      case Visit.Reached reached -> {
        Visit.Reply reply = visit.reply();
        yield reply == null ? failed(new IOException("no answer")) : answered(reply);
      }
    };
  }

  private Finding failed(IOException cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return subject.secure()
        ? new Finding.Failed(
            message, "Check the port in O2_ENDPOINT, and what is in front of OpenObserve")
        : new Finding.Failed(
            message, "The port may speak TLS: try https:// in O2_ENDPOINT, or another port");
  }

  private Finding answered(Visit.Reply reply) {
    int status = reply.status();
    String detail = "GET /healthz answered " + status;
    if (status == 407) {
      return new Finding.Failed(
          "the proxy asks for a password, or rejects this one (status 407)",
          "Set " + subject.variable() + " to http://user:password@host:port");
    }
    if (status >= 300 && status < 400) {
      return new Finding.Failed(
          detail + ", redirects to " + Portal.cut(reply.location()),
          "Set O2_ENDPOINT to where it redirects, if that is OpenObserve");
    }
    if (status == 400 && !subject.secure() && reply.text().contains("HTTPS")) {
      return new Finding.Failed(
          detail + ": the port speaks TLS", "Set O2_ENDPOINT to https:// with this port");
    }
    if (Portal.answered(reply)) {
      return Portal.finding(detail, subject);
    }
    if (status >= 500) {
      return new Finding.Failed(
          detail + ": not healthy", "Look at the server, or at the load balancer in front of it");
    }
    return clock(detail, reply.date());
  }

  private Finding clock(String detail, String date) {
    Instant theirs = HttpDate.parse(date);
    if (theirs == null) {
      return new Finding.Passed(detail);
    }
    Duration ahead = Duration.between(theirs, subject.clocks().wall().instant());
    Duration off = ahead.abs();
    if (off.compareTo(NOTICEABLE) < 0) {
      return new Finding.Passed(detail + ", clocks agree");
    }
    String clocks =
        detail
            + ", and this machine's clock is "
            + off.toMinutes()
            + " minutes "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " the server's";
    String next =
        "Set the clock that is wrong: OpenObserve refuses records that are 5 h old, or a day ahead";
    return off.compareTo(TOO_OLD) < 0
        ? new Finding.Warned(clocks, next)
        : new Finding.Failed(clocks, next);
  }
}
