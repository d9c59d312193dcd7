package diag

import "strings"

// Codes that only the CloudFormation templates have.
var cfnCodes = []Info{
	{
		Code: "bootstrap-missing", Level: Note, Target: "cfn",
		Title: "There is nothing to write for cfn.",
		Why:   "The cfn target writes what must exist in the accounts before the first run: roles, the artifact bucket, a pipeline. A spec asks for them under `bootstrap`.",
		Bad:   "cdc: v1\nname: hello\njobs:\n  hello:\n    steps: [make]\ntargets: {cfn: {}}\n",
		Good:  cfnRolesGood,
	},
	{
		Code: "admin-policy", Level: Warning, Target: "cfn",
		Title: "A role may do anything.",
		Why:   "Whoever can change the pipeline, or a template that it deploys, on any branch, can then read, change and delete everything in the accounts, and make new administrators.",
		Bad:   cfnRoles("execution: {managed_policies: [\"arn:aws:iam::aws:policy/AdministratorAccess\"]}"),
		Good:  cfnRolesGood,
	},
	{
		Code: "execution-role-empty", Level: Warning, Target: "cfn",
		Title: "CloudFormation's role may do nothing.",
		Why:   "CloudFormation makes the resources of a template under this role. What the template creates cannot be derived from the spec, so it must be listed.",
		Bad:   cfnRoles(""),
		Good:  cfnRolesGood,
	},
	{
		Code: "roles-without-account", Level: Error, Target: "cfn",
		Title: "No environment has an account and a role.",
		Why:   "roles.yml makes the roles that environments name, in the accounts that they name.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    steps: [make]\nbootstrap: {roles: {trust: {account: \"210987654321\"}}}\ntargets: {cfn: {}}\n",
		Good:  cfnRolesGood,
	},
	{
		Code: "template-too-large", Level: Error, Target: "cfn",
		Title: "A template is larger than CloudFormation takes.",
		Why:   "CloudFormation takes a template of 51,200 bytes as a text (CloudFormation User Guide, \"Quotas\"). A larger one must be uploaded to a bucket first, which a bootstrap cannot ask for.",
	},
	{
		Code: "raw-new-resource", Level: Warning, Target: "cfn",
		Title: "A raw override adds a resource.",
		Why:   "The resource exists on this target only; nothing of what cdc derives or checks knows it.",
		Bad:   cfnRaw("{roles: {Extra: {Type: \"AWS::SNS::Topic\"}}}"),
		Good:  cfnRolesGood,
	},
}

// cfnRoles is a spec with bootstrap.roles and one line more below it.
func cfnRoles(more string) string {
	if more != "" {
		more = "\n    " + more
	}
	return `cdc: v1
name: shop
environments:
  prod: {account: "222222222222", region: eu-west-1, roles: {assume: ci-deploy, execution: ci-stack}}
jobs:
  deploy:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: shop, template: shop.yml}}]
bootstrap:
  roles:
    trust: {account: "210987654321", condition: {StringLike: {"aws:userid": "AROAEXAMPLERUNNER:*"}}}` + more + `
targets: {cfn: {}}
`
}

// cfnRaw is the good spec with raw overrides.
func cfnRaw(raw string) string {
	return strings.Replace(cfnRolesGood, "{cfn: {}}", "{cfn: {raw: "+raw+"}}", 1)
}

const cfnRolesGood = `cdc: v1
name: shop
environments:
  prod: {account: "222222222222", region: eu-west-1, roles: {assume: ci-deploy, execution: ci-stack}}
jobs:
  deploy:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: shop, template: shop.yml}}]
bootstrap:
  roles:
    trust: {account: "210987654321", condition: {StringLike: {"aws:userid": "AROAEXAMPLERUNNER:*"}}}
    execution: {permissions: ["s3:CreateBucket", "s3:PutBucketPolicy"]}
targets: {cfn: {}}
`
