package ai.openobserve.lambda.extension.config;

import java.util.List;

/// The environment does not make a configuration. Carries every error at once; no message holds a
/// credential.
public final class ConfigurationException extends Exception {
  private final transient List<String> errors;

  ConfigurationException(List<String> errors) {
    super(String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /// One sentence an error: the variable, the value where it is no credential, what is allowed.
  public List<String> errors() {
    return errors;
  }
}
