package compiler

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
)

// nobody are the codes of names that nothing has, or that nothing has in this job.
const nobody = " unknown-alias unknown-job unknown-environment unknown-stage unknown-secret unknown-channel unknown-variable" +
	" unknown-reference unknown-instance secret-not-listed no-environment job-never "

// cause is what makes two findings of one code the same. Jobs never run for one reason: what the triggers leave out.
func cause(f *diag.Diagnostic) string {
	if f.Code == "job-never" && strings.Contains(f.Help, "triggers") {
		return f.Help
	}
	return f.Message
}

// gather says once, where it comes first, that a name is nobody's: the name is the fault, however many places use it. The help
// tells the lines of the others.
func gather(found diag.List) diag.List {
	type fault struct {
		code    diag.Code
		message string
	}
	uses := map[fault][]diag.Pos{}
	for i := range found {
		if f := &found[i]; f.Level == diag.Error && has(nobody, string(f.Code)) {
			x := fault{f.Code, cause(f)}
			uses[x] = append(uses[x], f.Range.Start)
		}
	}
	for _, at := range uses {
		slices.SortFunc(at, func(a, b diag.Pos) int {
			if a.Before(b) {
				return -1
			}
			return 1
		})
	}
	out := found[:0]
	for _, f := range found {
		at := uses[fault{f.Code, cause(&f)}]
		if len(at) > 1 {
			if f.Range.Start != at[0] {
				continue
			}
			f.Help = also(f.Help, at)
		}
		out = append(out, f)
	}
	return out
}

// maxLines is how many lines a help names.
const maxLines = 8

// also adds to a help on which other lines the same stands.
func also(help string, at []diag.Pos) string {
	var lines []string
	last := at[0].Line
	for _, p := range at[1:] {
		if p.Line != last {
			lines = append(lines, strconv.Itoa(p.Line))
		}
		last = p.Line
	}
	n := len(lines)
	text := ""
	switch {
	case n == 0:
		return help
	case n == 1:
		text = "the same in line " + lines[0]
	case n <= maxLines:
		text = "the same in lines " + strings.Join(lines[:n-1], ", ") + " and " + lines[n-1]
	default:
		text = "the same in lines " + strings.Join(lines[:maxLines], ", ") + " and " + strconv.Itoa(n-maxLines) + " more"
	}
	switch {
	case help == "":
		return text
	case strings.HasSuffix(help, "?"):
		return help + " T" + text[1:]
	}
	return help + "; " + text
}
