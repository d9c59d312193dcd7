package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// checkPipeline holds what a pipeline made of the jobs cannot do.
func checkPipeline(p *plan.Plan) diag.List {
	if !inPipeline(p) {
		return nil
	}
	n := newPipe(&builder{plan: p, boot: p.Bootstrap})
	var out diag.List
	out.Add(checkStyle(n)...)
	out.Add(checkNames(n)...)
	out.Add(checkSource(n)...)
	out.Add(checkTriggers(n)...)
	out.Add(leftOutFindings(p, n.flow)...)
	out.Add(checkGates(n)...)
	out.Add(checkBuilds(n)...)
	for _, j := range n.actionJobs() {
		out.Add(checkAction(n, j)...)
	}
	out.Add(timeLimits(n.actionJobs())...)
	if p.Bootstrap.CodeBuild == nil {
		for _, n := range p.Notify {
			out.Add(checkNotify(p, n, p.Bootstrap.Pipeline)...)
		}
	}
	return out
}

// checkStyle: the chalice styles need the two jobs that Chalice's own pipeline has.
func checkStyle(n *pipe) diag.List {
	b := n.c
	at, path := b.At, "bootstrap.pipeline"
	var out diag.List
	if n.chalice && (n.beta == nil || n.packing == nil) {
		out.Add(diag.New(diag.Error, "chalice-jobs", at, path+".style",
			b.Style+" needs a job that creates and executes a change set, and one that makes its template in CodeBuild").
			WithHelp("write the two steps create-change-set and execute-change-set in one job that `needs` the packaging job, or use `style: jobs`"))
	}
	if n.chalice && b.Connection != nil {
		out.Add(diag.New(diag.Error, "chalice-source", b.SourceAt, path+".source.connection",
			"Chalice's pipelines read CodeCommit or GitHub with a token").WithHelp("use `style: jobs`, which reads a connection"))
	}
	if builds, _ := buildspec.Split(n.plan); !b.Inline && b.BuildSpecFile != "" && len(builds) > 1 {
		out.Add(diag.New(diag.Error, "buildspec-file", at, path+".buildspec_file", b.BuildSpecFile+" is one file, and "+itoa(len(builds))+" jobs run in CodeBuild").
			WithHelp("delete it: the files are then buildspec/JOB.yml"))
	}
	if len(n.stages) == 0 {
		out.Add(diag.New(diag.Error, "pipeline-empty", at, path, "no job is left for the pipeline, and CodePipeline wants two stages at least"))
	}
	if len(n.stages) > 49 {
		out.Add(diag.New(diag.Error, "pipeline-limit", at, path, "the pipeline has "+itoa(len(n.stages)+1)+" stages, and CodePipeline takes 50").
			WithHelp("give jobs `stage`, or choose fewer with `targets.cfn.jobs`"))
	}
	for _, s := range n.stages {
		if all := n.actionsOf(s); len(all) > 100 {
			out.Add(diag.New(diag.Error, "pipeline-limit", s.jobs[0].job.At, s.jobs[0].job.Path,
				"stage "+s.name+" has "+itoa(len(all))+" actions, and CodePipeline takes 100").WithHelp("spread the jobs over more stages"))
		}
	}
	return out
}

// checkNames: names that are made of the pipeline's must fit.
func checkNames(n *pipe) diag.List {
	var out diag.List
	p := n.plan
	if most := len(pipelineRole(p)); !n.chalice && most > 64 {
		out.Add(diag.New(diag.Error, "name-limit", n.c.At, "bootstrap.pipeline", "the role "+pipelineRole(p)+" has "+itoa(most)+" characters, and IAM takes 64").
			WithHelp("shorten `name` to 55 characters"))
	} else if n.crosses() && len(p.Name)+len("-pipeline-123456789012") > 63 {
		out.Add(diag.New(diag.Error, "name-limit", n.c.At, "bootstrap.pipeline", "the bucket "+p.Name+"-pipeline-ACCOUNT has more than 63 characters").
			WithHelp("shorten `name` to 41 characters"))
	}
	for _, r := range n.buildRoles() {
		if len(r.name) > 64 && r.name != mainBuildRole(p) {
			j := r.jobs[0]
			out.Add(diag.New(diag.Error, "name-limit", j.At, j.Path, "the role "+r.name+" of its build has "+itoa(len(r.name))+" characters, and IAM takes 64").
				WithHelp("shorten `name`, or the name of the job"))
		}
	}
	if !n.chalice {
		for _, c := range buildspec.Collisions(n.plan.Jobs) {
			if c[0] != c[1] {
				out.Add(diag.New(diag.Error, "identifier-collision", c[1].At, c[1].Path,
					"CodePipeline's artifacts have letters, digits, - and _ only, so it is "+buildspec.Identifier(c[1].Name)+", as is job "+c[0].Name).WithHelp("rename one of them"))
			}
		}
	}
	return out
}

