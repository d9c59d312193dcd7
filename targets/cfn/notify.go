package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// An event of CodeBuild or CodePipeline does not say which branch the run is on, so a channel that asks for some branches
// can be served only where all runs are on one of them, or none is.

// audible is how many of the runs are on the branches of a channel.
type audible int

const (
	allRuns audible = iota
	someRuns
	noRuns
)

// runsFor tells which of the runs a channel asks for: those of the pipeline, or, for nil, of the project.
func runsFor(p *plan.Plan, n plan.Notify, b *plan.BootPipeline) audible {
	if len(n.Branches)+len(n.NotBranches) == 0 {
		return allRuns
	}
	branches, only := runBranches(p, b)
	yes := 0
	for _, b := range branches {
		if anyOf(n.NotBranches, b) || len(n.Branches) > 0 && !anyOf(n.Branches, b) {
			continue
		}
		yes++
	}
	switch {
	case yes == len(branches) && only:
		return allRuns
	case yes == 0 && only:
		return noRuns
	}
	return someRuns
}

func anyOf(globs []string, name string) bool {
	return slices.ContainsFunc(globs, func(g string) bool { return glob.Match(g, name) })
}

// runBranches are the branches that runs are on; only reports whether there are no other runs: on branches that match a
// pattern, for tags, for merge requests.
func runBranches(p *plan.Plan, b *plan.BootPipeline) (branches []string, only bool) {
	t := p.Triggers
	if b != nil && (b.Connection == nil || t == nil) {
		return []string{buildspec.PipelineBranch(p)}, true
	}
	if t == nil {
		return nil, false
	}
	only = t.Tag == nil && t.MergeRequest == nil
	if b != nil {
		branches = []string{buildspec.PipelineBranch(p)}
	}
	if t.Push != nil {
		only = only && len(t.Push.Branches) > 0
		for _, g := range t.Push.Branches {
			name, literal := glob.Literal(g)
			if only = only && literal; literal && !slices.Contains(branches, name) {
				branches = append(branches, name)
			}
		}
	}
	for _, s := range t.Schedules {
		if s.Branch != "" && !slices.Contains(branches, s.Branch) {
			branches = append(branches, s.Branch)
		}
	}
	return branches, only && len(branches) > 0
}

// hears reports whether the template has a notifier for the channel.
func hears(p *plan.Plan, n plan.Notify, b *plan.BootPipeline) bool {
	return n.Webhook != "" && runsFor(p, n, b) != noRuns
}

// checkNotify: the notifier reads its webhook from Secrets Manager and from nowhere else, and tells no branches apart.
func checkNotify(p *plan.Plan, n plan.Notify, b *plan.BootPipeline) diag.List {
	if n.Webhook == "" {
		return nil
	}
	var out diag.List
	teller := map[bool]string{true: "CodeBuild", false: "CodePipeline"}[b == nil]
	switch runsFor(p, n, b) {
	case someRuns:
		out.Add(diag.New(diag.Warning, "notify-lost", n.BranchesAt, "notify."+n.Name, "an event of "+teller+" does not name the branch, so the channel hears of the runs on every branch"))
	case noRuns:
		branches, _ := runBranches(p, b)
		out.Add(diag.New(diag.Warning, "notify-lost", n.BranchesAt, "notify."+n.Name, "all runs are on "+strings.Join(branches, ", ")+", so the channel hears of none"))
		return out
	}
	if manager(p, n.Webhook) != nil {
		return out
	}
	out.Add(diag.New(diag.Error, "secret-unreachable", n.At, "notify."+n.Name+".slack.webhook",
		"the notifier of "+teller+" reads the webhook from AWS Secrets Manager, and "+n.Webhook+" is not there").
		WithHelp("write secrets." + n.Webhook + ": {secretsmanager: {id: ID, key: KEY}}"))
	return out
}
