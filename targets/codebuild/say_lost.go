package codebuild

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// What stands here is lost or done in another way, and nobody's safety depends on it.

func environmentLost(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		e := u.Env
		message := "CodeBuild records no deployments"
		if !e.URL.Empty() {
			message = "CodeBuild records no deployments, shows no URL"
		}
		if e.Serial && !l.toldSerial() {
			message += " and does not hold one build back for another; two pushes can deploy at once"
		} else if !e.URL.Empty() {
			message = "CodeBuild records no deployments and shows no URL"
		}
		out.Add(find(diag.Warning, "environment-lost", u, message))
	}
	return out
}

// toldSerial reports whether target cfn, which the spec names, tells how the project's builds overlap, and what to do.
func (l layout) toldSerial() bool {
	b := l.plan.Bootstrap
	return b != nil && b.CodeBuild != nil && slices.Contains(l.plan.Targets, "cfn")
}

func expiryLost(_ layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		out.Add(find(diag.Warning, "expiry-lost", u, "CodeBuild keeps artifacts until the bucket's lifecycle rule removes them"))
	}
	return out
}

// artifactsAlways: UPLOAD_ARTIFACTS comes behind a failed BUILD, too (AWS CodeBuild User Guide, "Build phase transitions"). In
// a pipeline nobody gets the files of an action that failed.
func artifactsAlways(l layout, uses []plan.Use) diag.List {
	if l.pipeline {
		return nil
	}
	for _, u := range uses {
		if u.Job.Artifacts.When == "success" {
			return diag.List{find(diag.Note, "artifact-condition-lost", u, "CodeBuild uploads what is there behind a failed build, too: who takes the files looks at the build's status first")}
		}
	}
	return nil
}

func artifactCondition(_ layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if u.Detail == "failure" {
			out.Add(find(diag.Warning, "artifact-condition-lost", u, "CodeBuild uploads what is there behind every build, the good ones too"))
		}
	}
	return out
}

func dotenvLost(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if len(buildspec.DotenvNames(u.Job)) > 0 || l.batch && l.plan.Bucket != nil {
			continue
		}
		out.Add(find(diag.Warning, "dotenv-lost", u, "CodeBuild exports variables by their names, and no step visibly writes one into "+u.Detail).
			WithHelp("write each on a line of its own: echo \"NAME=$value\" >> " + u.Detail))
	}
	return out
}

// retryLost: on-failure starts a build again whose commands failed. Nothing does for one that lost its machine or ran out
// of time.
func retryLost(_ layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, group := range byPlace(uses) {
		u := group[0]
		r := u.Job.Retry
		infrastructure, timeout := slices.Contains(r.When, "infrastructure"), slices.Contains(r.When, "timeout")
		switch {
		case len(r.When) == 0:
			out.Add(find(diag.Note, "retry-lost", u, "CodeBuild starts a build again when a command failed, not when its machine is lost or its time is over"))
		case infrastructure:
			out.Add(find(diag.Warning, "retry-lost", u, "CodeBuild cannot start a build again after its machine is lost; a failed start stays failed"))
		case timeout:
			out.Add(find(diag.Warning, "retry-lost", u, "CodeBuild cannot start a build again after its time is over"))
		}
	}
	return out
}

func allowFailureLost(l layout, uses []plan.Use) diag.List {
	if l.batch {
		return nil
	}
	u := uses[0]
	d := find(diag.Warning, "allow-failure-lost", u, "a build of its own cannot fail and count as passed: "+u.Job.Name+" stays red")
	if l.pipeline {
		d = find(diag.Warning, "allow-failure-lost", u, "an action of a pipeline cannot fail and count as passed: the pipeline stops at "+u.Job.Name)
	}
	return diag.List{d.WithHelp("write `layout: batch` under targets.codebuild, and switch on batch builds in the project")}
}

func scheduleLost(l layout, uses []plan.Use) diag.List {
	if !l.batch {
		return nil
	}
	run := "scheduled runs are"
	if t := l.plan.Triggers; t != nil && len(t.Schedules) == 1 {
		run = "scheduled run is"
		if d := t.Schedules[0].Description; d != "" && !strings.Contains(d, " ") {
			run = d + " run is"
		}
	}
	message, help := "a scheduled rule cannot start a batch build, so the "+run+" left out", ""
	if names := onlyScheduled(l.plan); len(names) > 0 {
		message += ", and nothing else ever starts " + list(names)
		help = "give " + list(names) + " another event as well: when: {event: [schedule, manual]}"
	}
	return diag.List{find(diag.Warning, "schedule-lost", uses[0], message).WithHelp(help)}
}