func checkSource(n *pipe) diag.List {
	if n.c.GitHub == nil {
		return nil
	}
	what := "this source (GitHub version 1) holds a personal token"
	if n.chalice {
		what = "this source (GitHub version 1) polls and holds a personal token"
	}
	return diag.List{diag.New(diag.Warning, "source-polling", n.c.SourceAt, "bootstrap.pipeline.source.github", what).
		WithHelp("use `connection: {repository: OWNER/NAME}`" + map[bool]string{true: " with `style: jobs`"}[n.chalice])}
}

// checkTriggers: only a connection tells tags, pull requests and paths apart.
func checkTriggers(n *pipe) diag.List {
	t := n.plan.Triggers
	if t == nil {
		return nil
	}
	var out diag.List
	lost := func(at diag.Range, path, what string) {
		out.Add(diag.New(diag.Warning, "trigger-lost", at, path, what+" start nothing here: CodePipeline sees them through a connection only").
			WithHelp("use `source: {connection: {repository: OWNER/NAME}}`"))
	}
	branch := buildspec.PipelineBranch(n.plan)
	if n.c.Connection == nil {
		if t.Tag != nil {
			lost(t.Tag.At, "triggers.tag", "tags")
		}
		if t.MergeRequest != nil {
			lost(t.MergeRequest.At, "triggers.merge_request", "merge requests")
		}
		if c := t.Push; c != nil && len(c.Paths)+len(c.NotPaths) > 0 {
			out.Add(diag.New(diag.Warning, "paths-lost", c.At, "triggers.push.paths", "CodePipeline sees paths through a connection only: the pipeline runs for every push").
				WithHelp("use `source: {connection: {repository: OWNER/NAME}}`"))
		}
		if c := t.Push; c != nil && (len(c.Branches) != 1 || strings.ContainsAny(c.Branches[0], "*?{[")) {
			out.Add(diag.New(diag.Warning, "trigger-lost", c.At, "triggers.push", "the pipeline follows one branch, "+branch+"; pushes to others start nothing").
				WithHelp("name one branch, or use `source: {connection: {repository: OWNER/NAME}}`"))
		}
	} else {
		out.Add(checkPatterns(t)...)
	}
	for i, s := range t.Schedules {
		if s.Branch != "" && s.Branch != branch {
			out.Add(diag.New(diag.Error, "schedule-branch", s.At, "triggers.schedule["+itoa(i)+"]",
				"the clock starts the pipeline on its own branch, "+branch+", and not on "+s.Branch).WithHelp("write branch: " + branch + ", or delete the schedule"))
		}
	}
	if t.Push == nil && n.c.GitHub != nil && n.chalice {
		out.Add(diag.New(diag.Warning, "trigger-added", t.At, "triggers", "Chalice's GitHub source polls, so pushes to "+branch+" start the pipeline, too"))
	}
	return out
}

// checkPatterns: a filter of CodePipeline has 8 patterns of a kind at most (AWS CodePipeline API Reference,
// GitBranchFilterCriteria), and no event for a merge.
func checkPatterns(t *plan.Triggers) diag.List {
	var out diag.List
	for _, c := range []struct {
		cond *plan.Cond
		path string
	}{{t.Push, "triggers.push"}, {t.Tag, "triggers.tag"}, {t.MergeRequest, "triggers.merge_request"}} {
		if c.cond == nil {
			continue
		}
		for _, list := range [][]string{c.cond.Branches, c.cond.NotBranches, c.cond.Tags, c.cond.NotTags, c.cond.TargetBranches, c.cond.Paths, c.cond.NotPaths} {
			if len(list) > 8 {
				out.Add(diag.New(diag.Error, "pipeline-limit", c.cond.At, c.path, "CodePipeline takes 8 patterns in a filter, and here are "+itoa(len(list))).
					WithHelp("join some with * or {a,b}"))
			}
		}
	}
	if t.MergeRequest != nil && slices.Contains(t.Actions, "merged") {
		out.Add(diag.New(diag.Error, "trigger-lost", t.MergeRequest.At, "triggers.merge_request.actions",
			"CodePipeline knows that a pull request was closed, not whether it was merged, so it would run for rejected ones").
			WithHelp("use `push` on the target branch"))
	}
	return out
}

