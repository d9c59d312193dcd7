package event_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/golden"
)

var (
	pushManual = []plan.Event{plan.Push, plan.Manual}
	tagManual  = []plan.Event{plan.Tag, plan.Manual}
	all        = []plan.Event{plan.Push, plan.Tag, plan.MergeRequest, plan.Schedule, plan.Manual}
)

// table is conditions as resolved from a `when`; the name is what the author wrote.
var table = []struct {
	name string
	when []plan.Cond
}{
	{"no when", nil},
	{"branches: main", []plan.Cond{{Events: pushManual, Refs: plan.Refs{Branches: []string{"main"}}}}},
	{"not_branches: main", []plan.Cond{{Events: pushManual, Refs: plan.Refs{NotBranches: []string{"main"}}}}},
	{"event: push", []plan.Cond{{Events: []plan.Event{plan.Push}}}},
	{"event: push, branches: main", []plan.Cond{{Events: []plan.Event{plan.Push}, Refs: plan.Refs{Branches: []string{"main"}}}}},
	{"tags: v*", []plan.Cond{{Events: tagManual, Refs: plan.Refs{Tags: []string{"v*"}}}}},
	{"event: merge_request", []plan.Cond{{Events: []plan.Event{plan.MergeRequest}}}},
	{"target_branches: main", []plan.Cond{{Events: []plan.Event{plan.MergeRequest}, Refs: plan.Refs{TargetBranches: []string{"main"}}}}},
	{"event: schedule", []plan.Cond{{Events: []plan.Event{plan.Schedule}}}},
	{"event: manual", []plan.Cond{{Events: []plan.Event{plan.Manual}}}},
	{"paths: src/**", []plan.Cond{{Events: []plan.Event{plan.Push, plan.MergeRequest}, Paths: []string{"src/**"}}}},
	{"all events, paths: src/**", []plan.Cond{{Events: all, Paths: []string{"src/**"}}}},
	{"paths: src/**, not_paths: src/docs/**", []plan.Cond{{Events: []plan.Event{plan.Push, plan.MergeRequest}, Paths: []string{"src/**"}, NotPaths: []string{"src/docs/**"}}}},
	{"all events, branches: main", []plan.Cond{{Events: all, Refs: plan.Refs{Branches: []string{"main"}}}}},
	{"branches: main, tags: v*", []plan.Cond{{Events: []plan.Event{plan.Push, plan.Tag, plan.Manual}, Refs: plan.Refs{Branches: []string{"main"}, Tags: []string{"v*"}}}}},
	{"[branches: main, event: merge_request]", []plan.Cond{{Events: pushManual, Refs: plan.Refs{Branches: []string{"main"}}}, {Events: []plan.Event{plan.MergeRequest}}}},
}

var runs = []struct {
	name string
	run  event.Run
}{
	{"push main, src touched", event.Run{Event: plan.Push, Branch: "main", Changed: []string{"src/a.go"}}},
	{"push main, docs touched", event.Run{Event: plan.Push, Branch: "main", Changed: []string{"src/docs/a.md"}}},
	{"push main, README touched", event.Run{Event: plan.Push, Branch: "main", Changed: []string{"README"}}},
	{"push feature, nothing to compare", event.Run{Event: plan.Push, Branch: "feature"}},
	{"push feature, README", event.Run{Event: plan.Push, Branch: "feature", Changed: []string{"README"}}},
	{"tag v1", event.Run{Event: plan.Tag, Tag: "v1"}},
	{"tag nightly", event.Run{Event: plan.Tag, Tag: "nightly"}},
	{"merge request to main, src", event.Run{Event: plan.MergeRequest, Branch: "feature", Target: "main", Changed: []string{"src/a.go"}}},
	{"merge request to dev, README", event.Run{Event: plan.MergeRequest, Branch: "main", Target: "dev", Changed: []string{"README"}}},
	{"schedule on main", event.Run{Event: plan.Schedule, Branch: "main"}},
	{"manual on main", event.Run{Event: plan.Manual, Branch: "main"}},
	{"manual on tag v1", event.Run{Event: plan.Manual, Tag: "v1"}},
}

