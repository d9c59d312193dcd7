package buildspec

import "github.com/cdc-dev/cdc/compiler/plan"

// Split tells the jobs that a pipeline of the spec runs as CodeBuild actions from those that become actions of other
// services (bootstrap.pipeline). Without a pipeline every job is a build.
func Split(p *plan.Plan) (builds, actions []*plan.Job) {
	if p.Bootstrap == nil || p.Bootstrap.Pipeline == nil {
		return p.Jobs, nil
	}
	for _, j := range p.Jobs {
		if IsAction(j) {
			actions = append(actions, j)
		} else {
			builds = append(builds, j)
		}
	}
	return builds, actions
}

// IsAction reports whether every step of the job has an action of its own in CodePipeline: a stack, a change set, a
// deployment of CodeDeploy (AWS CodePipeline User Guide, "Action structure reference"). What a shell must do needs a
// build.
func IsAction(j *plan.Job) bool {
	if len(j.Steps) == 0 || len(j.Install)+len(j.Before)+len(j.OnSuccess)+len(j.OnFailure)+len(j.Always) > 0 || j.Matrix != nil {
		return false
	}
	for i := range j.Steps {
		if j.Steps[i].ContinueOnError || !nativeAction(j.Steps[i].Action) {
			return false
		}
	}
	return true
}

func nativeAction(a plan.Action) bool {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return a.Op != "package"
	case *plan.CodeDeploy:
		return true
	}
	return false
}
