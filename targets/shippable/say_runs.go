package shippable

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// sayPush says that pull requests are built unasked, and refuses filters that `branches` cannot hold.
func sayPush(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	t, u := p.Triggers, uses[0]
	for _, g := range slices.Concat(t.Push.Branches, t.Push.NotBranches) {
		if !writable(g) {
			out.Add(unwritable(u.At, u.Path, g, "list the branches, or filter in the job with `when`"))
		}
	}
	if t.MergeRequest == nil {
		out.Add(finding(diag.Note, "trigger-outside", u, "Shippable builds pull requests"+to(t.Push.Branches)+
			" as well, until that is switched off in the settings of the project; they run the tests and do not deploy", ""))
	}
	return out
}

func to(branches []string) string {
	if len(branches) == 0 || everything(branches) {
		return ""
	}
	return " to " + and(branches)
}

// sayMergeRequest refuses jobs that are to deploy for a merge request: their deployments are left out of such builds.
// Of other jobs it says what is left out.
func sayMergeRequest(p *plan.Plan, uses []plan.Use) diag.List {
	opened, _ := actions(p.Triggers)
	if !opened || len(p.Jobs) > 1 && !chained(p) {
		return nil
	}
	var out diag.List
	space := event.New(p)
	for _, j := range p.Jobs {
		if !space.Has(space.Exists(j), plan.MergeRequest) {
			continue
		}
		if j.Deploys {
			out.Add(diag.New(diag.Error, "pull-request-deploys", j.At, j.Path,
				"Shippable runs the file of whoever opens a pull request, so cdc lets no such build deploy, and "+j.Name+" is to deploy for merge requests").
				WithHelp("say when it deploys: `when: {event: [push, manual]}`, or leave the job to another target"))
			continue
		}
		if names := skipped(j); len(names) > 0 {
			out.Add(diag.New(diag.Note, "pull-request-skips", j.At, j.Path,
				"builds of pull requests leave out what publishes or reads a secret, because one from a fork has no secrets: "+and(names)))
		}
	}
	return out
}

// skipped is the steps that are left out of pull requests.
func skipped(j *plan.Job) []string {
	var out []string
	install, before, steps := guards(j)
	for _, l := range []struct {
		steps []plan.Step
		risk  []bool
	}{{j.Install, install}, {j.Before, before}, {j.Steps, steps}} {
		for i, r := range l.risk {
			if r {
				out = append(out, strings.TrimPrefix(l.steps[i].Path, j.Path+"."))
			}
		}
	}
	return out
}

// sayMerged: a merge is the push that it ends with.
func sayMerged(p *plan.Plan, uses []plan.Use) diag.List {
	return each(diag.Note, "merged-as-push", "Shippable has no event for a merge: every push to the target branch counts as one, a direct push too, and so does a build that a person starts on that branch", "")(p, uses)
}

// deploying are the jobs of the plan that deploy.
func deploying(p *plan.Plan) []string {
	var out []string
	for _, j := range p.Jobs {
		if j.Deploys {
			out = append(out, j.Name)
		}
	}
	return out
}

// saySchedule refuses to drop the runs in which a job deploys; of others it tells.
func saySchedule(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	space := event.New(p)
	var names, idle []string
	for _, j := range p.Jobs {
		set := space.Exists(j)
		if j.Deploys && space.Has(set, plan.Schedule) {
			names = append(names, j.Name)
		}
		if space.Only(set, plan.Schedule) {
			idle = append(idle, j.Name)
		}
	}
	if len(names) > 0 {
		return diag.List{finding(diag.Error, "schedule-lost", uses[0], "Shippable's file holds no schedule, so "+and(names)+" would never deploy on time",
			"leave "+and(names)+" to another target with `targets.shippable.jobs`, or keep the schedule off it: `when: {event: [push, manual]}`")}
	}
	for i, s := range p.Triggers.Schedules {
		what := s.Description
		if what == "" {
			what = `"` + s.Cron + `"`
		}
		u := uses[0]
		u.Path = "triggers.schedule"
		if i > 0 {
			u.At = s.At
		}
		message, help := "Shippable's file holds no schedule, so the "+what+" run is left out", ""
		if i == 0 && len(idle) > 0 {
			message += ", and nothing else ever starts " + and(idle)
			help = "give " + and(idle) + " another event as well: when: {event: [schedule, manual]}"
		}
		out.Add(finding(diag.Warning, "schedule-lost", u, message, help))
	}
	return out
}

// sayPaths: a filter of paths that is dropped makes a job run more often. For tests that is time; for a deployment it is
// one that nobody asked for.
func sayPaths(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		switch names := deploying(p); {
		case u.Job == nil && len(names) > 0:
			out.Add(finding(diag.Error, "paths-lost", u, "Shippable cannot filter by path, so every push would deploy "+and(names),
				"leave "+and(names)+" to another target with `targets.shippable.jobs`"))
		case u.Job != nil && u.Job.Deploys:
			out.Add(finding(diag.Error, "paths-lost", u, "Shippable cannot filter by path, so "+u.Job.Name+" would deploy on every push", "delete the condition, or leave the job to another target"))
		case u.Job != nil:
			out.Add(finding(diag.Warning, "paths-lost", u, "Shippable cannot filter by path, so "+u.Job.Name+" runs"+often(u), ""))
		default:
			out.Add(finding(diag.Warning, "paths-lost", u, "Shippable cannot filter by path, so everything is built", ""))
		}
	}
	return out
}

func often(u plan.Use) string {
	for _, c := range u.Job.When {
		if c.Has(plan.Push) && len(c.Paths)+len(c.NotPaths) > 0 {
			return " for every push"
		}
	}
	return " for every pull request"
}
