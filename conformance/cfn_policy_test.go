package conformance

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// answer is the reason why a finding of a policy judge is none, or is not ours to mend.
type answer struct {
	rule   string // of the judge, as a regular expression for the whole of it
	where  string // cases as a regular expression; empty: everywhere
	reason string
	used   bool
}

// policyFinding is one finding of a judge of policies.
type policyFinding struct{ Path, Rule, Resource, Message string }

// judgePolicies fails for every finding without an answer, and for every answer without a finding.
func judgePolicies(t *testing.T, found []policyFinding, answers []answer) {
	t.Helper()
	for _, f := range found {
		if i := slices.IndexFunc(answers, func(a answer) bool {
			return matches(a.rule, f.Rule) && (a.where == "" || matches(a.where, strings.SplitN(f.Path, "/", 2)[0]))
		}); i >= 0 {
			answers[i].used = true
			continue
		}
		t.Errorf("%s: %s: %s: %s", f.Path, f.Resource, f.Rule, f.Message)
	}
	for _, a := range answers {
		if a.reason == "" {
			t.Errorf("%s: an answer needs its reason", a.rule)
		}
		if !a.used && os.Getenv("CDC_GOLDEN") == "" {
			t.Errorf("%s (%s): nothing is found any more that this answers", a.rule, a.where)
		}
	}
}

func matches(pattern, text string) bool {
	return regexp.MustCompile(`^(?:` + pattern + `)$`).MatchString(text)
}

// copies writes the templates under names that hold no case, and returns their paths with what each is.
func copies(t *testing.T) (paths []string, names map[string]string) {
	t.Helper()
	dir := t.TempDir()
	names = map[string]string{}
	for i, f := range goldens(t, isTemplate) {
		path := filepath.Join(dir, strconv.Itoa(i)+filepath.Ext(f.Path))
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
		names[path] = f.Name()
	}
	return paths, names
}

// judged runs a script of cfn/ over the templates, and reads its findings and how many templates it says it judged.
func judged(t *testing.T, script string, paths []string, names map[string]string) ([]policyFinding, int) {
	t.Helper()
	root, err := filepath.Abs("package.json")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool(t, "node"), append([]string{"--no-warnings", filepath.Join("cfn", script), root}, paths...)...)
	out, err := cmd.Output()
	var said struct {
		Judged int
		Found  []policyFinding
	}
	if jsonErr := json.Unmarshal(out, &said); jsonErr != nil {
		t.Fatalf("%s: %v, %v\n%.2000s", script, err, jsonErr, out)
	}
	for i := range said.Found {
		said.Found[i].Path = names[said.Found[i].Path]
	}
	return said.Found, said.Judged
}

// TestCloudFormationValidate: AWS's own validator finds nothing. Its notes (that a name is create-only, that a resource
// could have tags) are about every template.
func TestCloudFormationValidate(t *testing.T) {
	module(t, "@aws/cloudformation-validate/index.js")
	start := time.Now()
	paths, names := copies(t)
	found, n := judged(t, "validate.mjs", paths, names)
	judgePolicies(t, found, []answer{
		{rule: "W2509", reason: "the parameter is the name of a secret, and not the secret; the names in the chalice styles are Chalice's"},
	})
	report(t, "@aws/cloudformation-validate", version(t, "@aws/cloudformation-validate"), n, len(paths), start)
}

