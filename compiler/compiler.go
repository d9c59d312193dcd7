package compiler

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/resolve"
	"github.com/cdc-dev/cdc/compiler/rules"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/schema"
)

// Spec is a spec that has been loaded and checked against the language.
type Spec struct {
	// Name is the file's name as findings show it.
	Name string
	// Doc is the text, for reports and for the ignore comments.
	Doc *source.Doc
	// Spec is what the text says; nil when it is no spec at all.
	Spec *spec.Spec
	// Plan is the pipeline as the rules see it, made for no target; nil with Spec.
	Plan *plan.Plan

	base     string // of Name
	findings diag.List
	doubt    *doubt // nil without errors
	hidden   []rules.Credential
}

// Load reads a spec and judges it as a sentence of the language, for no target. It never fails: what is wrong is among the
// findings.
func Load(name string, data []byte) *Spec {
	s := &Spec{Name: name, base: baseName(name)}
	s.Doc, s.findings = source.Parse(name, data)
	broken := s.findings.HasErrors()
	if s.Doc == nil || s.Doc.Root == nil || s.Doc.Root.Kind != source.Map {
		s.conceal(true)
		return s
	}
	shape := schema.Start(s.Doc.Root) // CUE judges beside the other work
	found := s.judge(s.Doc.Root)
	wrong := shape()
	if misspelt(wrong) {
		if mended, rest := schema.Mend(s.Doc.Root); mended != nil {
			wrong = slices.DeleteFunc(wrong, func(d diag.Diagnostic) bool { return d.Code == "empty-job" })
			wrong.Add(rest...)
			found = s.judge(mended)
		}
	}
	s.findings, s.doubt = settle(s.findings, wrong, found, s.Doc.Root)
	s.conceal(broken)
	return s
}

// conceal reports the credentials that stand where no rule looks, and takes all of them out of what is said. broken says that the
// tree does not hold all of the file.
func (s *Spec) conceal(broken bool) {
	if s.Doc == nil {
		return
	}
	s.hidden = rules.Credentials(s.Doc.Root)
	s.hidden = append(s.hidden, rules.Beside(s.Doc, s.hidden, broken)...)
	for _, c := range s.hidden {
		if !slices.ContainsFunc(s.findings, func(d diag.Diagnostic) bool { return d.Code == "plain-credential" && d.Range == c.At }) {
			s.findings.Add(c.Finding())
		}
		s.findings = slices.DeleteFunc(s.findings, func(d diag.Diagnostic) bool { // what the whole text should be instead
			return d.Code == "bad-name" && c.Within(d.Range) || has(kinds, string(d.Code)) && d.Range == c.At
		})
	}
	s.hide(s.findings)
}

// kinds are the codes of a text of which something else is wanted.
const kinds = " wrong-kind unknown-value unknown-secret "

// commonWord is up to how many bytes a credential may be a word of its own in sentences about other places.
const commonWord = 8

// hide replaces the credentials of the file in findings by "***".
func (s *Spec) hide(found diag.List) {
	for _, c := range s.hidden {
		for i := range found {
			d := &found[i]
			if len(c.Text) <= commonWord && !c.Within(d.Range) {
				continue
			}
			for _, text := range []*string{&d.Message, &d.Help, &d.Path} {
				*text = strings.ReplaceAll(*text, c.Text, "***")
			}
			for k := range d.Related {
				d.Related[k].Message = strings.ReplaceAll(d.Related[k].Message, c.Text, "***")
			}
		}
	}
}

// judge decodes a spec and holds it against the rules.
func (s *Spec) judge(root *source.Node) diag.List {
	s.Spec = spec.Decode(root)
	found := rules.Spec(s.Spec)
	plan, about := resolve.Plan(s.Spec, resolve.Options{File: s.base})
	s.Plan = plan
	found.Add(about...)
	found.Add(rules.Plan(plan)...)
	return found
}

// misspelt reports whether a key may have been meant as another: then the rules judge what was meant.
func misspelt(wrong diag.List) bool {
	return slices.ContainsFunc(wrong, func(d diag.Diagnostic) bool { return d.Code == "unknown-key" || d.Code == "unknown-action" })
}

