package cfn_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets/cfn"
)

// The facts of the nine templates that `chalice generate-pipeline` (1.33) writes, in our own words: {v1, v2} × {CodeCommit,
// GitHub} × {buildspec in the template, in a file}, and v2 with `-i`, which Chalice ignores. A stack made of one is updated
// by ours only if ids, types, parameters, outputs, stages and actions are the same.
type chaliceCase struct {
	name                     string
	style                    string
	github, external, ignore bool
}

var chaliceCases = []chaliceCase{
	{"v1-codecommit", "chalice-v1", false, false, false}, {"v1-codecommit-extbuildspec", "chalice-v1", false, true, false},
	{"v1-github", "chalice-v1", true, false, false}, {"v1-github-extbuildspec", "chalice-v1", true, true, false},
	{"v2-codecommit", "chalice-v2", false, false, false}, {"v2-codecommit-i", "chalice-v2", false, false, true},
	{"v2-codecommit-extbuildspec", "chalice-v2", false, true, false},
	{"v2-github", "chalice-v2", true, false, false}, {"v2-github-extbuildspec", "chalice-v2", true, true, false},
}

// chaliceResources are the ids and types that all nine have; CodeCommit adds SourceRepository.
var chaliceResources = map[string]string{
	"ApplicationBucket": "AWS::S3::Bucket", "CodeBuildRole": "AWS::IAM::Role", "CodeBuildPolicy": "AWS::IAM::Policy",
	"AppPackageBuild": "AWS::CodeBuild::Project", "AppPipeline": "AWS::CodePipeline::Pipeline", "ArtifactBucketStore": "AWS::S3::Bucket",
	"CodePipelineRole": "AWS::IAM::Role", "CFNDeployRole": "AWS::IAM::Role",
}

// saferResources are ours alone, each with the reason.
var saferResources = map[string]string{
	"ApplicationBucketPolicy":   "refuses requests without TLS",
	"ArtifactBucketStorePolicy": "refuses requests without TLS",
	"StartPipelineRole":         "CodeCommit tells the pipeline about a push, where Chalice's source polls",
	"StartPipelineOnPush":       "CodeCommit tells the pipeline about a push, where Chalice's source polls",
}

// chaliceActions are stage/action, with provider, run order, configuration keys, inputs and outputs.
var chaliceActions = []string{
	"Build/CodeBuild Build AWS CodeBuild 1 [ProjectName] [SourceRepo] [CompiledCFNTemplate]",
	"Beta/CreateBetaChangeSet Deploy AWS CloudFormation 1 [ActionMode Capabilities ChangeSetName RoleArn StackName TemplatePath] [CompiledCFNTemplate] []",
	"Beta/ExecuteChangeSet Deploy AWS CloudFormation 2 [ActionMode ChangeSetName OutputFileName StackName] [] [AppDeploymentValues]",
}

const (
	chaliceCodeCommit = "Source/Source Source AWS CodeCommit 1 [BranchName RepositoryName] [] [SourceRepo]"
	chaliceGitHub     = "Source/Source Source ThirdParty GitHub 1 [Branch OAuthToken Owner PollForSourceChanges Repo] [] [SourceRepo]"
)

// saferKeys are keys that ours have and Chalice's have not, or have otherwise.
var saferKeys = map[string]string{
	"Source/Source PollForSourceChanges": "CodeCommit must not poll beside the rule that starts the pipeline",
}

