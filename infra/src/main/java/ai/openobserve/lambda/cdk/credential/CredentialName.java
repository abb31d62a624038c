package ai.openobserve.lambda.cdk.credential;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/// The kinds of names of a credential, each with what the services and the extension accept.
public enum CredentialName {
  /// A secret in a dynamic reference.
  SECRET(
      "secret's name",
      "[A-Za-z0-9/_+=.@-]{1,512}|arn:aws[a-z-]*:secretsmanager:\\S+",
      "a name of letters, digits and /_+=.@-, or an ARN"),

  /// A secret read by the extension.
  RUNTIME_SECRET(
      "secret's name",
      "[A-Za-z0-9/_+=.@-]{1,512}"
          + "|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]+",
      "a name of letters, digits and /_+=.@-, or an ARN"),

  /// A parameter in a dynamic reference.
  PARAMETER(
      "parameter's name",
      "[A-Za-z0-9_./-]+(:\\d+)?",
      "a name of letters, digits and _.-/, with :VERSION"),

  /// A parameter read by the extension.
  RUNTIME_PARAMETER(
      "parameter's name",
      "[A-Za-z0-9_./-]+|arn:aws[a-z-]*:ssm:[a-z0-9-]+:\\d{12}:parameter/[A-Za-z0-9_./-]+",
      "a name of letters, digits and _.-/, or an ARN"),

  /// A JSON key in a dynamic reference, which a colon would end.
  JSON_KEY("JSON key", "[^:{}\\s][^:{}]*", "a key without ':', '{' and '}'"),

  /// A JSON key that the extension reads unchanged, from the first '#' to the end of the variable.
  RUNTIME_JSON_KEY("JSON key", "\\S(.*\\S)?", "a key without blanks at its start and end");

  private final String what;
  private final Pattern pattern;
  private final String allowed;

  CredentialName(String what, String pattern, String allowed) {
    this.what = what;
    this.pattern = Pattern.compile(pattern);
    this.allowed = allowed;
  }

  /// Returns the name, which may be a token.
  ///
  /// @throws IllegalArgumentException if it is invalid; the message says what is allowed
  public String checked(@Nullable String name) {
    if (name == null || (!Token.isUnresolved(name) && !pattern.matcher(name).matches())) {
      throw new IllegalArgumentException(
          "The " + what + " of the authorization is \"" + name + "\"; expected " + allowed);
    }
    return name;
  }
}
