package conformance

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Traps of pipelines in CloudFormation.
var cfnTraps = []trapCase{
	{
		70, "parameters-of-an-action", byActions(parametersOf),
		written("cfn/pipeline.yml", naivePipeline("", "{ActionMode: CHANGE_SET_REPLACE, StackName: orders, ChangeSetName: r, ParameterOverrides: 'Stage=prod'}")),
		"no JSON: Stage=prod",
		emitted("cfn", pipelineSpec("Stage: prod")), "Stage=prod",
	},
	{
		70, "parameters-beyond-a-kilobyte", byActions(parametersOf),
		written("cfn/pipeline.yml", naivePipeline("", "{ActionMode: CHANGE_SET_REPLACE, StackName: orders, ChangeSetName: r, ParameterOverrides: '{\"V\": \""+strings.Repeat("v", 1100)+"\"}'}")),
		"1109 bytes of 1024",
		finds("cfn", pipelineSpec("V: "+strings.Repeat("v", 1100)), "parameters-limit"), "error[parameters-limit] jobs.change.steps[0].cloudformation.parameters",
	},
	{
		71, "role-of-the-execution", byActions(rolesOf),
		written("cfn/pipeline.yml", naivePipeline("",
			"{ActionMode: CHANGE_SET_REPLACE, StackName: orders, ChangeSetName: r}",
			"{ActionMode: CHANGE_SET_EXECUTE, StackName: orders, ChangeSetName: r, RoleArn: 'arn:aws:iam::333333333333:role/orders-cloudformation'}")),
		"CHANGE_SET_REPLACE by the pipeline as nobody; CHANGE_SET_EXECUTE by the pipeline as nobody",
		emitted("cfn", pipelineSpec("Stage: prod")),
		"CHANGE_SET_REPLACE by 333333333333 orders-deploy as 333333333333 orders-cloudformation; CHANGE_SET_EXECUTE by 333333333333 orders-deploy as 333333333333 orders-cloudformation",
	},
	{
		71, "role-of-the-action-only", byActions(rolesOf),
		written("cfn/pipeline.yml", naivePipeline("RoleArn: 'arn:aws:iam::333333333333:role/orders-deploy'",
			"{ActionMode: CHANGE_SET_REPLACE, StackName: orders, ChangeSetName: r}", "{ActionMode: CHANGE_SET_EXECUTE, StackName: orders, ChangeSetName: r}")),
		"CHANGE_SET_REPLACE by 333333333333 orders-deploy as nobody; CHANGE_SET_EXECUTE by 333333333333 orders-deploy as nobody",
		emitted("cfn", pipelineSpec("Stage: prod")),
		"CHANGE_SET_REPLACE by 333333333333 orders-deploy as 333333333333 orders-cloudformation; CHANGE_SET_EXECUTE by 333333333333 orders-deploy as 333333333333 orders-cloudformation",
	},
	{
		72, "key-of-another-account", acrossAccounts,
		written("cfn/pipeline.yml", naivePipeline("RoleArn: 'arn:aws:iam::333333333333:role/orders-deploy', InputArtifacts: [{Name: package}]", "{ActionMode: CREATE_UPDATE, StackName: orders}")),
		"333333333333 orders-deploy cannot decrypt the artifacts",
		emitted("cfn", pipelineSpec("Stage: prod")), "every account reads the artifacts",
	},
	{
		72, "key-without-the-role", acrossAccounts,
		written("cfn/pipeline.yml", strings.Replace(naivePipeline("RoleArn: 'arn:aws:iam::333333333333:role/orders-deploy', InputArtifacts: [{Name: package}]", "{ActionMode: CREATE_UPDATE, StackName: orders}"),
			"ArtifactStore: {", "ArtifactStore: {EncryptionKey: {Type: KMS, Id: !GetAtt Key.Arn}, ", 1)+
			"  Key:\n    Type: AWS::KMS::Key\n    Properties: {KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}]}}\n"),
		"333333333333 orders-deploy cannot decrypt the artifacts",
		emitted("cfn", pipelineSpec("Stage: prod")), "every account reads the artifacts",
	},
	{
		72, "policy-before-its-roles", rolesFirst,
		written("cfn/pipeline.yml", naivePipeline("", "{ActionMode: CREATE_UPDATE, StackName: orders}")+
			"  Policy:\n    Type: AWS::S3::BucketPolicy\n    Properties: {Bucket: b, PolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: ['arn:aws:iam::333333333333:role/orders-deploy']}, Action: 's3:GetObject', Resource: '*'}]}}\n"),
		"Invalid principal in policy: orders-deploy",
		emitted("cfn", pipelineSpec("Stage: prod")), "cfn/pipeline.yml: the roles are there: orders-deploy",
	},
}

