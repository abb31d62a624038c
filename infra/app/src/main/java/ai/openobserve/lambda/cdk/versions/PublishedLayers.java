package ai.openobserve.lambda.cdk.versions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/// The layers in one Region of the account, through Lambda's API. The client retries throttled
/// calls with back-off.
///
/// @param region for messages
/// @param inUse what uses the versions
/// @param layers the layers' names
record PublishedLayers(String region, LambdaClient lambda, InUse inUse, List<String> layers) {
  PublishedLayers {
    layers = List.copyOf(layers);
  }

  /// All versions, layer by layer, newest first; a layer that does not exist has none.
  List<PublishedVersion> versions() {
    List<PublishedVersion> versions = new ArrayList<>();
    for (String layer : layers) {
      List<LayerVersionsListItem> items = items(layer);
      Optional<Long> named = items.isEmpty() ? Optional.empty() : inUse.versionOfParameter(layer);
      for (int rank = 0; rank < items.size(); rank++) {
        LayerVersionsListItem item = items.get(rank);
        versions.add(
            new PublishedVersion(
                layer,
                item.layerVersionArn(),
                item.version(),
                rank,
                item.createdDate(),
                item.description(),
                named.equals(Optional.of(item.version()))));
      }
    }
    return versions;
  }

  private List<LayerVersionsListItem> items(String layer) {
    try {
      return lambda
          .listLayerVersionsPaginator(request -> request.layerName(layer))
          .layerVersions()
          .stream()
          .sorted(Comparator.comparing(LayerVersionsListItem::version).reversed())
          .toList();
    } catch (ResourceNotFoundException e) {
      return List.of();
    }
  }

  void delete(PublishedVersion version) {
    lambda.deleteLayerVersion(
        request -> request.layerName(version.layer()).versionNumber(version.version()));
  }
}
