package compiler

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/near"
)

// ignore is a comment `# cdc-ignore: code reason`.
type ignore struct {
	at   diag.Range
	line int // the line whose findings it silences
	code diag.Code
	used bool
	// onError reports whether it stands over an error of that code.
	onError bool
}

// Silence removes the findings that comments of the spec ask to ignore, and adds those about the comments themselves.
// Errors cannot be ignored: what they stand for would be compiled wrongly or not at all. An ignore that matches nothing is
// judged only when the run was whole, that is, when it checked every target that the spec names and was not cut short by an
// error: else what it waits for may just not have been looked for. A code that nothing has is always wrong.
func Silence(doc *source.Doc, found diag.List, whole bool) diag.List {
	ignores, out := readIgnores(doc)
	if len(ignores) == 0 && len(out) == 0 {
		return found
	}
	head := diag.Pos{Line: 1, Col: 1}
	if doc.Root != nil && !doc.Root.Range.IsZero() {
		head = doc.Root.Range.Start
	}
	for _, d := range found {
		at := d.Range.Start
		if d.Range.IsZero() { // no place of its own: ignored above the first key
			at = head
		}
		if !silenced(ignores, d, at.Line) {
			out.Add(d)
		}
	}
	whole = whole && !found.HasErrors()
	for _, i := range ignores {
		if _, known := diag.Lookup(i.code); i.onError || !known || whole && !i.used {
			out.Add(i.unused())
		}
	}
	return out
}

func silenced(ignores []ignore, d diag.Diagnostic, line int) bool {
	hit := false
	for k := range ignores {
		i := &ignores[k]
		switch {
		case i.line != line || i.code != d.Code:
		case d.Level == diag.Error:
			i.onError = true
		default:
			i.used, hit = true, true
		}
	}
	return hit
}

func (i ignore) unused() diag.Diagnostic {
	d := diag.New(diag.Warning, "unused-ignore", i.at, "", "")
	_, known := diag.Lookup(i.code)
	switch {
	case i.onError:
		d.Message = "\"" + string(i.code) + "\" is an error here, and errors cannot be ignored"
		return d.WithHelp("mend what the error says, then remove this comment")
	case !known:
		d.Message = "there is no finding \"" + string(i.code) + "\", so this comment silences nothing"
		if meant := near.Nearest(string(i.code), codes()); meant != "" {
			return d.WithHelp("did you mean " + meant + "?")
		}
		return d.WithHelp("`cdc explain --list` shows the names of all findings")
	}
	d.Message = "no finding \"" + string(i.code) + "\" on this line or the one below, so this comment silences nothing"
	return d.WithHelp("remove it")
}

func codes() []string {
	var out []string
	for _, i := range diag.All() {
		out = append(out, string(i.Code))
	}
	return out
}

// readIgnores finds the ignore comments, and says which of them cannot work.
func readIgnores(doc *source.Doc) ([]ignore, diag.List) {
	var out []ignore
	var bad diag.List
	alone := map[int]bool{}
	for _, c := range doc.Comments {
		alone[c.Pos.Line] = c.Alone
	}
	for _, c := range doc.Comments {
		text, ok := strings.CutPrefix(strings.TrimSpace(c.Text), "cdc-ignore")
		if !ok {
			continue
		}
		at := diag.Range{Start: c.Pos, End: diag.Pos{Line: c.Pos.Line, Col: c.Pos.Col + 1 + len([]rune(strings.TrimRight(c.Text, " \t")))}}
		rest, colon := strings.CutPrefix(text, ":")
		code, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if !colon || code == "" || strings.TrimSpace(reason) == "" {
			bad.Add(diag.New(diag.Warning, "ignore-reason", at, "", "this comment gives no "+missing(colon, code)+", so it silences nothing").
				WithHelp("write `# cdc-ignore: CODE REASON`, for the next reader"))
			continue
		}
		line := c.Pos.Line
		for alone[line] { // comments may stand above each other
			line++
		}
		out = append(out, ignore{at: at, line: line, code: diag.Code(code)})
	}
	return out, bad
}

func missing(colon bool, code string) string {
	switch {
	case !colon:
		return "colon behind cdc-ignore"
	case code == "":
		return "code"
	}
	return "reason"
}
