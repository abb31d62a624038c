package ai.openobserve.lambda.sandbox.aws;

import ai.openobserve.lambda.sandbox.internal.model.RoleKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Verifies [Signature Version
/// 4](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html)
/// on the server side: what was signed is rebuilt from the request as it arrived, so a client's
/// wrong canonical request cannot match. Only supports requests without a query.
///
/// @param service the service that the credential scope must name
/// @param expired whether the credentials have expired
record SignatureCheck(String region, String service, RoleKeys keys, boolean expired) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/, ]+)/(\\d{8})/([^/, ]+)/([^/, ]+)/aws4_request,"
              + " ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  /// What AWS checks besides the signature itself.
  private record Claim(
      String accessKeyId,
      String day,
      String region,
      String service,
      String signedHeaders,
      String signature) {}

  /// The error to reject the request with; empty if it is valid.
  ///
  /// @param headers by lower-case name
  Optional<AwsError> refusal(
      String method, String path, Map<String, String> headers, byte[] body, Instant now) {
    String authorization = headers.getOrDefault("authorization", "");
    if (authorization.isEmpty()) {
      return refused("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    Matcher matcher = AUTHORIZATION.matcher(authorization);
    if (!matcher.matches()) {
      return refused(
          "IncompleteSignatureException",
          "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters");
    }
    Claim claim =
        new Claim(
            matcher.group(1),
            matcher.group(2),
            matcher.group(3),
            matcher.group(4),
            matcher.group(5),
            matcher.group(6));
    return credentials(claim, headers)
        .or(() -> scope(claim, headers, now))
        .or(() -> signedHeaders(claim, headers))
        .or(() -> signature(claim, method, path, headers, body));
  }

  private Optional<AwsError> credentials(Claim claim, Map<String, String> headers) {
    String token = headers.getOrDefault("x-amz-security-token", "");
    if (!claim.accessKeyId().equals(keys.accessKeyId()) || !token.equals(keys.sessionToken())) {
      return refused(
          "UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    return expired
        ? refused("ExpiredTokenException", "The security token included in the request is expired")
        : Optional.empty();
  }

  private Optional<AwsError> scope(Claim claim, Map<String, String> headers, Instant now) {
    if (!claim.region().equals(region)) {
      return refused("InvalidSignatureException", "Credential should be scoped to a valid region.");
    }
    if (!claim.service().equals(service)) {
      return refused(
          "InvalidSignatureException",
          "Credential should be scoped to correct service: '" + service + "'.");
    }
    String time = headers.getOrDefault("x-amz-date", "");
    if (!time.startsWith(claim.day() + "T")) {
      return refused(
          "InvalidSignatureException",
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP");
    }
    try {
      Instant signed = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
      return Duration.between(signed, now).abs().compareTo(MOST_SKEW) > 0
          ? refused("InvalidSignatureException", "Signature expired or not yet current: " + time)
          : Optional.empty();
    } catch (DateTimeException e) {
      return refused("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'.");
    }
  }

  private static Optional<AwsError> signedHeaders(Claim claim, Map<String, String> headers) {
    List<String> signed = List.of(claim.signedHeaders().split(";", -1));
    if (!signed.equals(List.copyOf(new TreeSet<>(signed)))) {
      return refused("InvalidSignatureException", "Signed headers are not in order");
    }
    for (String name : headers.keySet()) {
      boolean needed = name.equals("host") || name.startsWith("x-amz-");
      if (needed && !signed.contains(name)) {
        return refused("InvalidSignatureException", "'" + name + "' must be a 'SignedHeader'");
      }
    }
    return headers.keySet().containsAll(signed)
        ? Optional.empty()
        : refused("InvalidSignatureException", "A signed header is not in the request");
  }

  private Optional<AwsError> signature(
      Claim claim, String method, String path, Map<String, String> headers, byte[] body) {
    StringBuilder canonical = new StringBuilder();
    canonical.append(method).append('\n').append(path).append("\n\n");
    for (String name : claim.signedHeaders().split(";", -1)) {
      String value = headers.getOrDefault(name, "").strip().replaceAll(" +", " ");
      canonical.append(name).append(':').append(value).append('\n');
    }
    canonical.append('\n').append(claim.signedHeaders()).append('\n').append(sha256(body));
    String scope = "%s/%s/%s/aws4_request".formatted(claim.day(), region, service);
    String toSign =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(headers.get("x-amz-date"), scope, sha256(utf8(canonical.toString())));
    byte[] key = utf8("AWS4" + keys.secretAccessKey());
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign)).equals(claim.signature())
        ? Optional.empty()
        : refused(
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided.");
  }

  private static Optional<AwsError> refused(String type, String message) {
    return Optional.of(AwsError.of(type, message));
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

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
