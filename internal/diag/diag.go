// Package diag holds the findings of cdc: what is wrong in a user's file, where, with which consequence and which fix.
//
// A finding is about the user's file. A Go error is about the world (a disk, a stream) or about cdc itself. The two
// never mix: nothing in this package wraps an error.
package diag

import (
	"cmp"
	"slices"
)

// Pos is a place in a file. Line and Col are 1-based; Col counts characters (Unicode code points), not bytes, so that a
// caret under a line with accents stands where the reader expects it.
type Pos struct{ Line, Col int }

// Before reports whether p stands before q.
func (p Pos) Before(q Pos) bool { return p.Line < q.Line || p.Line == q.Line && p.Col < q.Col }

// Range is the text from Start up to, and without, End. The zero Range is a finding without a place of its own; it is
// shown at 1:1.
type Range struct{ Start, End Pos }

// IsZero reports whether r is the place of nothing.
func (r Range) IsZero() bool { return r == Range{} }

// Level is how bad a finding is. The zero Level is invalid, so that a forgotten level is found by the tests.
type Level uint8

const (
	// Error: the file cannot be compiled as it is, or compiling it would break the promise.
	Error Level = iota + 1
	// Warning: it compiles, and something will not be as it was written.
	Warning
	// Note: it is as written, and the reader should know where the rest of it lives.
	Note
)

// String is the level's word in every report.
func (l Level) String() string {
	switch l {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Note:
		return "note"
	}
	return "invalid"
}

// Related is a second place that a finding speaks of, such as the definition behind an alias.
type Related struct {
	Range   Range
	Message string
}

// Diagnostic is one finding.
type Diagnostic struct {
	// Code names the kind of finding, kebab-case, one code for one thing; every code is listed in this package.
	Code Code
	// Level is never the zero Level.
	Level Level
	// File is the spec's name as the user gave it; empty until the run that prints it fills it in.
	File string
	// Range is the offending text and nothing else.
	Range Range
	// Path is where in the spec the finding is, in the user's own names: "jobs.unit.steps[0]". Empty at the top.
	Path string
	// Target is the target that the finding is about; empty when it is about the language.
	Target string
	// Message says what is wrong and what will happen, without the path and without a full stop.
	Message string
	// Help is the smallest change that helps; empty when there is none.
	Help string
	// Related are further places.
	Related []Related
}

// New makes a finding at a place. Level and code are the first two words of every finding, so they come first here.
func New(level Level, code Code, at Range, path, message string) Diagnostic {
	return Diagnostic{Level: level, Code: code, Range: at, Path: path, Message: message}
}

// WithHelp returns d with the fix.
func (d Diagnostic) WithHelp(help string) Diagnostic { d.Help = help; return d }

// List is the findings of one run.
type List []Diagnostic

// Add appends findings.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// Count returns how many findings have the level.
func (l List) Count(level Level) int {
	n := 0
	for _, d := range l {
		if d.Level == level {
			n++
		}
	}
	return n
}

// HasErrors reports whether any finding is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Level == Error })
}

// Sort orders findings by file, place, level and code, and removes repetitions: an anchor that is used by twenty jobs
// is one root cause and is said once.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Range.Start.Line, b.Range.Start.Line),
			cmp.Compare(a.Range.Start.Col, b.Range.Start.Col),
			cmp.Compare(a.Level, b.Level),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Target, b.Target),
		)
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool {
		return a.File == b.File && a.Range == b.Range && a.Code == b.Code && a.Target == b.Target && a.Message == b.Message
	})
}