// pipelineSpec is a pipeline of one account that deploys into another.
func pipelineSpec(parameters string) string {
	return `cdc: v1
name: orders
triggers: {push: {branches: main}}
defaults: {image: {codebuild: "aws/codebuild/standard:7.0"}, region: eu-west-1, roles: {assume: orders-deploy, execution: orders-cloudformation}}
environments: {prod: {account: 333333333333, branches: main}}
artifact_bucket: orders-artifacts
jobs:
  package:
    access: prod
    steps: [{cloudformation: {action: package, template: app.yml, output: packaged.yml}}]
    artifacts: {paths: [packaged.yml]}
  change:
    needs: [package]
    access: prod
    steps: [{cloudformation: {action: create-change-set, stack: orders, change_set: r, template: packaged.yml, parameters: {` + parameters + `}}}]
  release:
    needs: [change]
    environment: prod
    steps: [{cloudformation: {action: execute-change-set, stack: orders, change_set: r}}]
bootstrap:
  roles: {trust: {account: 111111111111}, execution: {permissions: ["lambda:*"]}}
  bucket: {expire: 90 days}
  pipeline: {source: {codecommit: {create: true}}}
`
}

// naivePipeline has an action for each configuration; each has a further key.
func naivePipeline(key string, configurations ...string) string {
	var actions []string
	for i, c := range configurations {
		action := fmt.Sprintf("{Name: a%d, RunOrder: %d, ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: '1'}, Configuration: %s", i, i+1, c)
		if key != "" {
			action += ", " + key
		}
		actions = append(actions, action+"}")
	}
	return "Resources:\n  Pipeline:\n    Type: AWS::CodePipeline::Pipeline\n    Properties: {ArtifactStore: {Type: S3, Location: b}, Stages: [{Name: prod, Actions: [" +
		strings.Join(actions, ", ") + "]}]}\n"
}

// deployments are the CloudFormation actions of the pipelines, in their order.
func deployments(t *testing.T, f files) (out []map[string]any) {
	t.Helper()
	eachPipeline(t, f, func(_ map[string]any, p any) {
		for _, stage := range listOf(dig(p, "Stages")) {
			for _, a := range listOf(dig(stage, "Actions")) {
				if dig(a, "ActionTypeId", "Provider") == "CloudFormation" {
					out = append(out, mapOf(a))
				}
			}
		}
	})
	return out
}

func eachPipeline(t *testing.T, f files, do func(template map[string]any, pipeline any)) {
	t.Helper()
	for _, path := range sorted(f) {
		template := templateOf(t, file{Path: path, Data: []byte(f[path])})
		for _, r := range resources(template) {
			if dig(r, "Type") == "AWS::CodePipeline::Pipeline" {
				do(template, dig(r, "Properties"))
			}
		}
	}
}

// byActions says something of the CloudFormation actions of a pipeline.
func byActions(say func(actions []map[string]any) string) trapJudge {
	return trapJudge{"model of CodePipeline's manual", func(t *testing.T, f files) string {
		t.Helper()
		return say(deployments(t, f))
	}}
}

// parametersOf are what the actions pass: JSON, of 1 KB at most ("CloudFormation deploy action reference", ParameterOverrides).
func parametersOf(actions []map[string]any) string {
	var out []string
	for _, a := range actions {
		text := str(dig(a, "Configuration", "ParameterOverrides"))
		var values map[string]string
		switch err := json.Unmarshal([]byte(text), &values); {
		case text == "":
		case len(text) > 1024:
			out = append(out, fmt.Sprintf("%d bytes of 1024", len(text)))
		case err != nil:
			out = append(out, "no JSON: "+text)
		default:
			for _, k := range sorted(values) {
				out = append(out, k+"="+values[k])
			}
		}
	}
	return strings.Join(out, "; ")
}

