package ai.openobserve.lambda.nativebuild.layer;

import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.image.Application;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/// The software bill of materials of a layer, CycloneDX 1.6 as JSON. Maven's plugin lists only the
/// libraries; most of an executable is the JDK, the image's runtime and libc, so the whole document
/// is written here.
final class Sbom {
  private Sbom() {}

  /// @param digest the identity of the build
  static String of(
      Architecture target, String version, String digest, List<Component> components, Jdk jdk) {
    String serial = UUID.nameUUIDFromBytes(digest.getBytes(StandardCharsets.UTF_8)).toString();
    String root = "pkg:generic/" + Application.NAME + "@" + version + "?arch=" + target.label();
    return """
    {
      "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
      "bomFormat": "CycloneDX",
      "specVersion": "1.6",
      "serialNumber": "urn:uuid:%s",
      "version": 1,
      "metadata": {
        "lifecycles": [{"phase": "build"}],
        "tools": {
          "components": [
            {"type": "application", "name": "native-image-builder", "version": %s},
            {"type": "application", "name": "zig", "version": %s},
            {"type": "application", "name": "jdk", "version": %s}
          ]
        },
        "component": {
          "type": "application",
          "bom-ref": %s,
          "name": %s,
          "version": %s,
          "licenses": [{"license": {"id": "MIT"}}],
          "properties": [{"name": "ai.openobserve.lambda:inputs", "value": %s}]
        }
      },
      "components": [
    %s
      ],
      "dependencies": [
        {"ref": %s, "dependsOn": [%s]}
      ]
    }
    """
        .formatted(
            serial,
            json(Pins.BUILDER),
            json(Pins.ZIG),
            json(jdk.version()),
            json(root),
            json(Application.NAME),
            json(version),
            json("sha256:" + digest),
            components.stream().map(Sbom::component).collect(Collectors.joining(",\n")),
            json(root),
            components.stream().map(c -> json(c.purl())).collect(Collectors.joining(", ")));
  }

  private static String component(Component c) {
    String group = c.group().isEmpty() ? "" : "\"group\": " + json(c.group()) + ", ";
    String hash =
        c.sha256().isEmpty()
            ? ""
            : ", \"hashes\": [{\"alg\": \"SHA-256\", \"content\": " + json(c.sha256()) + "}]";
    return "    {\"type\": \"library\", \"bom-ref\": "
        + json(c.purl())
        + ", "
        + group
        + "\"name\": "
        + json(c.name())
        + ", \"version\": "
        + json(c.version())
        + ", \"purl\": "
        + json(c.purl())
        + ", \"licenses\": [{\"expression\": "
        + json(c.licence())
        + "}]"
        + hash
        + ", \"externalReferences\": [{\"type\": \"website\", \"url\": "
        + json(c.home())
        + "}]}";
  }

  static String json(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
