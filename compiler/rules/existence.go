package rules

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/near"
)

// existence checks that every job has a run, and that what a job needs exists in every run of the job.
func (c *planner) existence() {
	if c.p.Triggers != nil && c.space.Default().Empty() {
		c.error("no-runs", c.p.Triggers.At, "triggers", "nothing ever starts a run", "list an event, such as: triggers: {push: {branches: main}}")
		return
	}
	var ran event.Set
	for _, j := range c.p.Jobs {
		set := c.space.Exists(j)
		if set.Empty() {
			c.never(j)
			continue
		}
		if !c.space.Less(set, ran).Empty() {
			ran = c.space.Union(ran, set)
		}
		c.deadAlternatives(j)
		for i := range j.Needs {
			c.needExists(j, &j.Needs[i], set)
		}
	}
	if len(c.p.Jobs) > 0 {
		c.emptyRuns(ran)
	}
}

// emptyRuns reports merge requests in which no job exists, and events that the triggers list and no job has.
func (c *planner) emptyRuns(ran event.Set) {
	t := c.p.Triggers
	if t == nil {
		return
	}
	gap := c.space.Less(c.space.Default(), ran)
	if mr := c.space.On(gap, event.OnMergeRequest); !mr.Empty() {
		c.warn("empty-run", t.MergeRequest.At, "triggers.merge_request", "no job runs for "+c.space.Describe(mr, ran)+c.onGitLab(": GitLab then makes no pipeline, and a project that demands one to succeed cannot merge", ", so nothing is tested before it is merged"),
			"add a job for merge requests without `paths`: when: {event: merge_request}")
	}
	for _, l := range []struct {
		cond *plan.Cond
		e    plan.Event
	}{{t.Push, plan.Push}, {t.Tag, plan.Tag}} {
		if l.cond != nil && !ran.Empty() && !c.space.Has(ran, l.e) {
			c.warn("empty-run", l.cond.At, "triggers."+l.e.String(), "no job runs for a "+l.e.String(), "delete it, or name "+l.e.String()+" in the `when` of a job")
		}
	}
	for i, s := range t.Schedules {
		if !ran.Empty() && !c.space.Has(ran, plan.Schedule) {
			c.warn("empty-run", s.At, index("triggers.schedule", i), "no job runs for a schedule", "name schedule in the `when` of a job: when: {event: [push, schedule]}")
		}
	}
}

// never reports a job that no run has.
func (c *planner) never(j *plan.Job) {
	at, path := j.At, j.Path
	if !j.When[0].At.IsZero() {
		at = j.When[0].At
	}
	message, help := c.whyNever(j)
	if mixedRefs(&j.When[0].Refs) && len(j.When) == 1 {
		return
	}
	if fromEnvironment(j) {
		message = "environment " + j.Env.Name + " admits no run that `triggers` start, so " + j.Name + " never runs"
		if meant := c.branchMeant(j.Env.Refs.Branches); meant != "" {
			at, path, help = j.Env.RefsAt, "environments."+j.Env.Name+".branches", help+"; did you mean "+meant+"?"
		}
	} else {
		path += ".when"
		if meant := c.branchMeant(j.When[0].Branches); meant != "" {
			help += "; did you mean " + meant + "?"
		}
	}
	c.error("job-never", at, path, message, help)
}

// branchMeant is the branch of `triggers.push` that the only branch of a list is a misspelling of, or nothing.
func (c *planner) branchMeant(branches []string) string {
	if t := c.p.Triggers; t != nil && t.Push != nil && len(branches) == 1 && first(branches) != "" {
		return near.Nearest(branches[0], t.Push.Branches)
	}
	return ""
}

// mixedRefs reports whether a condition asks for two kinds of ref at once, which is said of the text.
func mixedRefs(r *plan.Refs) bool {
	tags := len(r.Tags)+len(r.NotTags) > 0
	return tags && (len(r.TargetBranches) > 0 || len(r.Branches)+len(r.NotBranches) > 0)
}

