package ai.openobserve.lambda.cdk.versions;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// `make layer-versions` and `make delete-layer-versions`: shows what has been published, and
/// deletes all but the newest few versions.
///
/// Never deletes the version that the SSM parameter names, since its consumers' next deployments
/// would fail. Functions with a deleted version attached keep working but cannot be given it again;
/// they are listed before the confirmation.
final class LayerVersionsCommand {
  static final int OK = 0;
  static final int FAILED = 1;

  private final List<PublishedLayers> regions;
  private final Supplier<@Nullable String> answer;
  private final PrintStream out;

  /// Works on the given Regions.
  ///
  /// @param answer reads the user's next line; null if there is no terminal
  LayerVersionsCommand(
      List<PublishedLayers> regions, Supplier<@Nullable String> answer, PrintStream out) {
    this.regions = List.copyOf(regions);
    this.answer = answer;
    this.out = out;
  }

  /// Prints one line per version, newest first.
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
      } catch (AwsServiceException | SdkClientException e) {
        code = failed(region.region(), "lambda:ListLayerVersions and ssm:GetParameter", e);
      }
    }
    return code;
  }

  /// Deletes all but the newest versions of each layer.
  ///
  /// @param keep how many versions of each layer to keep
  /// @param yes whether to delete without asking
  /// @return the exit code
  int delete(int keep, boolean yes) {
    int code = OK;
    List<Doomed> doomed = new ArrayList<>();
    for (PublishedLayers region : regions) {
      try {
        region.versions().stream()
            .filter(version -> version.rank() >= keep && !version.named())
            .forEach(version -> doomed.add(new Doomed(region, version)));
      } catch (AwsServiceException | SdkClientException e) {
        code = failed(region.region(), "lambda:ListLayerVersions and ssm:GetParameter", e);
      }
    }
    if (doomed.isEmpty()) {
      out.println("Nothing to delete: no layer has more versions than KEEP=" + keep);
      return code;
    }
    doomed.forEach(d -> out.println(d.region().region() + "  " + d.version().line()));
    for (PublishedLayers region : regions) {
      try {
        tellUsers(region, doomed);
      } catch (AwsServiceException | SdkClientException e) {
        return failed(region.region(), "lambda:ListFunctions", e);
      }
    }
    if (!yes && !isConfirmed(doomed.size(), keep)) {
      out.println("Nothing deleted");
      return FAILED;
    }
    return Math.max(code, deleteAll(doomed));
  }

  /// Lists functions that use the versions: they keep working, but cannot be updated to a deleted
  /// version again.
  private void tellUsers(PublishedLayers region, List<Doomed> doomed) {
    List<PublishedVersion> here =
        doomed.stream().filter(d -> d.region().equals(region)).map(Doomed::version).toList();
    if (here.isEmpty()) {
      return;
    }
    Map<String, List<String>> functions = region.inUse().functions().get();
    for (PublishedVersion version : here) {
      List<String> users = functions.getOrDefault(version.arn(), List.of());
      if (!users.isEmpty()) {
        out.println(
            "%s  %s:%d is in use by %s"
                .formatted(
                    region.region(), version.layer(), version.version(), String.join(", ", users)));
      }
    }
  }

  /// Services with a JSON protocol deny access with status 400.
  private static boolean isDenied(AwsServiceException e) {
    return e.awsErrorDetails() != null
        && "AccessDeniedException".equals(e.awsErrorDetails().errorCode());
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
      } catch (AwsServiceException | SdkClientException e) {
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
        e instanceof AwsServiceException answer && (answer.statusCode() == 403 || isDenied(answer))
            ? ": the credentials need " + permission + " in this Region, or have expired"
            : "";
    out.println(region + ": " + e.getMessage() + advice);
    return FAILED;
  }

  private record Doomed(PublishedLayers region, PublishedVersion version) {}
}
