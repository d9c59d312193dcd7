package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// flow is which jobs the pipeline has, and in which stage and order their actions stand.
type flow struct {
	stages []stage
	// buildJobs are the jobs that run in CodeBuild.
	buildJobs []*plan.Job
	// packing makes the template of the beta stack, beta makes and executes its change set; only in the chalice styles.
	packing, beta *plan.Job
	// home is the pipeline's account; "" when the spec does not tell.
	home    string
	left    []leftOut
	out     map[*plan.Job]bool // of left, without those that are refused
	actions map[*plan.Job]bool
}

// leftOut is a job that is no part of the pipeline.
type leftOut struct {
	job *plan.Job
	// sometimes: it exists in some of the pipeline's runs and not in others, which no action can.
	sometimes bool
	missing   string // the runs without it
	allowed   bool   // it may fail
}

// stage is one stage: its jobs with the order of their first action.
type stage struct {
	name string
	jobs []placed
}

type placed struct {
	job   *plan.Job
	order int
}

func newFlow(p *plan.Plan, n idNames) flow {
	f := flow{home: pipelineAccount(p), actions: map[*plan.Job]bool{}}
	builds, actions := buildspec.Split(p)
	for _, j := range actions {
		f.actions[j] = true
	}
	out := f.leaves(p)
	f.out = out
	for _, j := range builds {
		if !out[j] {
			f.buildJobs = append(f.buildJobs, j)
		}
	}
	if n.chalice {
		f.findBeta(p, out)
	}
	taken := map[string]bool{"Source": true, "Build": n.chalice, "Beta": n.chalice}
	for _, g := range f.groups(p, out) {
		s := stage{jobs: f.place(g.jobs)}
		switch {
		case n.chalice && g.jobs[0] == f.packing:
			s.name = "Build"
		case n.chalice && g.jobs[0] == f.beta:
			s.name = "Beta"
		default:
			s.name = unused(taken, stageName(g.name, n.chalice))
		}
		f.stages = append(f.stages, s)
	}
	return f
}

// pipelineAccount is the account that the pipeline lives in: the one that the roles trust, else the only one whose jobs
// borrow no other identity.
func pipelineAccount(p *plan.Plan) string {
	if r := p.Bootstrap.Roles; r != nil && r.Account != "" {
		return r.Account
	}
	account := ""
	for _, e := range p.Environments {
		if e.Account == "" || e.AssumeRole != "" {
			continue
		}
		if account != "" && account != e.Account {
			return ""
		}
		account = e.Account
	}
	return account
}

// leaves finds the jobs that are no part of the pipeline: those that may fail, and those that exist in none of its runs.
func (f *flow) leaves(p *plan.Plan) map[*plan.Job]bool {
	out := map[*plan.Job]bool{}
	space := event.New(p)
	all := pipelineRuns(p, space)
	for _, j := range p.Jobs {
		in := space.Exists(j)
		missing := space.Less(all, in)
		switch {
		case j.AllowFailure:
			f.left = append(f.left, leftOut{job: j, allowed: true})
		case missing.Empty():
			continue
		case !in.Meets(all):
			f.left = append(f.left, leftOut{job: j})
		default:
			f.left = append(f.left, leftOut{job: j, sometimes: true, missing: space.Describe(missing, in)})
			continue // refused; nothing is written
		}
		out[j] = true
	}
	return out
}

// pipelineRuns are the runs that the pipeline has. Only a connection can start it for more than its own branch.
func pipelineRuns(p *plan.Plan, s *event.Space) event.Set {
	connected := p.Bootstrap.Pipeline.Connection != nil && p.Triggers != nil
	if connected && !ownBranchOnly(p) {
		return s.Default()
	}
	branch := plan.Cond{Events: []plan.Event{plan.Push, plan.Schedule, plan.Manual}, Refs: plan.Refs{Branches: []string{buildspec.PipelineBranch(p)}}}
	on := s.Cond(&branch)
	if connected {
		on = s.Union(on, s.Cond(&plan.Cond{Events: []plan.Event{plan.Tag, plan.MergeRequest}}))
	}
	return s.Less(on, s.Less(on, s.Default()))
}

