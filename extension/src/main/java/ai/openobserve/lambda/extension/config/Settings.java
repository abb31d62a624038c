package ai.openobserve.lambda.extension.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Every variable of the configuration, for display: found by reading the configuration, not kept
/// as a list.
final class Settings {
  private static final String HIDDEN = "(set, not shown)";

  /// Variables of the function or its environment that are still worth showing.
  private static final Set<String> OTHERS =
      Set.of("LOG_LEVEL", "OTEL_SERVICE_NAME", "SSL_CERT_FILE");

  /// If both upper and lower case are set, upper case applies.
  private static final List<String> PROXIES = List.of("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY");

  private Settings() {}

  static List<Setting> of(VariableReader variables, Map<String, String> environment) {
    List<Setting> settings = new ArrayList<>();
    Map<String, String> defaults = variables.defaults();
    defaults.forEach((name, standard) -> {
      if (name.startsWith("O2_") || OTHERS.contains(name)) {
        String value = variables.text(name);
        settings.add(
            value == null
                ? new Setting(name, standard, Setting.Source.DEFAULT)
                : new Setting(name, shown(name, value), Setting.Source.VARIABLE));
      }
    });
    for (String proxy : PROXIES) {
      for (String name : List.of(proxy, proxy.toLowerCase(Locale.ROOT))) {
        String value = variables.text(name);
        if (value != null) {
          settings.add(new Setting(name, shown(name, value), Setting.Source.VARIABLE));
          break;
        }
      }
    }
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith("O2_") && !defaults.containsKey(name)) {
        settings.add(new Setting(name, "", Setting.Source.UNKNOWN));
      }
    }
    return settings;
  }

  private static String shown(String name, String value) {
    boolean secret =
        switch (name) {
          case "O2_AUTHORIZATION_HEADER" -> true;
          case "O2_AUTHORIZATION_SECRET", "O2_AUTHORIZATION_PARAMETER" ->
              !SecretReference.isHarmless(value);
          default -> value.indexOf('@') >= 0;
        };
    return secret ? HIDDEN : VariableReader.shown(value);
  }
}
