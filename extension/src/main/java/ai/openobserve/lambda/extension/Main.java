package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.config.AuthorizationSetting;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ConfigurationException;
import ai.openobserve.lambda.extension.config.SecretSource;
import ai.openobserve.lambda.extension.config.Setting;
import ai.openobserve.lambda.extension.credentials.AuthorizationSource;
import ai.openobserve.lambda.extension.credentials.RuntimeAuthorization;
import ai.openobserve.lambda.extension.credentials.SecretClient;
import ai.openobserve.lambda.extension.delivery.Connections;
import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import ai.openobserve.lambda.extension.delivery.Visits;
import ai.openobserve.lambda.extension.health.HealthCheck;
import ai.openobserve.lambda.extension.health.Report;
import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.metrics.MetricLabels;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.ElapsedTime;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Wires everything; the only place that reads environment variables and the system's clocks, and
/// that exits.
public final class Main {
  private static final String MANAGED_INSTANCES = "lambda-managed-instances";

  /// Time for our first `/next`, out of the 10 s of Lambda's init phase.
  private static final Duration INIT = Duration.ofSeconds(8);

  private final Map<String, String> environment;
  private final Clocks clocks;
  private final Log log;

  private Main(Map<String, String> environment, Clocks clocks, Log log) {
    this.environment = environment;
    this.clocks = clocks;
    this.log = log;
  }

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Log log =
        new Log(new FileOutputStream(FileDescriptor.out), Configuration.logLevel(environment));
    Clocks clocks = new Clocks(InstantSource.system(), System::nanoTime);
    System.exit(new Main(environment, clocks, log).run(CommandLine.of(arguments)));
  }

  private int run(CommandLine command) {
    return switch (command) {
      case RUN -> runExtension();
      case HEALTH_CHECK -> healthCheck(Report.text(System.out));
      case HEALTH_CHECK_JSON -> healthCheck(Report.json(System.out));
      case VERSION -> print(version(), 0);
      case HELP -> print(CommandLine.HELP_TEXT, 0);
      case UNKNOWN -> print(CommandLine.HELP_TEXT, 2);
    };
  }

  private static String version() {
    return "o2-lambda-extension "
        + BuildInfo.VERSION
        + "\nBuilt-in certificates: JDK "
        + BuildInfo.JDK
        + " of "
        + BuildInfo.JDK_DATE
        + "\n";
  }

  private static int print(String text, int exitCode) {
    System.out.print(text);
    System.out.flush();
    return exitCode;
  }

  private int runExtension() {
    String address = environment.get("AWS_LAMBDA_RUNTIME_API");
    if (address == null || address.isBlank()) {
      log.error(
          "AWS_LAMBDA_RUNTIME_API is not set: Lambda starts this program, from a layer."
              + " See --help");
      return 1;
    }
    try (LambdaApi api = new LambdaApi(address)) {
      return run(api);
    } catch (LambdaApiException e) {
      log.error("Lambda's API failed, exiting: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      log.error("The telemetry listener cannot start: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int run(LambdaApi api) throws LambdaApiException, IOException, InterruptedException {
    if (!Configuration.enabled(environment)) {
      log.info("O2_ENABLED is false: nothing is forwarded");
      new IdleExtension(api).run();
      return 0;
    }
    Configuration configuration;
    try {
      configuration = Configuration.read(environment);
    } catch (ConfigurationException e) {
      return runBroken(api, e.errors());
    }
    boolean managed = MANAGED_INSTANCES.equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
    Deadline init = Deadline.in(INIT, clocks.nanos().getAsLong());
    Flavour.Registered registered = Flavour.register(api, managed);
    Pipeline pipeline =
        Pipeline.of(
            configuration,
            client(configuration),
            metadata(configuration),
            labels(configuration),
            registered.flavour(),
            clocks,
            log);
    try {
      new Extension(api, configuration, pipeline, registered, init, clocks, log).run();
      return 0;
    } catch (LambdaApiException e) {
      tellExit(api, e);
      throw e;
    }
  }

  private int runBroken(LambdaApi api, List<String> errors) throws LambdaApiException {
    errors.forEach(error -> log.error("Configuration error: " + error));
    IdleExtension idle = new IdleExtension(api);
    if (Configuration.failFast(environment)) {
      idle.fail("Configuration error: " + String.join("; ", errors));
      return 1;
    }
    log.error("Telemetry is not forwarded until this is fixed; the function is not affected");
    idle.run();
    return 0;
  }

  private void tellExit(LambdaApi api, LambdaApiException cause) {
    try {
      api.exitError("Extension.RuntimeApiError", String.valueOf(cause.getMessage()));
    } catch (LambdaApiException e) {
      log.debug("exit/error was not accepted: " + e.getMessage());
    }
  }

  private OpenObserveClient client(Configuration configuration) {
    Connections connections = new Connections(configuration);
    return new OpenObserveClient(
        configuration, authorization(configuration, connections, log), connections, clocks.wall());
  }

  private AuthorizationSource authorization(
      Configuration configuration, Connections connections, Log lines) {
    return switch (configuration.authorization()) {
      case AuthorizationSetting.Given(Authorization authorization) ->
          AuthorizationSource.fixed(authorization);
      case AuthorizationSetting.AtRuntime(SecretSource source) ->
          new RuntimeAuthorization(
              new SecretClient(source, connections.exchange(source.proxy()), clocks.wall()),
              new ElapsedTime(clocks),
              lines);
    };
  }

  private RecordMetadata metadata(Configuration configuration) {
    if (!configuration.metadata()) {
      return RecordMetadata.NONE;
    }
    return RecordMetadata.of(
        environment.get("AWS_LAMBDA_FUNCTION_NAME"),
        environment.get("AWS_LAMBDA_FUNCTION_VERSION"),
        environment.get("AWS_REGION"),
        environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
        architecture());
  }

  private MetricLabels labels(Configuration configuration) {
    return MetricLabels.of(
        environment.get("AWS_LAMBDA_FUNCTION_NAME"),
        environment.get("AWS_LAMBDA_FUNCTION_VERSION"),
        environment.get("AWS_REGION"),
        environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
        configuration.records().fields());
  }

  /// Lambda's name for this architecture.
  private static String architecture() {
    return "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "x86_64";
  }

  private int healthCheck(Report report) {
    List<Setting> settings = Configuration.settings(environment);
    try {
      Configuration configuration = Configuration.read(environment);
      Connections connections = new Connections(configuration);
      // The check's own output says it all.
      Log silent = new Log(OutputStream.nullOutputStream(), configuration.logLevel());
      AuthorizationSource authorization = authorization(configuration, connections, silent);
      HealthCheck check =
          HealthCheck.of(
              configuration,
              settings,
              authorization,
              new Visits(configuration, connections, clocks.nanos()),
              new OpenObserveClient(configuration, authorization, connections, clocks.wall()),
              clocks,
              report);
      return check.run() ? 0 : 1;
    } catch (ConfigurationException e) {
      HealthCheck.broken(e.errors(), settings, report);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