var roleARN = regexp.MustCompile(`^arn:[^:]+:iam::([0-9]+):role/(.+)$`)

func roleName(v any, none string) string {
	if m := roleARN.FindStringSubmatch(str(v)); m != nil {
		return m[1] + " " + m[2]
	}
	return none
}

// rolesOf says by whom each action calls CloudFormation, which is the action's RoleArn ("CodePipeline pipeline structure reference",
// roleArn), and as whom CloudFormation then works: the RoleArn of the configuration, which CHANGE_SET_EXECUTE ignores in
// favour of the one that the change set was made with ("CloudFormation deploy action reference", RoleArn).
func rolesOf(actions []map[string]any) string {
	made := map[string]string{}
	var out []string
	for _, a := range actions {
		c := dig(a, "Configuration")
		mode, set := str(dig(c, "ActionMode")), str(dig(c, "StackName"))+"/"+str(dig(c, "ChangeSetName"))
		as := roleName(dig(c, "RoleArn"), "nobody")
		if mode == "CHANGE_SET_EXECUTE" {
			as = made[set]
		}
		made[set] = as
		out = append(out, fmt.Sprintf("%s by %s as %s", mode, roleName(a["RoleArn"], "the pipeline"), as))
	}
	return strings.Join(out, "; ")
}

// acrossAccounts says whether the role of every action that works in another account can read what the pipeline hands it: the
// artifacts are encrypted with the store's key, and without one with S3's own, which no other account may use ("Create a
// pipeline in CodePipeline that uses resources from another AWS account").
var acrossAccounts = trapJudge{"model of CodePipeline's manual", func(t *testing.T, f files) string {
	t.Helper()
	var refused []string
	eachPipeline(t, f, func(template map[string]any, p any) {
		key := ""
		if got := listOf(dig(p, "ArtifactStore", "EncryptionKey", "Id", "Fn::GetAtt")); len(got) == 2 {
			key = str(got[0])
		}
		var readers []string
		for _, s := range listOf(dig(resources(template)[key], "Properties", "KeyPolicy", "Statement")) {
			if actions := listOf(dig(s, "Action")); slices.Contains(actions, any("kms:Decrypt")) {
				for _, who := range listOf(dig(s, "Principal", "AWS")) {
					readers = append(readers, roleName(who, ""))
				}
			}
		}
		for _, a := range deployments(t, f) {
			who := roleName(a["RoleArn"], "")
			if who != "" && len(listOf(a["InputArtifacts"])) > 0 && !slices.Contains(readers, who) {
				refused = append(refused, who)
			}
		}
	})
	if refused != nil {
		return strings.Join(refused, ", ") + " cannot decrypt the artifacts"
	}
	return "every account reads the artifacts"
}}

// rolesFirst deploys the templates in the order that their first lines ask for: a policy of a bucket or a key is refused while a
// role that it names does not exist (IAM user guide, "AWS JSON policy elements: Principal": IAM transforms the ARN to the
// role's id when the policy is saved).
var rolesFirst = trapJudge{"model of IAM's manual", func(t *testing.T, f files) string {
	t.Helper()
	template := templateOf(t, file{Path: "cfn/pipeline.yml", Data: []byte(f["cfn/pipeline.yml"])})
	there := map[string]bool{}
	if strings.Contains(strings.SplitN(f["cfn/pipeline.yml"], "\nAWSTemplate", 2)[0], "deploy cfn/roles.yml in every account first") {
		for _, r := range resources(templateOf(t, file{Path: "cfn/roles.yml", Data: []byte(f["cfn/roles.yml"])})) {
			there[str(dig(r, "Properties", "RoleName"))] = true
		}
	}
	named := map[string]bool{}
	for _, r := range resources(template) {
		for _, policy := range []string{"PolicyDocument", "KeyPolicy"} {
			for _, s := range listOf(dig(r, "Properties", policy, "Statement")) {
				for _, who := range listOf(dig(s, "Principal", "AWS")) {
					if m := roleARN.FindStringSubmatch(str(who)); m != nil {
						named[m[2]] = true
					}
				}
			}
		}
	}
	names := sorted(named)
	for _, name := range names {
		if !there[name] {
			return "Invalid principal in policy: " + name
		}
	}
	return "cfn/pipeline.yml: the roles are there: " + strings.Join(names, ", ")
}}
