package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.sandbox.aws.SecretServices;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.sink.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The credentials of a test, and the rule that the extension never shows them: not in a line, and
/// not in a record that it makes. What the function itself writes is the function's.
record Secrecy(Set<String> values) {

  /// Those of the sink, past ones included, and of the function's role.
  static Secrecy of(OpenObserveSink sink) {
    Set<String> values = new LinkedHashSet<>(SecretServices.roleSecrets());
    for (String header : sink.authorizations()) {
      String token = header.substring(header.indexOf(' ') + 1);
      String login = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      values.addAll(List.of(token, login, login.substring(login.indexOf(':') + 1)));
    }
    return new Secrecy(values);
  }

  /// @throws AssertionError which shows the line without the credential
  void check(List<OutputLine> lines, List<StoredRecord> records) {
    lines.stream()
        .filter(line -> !line.source().equals(OutputLine.FUNCTION))
        .forEach(line -> check(line.text()));
    records.stream()
        .filter(record -> !record.type().equals("function"))
        .forEach(record -> check(record.json()));
  }

  void check(String text) {
    for (String value : values) {
      if (text.contains(value)) {
        throw new AssertionError("A credential is shown: " + text.replace(value, "(hidden)"));
      }
    }
  }
}
