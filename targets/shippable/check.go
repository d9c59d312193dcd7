package shippable

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// check holds what needs the whole plan.
func check(p *plan.Plan) diag.List {
	var out diag.List
	at := p.Options.At
	out.Add(diag.New(diag.Note, "target-retired", at, "targets.shippable",
		"the hosted Shippable closed on 3 May 2021; only a Shippable Server of your own runs this file").
		WithHelp("to move on, name another target in this spec, for example `targets: {gitlab: {}}`; the jobs stay as they are"))
	if len(p.Jobs) > 1 && !chained(p) {
		return out // the one root cause is said already
	}
	out.Add(checkRuns(p)...)
	for i, n := range p.Notify {
		for _, g := range slices.Concat(n.Branches, n.NotBranches) {
			if n.Integration != "" && dialect(p) != "travis" && !writable(g) {
				out.Add(unwritable(p.Notify[i].At, "notify."+n.Name+".branches", g, "list the branches"))
			}
		}
	}
	b := newBuild(p)
	for _, j := range p.Jobs {
		out.Add(checkJob(p, j)...)
		out.Add(b.checkGuess(j)...)
	}
	return out
}

// checkGuess speaks of deploying jobs in which words decided what a build of a pull request runs: the author's own lines
// before the first that sounds like a deployment.
func (b *build) checkGuess(j *plan.Job) diag.List {
	if !j.Deploys || len(j.When) > 0 && alwaysExcludes(b.condition(j)) {
		return nil
	}
	if !b.tests(j) {
		return diag.List{diag.New(diag.Note, "pull-request-guess", j.At, j.Path,
			"no step of "+j.Name+" can be told to deploy, so builds of pull requests run none of them")}
	}
	first, run := firstRisk(j)
	if first == nil || first.Action != nil || len(run) == 0 {
		return nil
	}
	what := and(run)
	if len(run) > 3 {
		what = fmt.Sprintf("%d steps", len(run))
	}
	name := strings.TrimPrefix(first.Path, j.Path+".")
	return diag.List{diag.New(diag.Warning, "pull-request-guess", first.At, first.Path,
		"only its words say that this step deploys: builds of pull requests run "+what+" of "+j.Name+" as tests, and nothing from "+name+" on").
		WithHelp("to keep the whole job out of them, write `when: {event: " + b.ownEvents() + "}`")}
}

