package codebuild

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
)

// layout is which builds there are and where their files lie.
type layout struct {
	plan            *plan.Plan
	version         string
	builds, actions []*plan.Job
	action          map[*plan.Job]bool // those of actions
	// batch: the builds are one graph. pipeline: each is an action of a pipeline.
	batch, pipeline bool
	// written: the project is written by the cfn target, with its image, its timeout and its webhook.
	written bool
	// tell: the one job tells the channels of notify itself.
	tell bool
	// told: the notifier of the project tells them.
	told bool
}

func layoutOf(p *plan.Plan) layout {
	l := layout{plan: p, version: p.Options.Get("version").Or("0.2")}
	l.builds, l.actions = buildspec.Split(p)
	if len(l.actions) > 0 {
		l.action = make(map[*plan.Job]bool, len(l.actions))
		for _, j := range l.actions {
			l.action[j] = true
		}
	}
	if b := p.Bootstrap; b != nil {
		l.pipeline = b.Pipeline != nil
		l.written = l.pipeline || b.CodeBuild != nil
	}
	several := len(l.builds) > 1 || slices.ContainsFunc(l.builds, func(j *plan.Job) bool { return j.Matrix != nil })
	l.batch = !l.pipeline && (several && p.Options.Get("layout").Or("auto") != "single" || p.Options.Get("layout").Or("auto") == "batch")
	l.tell = !l.batch && !l.written
	l.told = l.written && !l.pipeline && slices.ContainsFunc(p.Notify, func(n plan.Notify) bool { return n.Webhook != "" })
	return l
}

// path is where a build's file lies; instance is the combination of its matrix that the file is for, nil for all.
func (l layout) path(j *plan.Job, instance []plan.Var) string {
	if l.batch || len(l.builds) > 1 || instance != nil {
		return buildspec.Path(j, instance)
	}
	if l.pipeline && l.plan.Bootstrap.Pipeline.BuildSpecFile != "" {
		return l.plan.Bootstrap.Pipeline.BuildSpecFile
	}
	return Path
}

// tasks are the builds of the graph, in the order of the spec.
func (l layout) tasks() []buildspec.Task {
	ids := make(map[*plan.Job][]string, len(l.builds))
	for _, j := range l.builds {
		for _, i := range buildspec.Instances(j) {
			ids[j] = append(ids[j], buildspec.InstanceIdentifier(j, i))
		}
	}
	out := make([]buildspec.Task, 0, len(l.builds))
	stages := newStages(l.plan, l.builds)
	for _, j := range l.builds {
		depend := l.dependsOn(j, ids, stages)
		files := buildspec.Files(j)
		for k, i := range buildspec.Instances(j) {
			t := buildspec.TaskOf(j, i)
			t.Identifier, t.File, t.DependOn = ids[j][k], l.path(j, files[min(k, len(files)-1)]), depend
			out = append(out, t)
		}
	}
	return out
}

// dependsOn are the builds that must come before: those needed, or else all of the earlier stages.
func (l layout) dependsOn(j *plan.Job, ids map[*plan.Job][]string, s stages) []string {
	var out []string
	add := func(list []string) {
		for _, id := range list {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	for _, n := range j.Needs {
		add(buildspec.NeededInstances(n))
	}
	if j.NeedsGiven || len(j.Needs) > 0 {
		return out
	}
	for _, b := range s.before(j) {
		out = append(out, ids[b]...)
	}
	return out
}

// stages are the builds of each stage.
type stages struct {
	names []string
	of    map[string][]*plan.Job
	given bool
}

func newStages(p *plan.Plan, builds []*plan.Job) stages {
	s := stages{names: p.Stages, of: map[string][]*plan.Job{}, given: p.StagesGiven}
	for _, j := range builds {
		s.of[j.Stage] = append(s.of[j.Stage], j)
	}
	return s
}

// before are the builds that j waits for by its stage. A stage whose builds all wait for the one before it stands for
// that one, too; one of a build with needs of its own does not.
func (s stages) before(j *plan.Job) []*plan.Job {
	if !s.given {
		return nil
	}
	var out []*plan.Job
	for i := slices.Index(s.names, j.Stage) - 1; i >= 0; i-- {
		here := s.of[s.names[i]]
		out = append(slices.Clone(here), out...)
		if len(here) > 0 && !slices.ContainsFunc(here, func(b *plan.Job) bool { return b.NeedsGiven }) {
			break
		}
	}
	return out
}

// handing are the jobs from which another build takes files.
func (l layout) handing() map[*plan.Job]bool {
	out := map[*plan.Job]bool{}
	for _, j := range l.builds {
		for _, n := range j.Needs {
			if n.Artifacts {
				out[n.Job] = true
			}
		}
	}
	return out
}
