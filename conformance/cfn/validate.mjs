// Prints what @aws/cloudformation-validate finds in the templates named on the command line, as JSON: warnings and worse, and how many templates it judged.
// The first argument is the package.json from whose place modules are found.
import { createRequire } from "node:module";
const { RegoEngine, TemplateFile } = createRequire(process.argv[2])("@aws/cloudformation-validate");
const engine = new RegoEngine();
const found = [];
let judged = 0;
for (const path of process.argv.slice(3)) {
  for (const d of engine.validateStandard(new TemplateFile(path)).diagnostics) {
    if (d.severity === "INFO") continue;
    found.push({ path, rule: d.ruleId, resource: d.resourceId ?? "", message: d.message });
  }
  judged++;
}
engine.free();
console.log(JSON.stringify({ judged, found }));
