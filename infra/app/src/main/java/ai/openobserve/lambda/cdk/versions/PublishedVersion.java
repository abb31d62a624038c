package ai.openobserve.lambda.cdk.versions;

import org.jspecify.annotations.Nullable;

/// One version of one of our layers.
///
/// @param rank 0 for the newest version of the layer, 1 for the one before it, …
/// @param created as Lambda writes it
/// @param named whether the SSM parameter of `LayerStack` names it
record PublishedVersion(
    String layer,
    String arn,
    long version,
    int rank,
    String created,
    @Nullable String description,
    boolean named) {
  /// For a person.
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
