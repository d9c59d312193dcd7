package cfn

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// codedeploy is what CodeDeploy deploys to: the application, the group of machines by their tags, the service's role, and
// a managed policy with what the deployer's keys need.
func codedeploy(b *builder) *template {
	c := b.boot.CodeDeploy
	if c == nil {
		return nil
	}
	t := &template{description: b.plan.Name + " - CodeDeploy application, deployment group, and what the deployer may do"}
	t.head = []string{"", "Deploy in the account of the machines:", "  " + b.deployLine("codedeploy", b.region(), "CAPABILITY_IAM")}
	role := emit.Value(emit.Str(c.Role))
	switch {
	case c.Role == "":
		serviceRoleOfCodeDeploy(t)
		role = getAtt("ServiceRole", "Arn")
	case !strings.HasPrefix(c.Role, "arn:"): // a group wants the ARN
		role = arn("iam::${AWS::AccountId}:role/" + subText(c.Role))
	}
	n := needs{here: true}
	for _, j := range b.plan.Jobs {
		n.job(b.plan, j)
	}
	seen := map[string]bool{}
	for _, a := range deployments(b.plan) {
		app, group := pattern(a.Application), pattern(a.Group)
		if id := camel(app); !seen[id] {
			seen[id] = true
			t.resource(id, "AWS::CodeDeploy::Application", emit.Map{
				{Key: "ApplicationName", Value: emit.Str(app)}, {Key: "ComputePlatform", Value: emit.Str("Server")}})
		}
		if id := camel(app) + camel(group); !seen[id] {
			seen[id] = true
			t.resource(id, "AWS::CodeDeploy::DeploymentGroup", deploymentGroup(app, group, role, c.Tags))
		}
	}
	var all []statement
	for _, s := range n.statements() {
		if svc := service(s.actions[0]); svc == "codedeploy" || svc == "s3" {
			all = append(all, s)
		}
	}
	t.resource("DeployerPolicy", "AWS::IAM::ManagedPolicy", emit.Map{
		{Key: "Description", Value: emit.Str("What the keys of the deployer need; attach it to their user or role")},
		{Key: "PolicyDocument", Value: document(all...)},
	})
	t.output("DeployerPolicyArn", ref("DeployerPolicy"), "Attach it to the user or role whose keys the pipeline has")
	return t
}

func serviceRoleOfCodeDeploy(t *template) {
	t.resource("ServiceRole", "AWS::IAM::Role", emit.Map{
		{Key: "AssumeRolePolicyDocument", Value: document(trustService(emit.Str("codedeploy.amazonaws.com")))},
		{Key: "ManagedPolicyArns", Value: emit.Seq{arn("iam::aws:policy/service-role/AWSCodeDeployRole")}},
	})
}

// deployments are the CodeDeploy steps of the jobs.
func deployments(p *plan.Plan) []*plan.CodeDeploy {
	var out []*plan.CodeDeploy
	for _, j := range p.Jobs {
		for _, s := range j.Steps {
			if a, ok := s.Action.(*plan.CodeDeploy); ok {
				out = append(out, a)
			}
		}
	}
	return out
}

// deploymentGroup finds the machines by their tags; a deployment that fails is rolled back.
func deploymentGroup(app, group string, role emit.Value, tags []plan.KV) emit.Map {
	m := emit.Map{{Key: "ApplicationName", Value: ref(camel(app))}, {Key: "DeploymentGroupName", Value: emit.Str(group)},
		{Key: "ServiceRoleArn", Value: role},
		{Key: "AutoRollbackConfiguration", Value: emit.Map{{Key: "Enabled", Value: emit.Bool(true)}, {Key: "Events", Value: emit.Strs("DEPLOYMENT_FAILURE")}}}}
	var sets emit.Seq
	for _, kv := range tags { // every tag must hold, so each is a group of its own
		sets = append(sets, emit.Map{{Key: "Ec2TagGroup", Value: emit.Seq{emit.Map{{Key: "Key", Value: emit.Str(kv.Key)},
			{Key: "Value", Value: emit.Str(kv.Value)}, {Key: "Type", Value: emit.Str("KEY_AND_VALUE")}}}}})
	}
	if len(sets) > 0 {
		m.Add("Ec2TagSet", emit.Map{{Key: "Ec2TagSetList", Value: sets}})
	}
	return m
}
