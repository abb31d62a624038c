package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.FunctionIdentity;
import ai.openobserve.lambda.sandbox.internal.model.RoleKeys;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The variables of the child processes, as Lambda sets them.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">reserved
///   variables</a>
public final class LambdaEnvironment {
  /// The variables that a child inherits from this machine.
  private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");

  private static final Set<String> HIDDEN_FROM_EXTENSIONS =
      Set.of(
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_EXECUTION_ENV",
          "_HANDLER");

  private final SandboxOptions options;
  private final String runtimeApi;

  /// @param runtimeApi host and port of the API server
  public LambdaEnvironment(SandboxOptions options, String runtimeApi) {
    this.options = options;
    this.runtimeApi = runtimeApi;
  }

  /// What an extension sees.
  Map<String, String> ofExtension() {
    Map<String, String> all = common();
    all.keySet().removeAll(HIDDEN_FROM_EXTENSIONS);
    return all;
  }

  /// What the runtime sees.
  Map<String, String> ofRuntime(Function.RuntimeProcess process) {
    Map<String, String> all = common();
    all.putAll(process.environment());
    process
        .taskRoot()
        .ifPresent(root -> all.put("LAMBDA_TASK_ROOT", root.toAbsolutePath().toString()));
    return all;
  }

  private Map<String, String> common() {
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, String> machine = new HashMap<>(System.getenv());
    INHERITED.stream()
        .filter(machine::containsKey)
        .forEach(name -> all.put(name, machine.getOrDefault(name, "")));
    all.putIfAbsent("TZ", ":UTC");
    all.putAll(options.environment());
    FunctionIdentity identity = options.identity();
    all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    all.put("AWS_LAMBDA_FUNCTION_NAME", identity.name());
    all.put("AWS_LAMBDA_FUNCTION_VERSION", identity.version());
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(identity.memorySizeMb()));
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", options.flavour().initializationType());
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + identity.name());
    all.put(
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "2026/01/01/[%s]%s"
            .formatted(identity.version(), UUID.randomUUID().toString().replace("-", "")));
    all.put("AWS_LAMBDA_LOG_FORMAT", options.logFormat().value());
    all.put("AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023");
    all.put("AWS_REGION", identity.region());
    all.put("AWS_DEFAULT_REGION", identity.region());
    all.put("AWS_ACCESS_KEY_ID", RoleKeys.SANDBOX.accessKeyId());
    all.put("AWS_SECRET_ACCESS_KEY", RoleKeys.SANDBOX.secretAccessKey());
    all.put("AWS_SESSION_TOKEN", RoleKeys.SANDBOX.sessionToken());
    all.put("_HANDLER", identity.handler());
    all.put("LAMBDA_TASK_ROOT", "/var/task");
    all.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    if (options.flavour() == Flavour.MANAGED_INSTANCES) {
      all.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(options.maxConcurrency()));
    }
    return all;
  }
}
