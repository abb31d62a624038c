// Two functions, one per architecture, and the guide's helper.
import * as cdk from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';

import { sendToOpenObserve } from './snippet';

const app = new cdk.App({ outdir: 'cdk.out' });
const stack = new cdk.Stack(app, 'Shop');
for (const architecture of [lambda.Architecture.X86_64, lambda.Architecture.ARM_64]) {
  const fn = new lambda.Function(stack, `Orders-${architecture.name}`, {
    runtime: lambda.Runtime.NODEJS_22_X,
    architecture,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {}'),
  });
  sendToOpenObserve(fn);
}
app.synth();
