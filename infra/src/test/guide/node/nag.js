// Reviews templates with the AWS Solutions rules of cdk-nag and writes the findings as JSON.
// Usage: node nag.js FOUND.json TEMPLATE…
const { App, Aspects, BootstraplessSynthesizer, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks } = require('cdk-nag');
const { writeFileSync } = require('node:fs');
const { basename } = require('node:path');

const [report, ...templates] = process.argv.slice(2);
const findings = [];
const ignore = () => {};
const add = (data) => {
  const stack = Stack.of(data.resource);
  findings.push({
    stack: stack.node.id,
    resource: stack.resolve(data.resource.logicalId),
    rule: data.ruleId,
    says: data.ruleInfo ?? data.errorMessage,
  });
};

const app = new App({ outdir: 'reviewed' });
for (const template of templates) {
  const stack = new Stack(app, basename(template).split('.')[0], { synthesizer: new BootstraplessSynthesizer() });
  new CfnInclude(stack, 'Template', { templateFile: template });
}
const logger = {
  onCompliance: ignore,
  onNonCompliance: add,
  onSuppressed: ignore,
  onError: add,
  onSuppressedError: ignore,
  onNotApplicable: ignore,
};
Aspects.of(app).add(new AwsSolutionsChecks({ additionalLoggers: [logger], reports: false }));
app.synth();
writeFileSync(report, JSON.stringify(findings));
