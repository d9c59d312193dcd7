package shell

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// Quote writes s as one shell word: bare when sh and bash read it as itself wherever a word may stand, else in single
// quotes. A shell word cannot hold NUL.
func Quote(s string) string {
	if isBare(s) {
		return s
	}
	return "'" + escapeSingle(s) + "'"
}

// Word writes a text as one shell word for a command that the compiler makes: bare when it is literal and safe, else in
// double quotes.
func Word(t plan.Text) plan.Script {
	if s, ok := t.Literal(); ok && isBare(s) {
		return plan.Script{{Lit: s}}
	}
	return DoubleQuoted(t)
}

// DoubleQuoted writes a text as one shell word that is always in double quotes.
func DoubleQuoted(t plan.Text) plan.Script {
	w := writer{}
	w.lit(`"`)
	for _, p := range t {
		if p.Var == 0 {
			w.lit(escapeDouble(p.Lit))
		} else {
			w.run(p, plan.Double)
		}
	}
	w.lit(`"`)
	return w.script()
}

// isBare reports whether sh and bash read s as one word that means s, at any place of a command: no expansion, no
// operator, no reserved word, and no assignment (an option like --name=value is none).
func isBare(s string) bool {
	if s == "" || isReserved(s) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !bareByte[c] || c == '=' && s[0] != '-' {
			return false
		}
	}
	return true
}

// bareByte are the bytes that no shell treats specially in a word. Left out on purpose: `~` (home directory, also after
// `=` and `:`), `{` (brace expansion), `!` (history, negation), `#` (comment), `^` (the pipe of the first shells).
var bareByte = byteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:,@%+=")

// byteSet makes a table of the bytes of s.
func byteSet(s string) (t [256]bool) {
	for i := 0; i < len(s); i++ {
		t[s[i]] = true
	}
	return t
}

// isReserved reports whether s is a reserved word of sh or bash (POSIX.1-2017, Shell Command Language, 2.4; Bash
// Reference Manual, Reserved Words).
func isReserved(s string) bool {
	switch s {
	case "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for", "in",
		"function", "select", "time", "coproc":
		return true
	}
	return false
}

// escapeSingle prepares s for single quotes.
func escapeSingle(s string) string { return strings.ReplaceAll(s, "'", `'\''`) }

// escapeDouble prepares s for double quotes, where only these four characters are special (POSIX.1-2017, Shell Command
// Language, 2.2.3).
func escapeDouble(s string) string { return escapeAny(s, "$`\"\\") }

// escapeAny puts a backslash before each byte of s that is in set.
func escapeAny(s, set string) string {
	if !strings.ContainsAny(s, set) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(set, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// writer collects a script and joins neighbouring literals.
type writer struct {
	out  plan.Script
	lits []string // the literals since the last run-time value
}

// lit appends shell source.
func (w *writer) lit(s string) {
	if s != "" {
		w.lits = append(w.lits, s)
	}
}

// script is what was collected.
func (w *writer) script() plan.Script {
	if len(w.lits) > 0 {
		w.out = append(w.out, plan.Piece{Lit: strings.Join(w.lits, "")})
		w.lits = w.lits[:0]
	}
	return w.out
}

// run appends a run-time value.
func (w *writer) run(p plan.Part, q plan.Quote) {
	w.out = append(w.script(), plan.Piece{Var: p.Var, Name: p.Name, Quote: q})
}
