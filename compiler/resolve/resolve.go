// Package resolve makes the Plan of a Spec: references become literals or run-time values, defaults and anchors become
// each job's own, conditions name their events, typed steps become commands.
//
// It is lenient: what the rules report as wrong is left out or kept as written here, so that one fault does not hide the
// findings about everything else.
package resolve

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// Options choose what the plan is for.
type Options struct {
	// Target is the name by which jobs and options are looked up; empty for the plan that the rules judge.
	Target string
	// Image is the name by which images are looked up; empty: Target.
	Image string
	// Jobs chooses jobs; empty: those of `targets.<target>.jobs`, or all.
	Jobs []string
	// File is the spec's base name.
	File string
}

type resolver struct {
	spec *spec.Spec
	opts Options
	plan *plan.Plan
	envs map[string]*plan.Environment
	jobs map[string]*plan.Job
	out  diag.List
	// spent is the bytes that references became, and bombed says that they are too many.
	spent  int
	bombed bool
}

// Plan resolves a spec. The findings are about the choice of jobs only.
func Plan(s *spec.Spec, o Options) (*plan.Plan, diag.List) {
	r := &resolver{spec: s, opts: o, envs: map[string]*plan.Environment{}, jobs: map[string]*plan.Job{}}
	r.plan = &plan.Plan{
		File: o.File, Target: o.Target, Command: r.command(),
		Name: s.Name.V, Description: s.Description.V, Region: r.region(nil, scope{}).Must(),
	}
	for _, t := range s.Targets {
		r.plan.Targets = append(r.plan.Targets, t.Name.V)
	}
	r.secrets()
	r.triggers()
	r.plan.Vars = r.vars(s.Vars, scope{})
	r.bucket()
	r.environments()
	r.notify()
	r.chooseJobs()
	r.graph()
	r.stages()
	r.ephemerals()
	r.bootstrap()
	r.appSpec()
	r.options()
	r.features()
	return r.plan, r.out
}

// command is the command line that compiles this plan again. It names the spec unless cdc finds it by its name.
func (r *resolver) command() string {
	c := "cdc compile --target " + r.opts.Target
	if len(r.opts.Jobs) > 0 {
		c += " --jobs " + shell.Quote(strings.Join(r.opts.Jobs, ","))
	}
	switch r.opts.File {
	case "", "cdc.yaml", "cdc.yml", ".cdc.yaml", ".cdc.yml":
		return c
	}
	return c + " " + shell.Quote(r.opts.File)
}

func (r *resolver) secrets() {
	for _, n := range r.spec.Secrets {
		if n.V == nil {
			continue
		}
		s := plan.Secret{Name: n.Key.V, At: n.Key.At(), CI: n.V.From.V == "ci", Parameter: n.V.SSM.V, Shippable: n.V.Shippable.V}
		if m := n.V.SecretsManager; m != nil {
			s.Manager = &plan.SecretsManager{ID: m.ID.V, Key: m.Key.V, Stage: m.Stage.V}
		}
		r.plan.Secrets = append(r.plan.Secrets, s)
	}
}

// bucket is the artifact bucket; without a prefix of its own it is shared by pipelines under their names.
func (r *resolver) bucket() {
	if b := r.spec.ArtifactBucket; b != nil && b.Name.Set() {
		prefix := plan.Lit(r.spec.Name.V)
		if b.Prefix.Set() {
			prefix = r.text(b.Prefix, scope{})
		}
		r.plan.Bucket = &plan.Bucket{Name: r.text(b.Name, scope{}), Prefix: prefix, At: b.Name.At(), Path: "artifact_bucket"}
	}
}

func (r *resolver) notify() {
	for _, n := range r.spec.Notify {
		out := plan.Notify{Name: n.Name.V, Events: strs(n.Events), Branches: strs(n.Branches), NotBranches: strs(n.NotBranches)}
		if n.Node != nil {
			out.At = n.Node.Range
			out.BranchesAt = key(n.Node, "not_branches")
		}
		if len(n.Branches) > 0 {
			out.BranchesAt = key(n.Node, "branches")
		}
		if n.Slack != nil {
			out.At = key(n.Node, "slack")
			out.Webhook, out.Channel = n.Slack.Webhook.V, n.Slack.Channel.V
			out.Integration, out.Channels = n.Slack.Integration.V, strs(n.Slack.Channels)
		}
		r.plan.Notify = append(r.plan.Notify, out)
	}
}

// options are the target's own block, without what every target has.
func (r *resolver) options() {
	for _, t := range r.spec.Targets {
		if t.Name.V != r.opts.Target || t.Node == nil {
			continue
		}
		all := tree(t.Node, "targets."+t.Name.V)
		r.plan.Raw = all.Get("raw")
		all.Map = slices.DeleteFunc(all.Map, func(e plan.TreeEntry) bool { return e.Key == "raw" || e.Key == "jobs" })
		all.At = t.Name.At() // a finding about the target as a whole points at its name
		r.plan.Options = all
	}
}

// strs returns the texts as written.
func strs(texts []spec.Text) []string {
	if len(texts) == 0 {
		return nil
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.V
	}
	return out
}
