package ai.openobserve.lambda.openobserve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.openobserve.alert.Alert;
import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.dashboard.Dashboard;
import ai.openobserve.lambda.openobserve.dashboard.PanelQuery;
import ai.openobserve.lambda.openobserve.stream.RecordShape;
import ai.openobserve.lambda.sandbox.sink.management.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every query that we ship answers what was put in, to the number: those of panels and alerts, and
/// those of `docs/queries.md`. The answers expected are those that DataFusion 55, OpenObserve's own
/// engine, gives on the same records.
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class AnswersTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path PAGE = Path.of("../docs/queries.md");
  private static final Pattern QUERY =
      Pattern.compile(
          "^## (.+?)$(?:(?!^## ).)*?^```sql\\n(.+?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern METRIC = Pattern.compile("FROM \"(o2|aws)_lambda_");

  private static StoredTelemetry stored;
  private static JsonNode answers;

  @BeforeAll
  static void store() throws Exception {
    stored = StoredTelemetry.withMetrics(Release.V0_9);
    answers = JSON.readTree(StoredTelemetry.resource("answers.json"));
    stored.send(
        "PUT",
        "/api/acme/streams/demo/settings",
        "{\"full_text_search_keys\":[\"record\",\"record_message\"]}");
  }

  @AfterAll
  static void close() {
    stored.close();
  }

  @Test
  void ofEveryPanel() throws Exception {
    var queries = new LinkedHashMap<String, String>();
    for (var dashboard :
        Dashboard.all(StoredTelemetry.STREAM, RecordShape.RECORD, stored.metrics())) {
      for (var tab : dashboard.tabs()) {
        tab.panels()
            .forEach(p ->
                queries.put(
                    "%s/%s/%s".formatted(dashboard.key(), tab.name(), p.title()),
                    p.sqlFor("orders")));
      }
    }
    compare(queries, "functions/", "function/", "delivery/");
  }

  @Test
  void ofEveryAlert() throws Exception {
    var queries = new LinkedHashMap<String, String>();
    Alert.all(StoredTelemetry.STREAM, RecordShape.RECORD)
        .forEach(
            a -> queries.put(a.name().replaceFirst("lambda_(demo|metrics)_", "alert/"), a.sql()));
    compare(queries, "alert/");
  }

  @Test
  void ofEveryQueryInTheDocuments() throws Exception {
    var queries = new LinkedHashMap<String, String>();
    var page = Files.readString(PAGE);
    QUERY
        .matcher(page)
        .results()
        .forEach(found ->
            queries.put(
                "queries/" + found.group(1),
                found.group(2).replace("\"default\"", "\"" + StoredTelemetry.STREAM + "\"")));
    assertThat(queries)
        .as("one query under each heading")
        .hasSize(page.split("```sql\\n", -1).length - 1);
    compare(queries, "queries/");
  }

  private static void compare(Map<String, String> queries, String... prefixes) throws Exception {
    var expected = new TreeSet<String>();
    answers
        .propertyNames()
        .forEach(name -> {
          if (List.of(prefixes).stream().anyMatch(name::startsWith)) {
            expected.add(name);
          }
        });
    assertThat(queries.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    try (var server = new OpenObserve(stored.target(), Duration.ofSeconds(60))) {
      var range =
          new PanelQuery(server, StoredTelemetry.START, StoredTelemetry.START.plusSeconds(3_600));
      for (var query : queries.entrySet()) {
        var result = range.run(query.getValue(), type(query.getValue()));
        assertThat(result).as("%s: %s", query).isInstanceOf(PanelQuery.Result.Rows.class);
        assertThat(rows(((PanelQuery.Result.Rows) result).rows(), query.getValue()))
            .as("%s: %s", query.getKey(), query.getValue())
            .isEqualTo(rows(answers.path(query.getKey()).valueStream().toList(), query.getValue()));
      }
    }
  }

  private static String type(String sql) {
    return METRIC.matcher(sql).find() ? "metrics" : "logs";
  }

  /// Numbers of one kind, rounded to what both engines compute alike; in any order if the query
  /// asks for none.
  private static List<String> rows(List<JsonNode> rows, String sql) {
    var texts = new ArrayList<String>();
    for (var row : rows) {
      var values = new LinkedHashMap<String, String>();
      row.properties()
          .forEach(p ->
              values.put(
                  p.getKey(),
                  p.getValue().isNumber()
                      ? "%.9g".formatted(p.getValue().doubleValue())
                      : p.getValue().asString()));
      texts.add(new TreeMap<>(values).toString());
    }
    return sql.contains("ORDER BY") ? texts : texts.stream().sorted().toList();
  }
}
