package ai.openobserve.lambda.bench.backend;

import ai.openobserve.lambda.bench.lambda.Connections;
import ai.openobserve.lambda.bench.lambda.HttpConnection;
import ai.openobserve.lambda.bench.lambda.HttpConnection.Request;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/// Accepts deliveries as fast as they arrive, counts them and discards them: an OpenObserve that is
/// never the bottleneck.
public final class Backend implements Closeable {
  private static final byte[] RECORD = {'"', '_', 't', 'i', 'm', 'e', 's', 't', 'a', 'm', 'p', '"'};

  private final Connections connections;
  private final AtomicLong wireBytes = new AtomicLong();
  private final AtomicLong plainBytes = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  public Backend() throws IOException {
    connections =
        new Connections(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), this::handle);
  }

  /// The value of `O2_ENDPOINT`.
  public String url() {
    return "http://127.0.0.1:" + connections.port();
  }

  /// Bytes of request bodies, as sent.
  public long wireBytes() {
    return wireBytes.get();
  }

  /// Bytes of request bodies, decompressed.
  public long plainBytes() {
    return plainBytes.get();
  }

  /// The number of records that have arrived.
  public long records() {
    return records.get();
  }

  /// The number of deliveries that have arrived.
  public long requests() {
    return requests.get();
  }

  private void handle(Request request, HttpConnection connection) throws IOException {
    if (!request.method().equals("POST")) {
      connection.answer(200, "", "{\"status\":\"ok\"}");
      return;
    }
    long count = count(request);
    wireBytes.addAndGet(request.body().length);
    records.addAndGet(count);
    requests.incrementAndGet();
    connection.answer(
        200,
        "",
        "{\"code\":200,\"status\":[{\"name\":\"default\",\"successful\":"
            + count
            + ",\"failed\":0}]}");
  }

  /// Counts records by the member that each of them begins with.
  private long count(Request request) throws IOException {
    InputStream body = new ByteArrayInputStream(request.body());
    if (request.header("content-encoding").equals("gzip")) {
      body = new GZIPInputStream(body, 64 * 1024);
    }
    byte[] block = new byte[64 * 1024];
    long count = 0;
    int matched = 0;
    for (int read = body.read(block); read >= 0; read = body.read(block)) {
      plainBytes.addAndGet(read);
      for (int i = 0; i < read; i++) {
        matched = block[i] == RECORD[matched] ? matched + 1 : block[i] == RECORD[0] ? 1 : 0;
        if (matched == RECORD.length) {
          count++;
          matched = 0;
        }
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
