package cfn

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/raw"
)

func itoa(i int) string { return strconv.Itoa(i) }

// override merges targets.cfn.raw, which addresses `<file>.<logical id>`.
func override(p *plan.Plan, all []*template) diag.List {
	var out diag.List
	for _, e := range p.Raw.Map {
		i := slices.IndexFunc(all, func(t *template) bool { return t.name == e.Key })
		if i < 0 {
			out.Add(diag.New(diag.Error, "raw-unknown", e.KeyAt, p.Raw.Path+"."+e.Key, "cdc writes no cfn/"+e.Key+" for this spec").
				WithHelp("the templates are " + names(all)))
			continue
		}
		out.Add(all[i].override(e.Value)...)
	}
	return out
}

func names(all []*template) string {
	var out []string
	for _, t := range all {
		out = append(out, t.name)
	}
	return strings.Join(out, ", ")
}

func (t *template) override(tree plan.Tree) diag.List {
	known := len(t.resources)
	merged, changes := raw.Merge(t.resources, tree)
	t.resources = merged
	var out diag.List
	for _, e := range tree.Map {
		if i := slices.IndexFunc(merged, func(m emit.Entry) bool { return m.Key == e.Key }); i >= known {
			out.Add(diag.New(diag.Warning, "raw-new-resource", e.KeyAt, tree.Path+"."+e.Key, "a new resource that no other target has"))
		}
	}
	for _, c := range changes {
		path := tree.Path + "." + c.Key()
		switch {
		case c.Conflict:
			out.Add(diag.New(diag.Error, "raw-overrides", c.At, path, "the spec already sets it ("+raw.Text(c.Old)+")").
				WithHelp("to replace it on purpose, write {replace: " + raw.Text(c.New) + "}"))
		case c.Old != nil && guards(c.Path):
			out.Add(diag.New(diag.Warning, "raw-weakens", c.At, path, "changes who may do what: the derived permission is no longer what cdc checked"))
		}
	}
	return out
}

// guards reports whether a path holds permissions, trust or encryption.
func guards(path []string) bool {
	for _, k := range path {
		switch k {
		case "AssumeRolePolicyDocument", "Policies", "PolicyDocument", "PublicAccessBlockConfiguration", "BucketEncryption", "PermissionsBoundary", "Condition":
			return true
		}
	}
	return false
}
