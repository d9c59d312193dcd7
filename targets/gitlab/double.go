package gitlab

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// checkTwice speaks of a push that starts two pipelines: one for the branch, and one for the merge request that is open
// from it (GitLab, CI/CD YAML syntax reference, "Avoid duplicate pipelines"). Both are what the triggers ask for, so both
// stay: a rule with CI_OPEN_MERGE_REQUESTS would take the jobs that are for pushes only out of such a push.
func checkTwice(p *plan.Plan) diag.List {
	t := p.Triggers
	if t == nil || t.Push == nil || t.MergeRequest == nil || mergeRuns(t.Actions)&merges == 0 {
		return nil
	}
	space := event.New(p)
	for _, branch := range sourceBranches(t) {
		push := event.Run{Event: plan.Push, Branch: branch}
		var twice []string
		for _, j := range space.JobsFor(event.Run{Event: plan.MergeRequest, Branch: branch, Target: targetBranch(t)}) {
			if space.Why(j, push) == "" {
				twice = append(twice, j.Name)
			}
		}
		if len(twice) == 0 {
			continue
		}
		what := sentence(twice)
		if len(twice) > 3 {
			what = strconv.Itoa(len(twice)) + " jobs"
		}
		return diag.List{diag.New(diag.Note, "two-pipelines", t.MergeRequest.At, "triggers.merge_request",
			"a push to a branch with an open merge request starts two pipelines, one for each; both run "+what).
			WithHelp("list under `triggers.push.branches` the branches that no merge request comes from, such as main")}
	}
	return nil
}

// sourceBranches are names of branches that start pipelines when they are pushed to and that a merge request may come
// from: one for each pattern, but for those that merge requests go to.
func sourceBranches(t *plan.Triggers) []string {
	if len(t.Push.Branches) == 0 {
		return []string{someBranch}
	}
	var out []string
	for _, g := range t.Push.Branches {
		if name, literal := glob.Literal(g); literal {
			if len(t.MergeRequest.TargetBranches) > 0 && !admits(t.MergeRequest.TargetBranches, name) {
				out = append(out, name)
			}
		} else if !slices.Contains(t.MergeRequest.TargetBranches, g) {
			out = append(out, instanceOf(g))
		}
	}
	return out
}

// someBranch is a name that no condition speaks of.
const someBranch = "cdc-any"

// targetBranch is the name of a branch that merge requests go to.
func targetBranch(t *plan.Triggers) string {
	if len(t.MergeRequest.TargetBranches) == 0 {
		return "main"
	}
	return instanceOf(t.MergeRequest.TargetBranches[0])
}

// instanceOf is a name that the glob matches.
func instanceOf(g string) string {
	g = glob.ExpandBraces(g)[0]
	return strings.NewReplacer("**", someBranch, "*", someBranch, "?", "x").Replace(g)
}

func admits(globs []string, name string) bool {
	return slices.ContainsFunc(globs, func(g string) bool { return glob.Match(g, name) })
}
