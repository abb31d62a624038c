package ai.openobserve.lambda.cdk.versions;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.layer.ExtensionLayer;
import ai.openobserve.lambda.cdk.region.Regions;
import ai.openobserve.lambda.cdk.report.Problems;
import java.util.Arrays;
import java.util.List;

/// The command line: `list` or `delete`, then `name=value`; an empty value counts as not given.
///
/// @param regions if empty, the Region of the credentials
/// @param keep how many versions of each layer to keep
record Arguments(
    boolean delete, List<String> regions, List<String> architectures, int keep, boolean yes) {
  private static final String USAGE =
      "usage: list|delete [regions=A,B] [architectures=x86_64,arm64] [keep=N] [yes=1]";

  Arguments {
    regions = List.copyOf(regions);
    architectures = List.copyOf(architectures);
  }

  /// Parses all arguments.
  ///
  /// @throws IllegalArgumentException with every mistake
  static Arguments parse(String... args) {
    Problems problems = new Problems();
    List<String> regions = List.of();
    List<String> architectures = List.of("x86_64", "arm64");
    int keep = 1;
    boolean yes = false;
    String verb = args.length == 0 ? "" : args[0];
    if (!verb.equals("list") && !verb.equals("delete")) {
      problems.add("\"" + verb + "\" is invalid; expected list or delete");
    }
    for (String argument : Arrays.asList(args).subList(Math.min(1, args.length), args.length)) {
      String[] pair = argument.split("=", 2);
      String value = pair.length == 2 ? pair[1].strip() : "";
      if (value.isEmpty() && pair.length == 2) {
        continue;
      }
      switch (pair[0]) {
        case "regions" -> {
          regions = List.of(value.split("\\s*,\\s*", -1));
          Regions.check("regions", regions, problems);
        }
        case "architectures" -> architectures = architectures(value, problems);
        case "keep" -> keep = keep(value, problems);
        case "yes" -> yes = yes(value, problems);
        default -> problems.add("\"" + argument + "\" is not known");
      }
    }
    problems.throwIfAny(USAGE);
    return new Arguments(verb.equals("delete"), regions, architectures, keep, yes);
  }

  /// The layers' names.
  List<String> layers() {
    return architectures.stream()
        .flatMap(name -> ExtensionArchitecture.ofLambdaName(name).stream())
        .map(ExtensionLayer::publishedName)
        .toList();
  }

  private static List<String> architectures(String value, Problems problems) {
    List<String> names = List.of(value.split("\\s*,\\s*"));
    if (!List.of("x86_64", "arm64").containsAll(names)) {
      problems.add("architectures=" + value + ": expected x86_64 or arm64");
    }
    return names;
  }

  private static int keep(String value, Problems problems) {
    if (value.matches("\\d{1,6}")) {
      return Integer.parseInt(value);
    }
    problems.add("keep=" + value + ": expected a whole number, 0 or more");
    return 0;
  }

  private static boolean yes(String value, Problems problems) {
    if (!value.equals("1") && !value.equals("0")) {
      problems.add("yes=" + value + ": expected 1, or 0 to be asked");
    }
    return value.equals("1");
  }
}
