package ai.openobserve.lambda.demo.run;

import ai.openobserve.lambda.demo.balance.Account;
import ai.openobserve.lambda.demo.balance.Summary;
import ai.openobserve.lambda.demo.program.Example;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import ai.openobserve.lambda.sandbox.sink.StoredRecord;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Collects the records of one function that arrive after this object was created.
final class Arrivals {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Example example;
  private final Destination destination;
  private final int before;
  private int seen;

  Arrivals(Example example, Destination destination) {
    this.example = example;
    this.destination = destination;
    this.before = everStored().size();
  }

  /// The records since the last call. If the destination cannot be read back: what the extension
  /// received.
  List<JsonNode> next(Sandbox sandbox) {
    List<JsonNode> all =
        destination instanceof Destination.Sink
            ? stored().stream().map(StoredRecord::node).toList()
            : sandbox.telemetry().events().entries().stream().map(JSON::readTree).toList();
    var next = all.subList(seen, all.size());
    seen = all.size();
    return next;
  }

  /// The account of all of them, after the shutdown.
  ///
  /// @param surprises what did not go as expected
  Account account(Sandbox sandbox, List<String> surprises) {
    return new Account(
        example.name(),
        sandbox.functionLines().stream().map(this::asStored).toList(),
        platformEvents(sandbox.telemetry().events().entries()),
        destination instanceof Destination.Sink ? Optional.of(found()) : Optional.empty(),
        Summary.in(sandbox.extension().lines()),
        surprises);
  }

  private Account.Stored found() {
    var stored = stored();
    return new Account.Stored(
        stored.stream()
            .filter(r -> r.type().equals("function"))
            .map(StoredRecord::message)
            .toList(),
        platformEvents(stored.stream().map(StoredRecord::json).toList()),
        stored.size());
  }

  /// Type, time and record, which are forwarded unchanged.
  private static List<String> platformEvents(List<String> events) {
    return events.stream()
        .map(JSON::readTree)
        .filter(e -> e.path("type").asString("").startsWith("platform."))
        .map(e ->
            "%s %s %s"
                .formatted(
                    e.path("type").asString(""), e.path("time").asString(""), e.path("record")))
        .toList();
  }

  /// A printed line as it should be found: with the JSON log format, an object arrives as an
  /// object, whose white space does not matter.
  private String asStored(String line) {
    if (example.logFormat() != LogFormat.JSON || !line.startsWith("{")) {
      return line;
    }
    try {
      return JSON.readTree(line).toString();
    } catch (JacksonException e) {
      return line;
    }
  }

  private List<StoredRecord> stored() {
    return everStored().stream().skip(before).toList();
  }

  private List<StoredRecord> everStored() {
    return destination instanceof Destination.Sink(var server)
        ? server.records().entries()
        : List.of();
  }
}
