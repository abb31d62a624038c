package ai.openobserve.lambda.extension.delivery;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/// Also checks the dates of the server's own certificate. Java checks them only if an authority has
/// signed it, and accepts an expired certificate that is itself trusted.
record InDate(X509TrustManager verifying) implements X509TrustManager {
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    verifying.checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    verifying.checkServerTrusted(chain, type);
    chain[0].checkValidity();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return verifying.getAcceptedIssuers();
  }
}
