package resolve

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/near"
)

// chooseJobs resolves the jobs that the command line or the target's own `jobs` chooses. The choice must hold every
// predecessor of a chosen job.
func (r *resolver) chooseJobs() {
	chosen := r.choice()
	for _, j := range r.spec.Jobs {
		if chosen != nil && !chosen[j.Name.V] {
			r.plan.Omitted = append(r.plan.Omitted, j.Name.V)
			continue
		}
		out := r.job(j)
		r.plan.Jobs = append(r.plan.Jobs, out)
		r.jobs[out.Name] = out
	}
}

// choice is the set of chosen names; nil means all.
func (r *resolver) choice() map[string]bool {
	var names []string
	var places []diag.Range
	path := "--jobs"
	if len(r.opts.Jobs) > 0 {
		names = r.opts.Jobs
	} else {
		for _, t := range r.spec.Targets {
			if t.Name.V == r.opts.Target && len(t.Jobs) > 0 {
				names, path = strs(t.Jobs), "targets."+t.Name.V+".jobs"
				for _, j := range t.Jobs {
					places = append(places, j.At())
				}
			}
		}
	}
	if names == nil {
		return nil
	}
	chosen, unknown := map[string]bool{}, false
	for i, n := range names {
		if r.spec.Job(n) == nil {
			unknown = true
			at := diag.Range{}
			if places != nil {
				at = places[i]
			}
			r.out.Add(diag.New(diag.Error, "unknown-job", at, path, `there is no job "`+n+`"`).
				WithHelp(r.jobMeant(n)))
			continue
		}
		chosen[n] = true
	}
	if !unknown {
		r.closed(chosen, names, places, path)
	}
	return chosen
}

// closed reports the predecessors that a choice lacks, all at once.
func (r *resolver) closed(chosen map[string]bool, names []string, places []diag.Range, path string) {
	var missing []string
	var at diag.Range
	for i, n := range names {
		if at.IsZero() && places != nil && slices.ContainsFunc(r.spec.Job(n).Needs, func(n *spec.Need) bool { return !n.Optional.V && !chosen[n.Job.V] }) {
			at = places[i]
		}
	}
	for queue := slices.Clone(names); len(queue) > 0; queue = queue[1:] {
		j := r.spec.Job(queue[0])
		if j == nil {
			continue
		}
		for _, n := range j.Needs {
			name := n.Job.V
			if !n.Optional.V && !chosen[name] && !slices.Contains(missing, name) && r.spec.Job(name) != nil {
				missing = append(missing, name)
				queue = append(queue, name)
			}
		}
	}
	if len(missing) == 0 {
		return
	}
	help := "choose " + strings.Join(slices.Concat(missing, names), ",")
	if places != nil {
		help = "write `jobs: [" + strings.Join(slices.Concat(missing, names), ", ") + "]`"
	}
	r.out.Add(diag.New(diag.Error, "jobs-not-closed", at, path, "the choice leaves out what its jobs need: "+strings.Join(missing, ", ")).WithHelp(help))
}

// jobMeant is the help for the name of a job that there is not: the one that was probably meant, or all when they are few.
func (r *resolver) jobMeant(name string) string {
	var names []string
	for _, j := range r.spec.Jobs {
		names = append(names, j.Name.V)
	}
	if best := near.Nearest(name, names); best != "" {
		return "did you mean \"" + best + "\"?"
	}
	if len(names) > 8 {
		return "`cdc graph` shows the jobs"
	}
	return "the jobs are " + strings.Join(names, ", ")
}

// graph links the jobs and finds each one's level. Edges to jobs that do not exist, and the edge that closes a cycle, are
// left out; the rules report them.
func (r *resolver) graph() {
	for _, j := range r.spec.Jobs {
		out := r.jobs[j.Name.V]
		if out == nil {
			continue
		}
		for i, n := range j.Needs {
			need, ok := r.need(n, index(out.Path+".needs", i))
			if ok && need.Job != out {
				out.Needs = append(out.Needs, need)
			}
			out.Dangling = out.Dangling || !ok
		}
	}
	level := map[*plan.Job]int{}
	for _, j := range r.plan.Jobs {
		levelOf(j, level)
	}
	for _, j := range r.plan.Jobs {
		j.Level = level[j]
	}
}

