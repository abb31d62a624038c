package ai.openobserve.lambda.image;

import java.lang.reflect.Method;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.graalvm.nativeimage.hosted.Feature;

/// Leaves the security services in the image that a client of TLS 1.2 and 1.3 uses, and no others.
///
/// The builder takes in every service of every type that is asked for by name, and with each its
/// code: signatures of the future, key stores with their ciphers, MD5-based MACs. A provider whose
/// list is shorter has them neither in the image nor in what TLS offers to a server.
public final class TlsServices implements Feature {
  private static final Set<String> DIGESTS = Set.of("SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "MD5");
  private static final Set<String> CURVES = Set.of("EC", "XDH", "X25519", "X448");

  private static final Map<String, Set<String>> KEPT =
      Map.ofEntries(
          Map.entry("AlgorithmParameters", Set.of("EC", "RSASSA-PSS", "GCM")),
          Map.entry("CertPathBuilder", Set.of("PKIX")),
          Map.entry("CertPathValidator", Set.of("PKIX")),
          Map.entry("CertStore", Set.of("Collection")),
          Map.entry("CertificateFactory", Set.of("X.509")),
          Map.entry(
              "Cipher",
              Set.of("AES/GCM/NoPadding", "AES_128/GCM/NoPadding", "AES_256/GCM/NoPadding", "AES", "ChaCha20-Poly1305")),
          Map.entry("KDF", Set.of("HKDF-SHA256", "HKDF-SHA384")),
          Map.entry("KeyAgreement", Set.of("ECDH", "XDH", "X25519", "X448")),
          Map.entry(
              "KeyFactory",
              Set.of("RSA", "RSASSA-PSS", "EC", "EdDSA", "Ed25519", "Ed448", "XDH", "X25519", "X448")),
          Map.entry(
              "KeyGenerator",
              Set.of("SunTls12Prf", "SunTlsMasterSecret", "SunTlsKeyMaterial")),
          Map.entry("KeyManagerFactory", Set.of("NewSunX509")),
          Map.entry("KeyPairGenerator", CURVES),
          Map.entry("KeyStore", Set.of("JKS")),
          Map.entry("Mac", Set.of("HmacSHA1", "HmacSHA256", "HmacSHA384")),
          Map.entry("MessageDigest", DIGESTS),
          Map.entry("SSLContext", Set.of("TLS", "TLSv1.2", "TLSv1.3", "Default")),
          Map.entry("SecureRandom", Set.of("NativePRNG")),
          Map.entry(
              "Signature",
              Set.of(
                  "SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "RSASSA-PSS",
                  "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA",
                  // Nobody signs with these two, but without them TLS takes elliptic curves for missing.
                  "SHA1withECDSA", "NONEwithECDSA",
                  "EdDSA", "Ed25519", "Ed448")),
          Map.entry("TrustManagerFactory", Set.of("PKIX")));

  @Override
  public void afterRegistration(AfterRegistrationAccess access) {
    try {
      Method remove = Provider.class.getDeclaredMethod("removeService", Provider.Service.class);
      remove.setAccessible(true);
      Method put = Provider.class.getDeclaredMethod("putService", Provider.Service.class);
      put.setAccessible(true);
      Set<String> gone = new TreeSet<>();
      for (Provider provider : Security.getProviders()) {
        for (Provider.Service service : List.copyOf(provider.getServices())) {
          if (!KEPT.getOrDefault(service.getType(), Set.of()).contains(service.getAlgorithm())) {
            remove.invoke(provider, service);
            if (!KEPT.containsKey(service.getType())) {
              gone.add(service.getType());
            }
          }
        }
      }
      // The builder stops if a type that is asked for has no service at all.
      Provider sun = Security.getProvider("SUN");
      for (String type : gone) {
        put.invoke(sun, new Provider.Service(sun, type, "none", "none.None", null, null));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The JDK's providers cannot be shortened", e);
    }
  }
}
