package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.AwsKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests with [Signature Version
/// 4](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html),
/// as far as the services used here require it: no query, and a path of unreserved characters.
///
/// Written here because the SDK's would be a large part of the executable; tested against AWS's
/// published test suite.
///
/// @param service its name in the credential scope
record Signer(String region, String service) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String END = "aws4_request";
  private static final HexFormat HEX = HexFormat.of();

  /// Returns the headers to send: those given and those of the signature. `Host` is signed too, but
  /// left to the HTTP client to send.
  Map<String, String> sign(
      AwsKeys keys, Instant now, String method, URI url, Map<String, String> headers, String body) {
    String time = time(now);
    Map<String, String> sent = new TreeMap<>(headers);
    sent.put("X-Amz-Date", time);
    if (!keys.sessionToken().isEmpty()) {
      sent.put("X-Amz-Security-Token", keys.sessionToken());
    }
    SortedMap<String, String> signed = canonical(sent);
    signed.put("host", host(url));
    String names = String.join(";", signed.keySet());
    String scope = String.join("/", time.substring(0, 8), region, service, END);
    String toSign =
        String.join("\n", ALGORITHM, time, scope, hash(request(method, url, signed, names, body)));
    sent.put(
        "Authorization",
        ALGORITHM
            + " Credential="
            + keys.accessKeyId()
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + HEX.formatHex(signature(keys, time.substring(0, 8), toSign)));
    return sent;
  }

  private static byte[] request(
      String method, URI url, SortedMap<String, String> headers, String names, String body) {
    StringBuilder lines = new StringBuilder();
    String path = url.getRawPath();
    lines.append(method).append('\n').append(path.isEmpty() ? "/" : path).append("\n\n");
    headers.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
    lines.append('\n').append(names).append('\n').append(hash(utf8(body)));
    return utf8(lines.toString());
  }

  /// Names in lower case, sorted; values trimmed, and runs of spaces collapsed.
  private static SortedMap<String, String> canonical(Map<String, String> headers) {
    SortedMap<String, String> canonical = new TreeMap<>();
    headers.forEach((name, value) -> {
      StringBuilder trimmed = new StringBuilder();
      for (char c : value.strip().toCharArray()) {
        boolean again =
            c == ' ' && !trimmed.isEmpty() && trimmed.charAt(trimmed.length() - 1) == ' ';
        if (!again) {
          trimmed.append(c);
        }
      }
      canonical.put(name.toLowerCase(Locale.ROOT), trimmed.toString());
    });
    return canonical;
  }

  /// As HTTP clients send it: with the port unless it is the scheme's default.
  private static String host(URI url) {
    int port = url.getPort();
    int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    return port < 0 || port == usual ? url.getHost() : url.getHost() + ":" + port;
  }

  private byte[] signature(AwsKeys keys, String day, String toSign) {
    byte[] key = utf8("AWS4" + keys.secretAccessKey());
    for (String part : new String[] {day, region, service, END}) {
      byte[] next = hmac(key, part);
      Arrays.fill(key, (byte) 0);
      key = next;
    }
    byte[] signature = hmac(key, toSign);
    Arrays.fill(key, (byte) 0);
    return signature;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /// `20150830T123600Z`, without java.time's formatters, which would be larger than all of this
  /// class.
  private static String time(Instant now) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(16);
    text.append(utc.getYear());
    twoDigits(text, utc.getMonthValue());
    twoDigits(text, utc.getDayOfMonth());
    text.append('T');
    twoDigits(text, utc.getHour());
    twoDigits(text, utc.getMinute());
    twoDigits(text, utc.getSecond());
    return text.append('Z').toString();
  }

  private static void twoDigits(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
