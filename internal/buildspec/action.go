package buildspec

import "github.com/cdc-dev/cdc/compiler/plan"

// Split tells the jobs that a pipeline of the spec runs as CodeBuild actions from those that become actions of other
// services (bootstrap.pipeline). Without a pipeline every job is a build.
func Split(p *plan.Plan) (builds, actions []*plan.Job) {
	if p.Bootstrap == nil || p.Bootstrap.Pipeline == nil {
		return p.Jobs, nil
	}
	home := PipelineRegion(p)
	for _, j := range p.Jobs {
		if IsAction(j) && (j.Region == "" || home == "" || j.Region == home) {
			actions = append(actions, j)
		} else {
			builds = append(builds, j)
		}
	}
	return builds, actions
}

// PipelineRegion is the region of the pipeline: that of the first environment with one. An action in another region would
// need a bucket for its artifacts there; a build needs nothing but the region's name.
func PipelineRegion(p *plan.Plan) string {
	for _, e := range p.Environments {
		if e.Region != "" {
			return e.Region
		}
	}
	return ""
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

// nativeAction reports whether an action of the pipeline does all that the step says. Tags of a stack would have to stand
// in a file of the artifact, an empty change set is no failure there, and a deployment of CodeDeploy takes the whole
// source for its revision, has the group's configuration, and is always waited for.
func nativeAction(a plan.Action) bool {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return a.Op != "package" && len(a.Tags) == 0 && !a.FailOnEmpty
	case *plan.CodeDeploy:
		whole := a.Source == "" || a.Source == "." || a.Source == "./"
		if a.GitHub {
			whole = a.Commit.Uses(plan.GitSHA) && len(a.Commit) == 1
		}
		return whole && a.Wait && a.Config.Empty() && a.Description.Empty()
	}
	return false
}