// ownEvents lists the events that start a run, but for merge requests, as `when` has them.
func (b *build) ownEvents() string {
	t := b.plan.Triggers
	if t == nil {
		return "[push, tag, manual]"
	}
	var out []string
	if t.Push != nil {
		out = append(out, "push")
	}
	if t.Tag != nil {
		out = append(out, "tag")
	}
	if t.Manual {
		out = append(out, "manual")
	}
	if len(out) == 1 {
		return out[0]
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// firstRisk is the first of a job's steps that builds of pull requests leave out, and those of the author's that they run.
func firstRisk(j *plan.Job) (first *plan.Step, run []string) {
	install, before, steps := guards(j)
	for _, l := range []struct {
		steps []plan.Step
		risk  []bool
	}{{j.Install, install}, {j.Before, before}, {j.Steps, steps}} {
		for i := range l.steps {
			switch s := &l.steps[i]; {
			case l.risk[i] && first == nil:
				first = s
			case !l.risk[i] && s.Action == nil:
				run = append(run, strings.TrimPrefix(s.Path, j.Path+"."))
			}
		}
	}
	return first, run
}

func unwritable(at diag.Range, path, g, help string) diag.Diagnostic {
	return diag.New(diag.Error, "glob-unwritable", at, path,
		`Shippable's filter knows a "*" at the end of a name only, and "`+g+`" is another form`).WithHelp(help)
}

// checkRuns speaks of builds that Shippable starts and the spec does not, and of what it cannot tell apart.
func checkRuns(p *plan.Plan) diag.List {
	var out diag.List
	t := p.Triggers
	if t == nil {
		return checkManual(p)
	}
	if t.Push == nil {
		out.Add(diag.New(diag.Note, "trigger-outside", t.At, "triggers",
			"Shippable builds every push"+exceptTags(t)+", and the spec lists none; such builds run the tests and do not deploy"))
	}
	if t.Tag != nil && t.Push != nil && len(t.Push.Branches) > 0 {
		for _, g := range t.Tag.Tags {
			if !writable(g) && !everything(t.Push.Branches) {
				out.Add(unwritable(t.Tag.At, "triggers.tag", g, "list the tags, or filter in the job with `when`"))
			}
		}
	}
	if t.Tag != nil && len(t.Tag.Tags) == 0 && t.Push != nil && len(t.Push.Branches) > 0 && !everything(t.Push.Branches) {
		out.Add(diag.New(diag.Note, "trigger-outside", t.Push.At, "triggers.push",
			"tags share the filter of branches, so one that admits every tag admits every branch; builds of other branches run the tests and do not deploy"))
	}
	return append(out, checkManual(p)...)
}

// checkManual: a build that a person starts looks like one of a push to the branch, or of the tag (Shippable documentation,
// "Environment variables", has none that tells). What runs for one of the two runs for both.
func checkManual(p *plan.Plan) diag.List {
	var out diag.List
	space := event.New(p)
	for _, j := range p.Jobs {
		set := space.Exists(j)
		branch, always := space.On(set, event.OnBranch), space.Whatever(set)
		more := func(of, as plan.Event) bool { return !space.Less(space.Twins(set, of, as), always).Empty() }
		at, path := condAt(j)
		switch {
		case space.Has(branch, plan.Manual) && !space.Has(branch, plan.Push), more(plan.Manual, plan.Push), more(plan.Manual, plan.Tag):
			level, what := diag.Warning, " would run"
			if j.Deploys {
				level, what = diag.Error, " would deploy"
			}
			out.Add(diag.New(level, "manual-lost", at, path,
				"Shippable cannot tell a build that a person starts from one of a push, so "+j.Name+what+" for pushes, too").
				WithHelp("leave the job to another target with `targets.shippable.jobs`"))
		case more(plan.Push, plan.Manual), more(plan.Tag, plan.Manual):
			level, what := diag.Note, " runs"
			if j.Deploys {
				level, what = diag.Warning, " deploys"
			}
			out.Add(diag.New(level, "manual-as-push", at, path,
				"Shippable cannot tell a build that a person starts from one of a push, so "+j.Name+what+" in such builds as well").
				WithHelp("if that is right, add `manual` to its events; if not, leave the job to another target with `targets.shippable.jobs`"))
		}
	}
	return out
}

// condAt is the first alternative of a job's `when`, or the job.
func condAt(j *plan.Job) (diag.Range, string) {
	if len(j.When) > 0 && j.When[0].At != (diag.Range{}) {
		return j.When[0].At, j.Path + ".when"
	}
	return j.At, j.Path
}

func exceptTags(t *plan.Triggers) string {
	if t.Tag != nil && t.MergeRequest == nil && len(t.Tag.Tags) > 0 {
		return " to a branch whose name is like one of the tags"
	}
	return " to a branch"
}

func checkJob(p *plan.Plan, j *plan.Job) diag.List {
	var out diag.List
	if j.Image == nil && len(j.Runtime) == 0 && len(p.Jobs) == 1 {
		out.Add(diag.New(diag.Warning, "no-image", j.At, j.Path,
			"Shippable chooses its image by language, and this job names neither `runtime` nor `image`: with `language: none` the default image is used"))
	}
	var kinds []string
	if j.Credentials != nil && j.Credentials.AssumeRole != "" {
		kinds = append(kinds, "roles.assume")
	}
	for _, s := range slices.Concat(j.Install, j.Before, j.Steps) {
		if kind := callsAWS(s.Action); kind != "" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) > 0 && !slices.Contains(j.Secrets, "AWS_ACCESS_KEY_ID") && p.Raw.Get("integrations").Get("hub").IsZero() {
		out.Add(diag.New(diag.Error, "credentials-missing", j.At, j.Path, strings.Join(kinds, ", ")+": no AWS credentials reach this job on Shippable").
			WithHelp("add the secrets AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY with `shippable` ciphertexts"))
	}
	return out
}

// callsAWS is the name of what a typed step calls of AWS, or "".
func callsAWS(a plan.Action) string {
	switch a := a.(type) {
	case nil:
		return ""
	case *plan.Docker:
		if a.Push && slices.ContainsFunc(a.Tags, func(t plan.Text) bool { return lower.IsECR(lower.Registry(t.String())) }) {
			return "ecr"
		}
		return ""
	case *plan.Message:
		return ""
	case *plan.Sam:
		if a.Op == "build" {
			return ""
		}
	}
	return a.Kind()
}
