package ai.openobserve.lambda.sandbox.sink.search;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The streams of one type.
///
/// @param type `logs` or `metrics`
/// @param tables returns a stream's table, which is empty if nothing is stored
/// @param names the streams that contain records
public record Streams(
    String type, Function<String, StreamTable> tables, Supplier<List<String>> names) {}
