package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.report.Given;
import ai.openobserve.lambda.cdk.report.Problems;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Size;

/// The settings that both builders, the construct's and the props', share: one method for each of
/// the extension's variables. If a method is not called, the extension's default applies.
///
/// Values are checked here and reported together by [OpenObserveLayer].
///
/// @param <B> the builder itself
public abstract class OpenObserveSettings<B extends OpenObserveSettings<B>> {
  private final ExtensionVariables variables = new ExtensionVariables();
  private @Nullable OpenObserveAuthorization authorization;
  private @Nullable OpenObserveLayerSource layer;
  private boolean includeCdkFunctions;

  OpenObserveSettings() {}

  abstract B self();

  /// The organization in OpenObserve. Required.
  public B organizationId(String organizationId) {
    variables.checked("O2_ORGANIZATION_ID", organizationId);
    return self();
  }

  /// The `Authorization` header, for example [OpenObserveAuthorization#atRuntime(ISecret)].
  /// Required.
  public B authorization(OpenObserveAuthorization authorization) {
    this.authorization = authorization;
    return self();
  }

  /// Whether to request a credential that is read at run time from the AWS Parameters and Secrets
  /// extension first, which caches it, if the function has that layer too; `false` by default.
  public B secretsExtension(boolean secretsExtension) {
    variables.text(ExtensionVariables.SECRETS_EXTENSION, Boolean.toString(secretsExtension));
    return self();
  }

  /// Where the layer comes from; the zips in this library's jar by default.
  public B layer(OpenObserveLayerSource layer) {
    this.layer = layer;
    return self();
  }

  /// Whether `addToAll` and mixins also change the functions that the CDK creates for its own
  /// custom resources, such as those of the provider framework, `AwsCustomResource` and
  /// `BucketDeployment`; `false` by default.
  public B includeCdkFunctions(boolean includeCdkFunctions) {
    this.includeCdkFunctions = includeCdkFunctions;
    return self();
  }

  /// Base URL of OpenObserve, including any path prefix; `https://api.openobserve.ai` by default.
  public B endpoint(String endpoint) {
    variables.checked("O2_ENDPOINT", endpoint);
    return self();
  }

  /// The log stream; `default` by default. OpenObserve stores its name in lower case.
  public B stream(String stream) {
    variables.checked("O2_STREAM", stream);
    return self();
  }

  /// Maximum number of records in one request; 100 by default, more when there is a backlog.
  public B batchSize(int batchSize) {
    variables.number("O2_BATCH_SIZE", batchSize);
    return self();
  }

  /// Interval between timed flushes; 5 s by default.
  public B flushInterval(Duration flushInterval) {
    variables.milliseconds("O2_FLUSH_INTERVAL_MS", flushInterval);
    return self();
  }

  /// Maximum memory for records not yet delivered; 10 MiB by default.
  public B maxBufferSize(Size maxBufferSize) {
    variables.mebibytes("O2_MAX_BUFFER_SIZE_MB", maxBufferSize);
    return self();
  }

  /// Maximum time for one request; 30 s by default.
  public B requestTimeout(Duration requestTimeout) {
    variables.milliseconds("O2_REQUEST_TIMEOUT_MS", requestTimeout);
    return self();
  }

  /// Retries after the first attempt; 3 by default.
  public B maxRetries(int maxRetries) {
    variables.number("O2_MAX_RETRIES", maxRetries);
    return self();
  }

  /// First retry delay; 1 s by default.
  public B initialRetryDelay(Duration initialRetryDelay) {
    variables.milliseconds("O2_INITIAL_RETRY_DELAY_MS", initialRetryDelay);
    return self();
  }

  /// Longest retry delay; 30 s by default.
  public B maxRetryDelay(Duration maxRetryDelay) {
    variables.milliseconds("O2_MAX_RETRY_DELAY_MS", maxRetryDelay);
    return self();
  }

  /// When to deliver; [FlushStrategy#AUTO] by default.
  public B flushStrategy(FlushStrategy flushStrategy) {
    variables.choice("O2_FLUSH_STRATEGY", flushStrategy == null ? null : flushStrategy.value());
    return self();
  }

  /// Maximum time that delivery may add to one invocation; 1 s by default.
  public B flushBudget(Duration flushBudget) {
    variables.milliseconds("O2_FLUSH_BUDGET_MS", flushBudget);
    return self();
  }

