// Package graph draws a pipeline: its jobs in stages, the edges between them, and, for one run, which jobs exist in it and
// why the others do not. The answer comes from compiler/event, as the findings do.
package graph

import (
	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// Graph is a pipeline ready to be drawn.
type Graph struct {
	Name   string
	Stages []Stage
	// Run says which run the graph is for; empty: for none, and every job is drawn as existing.
	Run string
}

// Stage is a column of the drawing. Its name is empty when the pipeline has no stages.
type Stage struct {
	Name string
	Jobs []Job
}

// Job is a box of the drawing.
type Job struct {
	Name string
	// Environment is where the job deploys, or empty; Gate tells that a person must agree first.
	Environment string
	Gate        bool
	// Stops tells that the job ends the environment's instance: when its branch is gone, or when a person asks for it.
	Stops bool
	// Instances is how many the matrix makes; 1 without one.
	Instances int
	Needs     []Edge
	// Absent says why the job does not exist in the run; empty: it does.
	Absent string
}

// Edge is an arrow from a predecessor. Files tells that artifacts flow along it, Optional that the predecessor may be
// absent.
type Edge struct {
	From            string
	Files, Optional bool
}

// New draws a plan; with a run, as that run sees it.
func New(p *plan.Plan, run *event.Run) Graph {
	g := Graph{Name: p.Name}
	var space *event.Space
	if run != nil {
		space, g.Run = event.New(p), describe(*run)
	}
	for _, name := range stageNames(p) {
		stage := Stage{Name: name}
		for _, j := range p.Jobs {
			if j.Stage == name {
				stage.Jobs = append(stage.Jobs, box(j, space, run))
				if e := j.Env; j.Deploys && e != nil && e.Ephemeral != nil && e.Ephemeral.Job != nil {
					stop := box(e.Ephemeral.Job, nil, nil)
					stop.Environment, stop.Gate, stop.Stops, stop.Needs = e.Name, false, true, nil
					stop.Absent = stage.Jobs[len(stage.Jobs)-1].Absent
					stage.Jobs = append(stage.Jobs, stop)
				}
			}
		}
		g.Stages = append(g.Stages, stage)
	}
	return g
}

// stageNames are the stages, or one without a name.
func stageNames(p *plan.Plan) []string {
	if len(p.Stages) == 0 {
		return []string{""}
	}
	return p.Stages
}

func box(j *plan.Job, space *event.Space, run *event.Run) Job {
	out := Job{Name: j.Name, Gate: j.Gate != nil, Instances: 1}
	if j.Deploys {
		out.Environment = j.Env.Name
	}
	if j.Matrix != nil {
		out.Instances = len(j.Matrix.Instances)
	}
	for _, n := range j.Needs {
		out.Needs = append(out.Needs, Edge{From: n.Job.Name, Files: n.Artifacts, Optional: n.Optional})
	}
	if space != nil {
		out.Absent = space.Why(j, *run)
	}
	return out
}

// describe names a run: "a push to main".
func describe(r event.Run) string {
	switch r.Event {
	case plan.Push:
		return "a push to " + r.Branch
	case plan.Tag:
		return "the tag " + r.Tag
	case plan.MergeRequest:
		s := "a merge request to " + r.Target
		if r.Branch != "" {
			s += " from " + r.Branch
		}
		return s
	case plan.Schedule:
		return "a schedule on " + r.Branch
	}
	if r.Tag != "" {
		return "a run by hand on the tag " + r.Tag
	}
	return "a run by hand on " + r.Branch
}
