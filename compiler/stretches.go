package compiler

import (
	"cmp"
	"slices"

	"github.com/cdc-dev/cdc/internal/diag"
)

// stretches are parts of a file in which something is an error, in the order of their beginnings.
type stretches []diag.Range

// faulty is where the errors of a list stand.
func faulty(found diag.List) stretches {
	var out stretches
	for i := range found {
		if found[i].Level == diag.Error && !found[i].Range.IsZero() {
			out = append(out, found[i].Range)
		}
	}
	slices.SortFunc(out, func(a, b diag.Range) int {
		return cmp.Or(cmp.Compare(a.Start.Line, b.Start.Line), cmp.Compare(a.Start.Col, b.Start.Col))
	})
	for i := 1; i < len(out); i++ { // each reaches as far as any before it, so that the last one tells
		if out[i].End.Before(out[i-1].End) {
			out[i].End = out[i-1].End
		}
	}
	return out
}

// behind is the number of stretches that begin at or before a place.
func (s stretches) behind(at diag.Pos) int {
	n, _ := slices.BinarySearchFunc(s, at, func(r diag.Range, at diag.Pos) int {
		if at.Before(r.Start) {
			return 1
		}
		return -1
	})
	return n
}

// hold reports whether a place is in one of the stretches, or is one.
func (s stretches) hold(at diag.Range) bool {
	n := s.behind(at.Start)
	return n > 0 && !at.IsZero() && !s[n-1].End.Before(at.End)
}

// within reports whether one of the stretches begins in a place.
func (s stretches) within(at diag.Range) bool {
	n := s.behind(at.End)
	return n > 0 && !s[n-1].Start.Before(at.Start)
}