// checkGates says which jobs wait for an approval that is none of theirs: stages run one after the other, and so do the
// run orders of one.
func checkGates(n *pipe) diag.List {
	var out diag.List
	behind := map[*plan.Job]*plan.Job{} // job → a gated job that it needs, or itself
	var gated *plan.Job
	order := 0 // of the gated job's approval, in its stage
	for _, s := range n.stages {
		for _, j := range s.jobs {
			if j.job.Gate != nil {
				behind[j.job] = j.job
			}
			for _, d := range j.job.Needs {
				if behind[d.Job] != nil {
					behind[j.job] = behind[d.Job]
				}
			}
			free := behind[j.job] == nil && (j.job.NeedsGiven || !n.plan.StagesGiven)
			if gated != nil && free && (order == 0 || j.order > order) {
				out.Add(diag.New(diag.Note, "gate-holds", j.job.At, j.job.Path,
					j.job.Name+" waits for the approval of "+gated.Name+", too: the stages of a pipeline run one after the other"))
			}
			if gated == nil && j.job.Gate != nil {
				gated, order = j.job, j.order
			}
		}
		if gated != nil {
			order = 0
		}
	}
	return out
}

// checkBuilds: what a build in a pipeline does not have.
func checkBuilds(n *pipe) diag.List {
	var out diag.List
	for _, j := range n.buildJobs {
		if in := n.inputs(j); len(in) > 5 {
			out.Add(diag.New(diag.Error, "pipeline-limit", j.At, j.Path+".needs", j.Name+" reads "+itoa(len(in))+" artifacts with the source, and a build takes 5").
				WithHelp("write `artifacts: false` on needs that hand over nothing it reads"))
		}
		for _, v := range []plan.RunVar{plan.GitTag, plan.GitRepo, plan.GitMessage, plan.GitAuthor} {
			if buildspec.RunValues(n.plan, j, v) {
				out.Add(diag.New(diag.Error, "run-value-missing", j.At, j.Path, "a build in a pipeline has the files of the commit only, and does not know "+v.String()).
					WithHelp("use git.sha or git.branch"))
			}
		}
		if n.severalBranches() && buildspec.RunValues(n.plan, j, plan.GitBranch, plan.GitBranchSlug) {
			out.Add(diag.New(diag.Error, "run-value-missing", j.At, j.Path,
				"several branches, tags or pull requests start the pipeline, and no variable of a build tells which one").WithHelp("use git.sha, or let one branch start it"))
		}
		if c := j.Credentials; c != nil && c.OidcRole != "" {
			out.Add(diag.New(diag.Error, "oidc-lost", j.At, j.Path, "a build has no ID token to show, so "+j.Name+" could not assume "+roleName(c.OidcRole)).
				WithHelp("write `roles: {assume: " + roleName(c.OidcRole) + "}` in the environment"))
		}
	}
	var builds []*plan.Job
	for _, j := range n.buildJobs {
		if buildspec.RunValues(n.plan, j, plan.RunID, plan.RunNumber) {
			builds = append(builds, j)
		}
	}
	if len(builds) > 1 {
		out.Add(diag.New(diag.Error, "run-value-differs", builds[1].At, builds[1].Path,
			"each build has an id and a number of its own, so run.id and run.number are not those of job "+builds[0].Name).WithHelp("use git.sha, which all of them share"))
	}
	return out
}

// severalBranches reports whether the pipeline runs for more than the branch of its source.
func (p *pipe) severalBranches() bool {
	t := p.plan.Triggers
	if p.c.Connection == nil || t == nil {
		return false
	}
	return t.Tag != nil || t.MergeRequest != nil ||
		t.Push != nil && !ownBranchOnly(p.plan) && (len(t.Push.Branches) != 1 || strings.ContainsAny(t.Push.Branches[0], "*?{["))
}