func (r *resolver) need(n *spec.Need, path string) (plan.Need, bool) {
	pred := r.jobs[n.Job.V]
	if pred == nil {
		return plan.Need{}, false
	}
	if n.Node != nil && n.Node.Kind == source.Map {
		path += ".job" // where the name stands
	}
	hands := pred.Artifacts != nil || pred.Reports != nil && pred.Reports.Dotenv != ""
	return plan.Need{
		Job: pred, Artifacts: hands && n.Artifacts.Or(true), ArtifactsOff: n.Artifacts.Set() && !n.Artifacts.V,
		Optional: n.Optional.V, Matrix: r.vars(n.Matrix, scope{}), At: n.Job.At(), Path: path,
	}, true
}

// levelOf is the length of the longest chain of predecessors; -1 marks a job whose chain is being walked.
func levelOf(j *plan.Job, done map[*plan.Job]int) int {
	if l, ok := done[j]; ok {
		return l
	}
	done[j] = -1
	level := 0
	j.Needs = slices.DeleteFunc(j.Needs, func(n plan.Need) bool {
		l := levelOf(n.Job, done)
		level = max(level, l+1)
		return l < 0
	})
	done[j] = level
	return level
}

// stages are those given, or the levels of the graph.
func (r *resolver) stages() {
	if r.spec.StagesNode != nil {
		r.plan.Stages, r.plan.StagesGiven = strs(r.spec.Stages), true
		r.fillStages()
		return
	}
	var levels [][]*plan.Job
	for _, j := range r.plan.Jobs {
		for len(levels) <= j.Level {
			levels = append(levels, nil)
		}
		levels[j.Level] = append(levels[j.Level], j)
	}
	if len(levels) < 2 {
		return
	}
	for i, jobs := range levels {
		name := stageName(jobs)
		if name == "" || slices.Contains(r.plan.Stages, name) {
			name = "stage-" + strconv.Itoa(i+1)
		}
		r.plan.Stages = append(r.plan.Stages, name)
		for _, j := range jobs {
			j.Stage = name
		}
	}
}

// fillStages puts a job without a stage into the earliest one that its predecessors allow.
func (r *resolver) fillStages() {
	byLevel := slices.Clone(r.plan.Jobs)
	slices.SortStableFunc(byLevel, func(a, b *plan.Job) int { return a.Level - b.Level })
	for _, j := range byLevel {
		if j.Stage != "" || len(r.plan.Stages) == 0 {
			j.Dangling = j.Dangling || !slices.Contains(r.plan.Stages, j.Stage)
			continue
		}
		at := 0
		for _, n := range j.Needs {
			at = max(at, slices.Index(r.plan.Stages, n.Job.Stage))
		}
		j.Stage = r.plan.Stages[at]
	}
}

// stageName names a level: its only job, or the first word that the names of all its jobs share.
func stageName(jobs []*plan.Job) string {
	if len(jobs) == 1 {
		return jobs[0].Name
	}
	for _, word := range words(jobs[0].Name) {
		if !slices.ContainsFunc(jobs[1:], func(j *plan.Job) bool { return !slices.Contains(words(j.Name), word) }) {
			return word
		}
	}
	return ""
}

func words(name string) []string {
	return strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == ':' || c == ' ' || c == '/' || c == '.' || c == '_' })
}

// ephemerals makes the job that stops an instance of each ephemeral environment: like the deploying one, but without
// checkout and files, because it runs when the branch is gone.
func (r *resolver) ephemerals() {
	for i, e := range r.spec.Environments {
		env := r.plan.Environments[i]
		if env.Ephemeral == nil {
			continue
		}
		for _, j := range r.plan.Jobs {
			if j.Deploys && j.Env == env {
				env.Ephemeral.Deploy = j
				break
			}
		}
		if env.Ephemeral.Deploy != nil {
			env.Ephemeral.Job = r.stopJob(e, env)
		}
	}
}

func (r *resolver) stopJob(e *spec.Environment, env *plan.Environment) *plan.Job {
	d := env.Ephemeral.Deploy
	stop := &plan.Job{
		Name: "stop-" + env.Name, Stage: d.Stage, Level: d.Level, When: d.When, Env: env, Image: d.Image, Runtime: d.Runtime,
		Shell: d.Shell, Runner: d.Runner, Vars: env.Vars, Secrets: d.Secrets, Timeout: d.Timeout, Retry: d.Retry,
		Checkout: plan.Checkout{None: true, Depth: -1}, Credentials: d.Credentials, Region: d.Region, At: e.Name.At(),
		NeedsGiven: true, Path: "environments." + env.Name + ".ephemeral",
	}
	if e.Ephemeral.Node != nil {
		stop.At = e.Ephemeral.Node.Range
	}
	moved := whereabouts{}
	stop.Steps = r.steps(e.Ephemeral.Stop, stop.Path+".stop", scope{env: e}, stop, &moved)
	return stop
}