// whyNever says what of the first alternative no run can have.
func (c *planner) whyNever(j *plan.Job) (message, help string) {
	message, help = "no run meets this condition, so "+j.Name+" never runs", "`triggers` start nothing that it asks for; widen one of them"
	cond := j.When[0]
	open := cond
	open.NotBranches, open.NotTags, open.NotPaths = nil, nil, nil
	if !c.space.Cond(&open).Empty() {
		return "it excludes all that it admits, so " + j.Name + " never runs", "narrow what the `not_` keys exclude"
	}
	if why := c.unlisted(&cond); why != "" {
		return message, why
	}
	for _, e := range cond.Events {
		if why := apart(e, &cond.Refs); why != "" {
			return message, why
		}
		r := event.Run{Event: e, Branch: first(cond.Branches), Tag: first(cond.Tags), Target: first(cond.TargetBranches)}
		if r.Branch+r.Tag+r.Target == "" && e != plan.Schedule {
			continue
		}
		if e != plan.MergeRequest && len(cond.TargetBranches) > 0 {
			return message, "only a merge request has a target branch: delete `event`, or write `branches`"
		}
		if why := c.space.Starts(r); why != "" {
			return message, why
		}
	}
	if t := c.p.Triggers; t != nil && t.Push != nil && len(t.Push.Refs.Branches) > 0 && len(cond.Branches) > 0 {
		help = "triggers.push admits " + list(t.Push.Refs.Branches, "and") + ", and none of them fits " + list(cond.Branches, "or")
	}
	return message, help
}

// unlisted says which events the triggers would have to list, when they list none that the condition names.
func (c *planner) unlisted(cond *plan.Cond) string {
	t := c.p.Triggers
	if t == nil {
		return ""
	}
	on := map[plan.Event]bool{plan.Push: t.Push != nil, plan.Tag: t.Tag != nil, plan.MergeRequest: t.MergeRequest != nil,
		plan.Schedule: len(t.Schedules) > 0, plan.Manual: t.Manual && (len(cond.Tags)+len(cond.NotTags) == 0 || t.Tag != nil)}
	var names []string
	for _, e := range cond.Events {
		if on[e] {
			return ""
		}
		if e != plan.Manual { // which comes with the others
			names = append(names, e.String())
		}
	}
	if len(names) == 0 {
		return "delete `manual: false` from `triggers`" + line(t.At)
	}
	return "triggers do not list " + list(names, "or") + "; add it" + line(t.At)
}

// apart says why an event never has the ref that its condition asks for, or nothing.
func apart(e plan.Event, f *plan.Refs) string {
	branches, tags := len(f.Branches)+len(f.NotBranches) > 0, len(f.Tags)+len(f.NotTags) > 0
	switch {
	case e == plan.Tag && branches:
		return "a tag is on no branch: delete `branches`, or write `event: push`"
	case (e == plan.Push || e == plan.Schedule) && tags:
		return "a " + e.String() + " is on a branch: write `event: tag`, or delete `tags`"
	case e == plan.MergeRequest && tags:
		return "a merge request is on no tag: write `event: tag`, or delete `tags`"
	}
	return ""
}

// first is the first plain name of a list of patterns, or nothing.
func first(globs []string) string {
	for _, g := range globs {
		if name, ok := glob.Literal(g); ok {
			return name
		}
	}
	return ""
}

// fromEnvironment reports whether a job has no `when` of its own but its environment's refs.
func fromEnvironment(j *plan.Job) bool {
	if !j.Deploys || j.Env == nil || j.Env.Refs == nil || len(j.When) == 0 {
		return false
	}
	for i := range j.When {
		c := &j.When[i]
		if len(c.Paths)+len(c.NotPaths)+len(c.TargetBranches) > 0 || c.At != j.When[0].At {
			return false
		}
	}
	r, e := j.When[0].Refs, j.Env.Refs
	if len(r.Tags)+len(r.NotTags) > 0 {
		return sameList(r.Tags, e.Tags) && sameList(r.NotTags, e.NotTags)
	}
	return sameList(r.Branches, e.Branches) && sameList(r.NotBranches, e.NotBranches)
}

