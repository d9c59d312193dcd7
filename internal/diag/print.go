package diag

import (
	"cmp"
	"slices"
)

// File is a file that a run looked at, with its text line by line.
type File struct {
	Name  string
	Lines []string
}

// Report is what a printer prints: the findings of one run and the files it looked at, those without findings too.
type Report struct {
	Found List
	Files []File
	// Color allows the escape sequences of a terminal; only Human uses it.
	Color bool
	// Version is cdc's own, for the formats that ask for it; may be empty.
	Version string
}

// Format is a form of report.
type Format struct {
	Name, Doc string
	Print     func(Report) []byte
}

// Formats lists every form, the one for people first.
func Formats() []Format {
	return []Format{
		{"human", "source line, caret and help", Human},
		{"short", "file:line:col: level: message [code]", Short},
		{"json", "alias of json-v1", JSON},
		{"json-v1", "an array of findings, 1-based", JSON},
		{"sarif", "SARIF 2.1.0, for code scanning", SARIF},
		{"gitlab", "GitLab Code Quality", GitLab},
		{"github", "GitHub Actions annotations", GitHub},
		{"junit", "JUnit XML, one suite for each file", JUnit},
	}
}

// At returns the place to show: 1:1 for a finding without a place of its own, and an end that is never before the start.
func (d Diagnostic) At() Range { return d.Range.shown() }

func (r Range) shown() Range {
	r.Start = Pos{max(r.Start.Line, 1), max(r.Start.Col, 1)}
	if r.End.Before(r.Start) {
		r.End = r.Start
	}
	return r
}

// Text is the message behind its path: "jobs.unit: there is no key "scripts"".
func (d Diagnostic) Text() string {
	if d.Path == "" {
		return d.Message
	}
	return d.Path + ": " + d.Message
}

// groups returns the findings of each file, in the order of Files; a file that the run did not list comes last.
func (r Report) groups() []group {
	index := map[string]int{}
	var out []group
	for _, f := range r.Files {
		if _, ok := index[f.Name]; !ok {
			index[f.Name] = len(out)
			out = append(out, group{File: f})
		}
	}
	for _, d := range r.Found {
		i, ok := index[d.File]
		if !ok {
			i = len(out)
			index[d.File] = i
			out = append(out, group{File: File{Name: d.File}})
		}
		out[i].found = append(out[i].found, d)
	}
	return out
}

type group struct {
	File
	found List
}

// line returns a line of the file, 1-based.
func (f File) line(n int) (string, bool) {
	if n < 1 || n > len(f.Lines) {
		return "", false
	}
	return f.Lines[n-1], true
}

// codes returns the codes among the findings, sorted, once each.
func (l List) codes() []Code {
	var out []Code
	for _, d := range l {
		out = append(out, d.Code)
	}
	slices.SortFunc(out, cmp.Compare[Code])
	return slices.Compact(out)
}
