package shippable

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/judge"
	"github.com/cdc-dev/cdc/internal/raw"
)

// overrides merges targets.shippable.raw, which addresses keys of the file, and holds the result to the schema of the
// format: Shippable reads over a key that it does not know, and what it was to do does not happen.
func overrides(p *plan.Plan, doc emit.Map) (emit.Map, diag.List) {
	if p.Raw.IsZero() {
		return doc, nil
	}
	var out diag.List
	merged, changes := raw.Merge(doc, p.Raw)
	for i := range merged {
		merged[i].Blank = i > 0
	}
	for _, c := range changes {
		out = append(out, changed(p.Raw.Path+"."+c.Key(), c)...)
	}
	if out.HasErrors() {
		return merged, out
	}
	for _, problem := range judge.Check("shippable", emit.JSON(merged)) {
		at, key := place(problem.Path, changes)
		out.Add(diag.New(diag.Error, "raw-unknown", at, p.Raw.Path+"."+key, problem.Message).WithHelp(problem.Help))
	}
	return merged, out
}

// changed says what a change of the author's does to what the compiler wrote.
func changed(path string, c raw.Change) diag.List {
	name := c.Path[len(c.Path)-1]
	switch {
	case c.Conflict:
		return diag.List{diag.New(diag.Error, "raw-overrides", c.At, path, "the spec already sets it ("+raw.Text(c.Old)+")").
			WithHelp("to replace it on purpose, write {replace: " + raw.Text(c.New) + "}")}
	case c.Idle:
		return diag.List{diag.New(diag.Warning, "raw-idle", c.At, path, "there is nothing to replace: the compiled file has no "+name).
			WithHelp("write the value without `replace`")}
	case c.Old != nil && guarding(c):
		return diag.List{diag.New(diag.Warning, "raw-weakens", c.At, path,
			"this replaces what decides which builds run, who they are, or what pull requests may do").
			WithHelp("change it in the spec instead")}
	}
	return nil
}

// guarding reports whether what was replaced kept something from happening.
func guarding(c raw.Change) bool {
	if c.Path[0] == "branches" {
		return true
	}
	text := string(emit.YAML(nil, emit.Map{{Key: "k", Value: c.Old}}))
	for _, mark := range []string{"cdc_account", "cdc_creds", "cdc_run", "IS_PULL_REQUEST", "IS_GIT_TAG"} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// place is the key of the author's that a problem lies at or below.
func place(path []string, changes []raw.Change) (at diag.Range, key string) {
	best := -1
	for _, c := range changes {
		n := 0
		for n < len(path) && n < len(c.Path) && path[n] == c.Path[n] {
			n++
		}
		if n > best {
			best, at, key = n, c.At, c.Key()
		}
	}
	return at, key
}
