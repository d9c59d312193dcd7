package codebuild

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/judge"
	"github.com/cdc-dev/cdc/internal/raw"
)

// override merges targets.codebuild.raw into the files: `<job>` is the buildspec of that job, `batch` the graph.
func override(p *plan.Plan, l layout, outputs []output) ([]output, diag.List) {
	var found diag.List
	for _, e := range p.Raw.Map {
		path := "targets.codebuild.raw." + e.Key
		mine := addressed(outputs, e.Key)
		if len(mine) == 0 {
			found.Add(unaddressed(l, e, path))
			continue
		}
		if e.Value.Kind != plan.TreeMap {
			found.Add(diag.New(diag.Error, "raw-unknown", e.KeyAt, path, "keys of a buildspec are expected here").
				WithHelp("write them as a map: {cache: {paths: [dist]}}"))
			continue
		}
		for i, o := range mine {
			said := merge(path, o, e)
			if i == 0 { // the others are the same file for other values of the matrix
				found = append(found, said...)
			}
		}
	}
	return outputs, found
}

// addressed are the files of a job, several where each combination of its matrix has one, or the graph.
func addressed(outputs []output, key string) []*output {
	var out []*output
	for i := range outputs {
		if o := &outputs[i]; o.job != nil && o.job.Name == key || o.job == nil && key == "batch" {
			out = append(out, o)
		}
	}
	return out
}

// merge puts the author's keys into one file.
func merge(path string, o *output, e plan.TreeEntry) diag.List {
	tree, doc := e.Value, o.doc
	if o.job == nil { // addressed without the key around it
		tree = plan.Tree{Kind: plan.TreeMap, Map: []plan.TreeEntry{e}}
	}
	var found diag.List
	merged, changes := raw.Merge(doc, tree)
	for _, c := range changes {
		found = append(found, changed(path, o, c)...)
	}
	found = append(found, judged(path, o, doc, merged, changes)...)
	o.doc = sections(merged)
	return found
}

// sections gives what was added at the top the empty line that all sections have.
func sections(m emit.Map) emit.Map {
	for i := range m {
		m[i].Blank = i > 0
	}
	return m
}

func unaddressed(l layout, e plan.TreeEntry, path string) diag.Diagnostic {
	d := diag.New(diag.Error, "raw-unknown", e.KeyAt, path, "there is no buildspec of a job "+e.Key)
	if e.Key == "batch" {
		return diag.New(diag.Error, "raw-unknown", e.KeyAt, path, "one job is one build; there is no batch to change")
	}
	if slices.Contains(names(l.actions), e.Key) {
		d.Message = e.Key + " is an action of the pipeline and has no buildspec"
	}
	all := names(l.builds)
	if l.batch {
		all = append(all, "batch")
	}
	return d.WithHelp("address one of " + list(all))
}

// changed says what a change of the author's does to what the compiler wrote.
func changed(path string, o *output, c raw.Change) diag.List {
	path = path + "." + c.Key()
	if o.job == nil {
		path = strings.Replace(path, ".batch.batch", ".batch", 1)
	}
	switch {
	case c.Conflict:
		old, value := " already", "…"
		if text, ok := c.Old.(emit.Str); ok {
			old += " (" + raw.Text(text) + ")"
		}
		if text, ok := c.New.(emit.Str); ok {
			value = raw.Text(text)
		}
		return diag.List{diag.New(diag.Error, "raw-overrides", c.At, path, "the compiled file has "+last(c)+old).
			WithHelp("to replace it on purpose, write `" + last(c) + ": {replace: " + value + "}`")}
	case c.Idle:
		return diag.List{diag.New(diag.Warning, "raw-idle", c.At, path, "there is nothing to replace: the compiled file has no "+last(c)).
			WithHelp("write the value without `replace`")}
	case c.Old != nil && weakens(c):
		return diag.List{diag.New(diag.Warning, "raw-weakens", c.At, path,
			"this replaces the commands in which the job checks or takes its identity").
			WithHelp("change the step in the spec instead")}
	}
	return nil
}

func last(c raw.Change) string { return c.Path[len(c.Path)-1] }

// weakens reports whether commands are replaced that guard what the job may do.
func weakens(c raw.Change) bool {
	text := string(emit.YAML(nil, emit.Map{{Key: "k", Value: c.Old}}))
	return strings.Contains(text, "cdc_account") || strings.Contains(text, "cdc_creds") || strings.Contains(text, "cdc_run")
}

// judged holds the merged file to the schema, and tells what the author's keys did to it.
func judged(path string, o *output, before, after emit.Map, changes []raw.Change) diag.List {
	if len(judge.Check("codebuild", emit.JSON(before))) > 0 {
		return nil // not the author's fault; a test holds that it does not happen
	}
	var out diag.List
	for _, p := range judge.Check("codebuild", emit.JSON(after)) {
		at, key := place(p.Path, changes)
		d := diag.New(diag.Error, "raw-unknown", at, path+key, p.Message)
		out.Add(d.WithHelp(p.Help))
	}
	return out
}

// place is the key of the author's that a problem lies at or below.
func place(path []string, changes []raw.Change) (diag.Range, string) {
	best := -1
	var at diag.Range
	key := ""
	for _, c := range changes {
		n := 0
		for n < len(path) && n < len(c.Path) && path[n] == c.Path[n] {
			n++
		}
		if n > best {
			best, at, key = n, c.At, "."+c.Key()
		}
	}
	return at, key
}
