"""Runs a Python handler against a Runtime API as Lambda's managed runtime does. For local runs; never deployed.

Log lines have the managed runtime's format. The managed runtime passes a text of several lines (logging, the report of
an error) on as one framed record; this loop joins the lines with carriage returns, as Amazon's runtime interface client
does without a framed channel, so that a reader of lines sees one record.
"""

import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
NO_BREAK_SPACE = "\u00a0"


class Context:
    """What a handler is given about its invocation."""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers.get("Lambda-Runtime-Invoked-Function-Arn", "")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION", "")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME", "")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME", "")
        self._deadline_ms = int(headers.get("Lambda-Runtime-Deadline-Ms", "0"))

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))


class LineHandler(logging.Handler):
    """Writes a log call as one line, whatever its message contains."""

    request_id = ""

    def emit(self, record):
        record.aws_request_id = LineHandler.request_id
        sys.stdout.write(self.format(record).replace("\n", "\r") + "\n")


def main():
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
    sys.stderr.reconfigure(encoding="utf-8", line_buffering=True)
    lines = LineHandler()
    logging.Formatter.converter = time.gmtime
    lines.setFormatter(
        logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
        )
    )
    logging.getLogger().addHandler(lines)
    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as error:  # whatever the module raises while it is imported
        report("init/error", error)
        sys.exit(1)
    while True:
        serve(handler)


def load(name):
    module, function = name.rsplit(".", 1)
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    return getattr(importlib.import_module(module.replace("/", ".")), function)


def serve(handler):
    headers, event = call("GET", "invocation/next")
    context = Context(headers)
    LineHandler.request_id = context.aws_request_id
    os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
    try:
        answer = json.dumps(handler(json.loads(event), context), ensure_ascii=False)
    except Exception as error:  # the handler's own, or an answer that is not JSON
        report(f"invocation/{context.aws_request_id}/error", error, context.aws_request_id)
    else:
        call("POST", f"invocation/{context.aws_request_id}/response", answer)


def report(path, error, request_id=""):
    kind = type(error).__name__
    stack = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    trace = traceback.format_list(stack)
    lines = [f"[ERROR] {kind}: {error}", "Traceback (most recent call last):"]
    for entry in trace:
        for line in entry.splitlines():
            text = line.lstrip(" ")
            lines.append(NO_BREAK_SPACE * (len(line) - len(text)) + text)
    sys.stdout.write("\r".join(lines) + "\n")
    body = {"errorMessage": str(error), "errorType": kind, "requestId": request_id, "stackTrace": trace}
    call("POST", path, json.dumps(body), {"Lambda-Runtime-Function-Error-Type": kind})


def call(method, path, body=None, headers=None):
    # No timeout: the next event may take any time, including a freeze.
    connection = http.client.HTTPConnection(API)
    try:
        data = None if body is None else body.encode("utf-8")
        connection.request(method, f"/2018-06-01/runtime/{path}", data, headers or {})
        response = connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {answer.decode('utf-8', 'replace')}")
        return response.headers, answer
    finally:
        connection.close()


if __name__ == "__main__":
    try:
        main()
    except (ConnectionError, http.client.HTTPException):
        sys.exit(0)  # The environment is gone.
