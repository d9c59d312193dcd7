// Package shell is what cdc knows about shell text: how a value is quoted for its place, what differs between the shells
// that the targets run, and what a step leaves behind for the next one.
//
// The text is read with mvdan.cc/sh. Nothing here runs a shell, and no text of the user's is changed outside its
// references.
package shell

import (
	"cmp"
	"slices"

	"github.com/cdc-dev/cdc/internal/diag"
)

// Problem is a finding about shell text, in offsets of that text.
type Problem struct {
	// Start and End are byte offsets in the text as the user wrote it, references included.
	Start, End int
	Code       diag.Code
	Level      diag.Level
	// Message and Help are as in diag.Diagnostic; Message does not name the step.
	Message, Help string
	// UnlessLast: the problem is about what happens to the steps after this one, and there is none in a job's last step.
	UnlessLast bool
}

// sortProblems orders problems by place.
func sortProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Code, b.Code))
	})
}