func everything() *plan.Triggers {
	return &plan.Triggers{Push: &plan.Cond{}, Tag: &plan.Cond{}, MergeRequest: &plan.Cond{}, Manual: true,
		Schedules: []plan.ScheduleEntry{{Branch: "main"}}}
}

func pipeline(t *plan.Triggers, whens ...[]plan.Cond) *plan.Plan {
	p := &plan.Plan{Triggers: t}
	for i, w := range whens {
		p.Jobs = append(p.Jobs, &plan.Job{Name: fmt.Sprintf("j%d", i), When: w})
	}
	return p
}

// TestTruthTable shows which conditions hold in which runs, and holds that the sets agree with the concrete runs.
func TestTruthTable(t *testing.T) {
	var whens [][]plan.Cond
	for _, c := range table {
		whens = append(whens, c.when)
	}
	p := pipeline(everything(), whens...)
	s := event.New(p)
	var b strings.Builder
	for i, r := range runs {
		fmt.Fprintf(&b, "%c = %s\n", 'a'+i, r.name)
	}
	b.WriteString("\na b c d e f g h i j k l\n")
	for i, c := range table {
		for _, r := range runs {
			mark := ". "
			if s.Why(p.Jobs[i], r.run) == "" {
				mark = "Y "
			}
			b.WriteString(mark)
		}
		fmt.Fprintf(&b, " %s\n", c.name)
	}
	golden.Check(t, filepath.Join("testdata", "truth.txt"), []byte(b.String()))
}

// TestMissing shows, for each pair of conditions, in which runs a job with the first lacks a predecessor with the second.
func TestMissing(t *testing.T) {
	var whens [][]plan.Cond
	for _, c := range table {
		whens = append(whens, c.when)
	}
	p := pipeline(everything(), whens...)
	s := event.New(p)
	var b strings.Builder
	for i, c := range table {
		fmt.Fprintf(&b, "a job with %s, which needs one with\n", c.name)
		for k, d := range table {
			if i == k {
				continue
			}
			text, missing := s.Missing(p.Jobs[k], p.Jobs[i])
			if !missing {
				text = "-"
			}
			if !s.Exists(p.Jobs[i]).Meets(s.Exists(p.Jobs[k])) {
				text = "NEVER: " + text
			}
			fmt.Fprintf(&b, "    %s: %s\n", d.name, text)
		}
	}
	golden.Check(t, filepath.Join("testdata", "missing.txt"), []byte(b.String()))
}

// TestSetsAgreeWithRuns compares the sets with concrete runs: where Missing says no, no run of a grid may have the job
// without the predecessor; where it says yes, some run of the grid must.
func TestSetsAgreeWithRuns(t *testing.T) {
	var whens [][]plan.Cond
	for _, c := range table {
		whens = append(whens, c.when)
	}
	narrow := &plan.Triggers{Push: &plan.Cond{Refs: plan.Refs{Branches: []string{"main", "feature/**"}}, Paths: []string{"src/**"}},
		Tag: &plan.Cond{Refs: plan.Refs{NotTags: []string{"nightly"}}}, Manual: true}
	for name, tr := range map[string]*plan.Triggers{"everything": everything(), "narrow": narrow, "none": nil} {
		p := pipeline(tr, whens...)
		s := event.New(p)
		for _, job := range p.Jobs {
			for _, pred := range p.Jobs {
				_, said := s.Missing(pred, job)
				seen := ""
				for _, r := range grid() {
					if s.Why(job, r) == "" && s.Why(pred, r) != "" {
						seen = fmt.Sprintf("%+v", r)
					}
				}
				if said != (seen != "") {
					t.Errorf("%s: %s without %s: said %v, seen in %q", name, job.Name, pred.Name, said, seen)
				}
			}
		}
	}
}

