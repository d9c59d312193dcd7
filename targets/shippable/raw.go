package shippable

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/raw"
)

// overrides merges targets.shippable.raw, which addresses keys of the file.
func overrides(p *plan.Plan, doc emit.Map) (emit.Map, diag.List) {
	if p.Raw.IsZero() {
		return doc, nil
	}
	var out diag.List
	merged, changes := raw.Merge(doc, p.Raw)
	for _, c := range changes {
		path := p.Raw.Path + "." + c.Key()
		switch {
		case c.Conflict:
			out.Add(diag.New(diag.Error, "raw-overrides", c.At, path, "the spec already sets it ("+raw.Text(c.Old)+")").
				WithHelp("to replace it on purpose, write {replace: " + raw.Text(c.New) + "}"))
		case !known(c.Path[0]):
			out.Add(diag.New(diag.Error, "raw-unknown", c.At, path, "Shippable has no such key"))
		}
	}
	return merged, out
}

// topKeys are the keys that shippable.yml may have (Shippable documentation, "Anatomy of shippable.yml").
var topKeys = []string{"language", "python", "node_js", "jdk", "go", "rvm", "php", "scala", "lein", "compiler", "gemfile",
	"bundler_args", "branches", "runtime", "git", "depth", "gitConfig", "vote", "services", "env", "matrix", "build",
	"integrations", "build_image", "cache", "archive", "before_install", "install", "before_script", "script",
	"after_success", "after_failure", "after_script", "notifications"}

func known(key string) bool {
	for _, k := range topKeys {
		if k == key {
			return true
		}
	}
	return false
}
