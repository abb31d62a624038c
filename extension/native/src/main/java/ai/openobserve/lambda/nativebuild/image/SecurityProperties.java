package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The JDK's `java.security` with only the providers that TLS needs. The image contains every
/// service of every listed provider: the one for certificates in LDAP directories alone adds JNDI,
/// DNS and RMI.
final class SecurityProperties {
  private static final List<String> PROVIDERS =
      List.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");

  private SecurityProperties() {}

  static Path make(Build build, Jdk jdk) throws Exception {
    Path original = jdk.home().resolve("conf/security/java.security");
    Inputs inputs =
        new Inputs().withFile("java.security", original).withOptions("providers", PROVIDERS);
    return build
        .steps()
        .run(
            "security-properties",
            inputs,
            into ->
                Files.writeString(
                    into.resolve("java.security"),
                    filtered(Files.readString(original, StandardCharsets.ISO_8859_1)),
                    StandardCharsets.ISO_8859_1))
        .resolve("java.security");
  }

  static String filtered(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.startsWith("security.provider.")) {
        lines.add(line);
      }
    }
    for (int i = 0; i < PROVIDERS.size(); i++) {
      lines.add("security.provider." + (i + 1) + "=" + PROVIDERS.get(i));
    }
    return String.join("\n", lines) + "\n";
  }
}
