package shell

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// Interpolate puts values[i] where refs[i] stands in shell text, each quoted for its place so that it is one word there
// and nothing in it is read by the shell. The text outside the references is kept byte for byte, but for one thing: an
// unbraced `$NAME` that a literal would prolong becomes `${NAME}`.
//
// The problems are references that stand where no value can be put, and text that no shell can read; the script is then
// a best effort.
func Interpolate(src string, refs []ref.Ref, values []plan.Text) (plan.Script, []Problem) {
	if len(refs) == 0 {
		if src == "" {
			return nil, nil
		}
		return plan.Script{{Lit: src}}, nil
	}
	masked := mask(src, refs)
	at, problems := placesIn(src, masked, refs)
	in := interpolation{src: src, masked: masked}
	for i, r := range refs {
		in.copy(r, values[i], at[i].kind)
		in.put(r, at[i], values[i])
	}
	in.lit(src[in.done:])
	problems = append(problems, in.problems...)
	sortProblems(problems)
	return in.script(), problems
}

// placesIn finds the places of the references. A reference of a text that cannot be read counts as outside quotes.
func placesIn(src, masked string, refs []ref.Ref) ([]place, []Problem) {
	if isPlainText(src, masked, refs) {
		return plainPlaces(masked, refs), nil
	}
	f, fault := parse(masked, Sh)
	if fault != nil {
		return make([]place, len(refs)), []Problem{*fault}
	}
	return places(f, refs), nil
}

type interpolation struct {
	writer
	src, masked string
	done        int // bytes of src already written
	line        int // where the line begins of the last reference in a here-document
	margin      int // behind the tabs that it begins with
	seen        int // where that reference stands
	braces      marks
	joints      marks
	problems    []Problem
}

// copy writes the text before a reference, with the name that ends it in braces if the value would prolong it.
func (in *interpolation) copy(r ref.Ref, v plan.Text, k kind) {
	text := in.src[in.done:r.Start]
	in.done = r.End
	at := dollarName(text, len(text))
	if at < 0 || k == single || k == ansi || k == quotedDoc || !prolongs(v) {
		in.lit(text)
		return
	}
	in.lit(text[:at] + "{" + text[at:] + "}")
}

// prolongs reports whether a name before the text could grow by it, or by what follows it when it is empty.
func prolongs(v plan.Text) bool {
	return len(v) == 0 || v[0].Var == 0 && isNameByte(v[0].Lit[0])
}

// put writes the value of r for its place.
func (in *interpolation) put(r ref.Ref, p place, v plan.Text) {
	in.problems = append(in.problems, misplaced(in.src, r, p, isRunning(v))...)
	in.checkDoc(r, p, v)
	switch p.kind {
	case bare:
		in.putBare(r, p, v)
	case double:
		in.putQuoted(r, p, v, "$`\"\\", plan.Double)
	case hereDoc:
		in.putQuoted(r, p, v, "$`\\", plan.HereDoc)
	case single:
		in.each(p, v, escapeSingle, func(part plan.Part) { in.run(part, plan.Single) })
	case ansi:
		in.each(p, v, func(s string) string { return escapeAny(s, `\'`) }, func(part plan.Part) {
			in.lit("'")
			in.run(part, plan.Bare)
			in.lit("$'")
		})
	case arithmetic:
		in.putNumber(r, v)
	case name:
		in.putName(r, v)
	case quotedDoc:
		in.each(p, v, func(s string) string { return s }, func(part plan.Part) { in.run(part, plan.HereDoc) })
	case comment:
		in.each(p, v, func(s string) string { return strings.ReplaceAll(s, "\n", " ") },
			func(part plan.Part) { in.run(part, plan.Double) })
	}
}

// each writes the parts of v, literals prepared by escape and for the backquotes around them.
func (in *interpolation) each(p place, v plan.Text, escape func(string) string, run func(plan.Part)) {
	for _, part := range v {
		if part.Var != 0 {
			run(part)
			continue
		}
		in.lit(inTicks(escape(part.Lit), p.ticks))
	}
}

// putQuoted writes v where the shell already is in a kind of double quotes.
func (in *interpolation) putQuoted(r ref.Ref, p place, v plan.Text, special string, q plan.Quote) {
	in.checkBraced(r, p, v)
	if p.braced {
		special += "}"
	}
	in.each(p, v, func(s string) string { return escapeAny(s, special) }, func(part plan.Part) { in.run(part, q) })
}

