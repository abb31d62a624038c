package ai.openobserve.lambda.sandbox.sink;

import java.time.Duration;
import java.time.Instant;

/// How a request ended.
///
/// @param number the [SinkRequest#number] of the request
/// @param status the answer's status; 0 if the connection was cut or left hanging
/// @param records the number of records in the body; 0 if it was not read
/// @param stored the number of records stored
/// @param started when its headers had arrived
/// @param took until the answer was written or the connection was cut
public record SinkAnswer(
    long number,
    String method,
    String path,
    int status,
    int records,
    int stored,
    long wireBytes,
    Instant started,
    Duration took) {}
