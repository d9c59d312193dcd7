// Package shippable compiles to shippable.yml, in its two dialects: `build`, the form since 2016, and `travis`, the form
// before it. The hosted service closed on 3 May 2021; Shippable Server and some migrations still read these files.
//
// What Shippable does with the commands decides the layout (Shippable documentation, "Build Execution Order"): the
// commands of `ci` (or of install, before_script and script) are one bash with errexit and an ERR trap, without pipefail;
// a command of on_success, on_failure and always may fail without anybody noticing. So everything whose failure counts,
// deployments first of all, sits in `ci` or `script`, and only hooks in the sections behind.
package shippable

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/appspec"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Path is the name of the file that Shippable reads at the root of a repository.
const Path = "shippable.yml"

// Target is Shippable.
var Target = compiler.Target{
	Name: "shippable",
	Doc:  "shippable.yml for Shippable Server, with CodeDeploy steps and appspec.yml",
	URL:  "http://docs.shippable.com/ci/yml-structure/",
	Rows: rows, Check: check, Emit: write,
	Owns: func(path string) bool { return path == Path || path == appspec.Path },
}

// write makes the files of a plan that the rows and check have let pass.
func write(p *plan.Plan) ([]compiler.File, diag.List) {
	doc, found := overrides(p, newBuild(p).document())
	head := p.Header(p.Command)
	files := []compiler.File{{Path: Path, Data: emit.YAML(head, doc)}}
	if f, ok := appspec.File(p); ok {
		files = append(files, f)
	}
	return files, found
}

// chain is the jobs in the order in which one build runs them: none before one that it needs.
func chain(p *plan.Plan) []*plan.Job {
	out := slices.Clone(p.Jobs)
	slices.SortStableFunc(out, func(a, b *plan.Job) int { return a.Level - b.Level })
	return out
}

// build is the one build of the file under construction.
type build struct {
	plan    *plan.Plan
	jobs    []*plan.Job // one, or a chain
	dialect string
	runs    *event.Space
	conds   map[*plan.Job]string // found once, and so are the variables that all jobs share
	shared  []plan.Var
}

func newBuild(p *plan.Plan) *build {
	return &build{plan: p, jobs: chain(p), dialect: dialect(p), runs: event.New(p), conds: map[*plan.Job]string{}}
}

func dialect(p *plan.Plan) string { return p.Options.Get("dialect").Or("build") }

// travis reports whether the old form is written.
func (b *build) travis() bool { return b.dialect == "travis" }

// document is the file, in the order of the manual.
func (b *build) document() emit.Map {
	var m emit.Map
	lang, versions := b.language()
	m.Add("language", emit.Str(lang.name))
	if len(versions) > 0 {
		m.Section(lang.key, emit.Strs(versions...))
	}
	if r := b.branches(); r != nil {
		m.Section("branches", r)
	}
	if pool := b.jobs[0].Runner.Tags; len(pool) > 0 && !b.travis() {
		m.Section("runtime", emit.Map{{Key: "nodePool", Value: emit.Str(pool[0])}})
	}
	b.checkout(&m)
	if s := b.services(); len(s) > 0 {
		m.Section("services", emit.Strs(s...))
	}
	if env := b.env(); len(env) > 0 {
		m.Section("env", env)
	}
	if rows := b.matrix(); len(rows) > 0 {
		m.Section("matrix", rows)
	}
	if b.travis() {
		return append(m, b.travisSections()...)
	}
	m.Section("build", b.buildSection())
	if n := b.integrations(); len(n) > 0 {
		m.Section("integrations", emit.Map{{Key: "notifications", Value: n}})
	}
	return m
}

// checkout is what the file can say about the checkout.
func (b *build) checkout(m *emit.Map) {
	c := b.jobs[0].Checkout
	if c.Submodules {
		m.Section("git", emit.Map{{Key: "submodules", Value: emit.Bool(true)}})
	}
	if c.Depth > 0 && !b.travis() {
		m.Section("depth", emit.Int(c.Depth))
	}
}

// branches is the filter of the builds. It holds for tags, and for the branches that pull requests want to enter, as well
// (Shippable documentation, "Build branches"); what it lets through beyond the spec does not deploy (see outside).
func (b *build) branches() emit.Map {
	t := b.plan.Triggers
	if t == nil {
		return nil
	}
	var only, except []string
	switch {
	case t.Push != nil:
		only, except = t.Push.Branches, t.Push.NotBranches
		if t.Tag != nil && len(only) > 0 && !everything(only) {
			only = slices.Concat(only, orAny(t.Tag.Tags))
		}
	case t.Tag != nil && t.MergeRequest == nil:
		only = t.Tag.Tags
	}
	var m emit.Map
	if len(only) > 0 && !everything(only) {
		m.Add("only", globs(only))
	}
	if len(except) > 0 {
		m.Add("except", globs(except))
	}
	return m
}

// orAny is the patterns, or the one that admits everything.
func orAny(patterns []string) []string {
	if len(patterns) == 0 {
		return []string{"**"}
	}
	return patterns
}

// everything reports whether one of the patterns admits all names.
func everything(patterns []string) bool { return slices.Contains(patterns, "**") }

// globs writes patterns as Shippable reads them: a `*` at the end stands for anything.
func globs(patterns []string) emit.Seq {
	var out emit.Seq
	for _, p := range patterns {
		out = append(out, emit.Str(trailing(p)))
	}
	return out
}
