package shippable

import (
	"fmt"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// sayConcurrency says how to get what was written; where it is only the default, the environment's own finding says it.
func sayConcurrency(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if u.Env != nil && u.Env.SerialWritten {
			out.Add(finding(diag.Note, "set-outside", u, "Shippable runs as many builds at once as it has nodes: give the project a pool of one node", ""))
		}
	}
	return out
}

func sayAllowFailure(p *plan.Plan, uses []plan.Use) diag.List {
	if len(p.Jobs) > 1 && !chained(p) || len(p.Jobs) == 1 && p.Jobs[0].Matrix != nil {
		return nil // one root cause is said already; or matrix.allow_failures says it
	}
	return each(diag.Error, "allow-failure-lost",
		"a Shippable build is one job: its failure is the build's failure, and everything behind it would not run",
		"leave the job out with `targets.shippable.jobs`, or write `continue_on_error: true` on the step that may fail")(p, uses)
}

func sayRetry(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		what := "by itself"
		if w := u.Job.Retry.When; len(w) == 1 && w[0] == "infrastructure" {
			what = "after its machine is lost"
		}
		out.Add(finding(diag.Warning, "retry-lost", u, "Shippable cannot start a build again "+what, ""))
	}
	return out
}

// sayTimeout: the limit is the project's, so a chain needs the sum.
func sayTimeout(p *plan.Plan, uses []plan.Use) diag.List {
	if len(p.Jobs) > 1 && chained(p) {
		sum := 0
		for _, u := range uses {
			sum += u.Job.Timeout.Seconds
		}
		return diag.List{finding(diag.Note, "set-outside", uses[0], fmt.Sprintf("set %d minutes, the sum of the chain, in Shippable (project settings)", (sum+59)/60), "")}
	}
	var out diag.List
	for _, u := range uses {
		out.Add(finding(diag.Note, "set-outside", u, "set "+u.Detail+" in Shippable (project settings)", ""))
	}
	return out
}
