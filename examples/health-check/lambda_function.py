"""Runs the extension's health check where the function runs, prints it, and returns it."""

import json
import subprocess

EXECUTABLE = ["/opt/extensions/o2-lambda-extension"]


def handler(event, context):
    report = check([*EXECUTABLE, "--health-check", "--json"])
    for step in report["steps"]:
        print(f'{step["result"]:8}{step["step"]}: {step["detail"]} ({step["ms"]} ms)')
    print("Healthy" if report["healthy"] else f'Next: {report["next"]}')
    return report


def check(command):
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=115)
        return json.loads(run.stdout)
    except OSError as error:
        return not_run(str(error), "Attach the layer of the function's architecture")
    except subprocess.TimeoutExpired:
        return not_run("no answer within 115 s", "Lower O2_REQUEST_TIMEOUT_MS")
    except json.JSONDecodeError:
        said = (run.stderr or run.stdout).strip()
        return not_run(f"exit code {run.returncode}: {said}", "Attach the newest layer")


def not_run(detail, advice):
    step = {"step": "executable", "result": "failed", "detail": detail, "next": advice, "ms": 0}
    return {"settings": [], "steps": [step], "healthy": False, "next": advice}