func sameList(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// deadAlternatives reports alternatives that no run meets, of a job that others give runs to.
func (c *planner) deadAlternatives(j *plan.Job) {
	if len(j.When) < 2 || fromEnvironment(j) {
		return
	}
	for i := range j.When {
		if !mixedRefs(&j.When[i].Refs) && c.space.Cond(&j.When[i]).Empty() {
			c.warn("condition-never", j.When[i].At, index(j.Path+".when", i), "no run meets this alternative", "delete it, or widen `triggers`")
		}
	}
}

func (c *planner) needExists(j *plan.Job, n *plan.Need, set event.Set) {
	pred := c.space.Exists(n.Job)
	if pred.Empty() {
		return // said of that job
	}
	if !set.Meets(pred) {
		level := diag.Error
		if n.Optional {
			level = diag.Warning
		}
		c.out.Add(diag.New(level, "needs-never", n.At, n.Path, "no event runs both "+j.Name+" and "+n.Job.Name))
		return
	}
	if n.Optional {
		return
	}
	runs, missing := c.space.Missing(n.Job, j)
	if !missing {
		return
	}
	c.error("needs-absent", n.At, n.Path, n.Job.Name+" does not run for "+runs+", where "+j.Name+" does"+c.onGitLab("; GitLab then refuses the whole pipeline", ", and a job cannot wait for one that is not there"),
		needed(j, n.Job))
}

// needed is the help for a job that runs where one that it needs does not. To do without the other is no advice to a job that
// deploys, or prepares that: what it waits for is there to hold it back.
func needed(j, pred *plan.Job) string {
	help := "add the same `when` to " + j.Name
	if refs := written(&pred.When[0].Refs); len(pred.When) == 1 && refs != "" && len(pred.When[0].Paths)+len(pred.When[0].NotPaths) == 0 {
		help = "add `when: {" + refs + "}` to " + j.Name + ", as " + pred.Name + " has it"
	}
	if j.Deploys || j.Env != nil && slices.ContainsFunc(j.Steps, func(s plan.Step) bool { return releases(s.Action) }) {
		return help
	}
	return help + ", or write needs: [{job: " + pred.Name + ", optional: true}]"
}

// releases reports whether a typed step changes what runs, or makes the change set that does.
func releases(a plan.Action) bool {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return a.Op != "package"
	case *plan.Sam:
		return a.Op == "deploy" || a.Op == "delete"
	case *plan.CodeDeploy, *plan.Ecs, *plan.Lambda:
		return true
	}
	return false
}

// written is refs as one writes them, or nothing.
func written(r *plan.Refs) string {
	var out []string
	for _, l := range []struct {
		key   string
		globs []string
	}{{"branches", r.Branches}, {"not_branches", r.NotBranches}, {"tags", r.Tags}, {"not_tags", r.NotTags}, {"target_branches", r.TargetBranches}} {
		names := make([]string, len(l.globs))
		for i, g := range l.globs {
			if names[i] = g; strings.ContainsAny(g, "*?{}[],#&! ") {
				names[i] = `"` + g + `"`
			}
		}
		switch len(names) {
		case 0:
		case 1:
			out = append(out, l.key+": "+names[0])
		default:
			out = append(out, l.key+": ["+strings.Join(names, ", ")+"]")
		}
	}
	return strings.Join(out, ", ")
}

// places checks that jobs deploy only from where their environment allows, and that somebody limits what deploys.
func (c *planner) places() {
	for _, j := range c.p.Jobs {
		if !j.Deploys || j.Env == nil {
			continue
		}
		set := c.space.Exists(j)
		if set.Empty() {
			continue
		}
		c.outside(j, set)
		c.instance(j, set)
		c.unlimited(j, set)
	}
}

func whenAt(j *plan.Job) (diag.Range, string) {
	if len(j.When) == 0 || j.When[0].At.IsZero() {
		return j.At, j.Path
	}
	return j.When[0].At, j.Path + ".when"
}