// spec is the Chalice pipeline as a user of cdc writes it.
func (c chaliceCase) spec() string {
	source := "{codecommit: {create: true}}"
	if c.github {
		source = "{github: {token: {parameter: GithubPersonalToken}}}"
		if c.style == "chalice-v2" {
			source = "{github: {token: {secretsmanager: {id: GithubRepoAccess, key: OAuthToken}}}}"
		}
	}
	image, more := "aws/codebuild/python:3.7.1", ""
	if c.style == "chalice-v2" {
		image = "aws/codebuild/amazonlinux2023-x86_64-standard:5.0"
	}
	if c.external {
		more = "\n    buildspec: file\n    buildspec_file: ci/build.yml"
	}
	if c.ignore {
		more += "\n    build_image: aws/codebuild/standard:7.0"
	}
	return `cdc: v1
name: todo
defaults: {image: {codebuild: "` + image + `"}}
triggers: {push: {branches: master}}
jobs:
  package:
    steps:
      - chalice package /tmp/packaged
      - aws cloudformation package --template-file /tmp/packaged/sam.json --s3-bucket "$APP_S3_BUCKET" --output-template-file transformed.yaml
    artifacts: {paths: [transformed.yaml]}
  beta:
    needs: [package]
    steps:
      - cloudformation: {action: create-change-set, stack: todoBetaStack, change_set: todoChangeSet, template: transformed.yaml, capabilities: [CAPABILITY_IAM]}
      - cloudformation: {action: execute-change-set, stack: todoBetaStack, change_set: todoChangeSet, outputs: StackOutputs.json}
    artifacts: {paths: [StackOutputs.json]}
bootstrap:
  pipeline:
    style: ` + c.style + `
    source: ` + source + more + `
targets: {cfn: {format: json}}
`
}

func (c chaliceCase) parameters() map[string]string {
	out := map[string]string{"ApplicationName": "todo", "CodeBuildImage": "aws/codebuild/python:3.7.1"}
	if c.style == "chalice-v2" {
		out["CodeBuildImage"] = "aws/codebuild/amazonlinux2023-x86_64-standard:5.0"
	}
	if c.ignore {
		out["CodeBuildImage"] = "aws/codebuild/standard:7.0" // Chalice drops the choice in silence; ours obeys
	}
	if c.github {
		out["GithubOwner"], out["GithubRepoName"] = "-", "-"
		if c.style == "chalice-v1" {
			out["GithubPersonalToken"] = "-"
		} else {
			out["GithubRepoSecretId"], out["GithubRepoSecretJSONKey"] = "GithubRepoAccess", "OAuthToken"
		}
	}
	return out
}

type template struct {
	Parameters map[string]struct {
		Type    string
		Default *string
		NoEcho  bool
	}
	Resources map[string]struct {
		Type       string
		Properties json.RawMessage
	}
	Outputs map[string]struct{ Value any }
}

type pipelineProperties struct {
	Name         any
	PipelineType string
	Stages       []struct {
		Name    string
		Actions []struct {
			Name                            string
			RunOrder                        int
			ActionTypeId                    struct{ Category, Owner, Provider, Version string }
			Configuration                   map[string]any
			InputArtifacts, OutputArtifacts []struct{ Name string }
		}
	}
}

