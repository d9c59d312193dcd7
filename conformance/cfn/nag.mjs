// Prints what cdk-nag's AwsSolutions pack finds in the templates named on the command line, as JSON, and how
// many it judged: a template of which no rule held, broke or did not apply counts as none.
// The first argument is the package.json from whose place modules are found.
import { createRequire } from "node:module";
const require = createRequire(process.argv[2]);
const { App, Aspects, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");
const { AwsSolutionsChecks } = require("cdk-nag");
const found = [];
const asked = new Set();
const logger = {
  onCompliance() { asked.add(path); }, onSuppressed() { asked.add(path); },
  onNonCompliance(x) { asked.add(path); found.push({ path, rule: x.ruleId + (x.findingId ? "[" + x.findingId + "]" : ""), resource: x.resource.logicalId ?? x.resource.node.id, message: x.ruleInfo }); },
  onError(x) { found.push({ path, rule: x.ruleId, resource: x.resource.node.id, message: "cannot be evaluated: " + x.errorMessage }); },
  onNotApplicable() { asked.add(path); }, onSuppressedError() {},
};
let path;
for (path of process.argv.slice(3)) {
  const app = new App();
  const stack = new Stack(app, "Judged");
  new CfnInclude(stack, "Template", { templateFile: path });
  Aspects.of(app).add(new AwsSolutionsChecks({ additionalLoggers: [logger], reports: false }));
  app.synth();
}
console.log(JSON.stringify({ judged: asked.size, found }));