// outside reports runs in which a job deploys to an environment that does not admit them.
func (c *planner) outside(j *plan.Job, set event.Set) {
	refs := j.Env.Refs
	if refs == nil || len(j.When) == 0 || fromEnvironment(j) {
		return
	}
	gap := c.space.Less(set, c.admitted(refs))
	if gap.Empty() {
		return
	}
	at, path := whenAt(j)
	c.error("outside-environment", at, path, j.Name+" also runs for "+c.space.Describe(gap, event.Set{})+", from where nothing may deploy to "+j.Env.Name+line(j.Env.At),
		"delete `when`: "+j.Name+" then runs exactly where "+j.Env.Name+" allows; or narrow it")
}

// admitted is the runs that the refs of an environment allow. A merge request is on no branch of the environment, but one
// that only excludes branches lets it in.
func (c *planner) admitted(r *plan.Refs) event.Set {
	var out event.Set
	branches, tags := len(r.Branches)+len(r.NotBranches) > 0, len(r.Tags)+len(r.NotTags) > 0
	if branches || !tags {
		out = c.space.Union(out, c.space.Cond(&plan.Cond{Events: []plan.Event{plan.Push, plan.Schedule, plan.Manual},
			Refs: plan.Refs{Branches: r.Branches, NotBranches: r.NotBranches}}))
	}
	if tags {
		out = c.space.Union(out, c.space.Cond(&plan.Cond{Events: []plan.Event{plan.Tag, plan.Manual}, Refs: plan.Refs{Tags: r.Tags, NotTags: r.NotTags}}))
	}
	if len(r.Branches) == 0 && !tags {
		out = c.space.Union(out, c.space.Cond(&plan.Cond{Events: []plan.Event{plan.MergeRequest}}))
	}
	return out
}

// instance: a review app is named after its branch or its merge request, and ends with it.
func (c *planner) instance(j *plan.Job, set event.Set) {
	e := j.Env.Ephemeral
	if e == nil {
		return
	}
	at, path := whenAt(j)
	var wrong event.Set
	message := ""
	if e.PerMergeRequest {
		wrong = c.space.Less(set, c.space.On(set, event.OnMergeRequest))
		message = ", where there is no merge request that the instance could be named after"
	} else {
		wrong = c.space.On(set, event.OnTag)
		message = ", and an instance that is named after a tag is never stopped: no branch goes away"
	}
	if !wrong.Empty() {
		help := "narrow its `when`: when: {not_branches: ...}"
		if e.PerMergeRequest {
			help = "write when: {event: merge_request}"
		}
		c.error("ephemeral-runs", at, path, j.Name+" runs for "+c.space.Describe(wrong, event.Set{})+message, help)
	}
}

// unlimited: a job that deploys wherever a run starts, because neither it nor its environment says where.
func (c *planner) unlimited(j *plan.Job, set event.Set) {
	if j.Env.Ephemeral != nil || j.Gate != nil {
		return
	}
	var odd event.Set
	mr := c.space.On(set, event.OnMergeRequest)
	if c.p.Triggers != nil {
		odd = c.space.Union(mr, c.space.Cond(&plan.Cond{Events: []plan.Event{plan.Schedule}}))
	}
	production := j.Env.Tier == "production" || j.Env.Tier == "" && (j.Env.Name == "prod" || j.Env.Name == "production" || j.Env.Name == "live")
	switch {
	case len(j.When) == 0 && !odd.Empty():
		c.warn("deploys-everywhere", j.At, j.Path, "neither the job nor environment "+j.Env.Name+" says where it may run, so it deploys for "+c.space.Describe(odd, event.Set{})+", too",
			"add `branches: main` to environments."+j.Env.Name+line(j.Env.At))
	case production && c.space.AnyBranch(set):
		c.warn("deploys-everywhere", j.At, j.Path, "neither the job nor environment "+j.Env.Name+" names branches, so every branch deploys to production",
			"add `branches: main` to environments."+j.Env.Name+line(j.Env.At)+", or `approval: true`")
	case production && !mr.Empty() && c.p.Triggers != nil && !slices.Equal(c.p.Triggers.Actions, []string{"merged"}):
		at, path := whenAt(j)
		c.warn("deploys-everywhere", at, path, "every merge request deploys to production, before anybody has merged it",
			"add `branches: main` to environments."+j.Env.Name+line(j.Env.At)+", or `approval: true`")
	}
}
