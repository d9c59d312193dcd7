package lower

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// Context is what a typed step takes from its job.
type Context struct {
	// Region is the region of every AWS call; empty when the spec names none.
	Region string
	// ExecutionRole is the role that CloudFormation works under; empty: the caller's.
	ExecutionRole string
	// InRoot reports whether the shell certainly stands in the repository's root, so that a path may be written as it is.
	InRoot bool
}

// file is a path of the repository, as a command in the job's directory must write it.
func (c Context) file(path string) plan.Text {
	if c.InRoot || strings.HasPrefix(path, "/") {
		return plan.Lit(path)
	}
	if path == "." {
		return plan.Run(plan.Workspace)
	}
	return plan.Join(plan.Run(plan.Workspace), plan.Lit("/"+path))
}

// Step writes the commands of a typed step.
func Step(a plan.Action, c Context) []plan.Command {
	switch a := a.(type) {
	case *plan.Docker:
		return c.docker(a)
	case *plan.CloudFormation:
		return c.cloudFormation(a)
	case *plan.Sam:
		return c.sam(a)
	case *plan.CodeDeploy:
		return c.codeDeploy(a)
	case *plan.Ecs:
		return c.ecs(a)
	case *plan.Lambda:
		return c.lambda(a)
	case *plan.S3Sync:
		return c.s3Sync(a)
	case *plan.StartBuild:
		return c.startBuild(a)
	case *plan.Message:
		return []plan.Command{Slack(a.Via.Webhook, a.Via.Channel, a.Text)}
	}
	return nil
}

// ReadsFiles reports whether a typed step reads a file of the workspace, and so needs a checkout or an artifact.
func ReadsFiles(a plan.Action) bool {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return a.Template != ""
	case *plan.CodeDeploy:
		return !a.GitHub
	case *plan.Lambda:
		return a.Zip != ""
	case *plan.Ecs, *plan.StartBuild, *plan.Message:
		return false
	case *plan.Sam:
		return a.Op != "delete"
	}
	return true
}

// Tools returns the programs that a typed step calls, beside sh and what POSIX demands.
func Tools(a plan.Action) []string {
	switch a := a.(type) {
	case *plan.Docker:
		return []string{"docker"}
	case *plan.Sam:
		return []string{"sam"}
	case *plan.Ecs:
		return []string{"aws", "jq"}
	case *plan.Message:
		return []string{"curl"}
	case *plan.CloudFormation, *plan.CodeDeploy, *plan.Lambda, *plan.S3Sync, *plan.StartBuild:
		_ = a
		return []string{"aws"}
	}
	return nil
}