// timeLimits: an action has CodePipeline's own limit, whatever the jobs say. Jobs that have theirs from one place are told of
// together.
func timeLimits(jobs []*plan.Job) diag.List {
	var out diag.List
	byPlace := map[diag.Range][]string{}
	for _, j := range jobs {
		if j.Matrix == nil && j.Timeout != nil {
			byPlace[j.Timeout.At] = append(byPlace[j.Timeout.At], j.Name)
		}
	}
	for _, j := range jobs {
		if j.Matrix != nil || j.Timeout == nil {
			continue
		}
		names := byPlace[j.Timeout.At]
		message := "an action of CloudFormation or CodeDeploy has CodePipeline's own time limit (3 or 5 days)"
		if len(names) > 1 {
			message = and(names) + " are actions, and an action of CloudFormation or CodeDeploy has CodePipeline's own time limit (3 or 5 days)"
		}
		if names[0] == j.Name {
			out.Add(diag.New(diag.Note, "timeout-outside", j.Timeout.At, j.Path+".timeout", message))
		}
	}
	return out
}

// checkAction: what the actions of CodePipeline need and what they cannot say.
func checkAction(n *pipe, j *plan.Job) diag.List {
	var out diag.List
	e := j.Env
	if e != nil && e.Account != "" && n.home != "" && e.Account != n.home && e.AssumeRole == "" {
		out.Add(diag.New(diag.Error, "account-unreachable", e.At, "environments."+e.Name,
			"the pipeline is in account "+n.home+" and has no role to work in "+e.Account).WithHelp("set `roles: {assume: NAME, execution: NAME}`"))
	}
	if j.Retry != nil && j.Retry.Max > 0 {
		out.Add(diag.New(diag.Warning, "retry-lost", j.At, j.Path+".retry", "an action that failed is not started again; a person can retry the stage"))
	}
	role := false
	for i := range j.Steps {
		s := &j.Steps[i]
		out.Add(checkRunValues(n, s)...)
		c, ok := s.Action.(*plan.CloudFormation)
		if !ok {
			continue
		}
		if c.Op != "execute-change-set" && !role && !n.chalice && (e == nil || e.ExecutionRole == "") {
			role = true
			at, path := s.Arg("")
			out.Add(diag.New(diag.Error, "execution-role-missing", at, path, "CloudFormation works for a pipeline under a role of its own, and the job's environment names none").
				WithHelp("set `roles: {execution: NAME}` in the environment"))
		}
		if text := overrides(n.plan, c.Parameters); len(c.Parameters) > 0 && len(text) > maxOverrides {
			at, path := s.Arg("parameters")
			out.Add(diag.New(diag.Error, "parameters-limit", at, path, "the parameters make "+itoa(len(text))+" bytes of JSON, and an action takes 1,024").
				WithHelp("give the template defaults, or let it read them from Parameter Store"))
		}
		out.Add(checkTransform(n, j, s, c)...)
	}
	return out
}

// checkTransform: CREATE_UPDATE goes to the stack at once, where a transform is not expanded without the capability; the
// CLI's own deploy makes a change set, where it is.
func checkTransform(n *pipe, j *plan.Job, s *plan.Step, c *plan.CloudFormation) diag.List {
	if c.Op != "deploy" || slices.Contains(c.Capabilities, "CAPABILITY_AUTO_EXPAND") {
		return nil
	}
	by := maker(j, c.Template)
	if by == nil {
		return nil
	}
	at, path := s.Arg("capabilities")
	return diag.List{diag.New(diag.Warning, "auto-expand", at, path,
		"if "+c.Template+" has a transform, as every SAM template has, the action fails without CAPABILITY_AUTO_EXPAND").
		WithHelp("add CAPABILITY_AUTO_EXPAND to `capabilities`")}
}

// checkRunValues finds run-time values that no variable of the pipeline holds.
func checkRunValues(n *pipe, s *plan.Step) diag.List {
	var out diag.List
	check := func(key string, all ...plan.Text) {
		for _, t := range all {
			for _, part := range t {
				if part.Var == 0 {
					continue
				}
				if _, ok := runVariable(n.plan, part.Var); ok && !n.chalice {
					continue
				}
				at, path := s.Arg(key)
				help := "use git.sha, git.branch, git.message or run.id"
				if n.chalice {
					help = "use `style: jobs`, or a constant name"
				} else if part.Var == plan.GitShortSHA {
					help = "use git.sha: CodePipeline cuts nothing"
				}
				out.Add(diag.New(diag.Error, "run-value-missing", at, path, "an action of CodePipeline does not know "+part.Var.String()).WithHelp(help))
			}
		}
	}
	switch a := s.Action.(type) {
	case *plan.CloudFormation:
		check("stack", a.Stack)
		check("change_set", a.ChangeSet)
		for _, v := range a.Parameters {
			check("parameters", v.Value)
		}
	case *plan.CodeDeploy:
		check("application", a.Application)
		check("group", a.Group)
	}
	return out
}
