package cfn

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// What a build of CodeBuild does not have. The target codebuild says the same of its buildspecs; here it is said of those
// that the templates hold.

// built are the uses by jobs that a build of a template runs. Beside a project of its own there is a buildspec in the
// repository, and its target says what it lacks.
func built(p *plan.Plan, uses []plan.Use) []plan.Use {
	if !inPipeline(p) || !p.Bootstrap.Pipeline.Inline {
		return nil
	}
	f := flowOf(p)
	var out []plan.Use
	for _, u := range uses {
		if u.Job != nil && slices.Contains(f.buildJobs, u.Job) {
			out = append(out, u)
		}
	}
	return out
}

func sayArtifactCondition(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range built(p, uses) {
		if u.Detail == "failure" {
			out.Add(find(diag.Warning, "artifact-condition-lost", u, "a build hands on what is there behind every run that passes, and nothing behind one that fails"))
		}
	}
	return out
}

func sayDotenv(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range built(p, uses) {
		out.Add(find(diag.Warning, "dotenv-lost", u, "an action of CodePipeline reads no variables from a file, so the jobs behind "+u.Job.Name+" do not have them").
			WithHelp("hand the file on under `artifacts` and read it in a step"))
	}
	return out
}

func sayCheckout(p *plan.Plan, uses []plan.Use) diag.List {
	all := built(p, uses)
	if len(all) == 0 {
		return nil
	}
	return diag.List{find(diag.Warning, "checkout-lost", all[0], "a build in a pipeline gets the files of the commit as an archive: no history, no submodules, no large files")}
}

// sayTimeouts: a build takes 5 minutes to 36 hours (AWS CodeBuild User Guide, "Quotas").
func sayTimeouts(p *plan.Plan, uses []plan.Use) diag.List {
	if !runsJobs(p) {
		return nil
	}
	builds := p.Jobs
	if inPipeline(p) {
		builds = flowOf(p).buildJobs
	}
	var out diag.List
	for _, u := range uses {
		if u.Job == nil || u.Job.Timeout == nil || !slices.Contains(builds, u.Job) {
			continue
		}
		t := u.Job.Timeout
		u.At = t.At
		switch {
		case slices.ContainsFunc(out, func(d diag.Diagnostic) bool { return d.Range == u.At }):
		case t.Seconds < 300:
			out.Add(find(diag.Warning, "timeout-raised", u, "CodeBuild's shortest timeout is 5 minutes; 5 minutes is used"))
		case t.Seconds > 36*3600:
			out.Add(find(diag.Error, "timeout-limit", u, "CodeBuild's longest timeout is 36 hours").WithHelp("write 36 hours or less, or split the job"))
		}
	}
	return out
}

// sayRetries: on-failure starts a build again whose commands failed, and nothing else.
func sayRetries(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range built(p, uses) {
		r := u.Job.Retry
		if r == nil || slices.ContainsFunc(out, func(d diag.Diagnostic) bool { return d.Range == u.At }) {
			continue
		}
		if len(r.When) == 0 {
			out.Add(find(diag.Note, "retry-lost", u, "CodeBuild starts a build again when a command failed, not when its machine is lost or its time is over"))
		}
		if i := slices.IndexFunc(r.When, func(s string) bool { return s != "failure" }); i >= 0 {
			lost := map[string]string{"infrastructure": "its machine is lost", "timeout": "its time is over"}[r.When[i]]
			out.Add(find(diag.Warning, "retry-lost", u, "CodeBuild cannot start a build again after "+lost+"; a person can retry the stage"))
		}
	}
	return out
}

// sayConcurrency: a stage of a pipeline is locked by the run in it, and two runs can be in two stages at once. A project
// can refuse a second build, but not let it wait (AWS CodeBuild API Reference, Project: concurrentBuildLimit).
func sayConcurrency(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if u.Env == nil || !u.Env.Serial {
			continue
		}
		if inPipeline(p) {
			out.Add(stagesApart(p, u)...)
		}
		if p.Bootstrap != nil && p.Bootstrap.CodeBuild != nil && (&builder{plan: p, boot: p.Bootstrap}).deploysTo(u.Env) {
			out.Add(buildsApart(p, u))
		}
	}
	return out
}

func stagesApart(p *plan.Plan, u plan.Use) diag.List {
	var in []string
	for _, s := range flowOf(p).stages {
		if slices.ContainsFunc(s.jobs, func(j placed) bool { return j.job.Deploys && j.job.Env == u.Env }) {
			in = append(in, s.name)
		}
	}
	if len(in) < 2 {
		return nil
	}
	level := diag.Warning
	if u.Env.SerialWritten {
		level = diag.Error
	}
	return diag.List{find(level, "concurrency-lost", u, "the stages "+and(in)+" deploy to "+u.Env.Name+", and CodePipeline lets one run be in each of them at the same time").
		WithHelp("give these jobs one `stage`")}
}

func buildsApart(p *plan.Plan, u plan.Use) diag.Diagnostic {
	switch batch := (&builder{plan: p, boot: p.Bootstrap}).batch(); {
	case batch && u.Env.SerialWritten:
		return find(diag.Error, "concurrency-lost", u, "CodeBuild does not hold one batch back for another: two pushes would deploy to "+u.Env.Name+" at once").
			WithHelp("delete `serial: true`, or let `bootstrap.pipeline` run the jobs")
	case u.Env.SerialWritten:
		return find(diag.Warning, "concurrency-lost", u, "CodeBuild refuses a build that is asked for while another one runs, and does not start it later: push again, or start it by hand")
	}
	note := find(diag.Note, "concurrency-lost", u, "two pushes in a row deploy to "+u.Env.Name+" at once")
	if (&builder{plan: p, boot: p.Bootstrap}).batch() {
		return note.WithHelp("let `bootstrap.pipeline` run the jobs: it lets one run at a time into a stage")
	}
	return note.WithHelp("write `serial: true`: CodeBuild then refuses a build that is asked for while another one runs")
}

// deploysTo reports whether a job deploys to the environment.
func (b *builder) deploysTo(e *plan.Environment) bool {
	return slices.ContainsFunc(b.plan.Jobs, func(j *plan.Job) bool { return j.Deploys && j.Env == e })
}

// onlyOne reports whether the author asks that deployments of the project do not overlap.
func (p *project) onlyOne() bool {
	return !p.batch() && slices.ContainsFunc(p.plan.Environments, func(e *plan.Environment) bool { return e.SerialWritten && p.deploysTo(e) })
}