// checkDoc finds a literal that the shell would not read as it is: a line of it ends the here-document (for bash it is
// enough to begin with the delimiter, inside $( )), or begins with tabs that `<<-` takes away.
func (in *interpolation) checkDoc(r ref.Ref, p place, v plan.Text) {
	if p.doc == nil {
		return
	}
	lit, ok := v.Literal()
	if !ok || p.doc.Word.Lit() == "" {
		return
	}
	delim, dash := p.doc.Word.Lit(), p.doc.Op == syntax.DashHdoc
	for i, line := range strings.Split(in.beginning(r, len(delim))+lit+in.ending(r, len(delim)), "\n") {
		stripped := strings.TrimLeft(line, "\t")
		switch {
		case strings.HasPrefix(line, delim) || dash && strings.HasPrefix(stripped, delim):
			in.problem(r, "the value makes a line that begins with `"+delim+"` and may end the here-document", "choose another delimiter")
			return
		case dash && i > 0 && stripped != line:
			in.problem(r, "`<<-` takes away the tabs at the beginning of the value's lines", "write << and begin the lines at the margin")
			return
		}
	}
}

// beginning is the line before a reference as far as it tells whether the line begins with n characters, tabs aside.
func (in *interpolation) beginning(r ref.Ref, n int) string {
	if i := strings.LastIndexByte(in.masked[in.seen:r.Start], '\n'); i >= 0 || in.seen == 0 {
		in.line = in.seen + i + 1
		in.margin = tabs(in.masked, in.line)
	}
	in.seen = r.Start
	return in.masked[in.line:min(in.margin+n, r.Start)]
}

// ending is the line behind a reference as far as it tells whether it begins with n characters, tabs aside.
func (in *interpolation) ending(r ref.Ref, n int) string {
	end := min(tabs(in.masked, r.End)+n, len(in.masked))
	tail, _, _ := strings.Cut(in.masked[r.End:end], "\n")
	return tail
}

// tabs is the offset behind the tabs that stand at an offset.
func tabs(s string, at int) int {
	for at < len(s) && s[at] == '\t' {
		at++
	}
	return at
}

// checkBraced finds a literal in "${V:-…}" that no quoting carries through both shells: bash wants single quotes there in
// pairs, dash does not; in a here-document they differ on double quotes; and inside "${V:-"…"}" bash expands braces.
func (in *interpolation) checkBraced(r ref.Ref, p place, v plan.Text) {
	bad := ""
	switch {
	case p.braced && p.kind == hereDoc:
		bad = `'"`
	case p.braced:
		bad = "'"
	case p.nested:
		bad = "{"
	}
	for _, part := range v {
		if i := strings.IndexAny(part.Lit, bad); i >= 0 {
			in.problem(r, "the value has a `"+part.Lit[i:i+1]+"`, which sh and bash read differently inside ${ }", "put the value into a variable first")
			return
		}
	}
}

// putBare writes v outside quotes: a literal bare where that is safe, else quoted.
func (in *interpolation) putBare(r ref.Ref, p place, v plan.Text) {
	if len(v) == 0 {
		in.lit("''")
	}
	in.each(p, v, func(s string) string {
		if isBare(s) && in.staysWord(r, p, s) {
			return s
		}
		return "'" + escapeSingle(s) + "'"
	}, func(part plan.Part) { in.run(part, plan.Bare) })
}

// staysWord reports whether the safe literal s, put bare, is not read together with its neighbours as something else: a
// reserved word, a redirection's number, or alternatives of a brace expansion.
func (in *interpolation) staysWord(r ref.Ref, p place, s string) bool {
	behind := strings.TrimLeft(in.src[r.End:], "0123456789")
	if p.operator || behind != "" && (behind[0] == '<' || behind[0] == '>') {
		return false
	}
	if in.braces.beside(in.masked, "{", r, p.word) {
		return false
	}
	alone := p.word[0] == r.Start && p.word[1] <= r.End
	return !p.command || alone || in.joints.beside(in.masked, "/.-_", r, p.word)
}

// marks are the offsets of some characters of a text, found once: thousands of references may stand in one word.
type marks struct {
	found bool
	at    []int
}

// beside reports whether one of the characters stands in the word of a reference, outside of it.
func (m *marks) beside(masked, chars string, r ref.Ref, word [2]int) bool {
	for i := 0; !m.found && i < len(masked); i++ {
		if strings.IndexByte(chars, masked[i]) >= 0 {
			m.at = append(m.at, i)
		}
	}
	m.found = true
	return m.between(word[0], r.Start) || m.between(r.End, word[1])
}

