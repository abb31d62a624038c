package ai.openobserve.lambda.extension.delivery;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Remembers the certificate that the server has shown, verified or not. Thread-safe.
final class Witness {
  private volatile @Nullable Peer peer;

  @Nullable Peer peer() {
    return peer;
  }

  /// A trust manager that leaves verification to the given one and only watches.
  X509TrustManager of(X509TrustManager verifying) {
    return new X509TrustManager() {
      @Override
      public void checkClientTrusted(X509Certificate[] chain, String type)
          throws CertificateException {
        verifying.checkClientTrusted(chain, type);
      }

      @Override
      public void checkServerTrusted(X509Certificate[] chain, String type)
          throws CertificateException {
        if (chain.length > 0) {
          peer = Peer.of(chain[0]);
        }
        verifying.checkServerTrusted(chain, type);
      }

      @Override
      public X509Certificate[] getAcceptedIssuers() {
        return verifying.getAcceptedIssuers();
      }
    };
  }
}
