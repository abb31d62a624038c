package ai.openobserve.lambda.cdk.versions;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/// `make layer-versions` and `make delete-layer-versions`: shows what has been published, and
/// deletes what is older than the newest few.
///
/// Functions that have a deleted version attached go on working, but cannot be given it anew.
final class LayerVersionsCommand {
  static final int OK = 0;
  static final int FAILED = 1;

  private final List<PublishedLayers> regions;
  private final Supplier<@Nullable String> answer;
  private final PrintStream out;

  /// Works in the Regions given.
  ///
  /// @param answer reads the person's next line; null where there is no person
  LayerVersionsCommand(
      List<PublishedLayers> regions, Supplier<@Nullable String> answer, PrintStream out) {
    this.regions = List.copyOf(regions);
    this.answer = answer;
    this.out = out;
  }

  /// Prints one line a version, the newest first.
  ///
  /// @return the exit code
  int list() {
    int code = OK;
    for (PublishedLayers region : regions) {
      try {
        List<PublishedVersion> versions = region.versions();
        if (versions.isEmpty()) {
          out.println(region.region() + ": no published versions");
        }
        versions.forEach(version -> out.println(region.region() + "  " + version.line()));
      } catch (LambdaException | SdkClientException e) {
        code = failed(region.region(), "lambda:ListLayerVersions", e);
      }
    }
    return code;
  }

  /// Deletes all but the newest versions of each layer.
  ///
  /// @param keep how many of each layer stay
  /// @param yes whether to go ahead without asking
  /// @return the exit code
  int delete(int keep, boolean yes) {
    int code = OK;
    List<Doomed> doomed = new ArrayList<>();
    for (PublishedLayers region : regions) {
      try {
        region.versions().stream()
            .filter(version -> version.rank() >= keep)
            .forEach(version -> doomed.add(new Doomed(region, version)));
      } catch (LambdaException | SdkClientException e) {
        code = failed(region.region(), "lambda:ListLayerVersions", e);
      }
    }
    if (doomed.isEmpty()) {
      out.println("Nothing to delete: no layer has more versions than KEEP=" + keep);
      return code;
    }
    doomed.forEach(d -> out.println(d.region().region() + "  " + d.version().line()));
    if (!yes && !isConfirmed(doomed.size(), keep)) {
      out.println("Nothing deleted");
      return FAILED;
    }
    return Math.max(code, deleteAll(doomed));
  }

  private int deleteAll(List<Doomed> doomed) {
    int code = OK;
    int done = 0;
    for (Doomed one : doomed) {
      try {
        one.region().delete(one.version());
        done++;
        out.println(
            "Deleted %s:%d in %s (%d of %d)"
                .formatted(
                    one.version().layer(),
                    one.version().version(),
                    one.region().region(),
                    done,
                    doomed.size()));
      } catch (LambdaException | SdkClientException e) {
        code = failed(one.region().region(), "lambda:DeleteLayerVersion", e);
      }
    }
    return code;
  }

  private boolean isConfirmed(int count, int keep) {
    out.println(
        "Delete these %d versions and keep the newest %d of each layer? Type yes: "
            .formatted(count, keep));
    String line = answer.get();
    if (line == null) {
      out.println("No terminal; pass YES=1 to delete unprompted");
      return false;
    }
    return line.strip().equalsIgnoreCase("yes") || line.strip().equalsIgnoreCase("y");
  }

  private int failed(String region, String permission, RuntimeException e) {
    String advice =
        e instanceof LambdaException answer && answer.statusCode() == 403
            ? ": the credentials need " + permission + " in this Region, or have expired"
            : "";
    out.println(region + ": " + e.getMessage() + advice);
    return FAILED;
  }

  private record Doomed(PublishedLayers region, PublishedVersion version) {}
}
