"""Two functions of two architectures, and the guide's helper."""

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_

from snippet import send_to_openobserve

app = cdk.App(outdir="cdk.out")
stack = cdk.Stack(app, "Shop")
for architecture in (lambda_.Architecture.X86_64, lambda_.Architecture.ARM_64):
    function = lambda_.Function(
        stack,
        "Orders-" + architecture.name,
        runtime=lambda_.Runtime.PYTHON_3_13,
        architecture=architecture,
        handler="index.handler",
        code=lambda_.Code.from_inline("def handler(event, context): pass"),
    )
    send_to_openobserve(function)
app.synth()
