"""Runs the guide's program without Pulumi's engine, and prints what it would create as JSON."""

import asyncio
import json

import pulumi
from pulumi.runtime import Mocks, set_mocks

created = {}


class Cloud(Mocks):
    def new_resource(self, args):
        created[args.typ] = args.inputs
        return [args.name + "-id", dict(args.inputs, arn="arn:aws:iam::111122223333:role/" + args.name)]

    def call(self, args):
        if args.token == "aws:ssm/getParameter:getParameter":
            arn = "arn:aws:lambda:eu-west-1:111122223333:layer:openobserve-extension-x86_64:7"
            return {"name": args.args["name"], "value": arn, "insecureValue": arn, "asked": args.args}
        if args.token == "aws:secretsmanager/getSecretVersion:getSecretVersion":
            return {"secretId": args.args["secretId"], "secretString": "Basic dGVzdA=="}
        raise ValueError(args.token)


asyncio.set_event_loop(asyncio.new_event_loop())
set_mocks(Cloud())


@pulumi.runtime.test
def run():
    import snippet

    return pulumi.Output.all(
        snippet.orders.layers,
        pulumi.Output.from_input(snippet.orders.environment).is_secret(),
    ).apply(lambda values: created.update(secret=values[1]))


run()
print(json.dumps(created, default=str))
