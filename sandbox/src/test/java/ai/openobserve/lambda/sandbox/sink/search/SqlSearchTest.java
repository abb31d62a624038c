package ai.openobserve.lambda.sandbox.sink.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SqlSearchTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long START = 1_790_000_000_000_000L;
  private static final TimeRange HOUR = new TimeRange(START, START + 3_600_000_000L);

  @Test
  void flattensAsOpenObserveDoes() {
    var flat =
        FlatRecord.of(
            7,
            json(
                """
                {"requestId":"r","record":{"metrics":{"durationMs":12.5,"n":3,"deep":{"x":1}},
                 "spans":[{"a":1}],"ok":true,"none":null},"X-Amzn.Id":"é"}
                """));

    assertThat(flat.columns())
        .isEqualTo(
            Map.of(
                "requestid",
                "r",
                "record_metrics_durationms",
                12.5,
                "record_metrics_n",
                3L,
                "record_metrics_deep",
                "{\"x\":1}",
                "record_spans",
                "[{\"a\":1}]",
                "record_ok",
                true,
                "x_amzn_id",
                "é",
                "_timestamp",
                7L));
  }

  @Test
  void aColumnThatSeesTwoTypesBecomesTextAndTwoKindsOfNumbersAFraction() {
    var table = table("{\"a\":1,\"b\":1,\"c\":true}", "{\"a\":1.5,\"b\":\"x\",\"c\":1}");

    assertThat(table.columns())
        .containsEntry("a", ColumnType.FLOAT64)
        .containsEntry("b", ColumnType.UTF8)
        .containsEntry("c", ColumnType.UTF8)
        .containsEntry("_timestamp", ColumnType.INT64);
    assertThat(rows(table, "SELECT a, b, c FROM demo ORDER BY a"))
        .containsExactly(
            json("{\"a\":1.0,\"b\":\"1\",\"c\":\"true\"}"),
            json("{\"a\":1.5,\"b\":\"x\",\"c\":\"1\"}"));
  }

  @Test
  void histogramGroupsByTheRangesBarOrByTheOneThatTheQueryNames() {
    var table = StreamTable.of("demo", List.of(at(1), at(31), at(59), at(61)));

    assertThat(
            rows(
                table,
                "SELECT histogram(_timestamp) AS x, count(*) AS y FROM \"demo\" GROUP BY x ORDER BY x"))
        .containsExactly(
            json("{\"x\":\"2026-09-21T14:13:00\",\"y\":1}"),
            json("{\"x\":\"2026-09-21T14:13:30\",\"y\":1}"),
            json("{\"x\":\"2026-09-21T14:14:00\",\"y\":2}"));
    assertThat(
            rows(
                table,
                "SELECT histogram(_timestamp, '1 minute') AS x, count(*) AS y FROM \"demo\" GROUP BY x ORDER BY x"))
        .extracting(row -> row.path("y").asInt())
        .containsExactly(2, 2);
  }

  @Test
  void percentilesAreThoseOfATDigest() {
    var table = table("{\"n\":10}", "{\"n\":20}", "{\"n\":30}", "{\"n\":40}", "{\"other\":7}");

    assertThat(
            rows(
                table,
                "SELECT approx_percentile_cont(n, 0.5) AS a, approx_percentile_cont(n, 0.3) AS b,"
                    + " approx_percentile_cont(n, 0.99) AS c, approx_percentile_cont(other, 0.5) AS d FROM demo"))
        .as("as DataFusion 55 answers")
        .containsExactly(json("{\"a\":25.0,\"b\":17.0,\"c\":40.0,\"d\":7.0}"));
  }

  @Test
  void matchAllLooksIntoTheSearchableFieldsWithoutRegardToCase() {
    var table = table("{\"record\":\"card DECLINED\"}", "{\"other\":\"declined\"}");
    var sql = "SELECT record FROM demo WHERE match_all('declined')";

    assertThat(
            new SqlSearch(table, List.of("record", "log"), new Databases()).run(sql, HOUR, 0, 10))
        .isEqualTo(new SearchResult.Hits(List.of(json("{\"record\":\"card DECLINED\"}")), 2));
    assertThat(new SqlSearch(table, List.of("log"), new Databases()).run(sql, HOUR, 0, 10))
        .isEqualTo(new SearchResult.Refused(20003, "Full text search field not found", ""));
  }

  @Test
  void refusesByOpenObservesCodes() {
    var table = table("{\"a\":1}");

    assertThat(refused(table, "SELECT b FROM demo").code()).isEqualTo(20004);
    assertThat(refused(table, "SELECT b FROM demo").message())
        .isEqualTo("Search field not found: b");
    assertThat(refused(table, "SELECT a FROM other").code()).isEqualTo(20002);
    assertThat(refused(table, "SELECT a FROM").code()).isEqualTo(20001);
    assertThat(refused(table, "DROP TABLE demo").code()).isEqualTo(20001);
    assertThat(refused(table, "SELECT 1/0 AS a FROM demo").code()).isEqualTo(20008);
    assertThat(refused(StreamTable.of("demo", List.of()), "SELECT a FROM demo").code())
        .isEqualTo(20002);
  }

  @Test
  void readsNothingButTheStream() {
    var table = table("{\"a\":1}");

    assertThat(refused(table, "SELECT FILE_READ('/etc/hostname') AS a FROM demo").detail())
        .containsIgnoringCase("admin rights");
  }

  @Test
  void leavesOutWhatLiesOutsideTheRangeOrThePage() {
    var table = StreamTable.of("demo", List.of(at(1), at(2), at(3), at(4000)));

    assertThat(rows(table, "SELECT count(*) AS n FROM demo")).containsExactly(json("{\"n\":3}"));
    var page =
        new SqlSearch(table, List.of(), new Databases())
            .run("SELECT _timestamp FROM demo ORDER BY _timestamp", HOUR, 1, 1);
    assertThat(page)
        .isEqualTo(
            new SearchResult.Hits(
                List.of(JSON.createObjectNode().put("_timestamp", START + 2_000_000)), 3));
  }

  private static FlatRecord at(int second) {
    return FlatRecord.of(START + second * 1_000_000L, json("{\"a\":1}"));
  }

  private static StreamTable table(String... records) {
    return StreamTable.of(
        "demo", List.of(records).stream().map(r -> FlatRecord.of(START, json(r))).toList());
  }

  private static List<ObjectNode> rows(StreamTable table, String sql) {
    var result = new SqlSearch(table, List.of(), new Databases()).run(sql, HOUR, 0, 100);
    assertThat(result).as(sql).isInstanceOf(SearchResult.Hits.class);
    // Parsed again, so that numbers have the same types.
    return ((SearchResult.Hits) result).hits().stream().map(hit -> json(hit.toString())).toList();
  }

  private static SearchResult.Refused refused(StreamTable table, String sql) {
    var result = new SqlSearch(table, List.of(), new Databases()).run(sql, HOUR, 0, 100);
    assertThat(result).as(sql).isInstanceOf(SearchResult.Refused.class);
    return (SearchResult.Refused) result;
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text);
  }
}
