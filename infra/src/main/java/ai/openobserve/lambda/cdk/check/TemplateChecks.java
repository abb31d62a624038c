package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.report.Problems;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyValidationStack;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/// Checks the functions of one stage in the written templates, which show property overrides;
/// constructs do not.
final class TemplateChecks implements IPolicyValidationPlugin {
  private static final TypeReference<Map<String, Object>> JSON = new TypeReference<>() {};

  private final List<Wiring> wirings = new ArrayList<>();

  private TemplateChecks() {}

  /// Makes the synth of the construct's stage run these checks.
  static TemplateChecks in(IConstruct construct) {
    TemplateChecks checks = new TemplateChecks();
    Stage stage = Stage.of(construct);
    if (stage != null) {
      Validations.of(stage).addPlugins(checks);
    }
    return checks;
  }

  void add(Wiring wiring) {
    wirings.add(wiring);
  }

  @Override
  public String getName() {
    return "OpenObserveLayer";
  }

  @Override
  public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
    Map<String, Path> paths = new HashMap<>();
    for (PolicyValidationStack stack : context.getStackTemplates()) {
      paths.put(stack.getStackConstructPath(), Path.of(stack.getTemplatePath()));
    }
    Map<Path, Map<?, ?>> templates = new HashMap<>();
    List<PolicyViolation> violations = new ArrayList<>();
    for (Wiring wiring : wirings) {
      TargetFunction target = wiring.target();
      Path top = paths.get(target.layerStack().getNode().getPath());
      if (top != null) {
        Path path = top.resolveSibling(target.templateFile());
        Map<?, ?> template = templates.computeIfAbsent(path, TemplateChecks::read);
        violations.addAll(violations(wiring, path, template));
      }
    }
    return PolicyValidationPluginReport.builder()
        .success(violations.isEmpty())
        .violations(violations)
        .build();
  }

  private static List<PolicyViolation> violations(Wiring wiring, Path path, Map<?, ?> template) {
    TargetFunction target = wiring.target();
    String id = target.logicalId();
    if (!(at(template, "Resources", id, "Properties") instanceof Map<?, ?> properties)) {
      return List.of();
    }
    Problems problems = new Problems();
    FinalChecks.of(wiring, state(target, properties), problems);
    return problems.list().stream()
        .map(problem ->
            PolicyViolation.builder()
                .ruleName("openobserve-layer")
                .description(target.path() + ": " + problem)
                .fix("Remove the property override, or exclude the function")
                .severity("error")
                .violatingResources(
                    List.of(
                        PolicyViolatingResource.builder()
                            .constructPath(target.path())
                            .resourceLogicalId(id)
                            .templatePath(path.toString())
                            .locations(List.of("Resources/" + id + "/Properties"))
                            .build()))
                .build())
        .toList();
  }

  private static FunctionState state(TargetFunction target, Map<?, ?> properties) {
    Map<String, Object> environment = new HashMap<>();
    if (at(properties, "Environment", "Variables") instanceof Map<?, ?> variables) {
      variables.forEach((name, value) -> environment.put(String.valueOf(name), value));
    } else if (properties.get("Environment") instanceof Map<?, ?>) {
      // An intrinsic function such as a condition: its value is known only at deployment.
      environment.putAll(target.state().environment());
    }
    return new FunctionState(
        FunctionState.layers(properties.get("Layers")),
        FunctionState.architecture(properties.get("Architectures")),
        environment);
  }

  private static @Nullable Object at(Map<?, ?> json, String... names) {
    Object value = json;
    for (String name : names) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static Map<?, ?> read(Path template) {
    try {
      return new ObjectMapper().readValue(template.toFile(), JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