// baseName is the last element of a path, with either slash.
func baseName(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' || path[i] == '\\' {
			return path[i+1:]
		}
	}
	return path
}

// Targets returns the names under `targets:`, in order.
func (s *Spec) Targets() []string {
	if s.Spec == nil {
		return nil
	}
	names := make([]string, len(s.Spec.Targets))
	for i, t := range s.Spec.Targets {
		names[i] = t.Name.V
	}
	return names
}

// Jobs returns the names of the jobs, in order.
func (s *Spec) Jobs() []string {
	if s.Spec == nil {
		return nil
	}
	names := make([]string, len(s.Spec.Jobs))
	for i, j := range s.Spec.Jobs {
		names[i] = j.Name.V
	}
	return names
}

// Findings returns what is wrong with the spec for every target.
func (s *Spec) Findings() diag.List { return s.findings }

// Options change what a compilation does.
type Options struct {
	// Jobs chooses jobs; empty: as `targets.<t>.jobs` says, or all.
	Jobs []string
	// Lossy lets warned losses pass without a word. It never lifts a refusal.
	Lossy bool
	// All keeps the warnings of a target that refuses. A compilation leaves them out: what else would be lost does not
	// matter where nothing is written. Who asks what is wrong wants to know everything at once.
	All bool
}

// Compile compiles the spec for one target. The findings are those about this target; with an error among them, or among
// the spec's own findings, there are no files.
func (s *Spec) Compile(t Target, o Options) ([]File, diag.List) {
	if s.Spec == nil {
		return nil, nil
	}
	p, out := resolve.Plan(s.Spec, resolve.Options{Target: t.Name, Image: cmp.Or(t.RunsOn, t.Name), Jobs: o.Jobs, File: s.base})
	if !out.HasErrors() {
		out.Add(answers(t, p, o.Lossy)...)
		if t.Check != nil {
			out.Add(t.Check(p)...)
		}
	}
	var files []File
	if !out.HasErrors() {
		var late diag.List
		files, late = emit(t, p, !s.findings.HasErrors())
		out.Add(late...)
	}
	if s.doubt != nil {
		out = s.doubt.settled(slices.DeleteFunc(out, func(d diag.Diagnostic) bool { return s.doubt.text.hold(d.Range) }))
	}
	if out.HasErrors() || s.findings.HasErrors() {
		files = nil
		refused := out.HasErrors()
		out = slices.DeleteFunc(out, func(d diag.Diagnostic) bool {
			return d.Level == diag.Note || d.Level == diag.Warning && refused && !o.All
		})
	}
	for i := range out {
		if out[i].Path != "--jobs" { // which is about no target, and is said once
			out[i].Target = t.Name
		}
	}
	s.hide(out)
	return files, out
}

// emit runs the target's Emit. Where the spec has errors it runs for its findings alone, so that one run says everything,
// and may meet what no sound spec says: then those findings wait for the next run. In a sound spec a panic stays one.
func emit(t Target, p *plan.Plan, sound bool) (files []File, late diag.List) {
	if !sound {
		defer func() {
			if recover() != nil {
				files, late = nil, nil
			}
		}()
	}
	return t.Emit(p)
}

// answers compares what the plan uses with what the target says of it.
func answers(t Target, p *plan.Plan, lossy bool) diag.List {
	var out diag.List
	for _, row := range t.Rows {
		if row.Say == nil {
			continue
		}
		uses := usesOf(p, row.Feature)
		if len(uses) == 0 {
			continue
		}
		for _, d := range row.Say(p, uses) {
			if lossy && d.Level == diag.Warning && row.Support == Warned {
				continue
			}
			out.Add(d)
		}
	}
	return out
}

// usesOf are the uses of one feature. They are counted first: a large pipeline has tens of thousands.
func usesOf(p *plan.Plan, f plan.Feature) []plan.Use {
	n := 0
	for i := range p.Uses {
		if p.Uses[i].Feature == f {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]plan.Use, 0, n)
	for i := range p.Uses {
		if p.Uses[i].Feature == f {
			out = append(out, p.Uses[i])
		}
	}
	return out
}
