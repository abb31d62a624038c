package ai.openobserve.lambda.extension.config;

import java.util.List;

/// The environment variables are not a valid configuration. Carries all errors; no message contains
/// a credential.
public final class ConfigurationException extends Exception {
  private final transient List<String> errors;

  ConfigurationException(List<String> errors) {
    super(String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /// One sentence per error: the variable, its value unless that is a credential, and what is
  /// allowed.
  public List<String> errors() {
    return errors;
  }
}
