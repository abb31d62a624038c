package ai.openobserve.lambda.cdk.app;

import ai.openobserve.lambda.cdk.LayerStack;
import ai.openobserve.lambda.cdk.LayerStackProps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Architecture;

/// This repository's CDK app, run by the CDK CLI (cdk.json) in the repository's root.
public final class LayerApp {
  private LayerApp() {}

  public static void main(String[] args) {
    App app = new App();
    try {
      addStacks(
          app,
          AppContext.read(contextOf(app)),
          LayerStackProps.everything(),
          ExampleFunction.all(Path.of("examples")));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    app.synth();
  }

  /// Adds one layer stack per Region. The first Region's is named `LayerStack` and depends on the
  /// others, so that `cdk deploy LayerStack` publishes everywhere. The examples are in the first
  /// Region.
  static void addStacks(
      App app, AppContext context, LayerStackProps layers, List<ExampleFunction> examples) {
    LayerStackProps props =
        layers
            .architectures(context.architectures().toArray(Architecture[]::new))
            .sharedWith(context.sharing());
    List<Stack> others = new ArrayList<>();
    context.regions().stream()
        .skip(1)
        .forEach(region ->
            others.add(new LayerStack(app, "LayerStack-" + region, in(region, "layers"), props)));
    @Nullable String first = context.regions().isEmpty() ? null : context.regions().get(0);
    LayerStack stack = new LayerStack(app, "LayerStack", in(first, "layers"), props);
    others.forEach(other -> stack.getNode().addDependency(other));
    new ExamplesStack(app, "ExamplesStack", in(first, "example functions"), context, examples)
        .getNode()
        .addDependency(stack);
  }

  private static StackProps in(@Nullable String region, String what) {
    StackProps.Builder props = StackProps.builder().description("OpenObserve for Lambda: " + what);
    return region == null
        ? props.build()
        : props.env(Environment.builder().region(region).build()).build();
  }

  private static Map<String, Object> contextOf(App app) {
    @SuppressWarnings("unchecked") // Documented to be a JSON object.
    Map<String, Object> context = (Map<String, Object>) app.getNode().getAllContext();
    return context;
  }
}