func (m *marks) between(from, to int) bool {
	i, _ := slices.BinarySearch(m.at, from)
	return i < len(m.at) && m.at[i] < to
}

// putNumber writes v in an arithmetic expression. Quotes are not allowed there, and bash evaluates what a variable holds
// as an expression, commands included, so only numbers may come in.
func (in *interpolation) putNumber(r ref.Ref, v plan.Text) {
	if s, ok := v.Literal(); ok {
		digits := strings.TrimPrefix(s, "-")
		if digits == "" || strings.Trim(digits, "0123456789") != "" {
			in.problem(r, `only a whole number can stand in a calculation, and "`+s+`" is none`, "")
		}
		if digits != s {
			s = "(" + s + ")"
		}
		in.lit(s)
		return
	}
	for _, part := range v {
		if part.Var == 0 {
			in.lit(part.Lit)
			continue
		}
		in.run(part, plan.Double)
	}
}

// putName writes v as part of a name, which must be known before the run.
func (in *interpolation) putName(r ref.Ref, v plan.Text) {
	s, ok := v.Literal()
	if ok && s != "" && strings.Trim(s, nameBytes) == "" && (s[0] > '9' || in.numbered(r, s)) {
		in.lit(s)
		return
	}
	if ok {
		in.problem(r, `this stands for a name of the shell, and "`+s+`" is none`, "")
		in.lit(s)
		return
	}
	in.each(place{}, v, Quote, func(part plan.Part) { in.run(part, plan.Double) })
}

// numbered reports whether s, which begins with a digit, may stand in a name: behind other characters of it, or as all of $10. A
// name that begins with a digit is none, and FOO=1 a command where 0=1 stands.
func (in *interpolation) numbered(r ref.Ref, s string) bool {
	if r.Start == 0 {
		return false
	}
	c := in.masked[r.Start-1]
	whole := strings.Trim(s, "0123456789") == "" && (r.End == len(in.masked) || !isNameByte(in.masked[r.End]))
	return isNameByte(c) || whole && (c == '$' || c == '{')
}

const nameBytes = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"

func (in *interpolation) problem(r ref.Ref, message, help string) {
	in.problems = append(in.problems, Problem{Start: r.Start, End: r.End, Code: "reference-misplaced", Level: diag.Error, Message: message, Help: help})
}

// inTicks prepares shell source for standing inside n backquotes, each of which takes one backslash off `\` and "`".
func inTicks(s string, n int) string {
	for ; n > 0; n-- {
		s = escapeAny(s, "`\\")
	}
	return s
}

// isRunning reports whether a value is known only when the job runs, as a number on every target or not at all.
func isRunning(v plan.Text) bool {
	for _, part := range v {
		if part.Var != 0 && part.Var != plan.MatrixValue {
			return true
		}
	}
	return false
}

// runs reports whether a reference stands for a value that is known only when the job runs.
func runs(r ref.Ref) bool {
	return len(r.Path) > 0 && (r.Path[0] == "git" || r.Path[0] == "run" || r.Path[0] == "workspace")
}

// misplaced returns what is wrong with the place of a reference, whatever its literal characters. running: the value is
// known only when the job runs.
func misplaced(src string, r ref.Ref, p place, running bool) []Problem {
	at := func(level diag.Level, message, help string) []Problem {
		return []Problem{{Start: r.Start, End: r.End, Code: "reference-misplaced", Level: level, Message: message, Help: help}}
	}
	switch {
	case p.kind == quotedDoc:
		return at(diag.Error, "the shell expands nothing in this here-document, whose delimiter is quoted",
			"take the quotes off the delimiter, and put a backslash before each `$` that is meant as it stands")
	case p.kind == comment:
		return at(diag.Warning, "a reference in a comment does nothing", "write the name without `${{ }}`, or delete the comment")
	case p.kind == name && running:
		return at(diag.Error, "this stands for a name of the shell, and "+r.Name()+" is known only when the job runs", "")
	case p.kind == arithmetic && running && r.Name() != "run.number":
		return at(diag.Error, "only a whole number can stand in a calculation, and bash would run "+r.Name()+" as an expression", "")
	case p.kind != single && backslashes(src, r.Start)%2 == 1:
		return at(diag.Error, "the backslash before this reference would quote only the first character of its value",
			"take the backslash away; to write the characters `${{` themselves, write '$''{{'")
	}
	return nil
}
