package gitlab

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/judge"
	nearest "github.com/cdc-dev/cdc/internal/near"
	"github.com/cdc-dev/cdc/internal/raw"
)

// override merges targets.gitlab.raw into the document, last of all. An entry is addressed by the name of
// a job or of a key at the top of the file.
func override(p *plan.Plan, doc emit.Map) (emit.Map, diag.List) {
	var out diag.List
	for _, e := range p.Raw.Map {
		if e.Key == "jobs" && p.Job(e.Key) == nil && e.Value.Kind == plan.TreeMap {
			out.Add(diag.New(diag.Error, "raw-unknown", e.KeyAt, "targets.gitlab.raw.jobs", "GitLab has no key jobs, and takes it for one; its jobs stand at the top of the file").
				WithHelp("write them without it: `raw: {" + firstKey(e.Value) + ": {...}}`"))
			continue
		}
		a := address{plan: p, doc: doc, entry: e, path: "targets.gitlab.raw." + e.Key, job: p.Job(e.Key)}
		var found diag.List
		doc, found = a.merge()
		out.Add(found...)
	}
	if !out.HasErrors() {
		out.Add(stageless(p, doc)...)
	}
	return doc, out
}

// firstKey is the first key of a map, or a name that stands for one.
func firstKey(t plan.Tree) string {
	if len(t.Map) == 0 {
		return "JOB"
	}
	return t.Map[0].Key
}

// stageless speaks of jobs whose stage the merged file does not have: GitLab then refuses the whole file. A job without
// `stage` is in `test` (CI/CD YAML reference, stage), which is there only where no stages are given. What a job extends,
// or an included file, may say more.
func stageless(p *plan.Plan, doc emit.Map) diag.List {
	stages := []string{".pre", "build", "test", "deploy", ".post"}
	if list, ok := entry(doc, "stages").(emit.Seq); ok {
		stages = []string{".pre", ".post"}
		for _, s := range list {
			stages = append(stages, raw.Text(s))
		}
	} else if entry(doc, "include") != nil {
		return nil
	}
	named := slices.DeleteFunc(slices.Clone(stages), func(s string) bool { return s[:1] == "." })
	var out diag.List
	for _, e := range p.Raw.Map {
		job, ok := entry(doc, e.Key).(emit.Map)
		if !ok || globalPlace(e.Key) >= 0 || strings.HasPrefix(e.Key, ".") || entry(job, "extends") != nil {
			continue
		}
		at, path, stage := e.KeyAt, "targets.gitlab.raw."+e.Key, "test"
		message := "a job without `stage` is in stage test, which this file does not have, so GitLab refuses the file"
		if v := entry(job, "stage"); v != nil {
			stage = raw.Text(v)
			message = "the file has no stage " + stage + ", so GitLab refuses it"
			at, path = deeper(e, []string{e.Key, "stage"}, at, path)
		}
		if !slices.Contains(stages, stage) {
			out.Add(diag.New(diag.Error, "raw-stage-absent", at, path, message).
				WithHelp("write one of its stages: " + strings.Join(named, ", or ")))
		}
	}
	return out
}