func version(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(module(t, name+"/package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var p struct{ Version string }
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatal(err)
	}
	return p.Version
}

// TestCdkNag: the AwsSolutions rules of cdk-nag find nothing that is not answered here.
func TestCdkNag(t *testing.T) {
	module(t, "cdk-nag/package.json")
	module(t, "aws-cdk-lib/package.json")
	start := time.Now()
	paths, names := copies(t)
	found, n := judged(t, "nag.mjs", paths, names)
	judgePolicies(t, found, []answer{
		{rule: `AwsSolutions-S1`, reason: "access logs go to a bucket that the account has; which one, a spec does not say"},
		{rule: `AwsSolutions-S2`, where: "cfn-raw", reason: "the author weakens the bucket by a raw override, and cdc warns"},
		{rule: `AwsSolutions-CB4`, reason: "CodeBuild encrypts with the key of S3; a key of its own is made where another account reads"},
		{rule: `AwsSolutions-CB5`, where: "pipeline-connection", reason: "the author asks for that image"},
		{rule: `AwsSolutions-CB5`, where: "chalice-v1|chalice-v2|cfn-json", reason: "the image is a parameter, as Chalice has it, so the rule cannot read it"},
		{rule: `AwsSolutions-L1`, reason: "python3.14 is the newest that cfn-lint knows, and not every region has a newer one"},
		{rule: `AwsSolutions-SMG4`, where: "pipeline-github", reason: "GitHub keeps the other half of the webhook's secret, and would not learn of a new one"},
		{rule: `AwsSolutions-IAM4\[Policy::.*AWSCodeDeployRole\]`, reason: "the policy that CodeDeploy's manual gives to its service role; it follows the service"},
		{rule: `AwsSolutions-IAM4\[Policy::.*AdministratorAccess\]`, where: "sam-multi-account", reason: "the author asks for it, and cdc warns (admin-policy)"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:s3:::(my-ci-bucket/aws-news|orders-artifacts/orders|shop-artifacts/shop|shop-(staging|prod)-artifacts|(orders|web)-pipeline-<CIAccountID>(/packages)?)/\*\]`,
			reason: "the objects of one bucket, under the pipeline's prefix where it has one"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:stack/aws-news-\*/\*\]`, where: "sam-multi-account", reason: "review apps are named by their branches"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:kms:eu-(west|central)-1:<CIAccountID>:key/\*\]`, where: "pipeline-change-set|pipeline-jobs|pipeline-store", reason: "the key is made after the roles; it is used through S3 only, and its own policy names the roles"},
		{rule: `AwsSolutions-IAM5\[Resource::<(ApplicationBucket|ArtifactBucketStore|ArtifactStore)\.Arn>/\*\]`, reason: "the objects of a bucket of this template"},
		{rule: `AwsSolutions-IAM5\[Resource::<ArtifactStore\.Arn>/cache/[a-z-]+\*\]`, reason: "the cache of one project, whose keys CodeBuild makes"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:stack/[^*]*/\*\]`, reason: "the random id behind the name of one stack"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:(function:|rule/|role/)<ApplicationName>(Beta|Prod)Stack-\*\]`, reason: "the random end of names that CloudFormation makes in one stack"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:apigateway:.*\]`, reason: "a REST API has a random id, and its ARN no name"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:log-group:/aws/codebuild/<ApplicationName>(Build|Test):\*\]`, reason: "the streams of one log group"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:report-group/orders-\*\]`, reason: "CodeBuild makes a group for each report, under the project's name"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:deploymentconfig:\*\]`, reason: "the group names its configuration; reading any is all that is allowed"},
		{rule: `AwsSolutions-IAM5\[Resource::.*:s3:::demo-revisions/demo/\*\.zip\]`, reason: "the commit stands in the key"},
		{rule: `AwsSolutions-IAM5\[Resource::\*\]`, where: "ecr-ecs-slack|ecr-repository", reason: "ecr:GetAuthorizationToken and the task definitions of ECS know no resources"},
		{rule: `AwsSolutions-IAM5\[(Resource::\*|Action::lambda:\*)\]`, where: "pipeline-change-set|pipeline-jobs|pipeline-store|cfn-raw", reason: "the author lists the actions of CloudFormation's role, which no step names"},
	})
	report(t, "cdk-nag", version(t, "cdk-nag"), n, len(paths), start)
}

// TestCfnGuard: the Control Tower rules of CloudFormation Guard find nothing that is not answered here.
func TestCfnGuard(t *testing.T) {
	root := filepath.Dir(module(t, "@cdklabs/cdk-validator-cfnguard/package.json"))
	arch := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]
	start := time.Now()
	paths, names := copies(t)
	args := []string{"validate", "--rules", filepath.Join(root, "rules/control-tower/cfn-guard"), "--output-format", "json", "--show-summary", "none", "--structured"}
	for _, p := range paths {
		args = append(args, "--data", p)
	}
	out, err := exec.Command(filepath.Join(root, "bin/ubuntu", arch, "cfn-guard"), args...).Output()
	var all []struct {
		Name         string
		NotCompliant []struct{ Rule map[string]any } `json:"not_compliant"`
	}
	if jsonErr := json.Unmarshal(out, &all); jsonErr != nil {
		t.Fatalf("cfn-guard: %v, %v\n%.2000s", err, jsonErr, out)
	}
	var found []policyFinding
	for _, f := range all {
		for _, r := range f.NotCompliant {
			name, _ := r.Rule["name"].(string)
			for _, id := range guardResources(r.Rule) {
				found = append(found, policyFinding{Path: names[f.Name], Rule: strings.TrimSuffix(name, "_check"), Resource: id})
			}
		}
	}
	judgePolicies(t, found, []answer{
		{rule: "s3_bucket_logging_enabled", reason: "access logs go to a bucket that the account has; which one, a spec does not say"},
		{rule: "s3_bucket_default_encryption_kms", reason: "S3's own key; a customer's key is made where another account reads artifacts"},
		{rule: "s3_event_notifications_enabled", reason: "nobody waits for the objects of a pipeline"},
		{rule: "s3_bucket_object_lock_enabled", reason: "artifacts are thrown away by lifecycle rules, which a lock forbids"},
		{rule: "s3_bucket_policy_ssl_requests_only", reason: "the statement is there; the rule reads Fn::Join and no Fn::Sub (TestTemplateBuckets finds it)"},
		{rule: "s3_bucket_level_public_access_prohibited|s3_bucket_versioning_enabled", where: "cfn-raw", reason: "the author weakens the bucket by a raw override"},
		{rule: "cloudwatch_log_group_retention_period", reason: "logs of builds are kept for 90 days; they are no trail of an audit"},
		{rule: "cloudwatch_log_group_encrypted", reason: "CloudWatch encrypts logs with a key of its own"},
		{rule: "codebuild_project_environment_privileged", reason: "only where a job uses docker"},
		{rule: "ecr_private_tag_immutability_enabled", where: "ecr-ecs-slack|ecr-repository", reason: "the jobs move tags such as latest, and a second run of a commit pushes the tag of that commit again"},
		{rule: "lambda_function_public_access_prohibited", reason: "SourceArn is set; the rule does not read Fn::GetAtt in the short form"},
		{rule: "lambda_inside_vpc", reason: "the functions call Slack and AWS; a VPC would need a NAT gateway for that"},
		{rule: "iam_inline_policy_no_statements_with_full_access", where: "pipeline-change-set|pipeline-jobs", reason: "the author lists lambda:* for CloudFormation's role"},
		{rule: "kms_create_grant_aws_service", where: "pipeline-change-set|pipeline-jobs|pipeline-store", reason: "the statement that leaves the key to the account's own policies (AWS KMS Developer Guide, \"Default key policy\")"},
	})
	report(t, "cfn-guard", output(t, filepath.Join(root, "bin/ubuntu", arch, "cfn-guard"), "--version"), len(all), len(paths), start)
}

// guardResources are the resources that a failed rule names.
func guardResources(v any) []string {
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				if s, ok := x.(string); ok && k == "path" && strings.HasPrefix(s, "/Resources/") {
					if id := strings.Split(s, "/")[2]; !slices.Contains(out, id) {
						out = append(out, id)
					}
				}
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(v)
	slices.Sort(out)
	if len(out) == 0 {
		out = []string{""}
	}
	return out
}
