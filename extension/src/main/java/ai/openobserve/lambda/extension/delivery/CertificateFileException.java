package ai.openobserve.lambda.extension.delivery;

import java.io.IOException;
import java.nio.file.Path;

/// The file that `SSL_CERT_FILE` names cannot be used; no connection was attempted.
public final class CertificateFileException extends IOException {
  private static final long serialVersionUID = 1;

  CertificateFileException(Path file, String problem) {
    super("SSL_CERT_FILE " + file + " " + problem);
  }

  CertificateFileException(Path file, String problem, Exception cause) {
    super("SSL_CERT_FILE " + file + " " + problem, cause);
  }
}
