package ai.openobserve.lambda.cdk.region;

import ai.openobserve.lambda.cdk.report.Problems;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;

/// Checks names of Regions against those that the AWS SDK knows.
public final class Regions {
  private static final Set<String> KNOWN =
      Region.regions().stream()
          .filter(region -> !region.isGlobalRegion())
          .map(Region::id)
          .collect(Collectors.toCollection(TreeSet::new));

  private Regions() {}

  /// Adds a problem for each name that is not a Region.
  public static void check(String option, Iterable<String> names, Problems problems) {
    for (String name : names) {
      if (!KNOWN.contains(name)) {
        problems.add(
            option
                + ": unknown Region \""
                + name
                + "\"; "
                + near(name).collect(Collectors.joining(", ", "did you mean ", "?")));
      }
    }
  }

  private static Stream<String> near(String name) {
    return KNOWN.stream()
        .sorted((a, b) -> Integer.compare(apart(name, a), apart(name, b)))
        .limit(2);
  }

  /// The edit distance.
  private static int apart(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