// ownBranchOnly reports whether pushes start the pipeline on the branch that its connection names, and on no other: the
// triggers name no branch, so that they hold for another target's branches, too.
func ownBranchOnly(p *plan.Plan) bool {
	c, t := p.Bootstrap.Pipeline.Connection, p.Triggers
	if c == nil || c.Branch == "" || t == nil || t.Push == nil {
		return false
	}
	all := !slices.ContainsFunc(t.Push.Branches, func(b string) bool { return b != "*" && b != "**" })
	return all && !slices.ContainsFunc(t.Push.NotBranches, func(b string) bool { return glob.Match(b, c.Branch) })
}

// findBeta finds the job that makes and executes the change set, and the one that makes its template.
func (f *flow) findBeta(p *plan.Plan, out map[*plan.Job]bool) {
	for _, j := range p.Jobs {
		if out[j] || !f.actions[j] || len(j.Steps) != 2 || j.Gate != nil {
			continue
		}
		create, ok := j.Steps[0].Action.(*plan.CloudFormation)
		execute, also := j.Steps[1].Action.(*plan.CloudFormation)
		if ok && also && create.Op == "create-change-set" && execute.Op == "execute-change-set" {
			f.beta = j
			f.packing = maker(j, create.Template)
			return
		}
	}
}

// maker is the needed job whose artifacts hold a file, or nil: then it is a file of the repository.
func maker(j *plan.Job, file string) *plan.Job {
	for _, n := range j.Needs {
		if n.Artifacts && n.Job.Artifacts != nil && slices.ContainsFunc(n.Job.Artifacts.Paths, func(path string) bool { return holds(path, file) }) {
			return n.Job
		}
	}
	return nil
}

type jobGroup struct {
	name string
	jobs []*plan.Job
}

// groups are the jobs of each stage. In the chalice styles the packaging job and beta have stages of their own.
func (f *flow) groups(p *plan.Plan, out map[*plan.Job]bool) []jobGroup {
	stages := p.Stages
	if len(stages) == 0 {
		stages = []string{""}
	}
	jobs, last, at := map[string][]*plan.Job{}, map[string][]*plan.Job{}, stagesOf(p, out)
	for _, j := range p.Jobs {
		switch {
		case out[j]:
		case j == f.packing || j == f.beta:
			last[at[j]] = append(last[at[j]], j)
		default:
			jobs[at[j]] = append(jobs[at[j]], j)
		}
	}
	var all []jobGroup
	for _, s := range stages {
		if len(jobs[s]) > 0 {
			all = append(all, jobGroup{groupName(s, jobs[s], f.beta != nil), jobs[s]})
		}
		for _, j := range last[s] {
			all = append(all, jobGroup{j.Name, []*plan.Job{j}})
		}
	}
	return all
}

// groupName is the stage's own name; where a stage of its own has been taken out of it, or there is none, that of its one
// job.
func groupName(stage string, jobs []*plan.Job, split bool) string {
	switch {
	case len(jobs) == 1 && (split || stage == ""):
		return jobs[0].Name
	case stage == "":
		return "jobs"
	}
	return stage
}

// place gives each job of a stage the order of its first action: behind what it needs, a gated job behind all that its
// gate must not hold, and one deployment to a serial environment behind the other.
func (f *flow) place(jobs []*plan.Job) []placed {
	here := map[*plan.Job]bool{}
	for _, j := range jobs {
		here[j] = true
	}
	sorted := slices.Clone(jobs)
	slices.SortStableFunc(sorted, func(a, b *plan.Job) int { return a.Level - b.Level }) // what a job needs comes first
	held := map[*plan.Job]bool{}
	for _, j := range sorted {
		held[j] = j.Gate != nil || slices.ContainsFunc(j.Needs, func(n plan.Need) bool { return held[n.Job] })
	}
	end := map[*plan.Job]int{}
	busy := map[*plan.Environment]int{} // one deployment at a time
	var out []placed
	free := 0
	for _, gated := range []bool{false, true} {
		first, last := free+1, free
		for _, j := range sorted {
			if held[j] != gated {
				continue
			}
			start := first
			for _, n := range j.Needs {
				if here[n.Job] {
					start = max(start, end[n.Job]+1)
				}
			}
			if e := j.Env; j.Deploys && e != nil && e.Serial {
				start = max(start, busy[e]+1)
				busy[e] = start + f.length(j) - 1
			}
			end[j] = start + f.length(j) - 1
			last = max(last, end[j])
			out = append(out, placed{j, start})
		}
		free = last
	}
	slices.SortStableFunc(out, func(a, b placed) int { return a.order - b.order })
	return out
}

