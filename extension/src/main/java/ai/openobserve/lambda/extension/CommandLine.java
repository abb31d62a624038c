package ai.openobserve.lambda.extension;

import java.util.List;

/// The command that the arguments select.
enum CommandLine {
  RUN,
  HEALTH_CHECK,
  HEALTH_CHECK_JSON,
  VERSION,
  HELP,
  UNKNOWN;

  static final String HELP_TEXT =
      """
      o2-lambda-extension: delivers an AWS Lambda function's logs to OpenObserve.

      Lambda starts it without arguments from a layer, at extensions/o2-lambda-extension.

        --health-check, -h   check every step from the configuration to a stored record: name, TCP,
                             proxy, TLS, server, credentials, stream, test record, search.
                             Exit code 0 if no step failed, else 1; --json prints one JSON object
        --version, -v        print the version and the date of the built-in certificates
        --help               print this

      Environment, required:
        O2_ORGANIZATION_ID           organization
        O2_AUTHORIZATION_HEADER      the value of the Authorization header; or, read at run time:
        O2_AUTHORIZATION_SECRET      name or ARN of a secret that holds it, #key for a JSON value
        O2_AUTHORIZATION_PARAMETER   name or ARN of a Parameter Store parameter that holds it
      Environment, optional (default):
        O2_ENDPOINT                  base URL (https://api.openobserve.ai)
        O2_STREAM                    log stream (default)
        O2_BATCH_SIZE                most records in one request (100; a backlog up to 2000)
        O2_FLUSH_INTERVAL_MS         period of timer flushes (5000)
        O2_MAX_BUFFER_SIZE_MB        most memory for records not yet delivered (10)
        O2_REQUEST_TIMEOUT_MS        one HTTP request (30000)
        O2_MAX_RETRIES               retries after the first attempt (3)
        O2_INITIAL_RETRY_DELAY_MS    first back-off (1000)
        O2_MAX_RETRY_DELAY_MS        longest back-off (30000)
        O2_FLUSH_STRATEGY            auto, end, continuous or periodic (auto)
        O2_FLUSH_BUDGET_MS           most time added to an invocation (1000)
        O2_TELEMETRY_TYPES           platform,function,extension (all three)
        O2_COMPRESSION               gzip or none (gzip)
        O2_METADATA                  add the function's name, version, region (true)
        O2_RECORD_SHAPE              record, or message: fields that OpenObserve's search knows (record)
        O2_RECORD_ID                 an id a record, to find those that came twice (false)
        O2_SERVICE, O2_ENV           service_name (else OTEL_SERVICE_NAME) and env of every record
        O2_EXCLUDE                   records in which this RE2 pattern is found are not sent
        O2_REDACT                    what this RE2 pattern finds is replaced by [REDACTED]
        O2_MIN_LEVEL                 least level sent, where it is known: trace to error (all)
        O2_DEBUG_ON_ERROR            send what is below it too if the invocation fails (false)
        O2_TAGS                      more fields of every record: key:value,key:value
        O2_METRICS                   metrics of invocations and of delivery (false)
        O2_SECRETS_EXTENSION         read the secret through AWS's extension on port 2773 (false)
        O2_LOG_LEVEL                 error, warn, info or debug (info; else LOG_LEVEL)
        O2_FAIL_FAST                 a configuration error fails the function's start (false)
        O2_ENABLED                   false: do nothing at no cost (true)
        HTTP_PROXY, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE are honoured.
      """;

  static CommandLine of(String[] arguments) {
    if (arguments.length == 0) {
      return RUN;
    }
    if (arguments.length == 2 && List.of(arguments).contains("--json")) {
      String other = arguments[0].equals("--json") ? arguments[1] : arguments[0];
      return of(new String[] {other}) == HEALTH_CHECK ? HEALTH_CHECK_JSON : UNKNOWN;
    }
    if (arguments.length > 1) {
      return UNKNOWN;
    }
    return switch (arguments[0]) {
      case "--health-check", "-h" -> HEALTH_CHECK;
      case "--version", "-v" -> VERSION;
      case "--help" -> HELP;
      default -> UNKNOWN;
    };
  }
}