// grid is enough runs to tell all conditions of the table apart.
func grid() []event.Run {
	changes := [][]string{nil, {"README"}, {"src/a.go"}, {"src/docs/a.md"}, {"src/a.go", "README"}}
	var out []event.Run
	for _, branch := range []string{"main", "feature", "feature/a"} {
		out = append(out, event.Run{Event: plan.Schedule, Branch: branch}, event.Run{Event: plan.Manual, Branch: branch})
		for _, c := range changes {
			out = append(out, event.Run{Event: plan.Push, Branch: branch, Changed: c})
			for _, target := range []string{"main", "dev"} {
				out = append(out, event.Run{Event: plan.MergeRequest, Branch: branch, Target: target, Changed: c})
			}
		}
	}
	for _, tag := range []string{"v1", "nightly"} {
		out = append(out, event.Run{Event: plan.Tag, Tag: tag}, event.Run{Event: plan.Manual, Tag: tag})
	}
	return out
}

// TestIntersection: a name that two globs match is found, so that no job is said to run never that runs.
func TestIntersection(t *testing.T) {
	for _, c := range [][2]string{{"release/**", "**/hotfix"}, {"v*", "*-rc?"}, {"{a,b}/*", "*/x"}, {"feature/*", "feature/**"}, {"**/a", "a"}, {"*.md", "**/*.md"}, {"x/**/y", "x/*"}} {
		p := pipeline(&plan.Triggers{Push: &plan.Cond{Refs: plan.Refs{Branches: []string{c[0]}}}},
			[]plan.Cond{{Events: []plan.Event{plan.Push}, Refs: plan.Refs{Branches: []string{c[1]}}}})
		if event.New(p).Exists(p.Jobs[0]).Empty() {
			t.Errorf("no branch found that %s and %s match", c[0], c[1])
		}
	}
	p := pipeline(&plan.Triggers{Push: &plan.Cond{Refs: plan.Refs{Branches: []string{"a/*"}}}},
		[]plan.Cond{{Events: []plan.Event{plan.Push}, Refs: plan.Refs{Branches: []string{"b/*"}}}})
	if !event.New(p).Exists(p.Jobs[0]).Empty() {
		t.Error("a/* and b/* have no branch in common")
	}
}

func TestWhy(t *testing.T) {
	p := pipeline(&plan.Triggers{Push: &plan.Cond{Refs: plan.Refs{Branches: []string{"main", "dev"}}}, Manual: true},
		nil,
		[]plan.Cond{{Events: []plan.Event{plan.Push, plan.MergeRequest}, Paths: []string{"web/**"}, NotPaths: []string{"**/*.md"}}},
		[]plan.Cond{{Events: tagManual, Refs: plan.Refs{Tags: []string{"v*"}}}, {Events: pushManual, Refs: plan.Refs{Branches: []string{"dev"}}}})
	s := event.New(p)
	var b strings.Builder
	for _, r := range []event.Run{
		{Event: plan.Push, Branch: "main", Changed: []string{"web/a.md"}},
		{Event: plan.Push, Branch: "dev", Changed: []string{"web/a.js"}},
		{Event: plan.Push, Branch: "x"}, {Event: plan.MergeRequest, Target: "main"}, {Event: plan.Manual, Tag: "v1"}, {Event: plan.Manual, Branch: "main"},
		{Event: plan.Schedule, Branch: "main"},
	} {
		fmt.Fprintf(&b, "%+v\n", r)
		for _, j := range p.Jobs {
			fmt.Fprintf(&b, "    %s: %s\n", j.Name, s.Why(j, r))
		}
	}
	golden.Check(t, filepath.Join("testdata", "why.txt"), []byte(b.String()))
}

// BenchmarkManyPaths is ten thousand jobs with a path each.
func BenchmarkManyPaths(b *testing.B) {
	p := &plan.Plan{Triggers: everything()}
	for i := range 10000 {
		glob := fmt.Sprintf("services/s%05d/**", i)
		p.Jobs = append(p.Jobs, &plan.Job{Name: glob, When: []plan.Cond{{Events: pushManual, Refs: plan.Refs{Branches: []string{"main"}}, Paths: []string{glob}}}})
	}
	for b.Loop() {
		s := event.New(p)
		for i, j := range p.Jobs {
			s.Missing(p.Jobs[max(0, i-1)], j)
		}
	}
}
