package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.Setting;
import java.util.List;

/// Lists the values in effect and where they come from. An invalid configuration never gets here.
final class ConfigurationStep implements Step {
  private final Subject subject;
  private final List<Setting> settings;
  private final String route;
  private final Report report;

  /// @param route how requests are sent: the proxy, and the authorities that TLS trusts
  ConfigurationStep(Subject subject, List<Setting> settings, String route, Report report) {
    this.subject = subject;
    this.settings = settings;
    this.route = route;
    this.report = report;
  }

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public Finding run() {
    settings.forEach(report::setting);
    Configuration configuration = subject.configuration();
    String detail =
        "organization "
            + configuration.organizationId()
            + ", stream "
            + configuration.stream()
            + ", endpoint "
            + configuration.endpoint()
            + ", "
            + (subject.proxied() ? subject.variable() + ": " : "")
            + route;
    for (Setting setting : settings) {
      if (setting.source() == Setting.Source.UNKNOWN) {
        return new Finding.Warned(
            detail, setting.name() + " is not a variable of this extension: --help lists them");
      }
    }
    return new Finding.Passed(detail);
  }
}
