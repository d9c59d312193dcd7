// Package schema holds the shape of the language: pipeline.cue, the check of a spec against it, and what is made from it
// for editors and readers.
//
// CUE is the judge of every spec. Its messages are not for users, though, and it takes a quarter of a millisecond a job,
// so Check shows it one value of each shape, and when it says no walks the spec along the same language in Go to find
// each fault, with its place.
package schema

//go:generate go test ./gen -run TestGenerated -update

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// Check holds a spec against the language and returns what is wrong with its shape, in the order of the file.
func Check(root *source.Node) diag.List {
	if root == nil || root.Kind != source.Map {
		return nil // the reader has said what is wrong
	}
	var w walker
	if s := shapes(root); s.broken || !s.judge() {
		w.entries(&mSpec, root, place{})
		if len(w.list) == 0 && !s.broken {
			w.say("wrong-shape", diag.Range{}, "", "the spec does not fit the language, and cdc cannot tell where", "this is a fault of cdc; please report it with the spec")
		}
	}
	w.emptyJobs(root)
	w.list.Sort()
	return w.list
}

// Start begins the check beside what else is done with the spec, and returns a function that waits for its findings.
// CUE takes about a millisecond for a small spec, which is as long as all the rest. Who waits gets a panic, too: on the
// goroutine of the check nobody could turn it into words.
func Start(root *source.Node) (wait func() diag.List) {
	var list diag.List
	var fault any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { fault = recover() }()
		list = Check(root)
	}()
	return func() diag.List {
		<-done
		if fault != nil {
			panic(fault)
		}
		return list
	}
}

// shapes finds the shapes of a whole spec.
func shapes(root *source.Node) *shaper {
	s := newShaper()
	id := s.entries(&mSpec, root)
	s.units = append(s.units, unit{&tSpec, 0, root, id})
	return s
}

// emptyJobs reports jobs that do nothing. CUE could say it only as a union of three kinds of jobs.
func (w *walker) emptyJobs(root *source.Node) {
	jobs := root.Get("jobs")
	if jobs == nil || jobs.Kind != source.Map {
		return
	}
	for i := range jobs.Entries {
		e := &jobs.Entries[i]
		if e.Value.Kind != source.Map || e.Value.Broken || !named(&mJobs, e.Key.Text) || does(e.Value) {
			continue
		}
		w.say("empty-job", e.Key.Range, "jobs."+e.Key.Text, "does nothing: it has no `install`, `before` or `steps`", "")
	}
}

// does reports whether a job has anything to do, or something has been said about what it should have been.
func does(job *source.Node) bool {
	for _, key := range []string{"steps", "install", "before"} {
		if v := job.Get(key); v != nil && (v.Kind != source.Seq || len(v.Items) > 0 || key == "steps") {
			return true
		}
	}
	for i := range job.Entries {
		if e := &job.Entries[i]; mJob.Field(e.Key.Text) < 0 && (e.Value.Kind == source.Seq || strings.Contains(foreign(&mJob, e), "`steps`")) {
			return true
		}
	}
	return false
}
