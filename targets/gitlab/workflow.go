package gitlab

import (
	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// workflow says which pipelines exist. It is written whenever the spec has triggers, because without it rules of jobs
// alone can make a branch and a merge request pipeline for one push (CI/CD YAML reference, workflow).
func workflow(t *plan.Triggers) emit.Value {
	if t == nil {
		return nil
	}
	var out emit.Seq
	for _, r := range workflowRules(t) {
		out = append(out, r.value(false, false))
	}
	return emit.Map{{Key: "rules", Value: out}}
}

// ref is the pipelines on refs that one expression describes.
type ref struct {
	expr  string
	kinds runs
}

func workflowRules(t *plan.Triggers) []rule {
	var refs []ref
	add := func(expr string, kinds runs) {
		for i := range refs {
			if refs[i].expr == expr {
				refs[i].kinds |= kinds
				return
			}
		}
		refs = append(refs, ref{expr, kinds})
	}
	var out []rule
	branches, tags := event.ManualOn(t)
	if c := t.Push; c != nil {
		expr := refExpr("$CI_COMMIT_BRANCH", c.Branches, c.NotBranches)
		if len(c.Paths) > 0 {
			out = append(out, rule{and(expr, sourceExpr(pushBranch)), changes(c.Paths)})
		} else {
			add(expr, pushBranch)
		}
	}
	for _, s := range t.Schedules {
		add(scheduleExpr(s), scheduled)
	}
	if branches != nil {
		add(refExpr("$CI_COMMIT_BRANCH", branches.Branches, branches.NotBranches), webBranch)
	}
	if c := t.Tag; c != nil {
		add(refExpr("$CI_COMMIT_TAG", c.Tags, c.NotTags), pushTag)
	}
	if tags != nil {
		add(refExpr("$CI_COMMIT_TAG", tags.Tags, tags.NotTags), webTag)
	}
	for _, r := range refs {
		out = append(out, rule{cond: and(r.expr, sourceExpr(r.kinds))})
	}
	return append(out, mergeRules(t)...)
}

func scheduleExpr(s plan.ScheduleEntry) string {
	if s.Branch == "" {
		return "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"
	}
	return `$CI_COMMIT_BRANCH == "` + s.Branch + `"`
}

// mergeRules are the pipelines of merge requests, and those of the pushes that merges end with.
func mergeRules(t *plan.Triggers) []rule {
	c := t.MergeRequest
	if c == nil {
		return nil
	}
	var paths []string
	if len(c.Paths) > 0 {
		paths = changes(c.Paths)
	}
	var out []rule
	kinds := mergeRuns(t.Actions)
	if kinds&merges != 0 {
		out = append(out, rule{mergeExpr(c), paths})
	}
	if kinds&merged != 0 {
		out = append(out, rule{lowering{triggers: t}.mergedExpr(c), paths})
	}
	return out
}
