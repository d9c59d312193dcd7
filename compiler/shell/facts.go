package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// Span is a range of byte offsets in the text as the user wrote it.
type Span struct{ Start, End int }

// Named is a name at a place.
type Named struct {
	Span
	Name string
}

// Read is a variable that the text reads: `$NAME` or `${NAME…}` at its place.
type Read struct {
	Named
	// Own: the text itself gave it a value before.
	Own bool
	// Printed: its value goes to the log, through echo, printf or cat.
	Printed bool
}

// Exit is a place that may end the shell with success.
type Exit struct {
	Span
	// Sure: it does so whenever it is reached; else it depends on a status that is known only when it runs.
	Sure bool
}

// Write is a file that the text writes by a redirection, and whose name is known.
type Write struct {
	Span
	Path string
}

// Facts is what rules that look at several steps want to know about the text of one.
type Facts struct {
	// Functions and Aliases are what the text defines in the shell itself; a new shell does not have them.
	Functions, Aliases []Named
	// Calls are the first words of all commands, those in substitutions and functions included.
	Calls []Named
	// Sets are variables given a value in the shell itself and not exported; Exports those exported.
	Sets, Exports []Named
	// Reads are the variables read.
	Reads []Read
	// Dumps are commands that print every variable: env, printenv, set, export -p.
	Dumps []Span
	// Traces are places that switch tracing on, which prints the values of variables.
	Traces []Span
	// Before are reads of `$?`, `$!` and `$_` that look at a command of an earlier step.
	Before []Named
	// Exits are the places that may end the job early with success.
	Exits []Exit
	// Background are commands left running; Waits are those that wait for one.
	Background, Waits []Span
	// Writes are the files written by redirections.
	Writes []Write
	// HereDoc: the text has a here-document, so its lines must not be moved.
	HereDoc bool
	// Unseen: the last command's failure is one that errexit overlooks (`a && b`, `! a`), so that it fails the step only
	// where the step's own status is looked at.
	Unseen bool
}

// FactsOf reads the text and returns its facts. Text that cannot be read has none.
func FactsOf(src, dialect string) Facts { return *ReadText(src, dialect).Facts() }

// Vars returns the variables that the text reads, in order.
func Vars(src string) []Read {
	if !strings.Contains(src, "$") {
		return nil
	}
	return ReadText(src, Bash).facts.Reads
}

// read notes a parameter expansion. Special parameters are those of an earlier step when no command ran before.
func (r *reader) read(n *syntax.ParamExp, e env) {
	if n.Param == nil {
		return
	}
	at := Named{Span{offset(n.Pos()), offset(n.End())}, r.text(n.Param)}
	switch {
	case isName(at.Name) && at.Name != "_":
		r.facts.Reads = append(r.facts.Reads, Read{at, r.owns(at.Name), e.printed && !n.Length})
		r.bashVariable(n, at)
	case at.Name == "?" && !r.ran, at.Name == "!" && len(r.facts.Background) == 0, at.Name == "_" && !r.ran:
		r.facts.Before = append(r.facts.Before, at)
		r.earlier(at)
	}
}

// owns reports whether the text gave the variable a value before.
func (r *reader) owns(name string) bool {
	for _, list := range [2][]Named{r.own, r.facts.Exports} {
		for _, n := range list {
			if n.Name == name {
				return true
			}
		}
	}
	return false
}

// assign notes an assignment; in a process of its own it is no fact about the shell.
func (r *reader) assign(l *syntax.Lit, e env, exported bool) {
	if l == nil {
		return
	}
	n := Named{Span{offset(l.Pos()), offset(l.End())}, r.text(l)}
	r.own = append(r.own, n)
	switch {
	case e.apart:
	case exported:
		r.facts.Exports = append(r.facts.Exports, n)
	default:
		r.facts.Sets = append(r.facts.Sets, n)
	}
}

// writes notes a redirection to a file whose name is known.
func (r *reader) writes(rd *syntax.Redirect) {
	switch rd.Op {
	case syntax.RdrOut, syntax.AppOut, syntax.RdrClob, syntax.RdrAll, syntax.AppAll:
		if path := rd.Word.Lit(); path != "" && path != "/dev/null" {
			r.facts.Writes = append(r.facts.Writes, Write{Span{offset(rd.Word.Pos()), offset(rd.Word.End())}, path})
		}
	}
}

// dump notes commands that print every variable.
func (r *reader) dump(name string, args []*syntax.Word, at Span, e env) {
	if e.quiet {
		return
	}
	switch name {
	case "env", "printenv", "set":
		if len(args) == 0 {
			r.facts.Dumps = append(r.facts.Dumps, at)
		}
	case "export":
		if len(args) == 0 || len(args) == 1 && args[0].Lit() == "-p" {
			r.facts.Dumps = append(r.facts.Dumps, at)
		}
	}
}
