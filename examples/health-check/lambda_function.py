"""Runs the extension's health check where the function runs, prints it, and returns it."""

import json
import subprocess

EXECUTABLE = ["/opt/extensions/o2-lambda-extension"]


def handler(event, context):
    command = [*EXECUTABLE, "--health-check", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=115)
    report = json.loads(run.stdout)
    for step in report["steps"]:
        print(f'{step["result"]:8}{step["step"]}: {step["detail"]} ({step["ms"]} ms)')
    print("Healthy" if report["healthy"] else f'Next: {report["next"]}')
    return report
