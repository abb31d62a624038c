package ai.openobserve.lambda.cdk.app;

import ai.openobserve.lambda.cdk.LayerSharing;
import ai.openobserve.lambda.cdk.region.Regions;
import ai.openobserve.lambda.cdk.report.Problems;
import ai.openobserve.lambda.cdk.variables.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.lambda.Architecture;

/// The app's context values (`npx cdk … -c name=value`, or `context` in cdk.json), checked
/// together.
///
/// @param regions where to publish; if empty, the Region of the credentials
/// @param architectures which layers to publish
/// @param sharing who else may use them
/// @param organizationId the examples' organization in OpenObserve
/// @param endpoint the examples' OpenObserve, or null for the extension's default
/// @param stream the examples' stream, or null for the extension's default
/// @param secretName the secret that contains the examples' authorization
/// @param secretKey its JSON key, or null if the whole secret is the authorization
/// @param readAtRuntime whether the examples read it themselves; otherwise CloudFormation puts it
///   into their configuration
public record AppContext(
    List<String> regions,
    List<Architecture> architectures,
    List<LayerSharing> sharing,
    String organizationId,
    @Nullable String endpoint,
    @Nullable String stream,
    String secretName,
    @Nullable String secretKey,
    boolean readAtRuntime) {

  static final String DEFAULT_ORGANIZATION = "default";
  static final String DEFAULT_SECRET = "openobserve/authorization";

  private static final String AT_RUN_TIME = "runtime";
  private static final String AT_DEPLOYMENT = "deployment";

  /// Context values that the CLI keeps in cdk.json for itself.
  private static final Set<String> OF_THE_CLI =
      Set.of("acknowledged-issue-numbers", "cli-telemetry");

  private static final Pattern REFERENCE_KEY = Pattern.compile("[^:{}]+");
  private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

  /// The variable that each context value ends up in.
  private static final Map<String, String> VARIABLES =
      Map.of(
          "organizationId", "O2_ORGANIZATION_ID",
          "endpoint", "O2_ENDPOINT",
          "stream", "O2_STREAM");

  /// Every value that the app accepts.
  static final Set<String> NAMES =
      new TreeSet<>(
          List.of(
              "regions",
              "architectures",
              "shareWith",
              "organizationId",
              "endpoint",
              "stream",
              "secretName",
              "secretKey",
              "secretRead"));

  public AppContext {
    regions = List.copyOf(regions);
    architectures = List.copyOf(architectures);
    sharing = List.copyOf(sharing);
  }

  /// Reads and checks all values.
  ///
  /// @param context the context of the construct tree's root: text, or lists of text
  /// @throws IllegalArgumentException with everything that is wrong
  public static AppContext read(Map<String, Object> context) {
    Problems problems = new Problems();
    unknown(context).forEach(problems::add);
    boolean atRuntime = readAtRuntime(text(context, "secretRead", AT_RUN_TIME), problems);
    AppContext read =
        new AppContext(
            regions(list(context, "regions"), problems),
            architectures(list(context, "architectures"), problems),
            sharing(list(context, "shareWith"), problems),
            checked(
                "organizationId", text(context, "organizationId", DEFAULT_ORGANIZATION), problems),
            endpoint(optional(context, "endpoint"), problems),
            stream(optional(context, "stream"), problems),
            secretName(text(context, "secretName", DEFAULT_SECRET), problems),
            secretKey(optional(context, "secretKey"), atRuntime, problems),
            atRuntime);
    problems.throwIfAny("Invalid context values (-c name=value, or \"context\" in cdk.json)");
    return read;
  }

  /// Names with a colon, a slash or an @ belong to the CDK itself and its lookups.
  private static List<String> unknown(Map<String, Object> context) {
    return context.keySet().stream()
        .filter(name -> !NAMES.contains(name) && !OF_THE_CLI.contains(name))
        .filter(name -> name.matches("[^:/@]+"))
        .sorted()
        .map(name -> "Unknown context value " + name + "; known: " + String.join(", ", NAMES))
        .toList();
  }

  private static List<String> regions(List<String> given, Problems problems) {
    Regions.check("regions", given, problems);
    noneTwice("regions", given, problems);
    return given;
  }

  private static List<Architecture> architectures(List<String> given, Problems problems) {
    List<Architecture> architectures = new ArrayList<>();
    for (String name : given.isEmpty() ? List.of("x86_64", "arm64") : given) {
      switch (name) {
        case "x86_64" -> architectures.add(Architecture.X86_64);
        case "arm64" -> architectures.add(Architecture.ARM_64);
        default ->
            problems.add("architectures: \"" + name + "\" is invalid; expected x86_64 or arm64");
      }
    }
    noneTwice("architectures", given, problems);
    return architectures;
  }

  private static List<LayerSharing> sharing(List<String> given, Problems problems) {
    List<LayerSharing> sharing = new ArrayList<>();
    for (String who : given) {
      try {
        sharing.add(LayerSharing.parse(who));
      } catch (IllegalArgumentException e) {
        problems.add("shareWith: " + e.getMessage());
      }
    }
    noneTwice("shareWith", given, problems);
    return sharing;
  }

  private static @Nullable String endpoint(@Nullable String given, Problems problems) {
    return given == null ? null : checked("endpoint", given, problems);
  }

  private static @Nullable String stream(@Nullable String given, Problems problems) {
    return given == null ? null : checked("stream", given, problems);
  }

  private static String checked(String name, String given, Problems problems) {
    String allowed = Rules.problem(VARIABLES.getOrDefault(name, name), given);
    if (allowed != null) {
      problems.add(
          name
              + ": \""
              + given.replaceFirst("//.*@", "//…@")
              + "\" is invalid; expected "
              + allowed);
    }
    return given;
  }

  private static String secretName(String given, Problems problems) {
    if (!SECRET_NAME.matcher(given).matches()) {
      problems.add(
          "secretName: \""
              + given
              + "\" is invalid; expected the name of a secret: letters, digits and /_+=.@-");
    }
    return given;
  }

  /// In CloudFormation's dynamic reference to a secret, colons and braces are syntax.
  private static @Nullable String secretKey(
      @Nullable String given, boolean atRuntime, Problems problems) {
    if (given != null && !atRuntime && !REFERENCE_KEY.matcher(given).matches()) {
      problems.add(
          "secretKey: \"" + given + "\" is invalid; expected a key without ':', '{' and '}'");
    }
    return given;
  }

  private static boolean readAtRuntime(String given, Problems problems) {
    if (!given.equals(AT_RUN_TIME) && !given.equals(AT_DEPLOYMENT)) {
      problems.add(
          "secretRead: \""
              + given
              + "\" is invalid; expected "
              + AT_RUN_TIME
              + " or "
              + AT_DEPLOYMENT);
    }
    return given.equals(AT_RUN_TIME);
  }

  private static void noneTwice(String name, List<String> given, Problems problems) {
    given.stream()
        .distinct()
        .filter(value -> given.indexOf(value) != given.lastIndexOf(value))
        .forEach(value -> problems.add(name + ": \"" + value + "\" was given more than once"));
  }

  private static List<String> list(Map<String, Object> context, String name) {
    Object value = context.get(name);
    List<?> parts =
        value instanceof List<?> list
            ? list
            : value == null ? List.of() : List.of(value.toString().split(",", -1));
    List<String> strings = parts.stream().map(part -> String.valueOf(part).strip()).toList();
    return strings.equals(List.of("")) ? List.of() : strings;
  }

  private static String text(Map<String, Object> context, String name, String otherwise) {
    String value = optional(context, name);
    return value == null ? otherwise : value;
  }

  private static @Nullable String optional(Map<String, Object> context, String name) {
    Object value = context.get(name);
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() ? null : text;
  }
}