// length is how many actions of a job come one after the other.
func (f *flow) length(j *plan.Job) int {
	n := 1
	if f.actions[j] {
		n = len(j.Steps)
	}
	if j.Gate != nil {
		n++
	}
	return n
}

// crosses reports whether an action works in another account: then its artifacts need a key that the account can use
// (AWS CodePipeline User Guide, "Create a pipeline that uses resources from another account").
func (f *flow) crosses() bool { return len(f.foreign()) > 0 }

// foreign are the environments in another account that an action works in.
func (f *flow) foreign() []*plan.Environment {
	var out []*plan.Environment
	for _, s := range f.stages {
		for _, j := range s.jobs {
			e := j.job.Env
			if f.actions[j.job] && e != nil && e.AssumeRole != "" && (f.home == "" || e.Account != f.home) && !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	return out
}

// stageName is a name as CodePipeline takes it: letters, digits and . @ - _ (AWS CodePipeline User Guide, "Quotas").
func stageName(name string, chalice bool) string {
	if chalice {
		return camel(name)
	}
	return strings.Map(func(c rune) rune {
		if c == '.' || c == '@' || c == '-' || c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			return c
		}
		return '-'
	}, name)
}

// unused makes a name unique by a number behind it.
func unused(taken map[string]bool, name string) string {
	out := name
	for i := 2; taken[out]; i++ {
		out = name + "-" + itoa(i)
	}
	taken[out] = true
	return out
}

func leftOutFindings(p *plan.Plan, f flow) diag.List {
	var out diag.List
	said := map[string]bool{}
	for _, l := range f.left {
		if l.allowed {
			continue // the row of allow_failure says it
		}
		at, path := l.job.At, l.job.Path
		if l.sometimes {
			if said[l.missing] {
				continue
			}
			said[l.missing] = true
			var names []string
			for _, o := range f.left {
				if o.sometimes && o.missing == l.missing {
					names = append(names, o.job.Name)
				}
			}
			verb, them, they := " does", "it", "it exists"
			if len(names) > 1 {
				verb, them, they = " do", "them", "they exist"
			}
			help := "leave " + them + " out with `targets.cfn.jobs`, or let the triggers admit only the runs that " + they + " in"
			if c := p.Bootstrap.Pipeline.Connection; c != nil && c.Branch == "" && p.Triggers != nil && p.Triggers.Push != nil {
				help += "; `branch` of the pipeline's connection keeps pushes to other branches away, where the triggers name none"
			}
			out.Add(diag.New(diag.Error, "job-conditional", at, path,
				"an action of CodePipeline runs in every run or in none, and "+and(names)+verb+" not exist in "+l.missing).WithHelp(help))
			continue
		}
		out.Add(diag.New(diag.Warning, "job-left-out", at, path, l.job.Name+" exists in none of the runs of the pipeline, so it is left out"))
	}
	for _, j := range p.Jobs {
		for _, n := range j.Needs {
			if !f.out[j] && f.out[n.Job] && n.Artifacts && !n.Optional {
				out.Add(diag.New(diag.Error, "needs-left-out", n.At, n.Path, j.Name+" takes files of "+n.Job.Name+", which is no part of the pipeline").
					WithHelp("let another job make them, or write {job: " + n.Job.Name + ", artifacts: false}"))
			}
		}
	}
	return out
}