func compile(t *testing.T, spec string) template {
	t.Helper()
	s := compiler.Load("cdc.yaml", []byte(spec))
	files, found := s.Compile(cfn.Target, compiler.Options{})
	if len(files) != 1 {
		t.Fatalf("%d files: %v %v", len(files), s.Findings(), found)
	}
	var out template
	if err := json.Unmarshal(files[0].Data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestChaliceStacks compares ours with all nine.
func TestChaliceStacks(t *testing.T) {
	for _, c := range chaliceCases {
		t.Run(c.name, func(t *testing.T) {
			got := compile(t, c.spec())
			parameters := map[string]string{}
			for name, p := range got.Parameters {
				parameters[name] = "-"
				if p.Default != nil {
					parameters[name] = *p.Default
				}
				if p.Type != "String" || p.NoEcho != (name == "GithubPersonalToken") {
					t.Errorf("parameter %s: type %s, NoEcho %v", name, p.Type, p.NoEcho)
				}
			}
			if want := c.parameters(); !maps.Equal(parameters, want) {
				t.Errorf("parameters %v, want %v", parameters, want)
			}
			c.resources(t, got)
			c.actions(t, got)
		})
	}
}

func (c chaliceCase) resources(t *testing.T, got template) {
	want := maps.Clone(chaliceResources)
	outputs := []string{"CFNDeployRoleArn", "CodeBuildRoleArn", "CodePipelineRoleArn", "S3ApplicationBucket", "S3PipelineBucket"}
	if !c.github {
		want["SourceRepository"] = "AWS::CodeCommit::Repository"
		outputs = append(outputs, "SourceRepoURL")
	}
	for id, r := range got.Resources {
		if want[id] != r.Type && saferResources[id] == "" {
			t.Errorf("%s is a %s; Chalice has %q, and there is no reason for ours", id, r.Type, want[id])
		}
		delete(want, id)
	}
	if len(want) > 0 {
		t.Errorf("Chalice's %v are missing, and the stack would lose them", want)
	}
	if names := slices.Sorted(maps.Keys(got.Outputs)); !slices.Equal(names, outputs) {
		t.Errorf("outputs %v, want %v", names, outputs)
	}
	project := string(got.Resources["AppPackageBuild"].Properties)
	if c.external != strings.Contains(project, `"BuildSpec": "ci/build.yml"`) || !c.external && !strings.Contains(project, "phases:") {
		t.Errorf("the buildspec of %s", project)
	}
	for _, part := range []string{`"Fn::Sub": "${ApplicationName}Build"`, `"Name": "APP_S3_BUCKET"`, `"Ref": "CodeBuildImage"`, "BUILD_GENERAL1_SMALL", "LINUX_CONTAINER"} {
		if !strings.Contains(project, part) {
			t.Errorf("AppPackageBuild lacks %s", part)
		}
	}
}

func (c chaliceCase) actions(t *testing.T, got template) {
	var p pipelineProperties
	if err := json.Unmarshal(got.Resources["AppPipeline"].Properties, &p); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(p.Name) != "map[Fn::Sub:${ApplicationName}Pipeline]" || p.PipelineType != "" {
		t.Errorf("the pipeline is %v of type %q; another name would replace it", p.Name, p.PipelineType)
	}
	want := []string{chaliceCodeCommit}
	if c.github {
		want = []string{chaliceGitHub}
	}
	want = append(want, chaliceActions...)
	var have []string
	for _, s := range p.Stages {
		for _, a := range s.Actions {
			name := s.Name + "/" + a.Name
			var keys []string
			for _, k := range slices.Sorted(maps.Keys(a.Configuration)) {
				if saferKeys[name+" "+k] != "" && !c.github {
					continue
				}
				keys = append(keys, k)
			}
			have = append(have, fmt.Sprintf("%s %s %s %s %d %v %s %s", name, a.ActionTypeId.Category, a.ActionTypeId.Owner, a.ActionTypeId.Provider,
				a.RunOrder, keys, list(a.InputArtifacts), list(a.OutputArtifacts)))
			for _, k := range []string{"StackName", "ChangeSetName"} {
				if v := a.Configuration[k]; v != nil && !strings.Contains(fmt.Sprint(v), "Fn::Sub:${ApplicationName}") {
					t.Errorf("%s: %s is %v, which does not follow the parameter", name, k, v)
				}
			}
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("actions\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}

func list(all []struct{ Name string }) string {
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = a.Name
	}
	return fmt.Sprint(names)
}

// TestChaliceStages: jobs before and after beta are further stages, and Chalice's own stay as they are.
func TestChaliceStages(t *testing.T) {
	c := chaliceCase{style: "chalice-v2"}
	spec := strings.Replace(c.spec(), "jobs:\n", "environments: {prod: {approval: true}}\njobs:\n  unit-test:\n    steps: [pytest]\n", 1)
	spec = strings.Replace(spec, "  package:\n", "  package:\n    needs: [unit-test]\n", 1)
	spec = strings.Replace(spec, "bootstrap:", "  prod:\n    environment: prod\n    when: {branches: master}\n    needs: [package, {job: beta, artifacts: false}]\n    steps:\n"+
		"      - cloudformation: {action: deploy, stack: todoProdStack, template: transformed.yaml, capabilities: [CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND]}\nbootstrap:", 1)
	var p pipelineProperties
	if err := json.Unmarshal(compile(t, spec).Resources["AppPipeline"].Properties, &p); err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, s := range p.Stages {
		for _, a := range s.Actions {
			have = append(have, s.Name+"/"+a.Name)
		}
	}
	want := "Source/Source UnitTest/unit-test Build/CodeBuild Beta/CreateBetaChangeSet Beta/ExecuteChangeSet Prod/Approve Prod/Deploy"
	if got := strings.Join(have, " "); got != want {
		t.Errorf("actions %s, want %s", got, want)
	}
}
