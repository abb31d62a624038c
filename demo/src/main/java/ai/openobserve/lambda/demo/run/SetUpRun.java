package ai.openobserve.lambda.demo.run;

import ai.openobserve.lambda.demo.page.Page;
import ai.openobserve.lambda.demo.page.Page.Style;
import ai.openobserve.lambda.demo.program.Catalogue;
import ai.openobserve.lambda.openobserve.SetUp;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.openobserve.picture.Pictures;
import ai.openobserve.lambda.openobserve.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/// The end of the demo: search and dashboards are set up in the sink, checked, and drawn if
/// requested.
public final class SetUpRun {
  private static final String STREAM = "default";

  private final Destination destination;
  private final Page page;
  private final String pictures;

  /// Creates a set-up, which has not begun.
  ///
  /// @param pictures the folder to draw into; empty for none
  public SetUpRun(Destination destination, Page page, String pictures) {
    this.destination = destination;
    this.page = page;
    this.pictures = pictures;
  }

  /// Sets the sink up and checks it. A real OpenObserve is not changed.
  ///
  /// @param started a time before the first record
  /// @return whether everything is set up
  public boolean run(Instant started, Catalogue catalogue) throws IOException {
    return switch (destination) {
      case Destination.Sink sink -> onSink(sink, started, catalogue);
      case Destination.Real real -> {
        page.line(
            Style.PLAIN,
            "make openobserve-setup ENDPOINT=%s ORG=%s STREAM=%s makes these records searchable, and adds dashboards."
                .formatted(real.endpoint(), real.organization(), real.stream()));
        yield true;
      }
    };
  }

  private boolean onSink(Destination.Sink sink, Instant started, Catalogue catalogue)
      throws IOException {
    var server = sink.server();
    try {
      var target = Target.of(server.url(), server.organization(), server.authorization(), STREAM);
      page.line(Style.HEADING, "OpenObserve set up: make openobserve-setup");
      var done = setUp(target, false);
      page.line(Style.HEADING, "The same with CHECK=1");
      var checked = setUp(target, true);
      page.blank();
      page.line(
          done && checked ? Style.GOOD : Style.BAD,
          done && checked
              ? "Search works, and every panel answers."
              : "Failed: the set-up is not complete.");
      draw(target, started, catalogue);
      return done && checked;
    } catch (SetUpFailed e) {
      page.line(Style.BAD, "Failed: " + e.getMessage());
      return false;
    }
  }

  private boolean setUp(Target target, boolean check) throws SetUpFailed {
    var report = new Report(line -> page.line(Style.PLAIN, line));
    return new SetUp(new SetUp.Options(check, false, "", false), report, Clock.systemUTC())
        .run(target);
  }

  private void draw(Target target, Instant started, Catalogue catalogue)
      throws SetUpFailed, IOException {
    if (!pictures.isEmpty() && !catalogue.examples().isEmpty()) {
      var function = catalogue.examples().getLast().name();
      var files =
          Pictures.draw(target, started, Instant.now().plusSeconds(1), function, Path.of(pictures));
      page.line(Style.PLAIN, "Drew %d dashboards into %s.".formatted(files.size(), pictures));
    }
  }
}
