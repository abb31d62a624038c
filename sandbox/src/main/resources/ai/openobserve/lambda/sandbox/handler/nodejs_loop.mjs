// Runs a Node.js handler against a Runtime API as Lambda's managed runtime does. For local runs; never deployed.
//
// console.* has the managed runtime's format: time, request ID and level before the text, or one JSON object if
// AWS_LAMBDA_LOG_FORMAT=JSON. The managed runtime passes a text of several lines on as one framed record; this loop joins
// the lines with carriage returns, as Amazon's runtime interface client does without a framed channel, so that a reader
// of lines sees one record.
import { existsSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import util from "node:util";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const json = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === "JSON";
let requestId;

class EnvironmentGone extends Error {}

for (const [method, level] of Object.entries({
  trace: "TRACE", debug: "DEBUG", log: "INFO", info: "INFO", warn: "WARN", error: "ERROR",
})) {
  console[method] = (...parameters) => {
    const timestamp = new Date().toISOString();
    const line = json
      ? JSON.stringify(
          { timestamp, level, requestId, message: parameters.length === 1 ? parameters[0] : util.format(...parameters) },
          (_, value) => (value instanceof Error ? described(value, "stackTrace") : value))
      : `${timestamp}\t${requestId}\t${level}\t${util.format(...parameters)}`;
    process.stdout.write(line.replace(/\n/g, "\r") + "\n");
  };
}

try {
  const handler = await load(process.env._HANDLER);
  for (;;) {
    await serve(handler);
  }
} catch (error) {
  if (error instanceof EnvironmentGone) {
    process.exit(0);
  }
  logError("Init Error", error);
  await report("init/error", error);
  process.exit(1);
}

async function load(name) {
  const [, file, exported] = /^(.*)\.([^.]+)$/.exec(name);
  const module = [".mjs", ".js", ".cjs"]
    .map((extension) => path.join(process.env.LAMBDA_TASK_ROOT, file + extension))
    .find(existsSync);
  if (!module) {
    throw new Error(`Cannot find module '${file}'`);
  }
  const handler = (await import(pathToFileURL(module)))[exported];
  if (typeof handler !== "function") {
    throw new Error(`${name} is undefined or not exported`);
  }
  return handler;
}

async function serve(handler) {
  const { headers, body } = await call("GET", "invocation/next");
  requestId = headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"] ?? "";
  let answer;
  try {
    answer = JSON.stringify((await handler(JSON.parse(body), context(headers))) ?? null);
  } catch (error) {
    logError("Invoke Error", error);
    await report(`invocation/${requestId}/error`, error);
    return;
  }
  await call("POST", `invocation/${requestId}/response`, answer);
}

function context(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"] ?? 0);
  return {
    awsRequestId: requestId,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function logError(title, thrown) {
  const error = asError(thrown);
  if (json) {
    console.error(error);
  } else {
    console.error(title, "\t" + JSON.stringify(described(error, "stack")));
  }
}

function report(where, thrown) {
  const { name, message, stack } = asError(thrown);
  return call("POST", where, JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split("\n") }), {
    "Lambda-Runtime-Function-Error-Type": name,
  });
}

function asError(thrown) {
  return thrown instanceof Error ? thrown : new Error(thrown);
}

function described(error, stackField) {
  return { errorType: error.name, errorMessage: error.message, ...error, [stackField]: error.stack.split("\n") };
}

// node:http, whose requests have no timeout: the next event may take any time, including a freeze.
function call(method, where, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, method, path: `/2018-06-01/runtime/${where}`, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", (error) => reject(new EnvironmentGone(error.message)));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.statusCode >= 300) {
          reject(new Error(`${method} ${where}: ${response.statusCode} ${text}`));
        } else {
          resolve({ headers: response.headers, body: text });
        }
      });
    });
    request.on("error", (error) => reject(new EnvironmentGone(error.message)));
    request.end(body);
  });
}
