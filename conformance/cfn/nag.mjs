// Prints what cdk-nag's AwsSolutions pack finds in the templates named on the command line, as JSON.
// The first argument is the package.json from whose place modules are found.
import { createRequire } from "node:module";
const require = createRequire(process.argv[2]);
const { App, Aspects, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");
const { AwsSolutionsChecks } = require("cdk-nag");
const found = [];
const logger = {
  onCompliance() {}, onSuppressed() {},
  onNonCompliance(x) { found.push({ path, rule: x.ruleId + (x.findingId ? "[" + x.findingId + "]" : ""), resource: x.resource.logicalId ?? x.resource.node.id, message: x.ruleInfo }); },
  onError(x) { found.push({ path, rule: x.ruleId, resource: x.resource.node.id, message: "cannot be evaluated: " + x.errorMessage }); },
  onNotApplicable() {}, onSuppressedError() {},
};
let path;
for (path of process.argv.slice(3)) {
  const app = new App();
  const stack = new Stack(app, "Judged");
  new CfnInclude(stack, "Template", { templateFile: path });
  Aspects.of(app).add(new AwsSolutionsChecks({ additionalLoggers: [logger], reports: false }));
  app.synth();
}
console.log(JSON.stringify(found));