// entry is the value of a key, or nil.
func entry(m emit.Map, key string) emit.Value {
	for _, e := range m {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// address is one entry of raw.
type address struct {
	plan  *plan.Plan
	doc   emit.Map
	entry plan.TreeEntry
	path  string
	job   *plan.Job // nil for other keys
}

func (a address) merge() (emit.Map, diag.List) {
	at := slices.IndexFunc(a.doc, func(e emit.Entry) bool { return e.Key == a.entry.Key })
	tree := plan.Tree{Kind: plan.TreeMap, Map: []plan.TreeEntry{a.entry}}
	if at >= 0 && a.job != nil {
		a.doc[at].Value = inherited(a.doc, a.doc[at].Value, a.entry.Value)
	}
	if at < 0 && a.incomplete() {
		return a.doc, diag.List{a.nobody()}
	}
	merged, changes := raw.Merge(a.doc, tree)
	var out diag.List
	if at < 0 {
		merged = a.placed(merged)
		out.Add(a.isNew()...)
	}
	for _, c := range changes {
		out.Add(a.changed(c)...)
	}
	if slices.ContainsFunc(changes, func(c raw.Change) bool { return c.Conflict && len(c.Path) == 1 }) {
		return merged, out
	}
	if at >= 0 && a.job != nil {
		merged[at].Value = ordered(merged[at].Value)
	}
	return merged, append(out, a.judged(merged, changes)...)
}

// incomplete reports whether the entry would be a new job that has nothing to run: it was meant for another.
func (a address) incomplete() bool {
	if globalPlace(a.entry.Key) >= 0 || strings.HasPrefix(a.entry.Key, ".") || a.entry.Value.Kind != plan.TreeMap {
		return false
	}
	return !slices.ContainsFunc(a.entry.Value.Map, func(e plan.TreeEntry) bool {
		return slices.Contains([]string{"script", "run", "trigger", "extends", "<<"}, e.Key)
	})
}

// nobody speaks of an entry that is no job and cannot become one.
func (a address) nobody() diag.Diagnostic {
	d := diag.New(diag.Error, "raw-unknown", a.entry.KeyAt, a.path, "there is no job "+strconv.Quote(a.entry.Key)+", and without `script` this makes no new one")
	names := make([]string, len(a.plan.Jobs))
	for i, j := range a.plan.Jobs {
		names[i] = j.Name
	}
	if meant := nearest.Nearest(a.entry.Key, names); meant != "" {
		return d.WithHelp("did you mean " + strconv.Quote(meant) + "?")
	}
	return d
}

// inherited is a job with the keywords of `default:` that the author speaks of: a keyword of the job's own would replace
// the default's whole value, where the author sees one of cdc's to add to or to replace.
func inherited(doc emit.Map, job emit.Value, tree plan.Tree) emit.Value {
	m, ok := job.(emit.Map)
	defaults, _ := entry(doc, "default").(emit.Map)
	if !ok || defaults == nil {
		return job
	}
	out := slices.Clone(m)
	for _, e := range tree.Map {
		if v := entry(defaults, e.Key); v != nil && entry(m, e.Key) == nil {
			out.Add(e.Key, v)
		}
	}
	return out
}

// ordered puts the keys of a job into the order of the table; unknown ones, which will be told, stay last.
func ordered(v emit.Value) emit.Value {
	m, ok := v.(emit.Map)
	if !ok {
		return v
	}
	place := func(e emit.Entry) int {
		i := slices.IndexFunc(jobKeys, func(k jobKey) bool { return k.name == e.Key })
		if i < 0 {
			return len(jobKeys)
		}
		return i
	}
	slices.SortStableFunc(m, func(x, y emit.Entry) int { return place(x) - place(y) })
	return m
}

// placed moves a new global key to where the manual has it; a new job stays at the end.
func (a address) placed(doc emit.Map) emit.Map {
	last := doc[len(doc)-1]
	last.Blank = true
	doc = doc[:len(doc)-1]
	place := len(doc)
	if i := globalPlace(a.entry.Key); i >= 0 {
		place = 0
		for place < len(doc) {
			if p := globalPlace(doc[place].Key); p < 0 || p > i {
				break
			}
			place++
		}
	}
	return slices.Insert(doc, place, last)
}

// globalPlace is the place of a key at the top of the file, or -1 for a job.
func globalPlace(key string) int {
	return slices.IndexFunc(globalKeys, func(k globalKey) bool { return k.name == key })
}

// isNew speaks of an address that cdc wrote nothing at. GitLab takes every word that is none of its own for a job.
func (a address) isNew() diag.List {
	key := a.entry.Key
	if globalPlace(key) >= 0 || strings.HasPrefix(key, ".") || a.entry.Value.Kind != plan.TreeMap {
		return nil // what is no map is no job, which the file's schema says
	}
	d := diag.New(diag.Warning, "raw-new-job", a.entry.KeyAt, a.path, "a new job that no other target has")
	for _, j := range a.plan.Jobs {
		if strings.EqualFold(j.Name, key) || near(j.Name, key) {
			d.Message += ", and no part of " + j.Name
			d.Help = `did you mean "` + j.Name + `"?`
		}
	}
	return diag.List{d}
}

// near reports whether one letter makes the difference.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(a) && a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// changed says what a key of the author's does to what cdc wrote.
func (a address) changed(c raw.Change) diag.List {
	path := "targets.gitlab.raw." + c.Key()
	keyword := c.Path[len(c.Path)-1]
	switch {
	case c.Conflict:
		return diag.List{diag.New(diag.Error, "raw-overrides", c.At, path, a.writtenBy(c)+" already sets it ("+raw.Text(c.Old)+")").
			WithHelp("to replace it on purpose, write `" + keyword + ": {replace: " + short(c.New) + "}`")}
	case c.Idle:
		return diag.List{diag.New(diag.Warning, "raw-idle", c.At, path, "there is nothing to replace: cdc writes no "+keyword+" here").
			WithHelp("write the value without `replace`")}
	}
	if what := a.weakens(c); what != "" {
		return diag.List{diag.New(diag.Warning, "raw-weakens", c.At, path, what).
			WithHelp("change the spec instead, so that every check sees it")}
	}
	return nil
}

// short shows a value as it would be written.
func short(v emit.Value) string {
	switch v.(type) {
	case emit.Seq:
		return "[...]"
	case emit.Map:
		return "{...}"
	}
	return raw.Text(v)
}

// writtenBy is the key of the spec that cdc wrote the value from.
func (a address) writtenBy(c raw.Change) string {
	if a.job == nil {
		for _, k := range globalKeys {
			if k.name == c.Path[0] && k.from != "" {
				return k.from
			}
		}
		return "cdc"
	}
	if len(c.Path) < 2 {
		return a.job.Path
	}
	if from := writtenFrom(c.Path[1]); from != "" {
		return a.job.Path + "." + from
	}
	return a.job.Path
}

// weakens says what safety a change takes away, or nothing.
func (a address) weakens(c raw.Change) string {
	j := a.job
	if j == nil {
		if c.Path[0] == "workflow" && a.plan.Triggers != nil {
			return "it changes which pipelines exist, and no longer `triggers` alone decides"
		}
		return ""
	}
	if len(c.Path) < 2 {
		return ""
	}
	key, guarded := c.Path[1], j.Credentials != nil
	switch {
	case j.Gate != nil && (key == "rules" || key == "when" || key == "allow_failure"):
		return "it changes the rules that hold " + j.Name + " until somebody agrees"
	case len(j.When) > 0 && (key == "rules" || key == "only" || key == "except"):
		return "it changes when " + j.Name + " runs, and no longer `when` alone decides"
	case guarded && (key == "before_script" || key == "id_tokens" || key == "extends"):
		return "it changes the lines in which " + j.Name + " takes or checks its identity"
	case guarded && key == "script" && c.Old != nil:
		return "it replaces steps that run with the identity of " + j.Env.Name
	case j.Deploys && (key == "environment" || key == "resource_group"):
		return "it changes which deployment is recorded, and what it waits for"
	case key == "needs" && gated(j.Needs):
		return j.Name + " would no longer wait for a job that somebody must agree to"
	}
	return ""
}

// gated reports whether a predecessor, however far, waits for a person.
func gated(needs []plan.Need) bool {
	seen := map[*plan.Job]bool{}
	for queue := slices.Clone(needs); len(queue) > 0; queue = queue[1:] {
		j := queue[0].Job
		if j.Gate != nil {
			return true
		}
		if !seen[j] {
			seen[j] = true
			queue = append(queue, j.Needs...)
		}
	}
	return false
}

// judged holds what the entry became to the schema. A problem belongs to the author's key that it lies at or below; those
// of what cdc wrote do not happen, which a test holds.
func (a address) judged(doc emit.Map, changes []raw.Change) diag.List {
	i := slices.IndexFunc(doc, func(e emit.Entry) bool { return e.Key == a.entry.Key })
	only := emit.Map{{Key: a.entry.Key, Value: doc[i].Value}}
	var out diag.List
	for _, p := range judge.Check("gitlab", emit.JSON(only)) {
		at, path := a.entry.KeyAt, a.path
		for _, c := range changes {
			if len(c.Path) <= len(p.Path) && slices.Equal(c.Path, p.Path[:len(c.Path)]) {
				at, path = c.At, "targets.gitlab.raw."+c.Key()
			}
		}
		at, path = deeper(a.entry, p.Path, at, path)
		d := diag.New(diag.Error, "raw-unknown", at, path, p.Message).WithHelp(p.Help)
		for _, k := range jobKeys {
			if k.from != "" && strings.Contains(p.Help, "did you mean "+k.name+"?") {
				d.Help = `did you mean "` + k.name + "\"? It is written from `" + k.from + "`"
			}
		}
		out.Add(d)
	}
	return out
}

// deeper follows a problem's path into the author's tree and returns the last key there that is the author's.
func deeper(e plan.TreeEntry, path []string, at diag.Range, name string) (diag.Range, string) {
	tree := e.Value
	for i, key := range path[1:] {
		k := slices.IndexFunc(tree.Map, func(x plan.TreeEntry) bool { return x.Key == key })
		if k < 0 {
			break
		}
		at, tree = tree.Map[k].KeyAt, tree.Map[k].Value
		name = "targets.gitlab.raw." + strings.Join(path[:i+2], ".")
	}
	return at, name
}
