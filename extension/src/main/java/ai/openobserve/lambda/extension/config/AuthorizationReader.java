package ai.openobserve.lambda.extension.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the variables for the `Authorization` header, including those that all AWS SDKs share. The
/// latter are read as the SDKs read them, and are an error only if they make it impossible to read
/// the credential.
final class AuthorizationReader {
  private static final String HEADER = "O2_AUTHORIZATION_HEADER";
  private static final String CONTAINER = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

  /// Hosts that may serve a container's credentials without TLS.
  private static final List<String> CONTAINER_HOSTS =
      List.of(
          "localhost", "127.0.0.1", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

  private static final AuthorizationSetting NONE =
      new AuthorizationSetting.Given(new Authorization(""));

  private final VariableReader variables;
  private final Map<String, String> environment;

  private AuthorizationReader(VariableReader variables, Map<String, String> environment) {
    this.variables = variables;
    this.environment = environment;
  }

  static AuthorizationSetting read(VariableReader variables, Map<String, String> environment) {
    return new AuthorizationReader(variables, environment).setting();
  }

  private AuthorizationSetting setting() {
    List<String> set =
        List.of(
                HEADER,
                AwsService.SECRETS_MANAGER.variable(),
                AwsService.PARAMETER_STORE.variable())
            .stream()
            .filter(name -> variables.text(name) != null)
            .toList();
    if (set.isEmpty()) {
      variables.error(
          HEADER
              + " environment variable is required, or O2_AUTHORIZATION_SECRET or"
              + " O2_AUTHORIZATION_PARAMETER instead");
      return NONE;
    }
    if (set.size() > 1) {
      variables.error(String.join(" and ", set) + " are set: only one of them is allowed");
      return NONE;
    }
    String header = variables.text(HEADER);
    return header == null ? atRuntime() : given(header);
  }

  /// The credential is never shown, not even its length.
  private AuthorizationSetting given(String header) {
    for (int i = 0; i < header.length(); i++) {
      if (header.charAt(i) < ' ' || header.charAt(i) > '~') {
        variables.error(
            HEADER
                + " has a character that no HTTP header may carry (value not shown): expected"
                + " printable ASCII, for example 'Basic …'");
        break;
      }
    }
    return new AuthorizationSetting.Given(new Authorization(header));
  }

  private AuthorizationSetting atRuntime() {
    for (AwsService service : AwsService.values()) {
      String text = variables.text(service.variable());
      if (text != null) {
        return atRuntime(service, text);
      }
    }
    return NONE;
  }

  private AuthorizationSetting atRuntime(AwsService service, String text) {
    String region = variables.text("AWS_REGION");
    SecretReference reference;
    try {
      reference = SecretReference.of(service, text, region == null ? "" : region);
    } catch (IllegalArgumentException e) {
      String shown =
          SecretReference.isHarmless(text)
              ? "'" + VariableReader.shown(text) + "'"
              : "not valid (value not shown)";
      variables.error(service.variable() + " is " + shown + ": " + e.getMessage());
      return NONE;
    }
    URI endpoint = endpoint(reference);
    return new AuthorizationSetting.AtRuntime(
        new SecretSource(
            reference, endpoint, proxy(endpoint), role(), localExtension(reference, region)));
  }

  private ProxySettings proxy(URI endpoint) {
    try {
      return ProxySettings.of(environment, endpoint);
    } catch (IllegalArgumentException e) {
      variables.error(String.valueOf(e.getMessage()));
      return ProxySettings.DIRECT;
    }
  }

  private @Nullable URI localExtension(SecretReference reference, @Nullable String functionRegion) {
    boolean asked = variables.flag("O2_SECRETS_EXTENSION", false);
    long port = variables.number("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", 2773, 1, 65_535);
    // AWS's extension reads in the function's own Region only.
    return asked && reference.region().equals(functionRegion)
        ? URI.create("http://127.0.0.1:" + port)
        : null;
  }

  private URI endpoint(SecretReference reference) {
    AwsPartition partition = AwsPartition.of(reference.region());
    boolean dualStack = isOn("AWS_USE_DUALSTACK_ENDPOINT");
    if (!isOn("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) {
      for (String name : List.of(reference.service().endpointVariable(), "AWS_ENDPOINT_URL")) {
        String text = variables.text(name);
        if (text != null) {
          return url(name, text);
        }
      }
    }
    if (dualStack && !partition.hasDualStack()) {
      variables.error(
          "AWS_USE_DUALSTACK_ENDPOINT is 'true', but "
              + reference.region()
              + " has no dual-stack endpoints: expected 'false'");
      dualStack = false;
    }
    boolean fips = isOn("AWS_USE_FIPS_ENDPOINT");
    return URI.create(
        "https://" + partition.host(reference.service(), reference.region(), fips, dualStack));
  }

  private URI url(String name, String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean valid =
          (scheme.equals("http") || scheme.equals("https"))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && isPlainPath(uri.getRawPath());
      if (valid) {
        return new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    variables.error(
        name
            + " is '"
            + VariableReader.shown(text.substring(text.indexOf('@') + 1))
            + "': expected a URL such as https://vpce-….amazonaws.com");
    return URI.create("https://invalid");
  }

  /// Whether the path is unambiguous and needs no encoding in a signature.
  private static boolean isPlainPath(String path) {
    return !path.contains("//")
        && !path.contains("/.")
        && path.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0));
  }

  private RoleSource role() {
    String id = variables.text("AWS_ACCESS_KEY_ID");
    String secret = variables.text("AWS_SECRET_ACCESS_KEY");
    String token = variables.text("AWS_SESSION_TOKEN");
    if (id != null && secret != null) {
      return new RoleSource.Environment(new AwsKeys(id, secret, token == null ? "" : token));
    }
    String url = variables.text(CONTAINER);
    if (url != null) {
      return container(url);
    }
    variables.error(
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set: Lambda sets them from the"
            + " function's role");
    return new RoleSource.Environment(new AwsKeys("", "", ""));
  }

  private RoleSource container(String text) {
    URI url = url(CONTAINER, text);
    if ("http".equalsIgnoreCase(url.getScheme()) && !CONTAINER_HOSTS.contains(url.getHost())) {
      variables.error(
          CONTAINER
              + " is '"
              + VariableReader.shown(text)
              + "': expected https, or http to this host");
    }
    return new RoleSource.Container(url, containerAuthorization());
  }

  private Authorization containerAuthorization() {
    String token = variables.text("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    String file = variables.text(TOKEN_FILE);
    try {
      String value = file == null ? token : Files.readString(Path.of(file)).strip();
      return new Authorization(value == null ? "" : value);
    } catch (IOException e) {
      variables.error(
          TOKEN_FILE
              + " is '"
              + VariableReader.shown(String.valueOf(file))
              + "': it cannot be read");
      return new Authorization("");
    }
  }

  private boolean isOn(String name) {
    return "true".equals(VariableReader.normalized(variables.text(name)));
  }
}
