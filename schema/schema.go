// Package schema holds the shape of the language: pipeline.cue, the check of a spec against it, and what is made from it
// for editors and readers.
//
// CUE is the judge of every spec. Its messages are not for users, though, and it takes a quarter of a millisecond a job,
// so Check shows it one value of each shape, and when it says no walks the spec along the same language in Go to find
// each fault, with its place.
package schema

//go:generate go test ./gen -run TestGenerated -update

import (
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// Check holds a spec against the language and returns what is wrong with its shape, in the order of the file.
func Check(root *source.Node) diag.List {
	if root == nil || root.Kind != source.Map {
		return nil // the reader has said what is wrong
	}
	s := newShaper()
	s.entriesOfRoot(root)
	if s.judge() {
		return nil
	}
	return diag.List{diag.New(diag.Error, "wrong-shape", diag.Range{}, "", "bad")}
}

func (s *shaper) entriesOfRoot(root *source.Node) {
	s.entries(&mSpec, root)
	s.units = append(s.units, unit{&tSpec, 0, root})
}
