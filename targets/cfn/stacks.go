package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// stacksOfBootstrap are the names that the first lines of the templates propose, with what each is.
func stacksOfBootstrap(p *plan.Plan) []plan.KV {
	boot := p.Bootstrap
	var out []plan.KV
	for _, s := range []struct {
		asked bool
		name  string
		what  string
	}{
		{boot.Roles != nil, "roles", "the roles"}, {boot.Bucket != nil, "bucket", "the artifact bucket"},
		{boot.Ecr != nil && boot.CodeBuild == nil, "ecr", "the image repository"}, {boot.CodeBuild != nil, "codebuild", "the CodeBuild project"},
		{boot.CodeDeploy != nil, "codedeploy", "CodeDeploy"}, {boot.Pipeline != nil, "pipeline", "the pipeline"},
	} {
		if s.asked {
			out = append(out, plan.KV{Key: p.Name + "-" + s.name, Value: s.what})
		}
	}
	return out
}

// checkStacks: no job deploys to, or deletes, a stack that a template of this target is deployed as.
func checkStacks(p *plan.Plan) diag.List {
	var out diag.List
	own := stacksOfBootstrap(p)
	noted := map[string]bool{}
	for _, j := range p.Jobs {
		for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps} {
			for i := range list {
				name := stackName(list[i].Action)
				at, path := list[i].Arg("stack")
				for _, kv := range own {
					word, possible := branchFor(name, kv.Key)
					switch {
					case name.String() == kv.Key:
						out.Add(diag.New(diag.Error, "stack-collision", at, path, kv.Key+" is the stack of "+kv.Value+
							", so the first run would replace it by the application").WithHelp("give the deployed stack another name"))
					case possible && !noted[name.String()]:
						noted[name.String()] = true
						out.Add(diag.New(diag.Note, "stack-collision", at, path, "for a branch or tag called "+word+" this is "+kv.Key+", the stack of "+kv.Value).
							WithHelp("begin the name with a word that no stack of the bootstrap begins with"))
					}
				}
			}
		}
	}
	return out
}

// stackName is the stack that an action changes; empty for one that changes none.
func stackName(a plan.Action) plan.Text {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return a.Stack
	case *plan.Sam:
		return a.Stack
	}
	return nil
}

// branchFor is the name of a branch or tag that makes a text with one such value the name of a stack.
func branchFor(t plan.Text, stack string) (string, bool) {
	at := slices.IndexFunc(t, func(p plan.Part) bool { return p.Var != 0 })
	if at < 0 || !slices.Contains([]plan.RunVar{plan.GitBranch, plan.GitBranchSlug, plan.GitTag}, t[at].Var) {
		return "", false
	}
	before, behind := t[:at].String(), t[at+1:]
	if slices.ContainsFunc(behind, func(p plan.Part) bool { return p.Var != 0 }) {
		return "", false
	}
	word, begins := strings.CutPrefix(stack, before)
	word, ends := strings.CutSuffix(word, behind.String())
	return word, begins && ends && word != ""
}