  /// What to forward; all three types by default.
  public B telemetryTypes(TelemetryType first, TelemetryType... more) {
    variables.text(
        "O2_TELEMETRY_TYPES",
        Stream.concat(
                Stream.of(Given.notNull("telemetryTypes: the type", first)),
                Given.noneNull("telemetryTypes: the types", more).stream())
            .distinct()
            .map(TelemetryType::value)
            .collect(Collectors.joining(",")));
    return self();
  }

  /// Compression of request bodies; [Compression#GZIP] by default.
  public B compression(Compression compression) {
    variables.choice("O2_COMPRESSION", compression == null ? null : compression.value());
    return self();
  }

  /// Whether records include the function's name, version, Region and so on; `true` by default.
  public B metadata(boolean metadata) {
    variables.text("O2_METADATA", Boolean.toString(metadata));
    return self();
  }

  /// How records are stored: as received, or with fields that OpenObserve's search knows.
  public B recordShape(RecordShape recordShape) {
    variables.choice("O2_RECORD_SHAPE", recordShape == null ? null : recordShape.value());
    return self();
  }

  /// Whether every record gets an ID, with which a query finds records that were stored twice.
  public B recordId(boolean recordId) {
    variables.text("O2_RECORD_ID", Boolean.toString(recordId));
    return self();
  }

  /// The `service_name` field of every record.
  public B service(String service) {
    variables.checked("O2_SERVICE", service);
    return self();
  }

  /// The `env` field of every record.
  public B env(String env) {
    variables.checked("O2_ENV", env);
    return self();
  }

  /// Additional fields for every record, as `key:value,key:value`.
  public B tags(String tags) {
    variables.checked("O2_TAGS", tags);
    return self();
  }

  /// A pattern in RE2 syntax: records that contain a match are not sent.
  public B exclude(String pattern) {
    variables.checked("O2_EXCLUDE", pattern);
    return self();
  }

  /// A pattern in RE2 syntax: every match in a record is replaced.
  public B redact(String pattern) {
    variables.checked("O2_REDACT", pattern);
    return self();
  }

  /// The lowest level that is sent, for records whose level is known.
  public B minLevel(RecordLevel minLevel) {
    variables.choice("O2_MIN_LEVEL", minLevel == null ? null : minLevel.value());
    return self();
  }

  /// Whether records below [#minLevel(RecordLevel)] are sent if their invocation fails.
  public B debugOnError(boolean debugOnError) {
    variables.text("O2_DEBUG_ON_ERROR", Boolean.toString(debugOnError));
    return self();
  }

  /// Whether metrics about invocations and delivery are sent too; `false` by default.
  public B metrics(boolean metrics) {
    variables.text("O2_METRICS", Boolean.toString(metrics));
    return self();
  }

  /// How much the extension itself logs; [LogLevel#INFO] by default.
  public B logLevel(LogLevel logLevel) {
    variables.choice("O2_LOG_LEVEL", logLevel == null ? null : logLevel.value());
    return self();
  }

  /// Whether a configuration error fails the function's init; `false` by default.
  public B failFast(boolean failFast) {
    variables.text("O2_FAIL_FAST", Boolean.toString(failFast));
    return self();
  }

  /// Whether the extension does anything at all; `true` by default.
  public B enabled(boolean enabled) {
    variables.text("O2_ENABLED", Boolean.toString(enabled));
    return self();
  }

  /// Any other variable for the functions, for example one of a newer extension.
  public B environment(String name, String value) {
    variables.other(name, value);
    return self();
  }

  /// Checks all settings together.
  ///
  /// @throws IllegalArgumentException with everything that is wrong
  OpenObserveLayerProps toProps() {
    Problems problems = new Problems();
    variables.requireOrderedRetryDelays();
    problems.addAll(variables.problems());
    if (variables.isMissing(ExtensionVariables.ORGANIZATION_ID)) {
      problems.add("organizationId is required: the name of the organization in OpenObserve");
    }
    if (authorization == null) {
      problems.add("authorization is required, for example OpenObserveAuthorization.atRuntime(…)");
    } else if (variables.isSet(ExtensionVariables.SECRETS_EXTENSION)
        && authorization.stored().isEmpty()) {
      problems.add(
          "secretsExtension has no effect on this authorization, which functions do not read at run"
              + " time: use OpenObserveAuthorization.atRuntime(…)");
    }
    problems.throwIfAny("Invalid OpenObserveLayer configuration");
    return new OpenObserveLayerProps(
        Objects.requireNonNull(authorization),
        layer == null ? OpenObserveLayerSource.bundled() : layer,
        variables.values(),
        includeCdkFunctions);
  }
}
