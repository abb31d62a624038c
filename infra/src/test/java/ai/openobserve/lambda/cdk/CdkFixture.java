package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.layer.TestZips;
import ai.openobserve.lambda.cdk.layer.ZipLayers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/// Apps, stacks and functions like an application team's.
final class CdkFixture {
  static final String ORGANIZATION = "acme";

  private CdkFixture() {}

  static Stack stack() {
    return new Stack(new App(), "Shop");
  }

  static Stack stackIn(Construct scope, String id, String region) {
    return new Stack(
        scope,
        id,
        StackProps.builder()
            .env(Environment.builder().account("111122223333").region(region).build())
            .build());
  }

  static Function function(Construct scope, String id) {
    return functionBuilder(scope, id, Runtime.NODEJS_24_X).build();
  }

  static Function function(Construct scope, String id, Architecture architecture) {
    return functionBuilder(scope, id, Runtime.NODEJS_24_X).architecture(architecture).build();
  }

  static Function.Builder functionBuilder(Construct scope, String id, Runtime runtime) {
    return Function.Builder.create(scope, id)
        .runtime(runtime)
        .handler("index.handler")
        .code(Code.fromBucketV2(Bucket.fromBucketName(scope, id + "Code", "code"), id));
  }

  /// With the layer from the zips in the folder.
  static OpenObserveLayer.Builder openObserve(Construct scope, Path zips) {
    return OpenObserveLayer.Builder.create(scope, "OpenObserve")
        .organizationId(ORGANIZATION)
        .authorization(OpenObserveAuthorization.fromSecretName("o2"))
        .layer(new OpenObserveLayerSource(ZipLayers.bundled(TestZips.bundled(zips))));
  }

  static List<Map<String, Object>> resources(Template template, String type) {
    List<Map<String, Object>> resources = new ArrayList<>();
    template
        .findResources(type)
        .values()
        .forEach(r -> resources.add(map(map(r).get("Properties"))));
    return resources;
  }

  /// The function's properties; its ID must be unique in the template.
  static Map<String, Object> functionIn(Template template, String id) {
    return template.findResources("AWS::Lambda::Function").entrySet().stream()
        .filter(entry -> entry.getKey().matches(id + "[0-9A-F]{8}"))
        .map(entry -> map(map(entry.getValue()).get("Properties")))
        .findFirst()
        .orElseThrow();
  }

  static Map<String, Object> variables(Map<String, Object> function) {
    return map(
        map(function.getOrDefault("Environment", Map.of())).getOrDefault("Variables", Map.of()));
  }

  static List<?> layers(Map<String, Object> function) {
    return (List<?>) function.getOrDefault("Layers", List.of());
  }

  @SuppressWarnings("unchecked") // Templates are JSON.
  static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
