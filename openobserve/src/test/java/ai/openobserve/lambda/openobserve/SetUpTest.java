package ai.openobserve.lambda.openobserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.openobserve.dashboard.Marks;
import ai.openobserve.lambda.openobserve.report.Report;
import ai.openobserve.lambda.sandbox.sink.management.Release;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class SetUpTest {
  private static final SetUp.Options PLAIN = new SetUp.Options(false, false, "", false);
  private static final SetUp.Options CHECK = new SetUp.Options(true, false, "", false);
  private static final SetUp.Options ALERTS = new SetUp.Options(false, true, "", false);
  private static final SetUp.Options OVERWRITE = new SetUp.Options(false, false, "", true);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource
  void setsUpOnceAndChangesNothingTheSecondTime(Release release) throws Exception {
    try (var stored = StoredTelemetry.of(release)) {
      assertThat(run(PLAIN, stored.target())).as(shown()).isTrue();
      assertThat(shown())
          .contains("organization acme, stream demo")
          .contains("search     made searchable: record, record_message")
          .contains(
              "Lambda functions (demo): created, "
                  + stored.sink().url()
                  + "/web/dashboards/view?org_identifier=acme&dashboard=")
          .contains("Lambda function (demo): created", "Lambda telemetry delivery (demo): created")
          .contains("full-text search works")
          .contains("60 panels answer")
          .doesNotContain("s3cret", "fails", "wait for");
      var before = dashboards(stored);

      assertThat(run(PLAIN, stored.target())).isTrue();
      assertThat(shown())
          .contains("searchable already: record, record_message")
          .contains("Lambda functions (demo): up to date")
          .contains("Lambda telemetry delivery (demo): up to date")
          .doesNotContain("created", "updated");
      assertThat(dashboards(stored)).isEqualTo(before).hasSize(3);
      assertThat(run(CHECK, stored.target())).as(shown()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void checkChangesNothingAndSaysWhatIsMissing(Release release) throws Exception {
    try (var stored = StoredTelemetry.of(release)) {
      assertThat(run(CHECK, stored.target())).isFalse();

      assertThat(shown())
          .contains("not searchable: record, record_message")
          .contains("Lambda functions (demo): missing")
          .contains("full-text search fails: ", "Full text search field not found");
      assertThat(dashboards(stored)).isEmpty();
      assertThat(keys(stored)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheSearchableFieldsThatAreSetAlready(Release release) throws Exception {
    try (var stored = StoredTelemetry.of(release)) {
      stored.send(
          "PUT",
          "/api/acme/streams/demo/settings",
          release == Release.V0_9
              ? "{\"full_text_search_keys\":[\"region\"]}"
              : "{\"full_text_search_keys\":{\"add\":[\"region\"],\"remove\":[]}}");

      run(PLAIN, stored.target());

      assertThat(keys(stored)).contains("region", "record", "record_message");
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesAnEditedDashboardAloneUntilItIsAsked(Release release) throws Exception {
    try (var stored = StoredTelemetry.of(release)) {
      run(PLAIN, stored.target());
      edit(stored, "Lambda functions (demo)", "Mine");

      assertThat(run(PLAIN, stored.target())).isTrue();
      assertThat(shown())
          .contains("Lambda functions (demo): edited by hand, kept (OVERWRITE=1 replaces it)");
      assertThat(titles(stored)).contains("Mine");

      assertThat(run(OVERWRITE, stored.target())).isTrue();
      assertThat(shown()).contains("Lambda functions (demo): updated");
      assertThat(titles(stored)).contains("Lambda functions (demo)").doesNotContain("Mine");
    }
  }

  @Test
  void leavesADashboardOfTheSameTitleAlone() throws Exception {
    try (var stored = StoredTelemetry.of(Release.V0_9)) {
      stored.send(
          "POST",
          "/api/acme/dashboards",
          "{\"version\":3,\"title\":\"Lambda functions (demo)\",\"description\":\"mine\",\"tabs\":[]}");

      run(PLAIN, stored.target());

      assertThat(shown()).contains("Lambda functions (demo): edited by hand");
      assertThat(titles(stored)).hasSize(3);
    }
  }

  @Test
  void renewsADashboardOfAnEarlierRelease() throws Exception {
    try (var stored = StoredTelemetry.of(Release.V0_80)) {
      run(PLAIN, stored.target());
      // The same file of an earlier release: another panel title, and the mark that fits it.
      var id = id(stored, "Lambda function (demo)");
      var earlier = (ObjectNode) stored.get("/api/acme/dashboards/" + id).path("v3");
      ((ObjectNode) earlier.path("tabs").path(0).path("panels").path(0)).put("title", "Calls");
      var description = earlier.path("description").asString("");
      earlier.put("description", description.replaceFirst("[0-9a-f]{12}\\]", "000000000000]"));
      put(stored, id, earlier);
      run(PLAIN, stored.target());
      assertThat(shown()).as("a mark that does not fit").contains("Lambda function (demo): edited");

      var digest = Marks.digest(earlier);
      earlier.put("description", description.replaceFirst("[0-9a-f]{12}\\]", digest + "]"));
      put(stored, id, earlier);
      assertThat(run(CHECK, stored.target())).isFalse();
      assertThat(shown()).contains("Lambda function (demo): differs from this release's");
      assertThat(run(PLAIN, stored.target())).isTrue();
      assertThat(shown()).contains("Lambda function (demo): updated");
      assertThat(stored.get("/api/acme/dashboards/" + id).toString()).doesNotContain("Calls");
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesAlertsOnce(Release release) throws Exception {
    try (var stored = StoredTelemetry.of(release)) {
      assertThatThrownBy(() -> run(ALERTS, stored.target()))
          .isInstanceOf(SetUpFailed.class)
          .hasMessageContaining("Alerts need a destination, and none exists");
      stored.sink().addAlertDestination("pager");

      assertThat(run(ALERTS, stored.target())).isTrue();
      assertThat(shown())
          .contains("lambda_demo_timeouts: created, to pager")
          .contains("lambda_demo_nothing_received: created, to pager");
      assertThat(alerts(stored, release)).hasSize(10);

      assertThat(run(ALERTS, stored.target())).isTrue();
      assertThat(shown()).contains("lambda_demo_timeouts: up to date").doesNotContain("created");
      assertThat(alerts(stored, release)).hasSize(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesPanelsAndAlertsOfMetricsOnceThereAreAny(Release release) throws Exception {
    try (var stored = StoredTelemetry.of(release)) {
      stored.sink().addAlertDestination("pager");
      assertThat(run(ALERTS, stored.target())).as(shown()).isTrue();
      assertThat(shown()).contains("metrics    none yet", "O2_METRICS=true", "60 panels answer");
      assertThat(dashboards(stored).toString()).doesNotContain("o2_lambda_");

      stored.storeMetrics(StoredTelemetry.resource("metrics.json"));
      assertThat(run(CHECK, stored.target())).isFalse();
      assertThat(run(ALERTS, stored.target())).as(shown()).isTrue();
      assertThat(shown())
          .contains(
              "Lambda telemetry delivery (demo): updated",
              "Lambda functions (demo): up to date",
              "lambda_metrics_records_dropped: created, to pager",
              "lambda_metrics_milliseconds_added: created, to pager",
              "72 panels answer")
          .doesNotContain("fails", "none yet");
      var delivery =
          stored.get("/api/acme/dashboards/" + id(stored, "Lambda telemetry delivery (demo)"));
      assertThat(delivery.path("v3").path("tabs").path(1).path("panels").valueStream())
          .hasSize(12)
          .allSatisfy(panel -> {
            var fields = panel.path("queries").path(0).path("fields");
            assertThat(fields.path("stream_type").asString()).isEqualTo("metrics");
            assertThat(panel.path("queries").path(0).path("query").asString())
                .contains("FROM \"" + fields.path("stream").asString() + "\"");
          });

      assertThat(run(ALERTS, stored.target())).isTrue();
      assertThat(shown())
          .contains("lambda_metrics_records_dropped: up to date")
          .doesNotContain("created", "updated");
    }
  }

  @Test
  void credentialsThatAreRefusedHalfWayFailWithWhatToDo() throws Exception {
    try (var server = new MockWebServer()) {
      server.start();
      server.enqueue(json("{\"version\":\"v0.9.1\"}"));
      server.enqueue(json("{\"data\":[]}"));
      server.enqueue(json("{\"schema\":[{\"name\":\"record\",\"type\":\"Utf8\"}]}"));
      server.enqueue(new MockResponse.Builder().code(401).body("Unauthorized Access").build());

      assertThatThrownBy(() -> run(PLAIN, target(server)))
          .hasMessageContaining("refused the credentials (status 401: Unauthorized Access)")
          .hasMessageContaining("check AUTH")
          .hasMessageNotContaining("s3cret");
      assertThat(server.getRequestCount()).as("nothing is asked after it").isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksForTheDestinationWhereThereAreSeveralAndKeepsAlertsThatDiffer(Release release)
      throws Exception {
    try (var stored = StoredTelemetry.of(release)) {
      stored.sink().addAlertDestination("mail");
      stored.sink().addAlertDestination("pager");
      assertThatThrownBy(() -> run(ALERTS, stored.target()))
          .hasMessage("Set DESTINATION to the destination of the alerts; known: mail, pager");
      assertThatThrownBy(() -> run(new SetUp.Options(false, true, "phone", false), stored.target()))
          .hasMessage("Unknown DESTINATION phone; known: mail, pager");

      run(new SetUp.Options(false, true, "pager", false), stored.target());
      run(new SetUp.Options(false, true, "mail", false), stored.target());
      assertThat(shown()).contains("lambda_demo_timeouts: differs from this release's, kept");
      run(new SetUp.Options(false, true, "mail", true), stored.target());
      assertThat(shown()).contains("lambda_demo_timeouts: updated");
      assertThat(alerts(stored, release))
          .allMatch(a -> a.path("destinations").path(0).asString("").equals("mail"));
    }
  }

  @Test
  void waitsForTheFirstRecordOfAKind() throws Exception {
    try (var stored = StoredTelemetry.empty(Release.V0_9)) {
      stored.store(good().toString());
      stored.sink().addAlertDestination("pager");

      assertThat(run(ALERTS, stored.target())).as(shown()).isTrue();
      assertThat(shown())
          .contains(
              "wait for their first record: Out of memory, Crashes, Errors by type, Records lost, Dropped by Lambda")
          .contains("lambda_demo_crashes: not created yet, no record has record_errortype")
          .doesNotContain("fails");
    }
  }

  @Test
  void understandsTheMessageShape() throws Exception {
    try (var stored = StoredTelemetry.empty(Release.V0_9)) {
      stored.store(good().stream().map(SetUpTest::asMessage).toList().toString());

      assertThat(run(PLAIN, stored.target())).as(shown()).isTrue();
      assertThat(shown())
          .contains("made searchable: message")
          .contains("full-text search works")
          .doesNotContain("fails", "uses a field");
    }
  }

  @Test
  void failsWithWhatToDo() throws Exception {
    try (var stored = StoredTelemetry.of(Release.V0_9);
        var empty = StoredTelemetry.empty(Release.V0_9)) {
      var url = stored.sink().url();
      assertThatThrownBy(() -> run(PLAIN, Target.of(url, "acme", "Basic wr0ng", "demo")))
          .hasMessageContaining("refused the credentials (status 401")
          .hasMessageContaining("check AUTH")
          .hasMessageNotContaining("wr0ng");
      assertThatThrownBy(() -> run(PLAIN, Target.of(url, "other", "Basic s3cret", "demo")))
          .hasMessageContaining("Organization other was not found: check ORG");
      assertThatThrownBy(() -> run(PLAIN, empty.target()))
          .hasMessageContaining("Stream demo has no data yet")
          .hasMessageContaining("invoke a function");
      assertThatThrownBy(() -> run(PLAIN, Target.of(url, "acme", "Basic s3cret", "demos")))
          .hasMessageContaining("Stream demos has no data yet");
      assertThatThrownBy(() -> run(PLAIN, Target.of("http://127.0.0.1:1", "a", "b", "c")))
          .hasMessageContaining("Cannot reach http://127.0.0.1:1/")
          .hasMessageContaining("Check ENDPOINT");
      assertThatThrownBy(() -> Target.of("nowhere", "a", "b", "c"))
          .hasMessageContaining("ENDPOINT=nowhere is invalid");
      assertThatThrownBy(() -> Target.of("http://me:s3cret@host", "a", "b", "c"))
          .hasMessageContaining("ENDPOINT contains credentials")
          .hasMessageNotContaining("s3cret");
      assertThatThrownBy(() -> Target.of(url, "a", "Basic s3cret\n", "c"))
          .hasMessageContaining("AUTH is invalid")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void saysThatAFieldHasTheWrongType() throws Exception {
    try (var stored = StoredTelemetry.of(Release.V0_9)) {
      stored.store("[{\"record\":{\"metrics\":{\"durationMs\":\"fast\"}}}]");

      assertThat(run(PLAIN, stored.target())).isFalse();
      assertThat(shown())
          .contains("record_metrics_durationms is Utf8, a number is required")
          .contains("O2_STREAM");
    }
  }

  @Test
  void saysWhichFieldsAreMissing() throws Exception {
    try (var stored = StoredTelemetry.empty(Release.V0_9)) {
      stored.store("[{\"type\":\"function\",\"record\":\"hello lambda\"}]");

      assertThat(run(PLAIN, stored.target())).isFalse();
      assertThat(shown())
          .contains("missing: function_name, requestid, record_status, record_metrics_durationms")
          .contains("O2_TELEMETRY_TYPES", "O2_METADATA");
    }
  }

  @Test
  void tellsAServerThatIsTooOldAndOneThatIsNone() throws Exception {
    try (var old = new MockWebServer();
        var portal = new MockWebServer()) {
      old.start();
      portal.start();
      old.enqueue(json("{\"version\":\"v0.4.0\"}"));
      old.enqueue(json("{\"data\":[]}"));
      old.enqueue(
          json(
              "{\"schema\":[{\"name\":\"record\",\"type\":\"Utf8\"}],\"settings\":{\"full_text_search_keys\":[\"record\"]}}"));
      old.enqueue(json("{\"list\":[]}"));
      old.enqueue(json("{\"dashboards\":[]}"));
      old.enqueue(new MockResponse.Builder().code(500).body("missing field `role`").build());
      for (int i = 0; i < 3; i++) {
        portal.enqueue(new MockResponse.Builder().body("<html>Welcome</html>").build());
      }

      assertThatThrownBy(() -> run(PLAIN, target(old)))
          .hasMessageContaining("missing field `role`")
          .hasMessageContaining("need OpenObserve 0.9 or newer");
      assertThatThrownBy(() -> run(PLAIN, target(portal)))
          .hasMessageContaining("was not answered by OpenObserve (status 200, no JSON)");
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (var server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .code(301)
              .addHeader("Location", "https://o2.example/")
              .build());

      assertThatThrownBy(() -> run(PLAIN, target(server)))
          .hasMessageContaining("redirects to https://o2.example/");
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  private static Target target(MockWebServer server) throws Exception {
    return Target.of(server.url("/").toString(), "acme", "Basic s3cret", "demo");
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  /// The records of functions that nothing has ever gone wrong with.
  private static List<ObjectNode> good() throws Exception {
    return JsonMapper.shared()
        .readTree(StoredTelemetry.resource("records.json"))
        .valueStream()
        .filter(r -> !r.path("record").has("errorType") && !r.path("record").has("reason"))
        .filter(r -> !r.path("record").has("lost_records"))
        .map(r -> (ObjectNode) r)
        .toList();
  }

  /// The same record in the other shape, which leaves platform events as they are.
  private static ObjectNode asMessage(ObjectNode record) {
    var content = record.path("record");
    if (record.path("type").asString("").startsWith("platform.")) {
      return record;
    }
    record.remove("record");
    if (content instanceof ObjectNode members) {
      record.setAll(members);
    } else {
      record.set("message", content);
    }
    return record;
  }

  private boolean run(SetUp.Options options, Target target) throws SetUpFailed {
    bytes.reset();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var report = new Report(out::println);
    return new SetUp(options, report, StoredTelemetry.CLOCK).run(target);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<String> keys(StoredTelemetry stored) throws Exception {
    return stored
        .get("/api/acme/streams/demo/schema")
        .path("settings")
        .path("full_text_search_keys")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static List<JsonNode> dashboards(StoredTelemetry stored) throws Exception {
    return stored.get("/api/acme/dashboards").path("dashboards").valueStream().toList();
  }

  private static List<String> titles(StoredTelemetry stored) throws Exception {
    return dashboards(stored).stream().map(SetUpTest::title).toList();
  }

  private static String title(JsonNode listed) {
    return listed.path("title").asString(listed.path("v3").path("title").asString(""));
  }

  private static String id(StoredTelemetry stored, String title) throws Exception {
    return dashboards(stored).stream()
        .filter(d -> title(d).equals(title))
        .map(d -> d.path("dashboard_id").asString(d.path("v3").path("dashboardId").asString("")))
        .findFirst()
        .orElseThrow();
  }

  private static void edit(StoredTelemetry stored, String title, String newTitle) throws Exception {
    var id = id(stored, title);
    var body = (ObjectNode) stored.get("/api/acme/dashboards/" + id).path("v3");
    put(stored, id, body.put("title", newTitle));
  }

  private static void put(StoredTelemetry stored, String id, ObjectNode body) throws Exception {
    var hash = stored.get("/api/acme/dashboards/" + id).path("hash").asString("");
    stored.send("PUT", "/api/acme/dashboards/%s?hash=%s".formatted(id, hash), body.toString());
  }

  private static List<JsonNode> alerts(StoredTelemetry stored, Release release) throws Exception {
    var path = release == Release.V0_9 ? "/api/acme/demo/alerts" : "/api/v2/acme/alerts";
    return StreamSupport.stream(stored.get(path).path("list").spliterator(), false).toList();
  }
}
