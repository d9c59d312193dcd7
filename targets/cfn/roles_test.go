package cfn_test

import (
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets/cfn"
)

// rolesSpec has an ECS step under the role of an environment, and CodeDeploy under a role that is there.
const rolesSpec = `cdc: v1
name: orders

triggers: {push: {branches: main}}

environments:
  prod: {account: "123456789012", region: eu-west-1, roles: {assume: ci-deploy}, branches: main}

jobs:
  service:
    environment: prod
    image: public.ecr.aws/aws-cli/aws-cli:2.22.0
    steps:
      - ecs: {cluster: production, service: orders, container: app, image: "acme/orders:${{ git.sha }}"}
  machines:
    access: prod
    image: public.ecr.aws/aws-cli/aws-cli:2.22.0
    steps:
      - codedeploy: {application: Orders, group: Fleet, revision: {s3: {bucket: acme-releases, key: "orders/${{ git.sha }}.zip"}}}

appspec:
  os: linux
  files: [{source: /, destination: /srv/orders}]

bootstrap:
  roles: {trust: {account: "210987654321"}}
  codedeploy: {role: CodeDeployServiceRole, tags: {Name: orders}}

targets: {gitlab: {}, cfn: {}}
`

// TestRolesOfOthers: a template has the parameter of the task roles where it refers to it, and CodeDeploy's role is an ARN.
func TestRolesOfOthers(t *testing.T) {
	s := compiler.Load("cdc.yaml", []byte(rolesSpec))
	files, found := s.Compile(cfn.Target, compiler.Options{})
	if s.Findings().HasErrors() || found.HasErrors() || len(files) != 2 {
		t.Fatalf("%d files, %v %v", len(files), s.Findings(), found)
	}
	for _, f := range files {
		text := string(f.Data)
		refers, has, tells := strings.Contains(text, "!Ref TaskRoleArns"), strings.Contains(text, "  TaskRoleArns:\n"), strings.Contains(text, "TaskRoleArns=ROLE_ARN")
		if want := f.Path == "cfn/roles.yml"; refers != want || has != want || tells != want {
			t.Errorf("%s: refers to the task roles %v, has the parameter %v, says how to give it %v", f.Path, refers, has, tells)
		}
		if f.Path == "cfn/codedeploy.yml" && !strings.Contains(text, "ServiceRoleArn: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/CodeDeployServiceRole\n") {
			t.Errorf("CodeDeploy's role is no ARN:\n%s", text)
		}
	}
}
