// Package compiler takes a spec from bytes to files: load, check, plan, emit. It returns files and findings and touches
// nothing of the world; it knows no target by name.
package compiler

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// File is a file to be written. Path is relative to the output directory, with forward slashes.
type File struct {
	Path string
	Data []byte
}

// Support is how a feature reaches a target.
type Support uint8

// The five ways of a feature, and Absent for one that has no meaning there (it is then neither used nor lost).
const (
	// Native: the target has it, and every run gives the same result and order.
	Native Support = iota + 1
	// Lowered: written by other means of the target, with the same result and order.
	Lowered
	// Outside: the file cannot hold it; a note names the setting that does.
	Outside
	// Warned: a detail is lost that nobody's safety depends on.
	Warned
	// Refused: dropping it could deploy what was gated, deploy it elsewhere, leave something running, or show green for
	// red. Nothing lifts a refusal.
	Refused
	// Absent: the target has no such thing and needs none.
	Absent
)

// Letter is the support's letter in the table: N, L, S, W, R or -.
func (s Support) Letter() string { return [...]string{"?", "N", "L", "S", "W", "R", "-"}[s] }

// Row is a target's answer for one feature.
type Row struct {
	Feature plan.Feature
	Support Support
	// Remark stands in the table behind the letter: "batch", "via bucket". May be empty.
	Remark string
	// Say returns the findings about the uses of the feature in this plan: all of them at once, because one root cause is
	// said once. It is called only when there is a use. A Warned or Refused row must have it.
	Say func(p *plan.Plan, uses []plan.Use) diag.List
}

// Target is a thing that runs pipelines. A target is a value; targets.All lists them.
type Target struct {
	Name, Doc, URL string
	// RunsOn is the name under which `image` is looked up when the jobs run on another target's machines; empty: Name.
	RunsOn string
	// Rows answers for every feature, once each; a test holds it.
	Rows []Row
	// Check returns further findings that need the whole plan; may be nil.
	Check func(p *plan.Plan) diag.List
	// Emit writes the files. It is called only for a plan without errors for this target. The findings are those that
	// come up only while writing, such as a raw override that changes nothing; when one is an error no file is written.
	Emit func(p *plan.Plan) ([]File, diag.List)
	// Owns reports whether the target can write a file of that path, so that one it wrote before and no longer writes
	// can be removed.
	Owns func(path string) bool
}