func manualOpen(l layout, uses []plan.Use) diag.List {
	if l.pipeline {
		return nil // the target cfn, which writes the pipeline, says who can start it
	}
	return diag.List{find(diag.Note, "manual-open", uses[0], "CodeBuild has no switch for runs by hand: whoever may call codebuild:StartBuild on the project starts one, and it runs as a push to that commit would")}
}

// onlyScheduled is the jobs that exist in no run but scheduled ones.
func onlyScheduled(p *plan.Plan) []string {
	var names []string
	space := event.New(p)
	for _, j := range p.Jobs {
		if space.Only(space.Exists(j), plan.Schedule) {
			names = append(names, j.Name)
		}
	}
	return names
}

// pathsLost: one webhook filters the files of a whole build. A job that tests runs too often; one that deploys would
// deploy what its author kept back.
func pathsLost(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if u.Job == nil || !l.batch && !l.pipeline {
			continue
		}
		var runs []string
		for _, c := range u.Job.When {
			if len(c.Paths)+len(c.NotPaths) == 0 {
				continue
			}
			if c.Has(plan.Push) && !slices.Contains(runs, "push") {
				runs = append(runs, "push")
			}
			if c.Has(plan.MergeRequest) && !slices.Contains(runs, "pull request") {
				runs = append(runs, "pull request")
			}
		}
		message := "CodeBuild filters paths for a whole build, so " + u.Job.Name + " "
		if u.Job.Deploys {
			out.Add(find(diag.Error, "paths-lost", u, message+"would deploy for every "+strings.Join(runs, " and ")).
				WithHelp("choose the other jobs with `--jobs`, or give this one a spec and a project of its own"))
			continue
		}
		out.Add(find(diag.Warning, "paths-lost", u, message+"runs for every "+strings.Join(runs, " and ")))
	}
	return out
}

// guarded says what a skipped job looks like.
func guarded(l layout, uses []plan.Use) diag.List {
	guards := buildspec.NewGuards(l.plan, l.batch)
	var out diag.List
	for _, group := range byPlace(uses) {
		u := group[0]
		if !guards.Needed(u.Job) {
			continue
		}
		message := "CodeBuild starts " + u.Job.Name + " in every build; where the condition does not hold it does nothing and ends green"
		if u.Job.Artifacts != nil {
			message += ", unless the project uploads artifacts: there are none then"
		}
		out.Add(find(diag.Warning, "condition-guarded", u, message))
	}
	return out
}

// notifyOutside: no build sees the whole of a batch or a pipeline.
func notifyOutside(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		u.Path = strings.TrimSuffix(u.Path, ".slack")
		switch {
		case l.written:
			out.Add(find(diag.Note, "notify-outside", u, "told by the EventBridge rule that `--target cfn` writes; the buildspec tells nothing"))
		case l.batch:
			out.Add(find(diag.Warning, "notify-lost", u, "no build sees the whole batch, so nothing is told about it").
				WithHelp("add `bootstrap.codebuild`: the cfn target then writes an EventBridge rule that tells the channel"))
		}
	}
	return out
}

func integrationLost(_ layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		out.Add(find(diag.Warning, "notify-lost", u, "the integration exists on Shippable only; CodeBuild tells Slack nothing about this build").
			WithHelp("use `slack: {webhook: SECRET}`"))
	}
	return out
}

func fixedLost(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		at := slices.IndexFunc(l.plan.Notify, func(n plan.Notify) bool { return n.Name == u.Detail })
		if !l.tell || at >= 0 && l.plan.Notify[at].Webhook == "" {
			continue
		}
		out.Add(find(diag.Warning, "notify-lost", u, "a build does not know how the one before it ended, so nobody is told that "+l.plan.Name+" is fixed").
			WithHelp("use success"))
	}
	return out
}

// storedElsewhere: the build's own role writes to the pipeline's store, and no role of another account.
func storedElsewhere(_ layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if c := u.Job.Credentials; c != nil && c.AssumeRole != "" {
			out.Add(find(diag.Error, "no-bucket", u, u.Job.Name+" works as "+name(c.AssumeRole)+", which may not write to the pipeline's store").
				WithHelp("delete `access` of " + u.Job.Name + ", so that the build's own role uploads, or set `artifact_bucket`"))
		}
	}
	return out
}
