package ai.openobserve.lambda.cdk.versions;

import org.jspecify.annotations.Nullable;

/// One version of one of our layers.
///
/// @param rank 0 for the newest version of the layer, 1 for the one before it, and so on
/// @param created as Lambda formats it
/// @param named whether `LayerStack`'s SSM parameter names it
record PublishedVersion(
    String layer,
    String arn,
    long version,
    int rank,
    String created,
    @Nullable String description,
    boolean named) {
  /// One line of the listing.
  String line() {
    return "%s:%d  %s  %s%s"
        .formatted(
            layer,
            version,
            created,
            description == null ? "" : description,
            named ? "  (named by the SSM parameter)" : "");
  }
}
