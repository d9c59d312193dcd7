package compiler

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// doubt is what cannot be known of a pipeline because a part of the spec that says it is faulty. What the rules conclude
// from such a part is no finding of its own: somebody who mistyped the name of a need has not deployed untested.
type doubt struct {
	runs   bool            // which events start a run
	graph  bool            // which jobs there are
	stages bool            // which stages there are
	envs   bool            // where environments admit jobs
	jobs   map[string]bool // jobs of which it is not known what they wait for, or when they run
	hidden map[string]bool // jobs of which it is not known which secrets they read
	named  map[diag.Range]bool
}

// settle adds the findings of the rules to those about the text and its shape, without those that only follow.
func settle(text, rules diag.List, root *source.Node) diag.List {
	out := append(text, rules...)
	if !out.HasErrors() {
		return out
	}
	d := doubt{jobs: map[string]bool{}, hidden: map[string]bool{}, named: map[diag.Range]bool{}}
	for i := range out {
		if out[i].Level == diag.Error {
			d.note(&out[i], keysAt(root, out[i].Range.Start))
		}
	}
	return slices.DeleteFunc(out, func(f diag.Diagnostic) bool { return d.follows(&f, keysAt(root, f.Range.Start)) })
}

// keysAt is the keys that lead to a place: "jobs", "test", "needs". Of merged values it is those that the anchor stands
// under.
func keysAt(n *source.Node, at diag.Pos) []string {
	var keys []string
	for n != nil {
		next := (*source.Node)(nil)
		for i := range n.Entries {
			e := &n.Entries[i]
			if !e.Merged && !at.Before(e.Key.Range.Start) && (at.Before(e.Key.Range.End) || at.Before(e.Value.Range.End)) {
				keys, next = append(keys, e.Key.Text), e.Value
				break
			}
		}
		for _, item := range n.Items {
			if !at.Before(item.Range.Start) && at.Before(item.Range.End) {
				next = item
				break
			}
		}
		n = next
	}
	return keys
}

// relations are the keys of a job that say when it runs and what it waits for, and what other tools call them.
const relations = " needs stage when environment access dependencies only except rules if depends_on on "

// refs are the keys of an environment that say which runs may deploy there.
const refs = " branches not_branches tags not_tags "

// note takes up what an error leaves in doubt.
func (d *doubt) note(f *diag.Diagnostic, keys []string) {
	at := func(i int) string {
		if i < len(keys) {
			return keys[i]
		}
		return ""
	}
	switch f.Code {
	case "job-never", "needs-absent", "needs-never", "outside-environment", "secret-not-listed", "empty-job", "needs-self", "needs-twice":
		return // these are conclusions themselves, or leave nothing open
	case "needs-cycle":
		d.graph = true
	case "unknown-secret", "unknown-environment", "unknown-job", "unknown-stage":
		d.named[f.Range] = true
	}
	switch at(0) {
	case "triggers", "on", "trigger":
		d.runs = true
	case "stages":
		d.stages = true
	case "environments":
		d.envs = d.envs || len(keys) < 3 || has(refs, at(2))
	case "jobs":
		d.noteJob(f, keys)
	}
}

func (d *doubt) noteJob(f *diag.Diagnostic, keys []string) {
	switch {
	case len(keys) < 2 || len(keys) == 2 && f.Code == "duplicate-key":
		d.graph = true
	case len(keys) > 2 && keys[2] == "secrets":
		d.hidden[keys[1]] = true
	case len(keys) > 2 && has(relations, keys[2]):
		d.jobs[keys[1]] = true
	}
}

func has(words, word string) bool { return word != "" && strings.Contains(words, " "+word+" ") }

// follows reports whether a finding is concluded from what is in doubt.
func (d *doubt) follows(f *diag.Diagnostic, keys []string) bool {
	job := ""
	if len(keys) > 1 && keys[0] == "jobs" {
		job = keys[1]
	}
	graph := d.graph || d.runs || d.envs
	switch f.Code {
	case "untested-deploy", "environment-unused", "approval-unused":
		return graph || d.stages || len(d.jobs) > 0
	case "needs-absent", "needs-never", "empty-run":
		return graph || d.jobs[job] || job != "" && len(d.jobs) > 0
	case "job-never", "deploys-everywhere", "outside-environment", "condition-never":
		return d.runs || d.envs || d.jobs[job]
	case "no-environment":
		return f.Level == diag.Warning && d.jobs[job]
	case "unknown-stage":
		return d.stages
	case "stage-unused":
		return d.stages || d.graph || len(d.jobs) > 0
	case "unknown-job":
		return d.graph
	case "secret-unused":
		return d.graph || len(d.hidden) > 0
	case "secret-not-listed":
		return d.hidden[job]
	case "bad-name":
		return d.named[f.Range]
	}
	return false
}
