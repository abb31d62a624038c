package ai.openobserve.lambda.sandbox.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/// The body of an answer, which may end before its declared length.
final class AnswerEntity extends AbstractHttpEntity {
  private final byte[] body;
  private final int cutAfter;
  private final CuttableConnection connection;

  AnswerEntity(HttpAnswer answer, CuttableConnection connection) {
    super((ContentType) null, null);
    this.body = answer.body().getBytes(StandardCharsets.UTF_8);
    this.cutAfter = answer.cutAfter();
    this.connection = connection;
  }

  @Override
  public long getContentLength() {
    return body.length;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (cutAfter < 0) {
      out.write(body);
      return;
    }
    out.write(body, 0, Math.min(cutAfter, body.length));
    connection.flush();
    throw new ConnectionCut("in the middle of the answer");
  }

  @Override
  public void close() {}
}
