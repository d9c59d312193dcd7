package plan

import "strings"

// Command is one entry of a script: a line, or a block of lines.
type Command struct {
	// Script is the shell source; of a Subshell, its inside, not indented.
	Script Script
	// Subshell: the block sets variables of its own, or stands in a directory of its own, and runs in `( … )`.
	Subshell bool
	// Continue: the subshell's failure is told and ignored.
	Continue bool
	// Typed: written by the compiler, not by the author.
	Typed bool
}

// Render returns the command as shell source. name gives the shell variable that holds a run-time value (see
// Script.Shell). errexit is written where the executor does not set it: as the first line of a block, so that a failure
// in its middle is one.
//
// A subshell whose failure is to be ignored runs as `( … ) &` and `wait "$!" || …`: behind `( … ) ||` the shell would
// ignore errexit inside, too (POSIX.1-2017, Shell Command Language, 2.14 set -e), and an ERR trap would fire.
func (c Command) Render(name func(v RunVar, matrix string) string, errexit bool) string {
	body := strings.TrimRight(c.Script.Shell(name), "\n")
	if !c.Subshell {
		if errexit && strings.Contains(body, "\n") {
			return "set -e\n" + body
		}
		return body
	}
	if errexit || c.Continue {
		body = "set -e\n" + body
	}
	if (c.Typed || !strings.Contains(c.Script.Shell(name), "\n")) && Indentable(body) {
		body = indent(body) // an author's line may be inside quotes or a here-document, where blanks count
	}
	body = "(\n" + body + "\n)"
	if c.Continue {
		body += " &\nwait \"$!\" || echo \"This step failed; the job goes on.\" >&2"
	}
	return body
}

// Indentable reports whether the lines of a text that the compiler made may be moved to the right: none of them begins
// inside a value of the author's, which stand in double quotes.
func Indentable(text string) bool {
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != '\'' && c == '\\':
			i++
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == c:
			quote = 0
		case quote == '"' && c == '\n':
			return false
		}
	}
	return true
}

// indent moves lines to the right by two.
func indent(body string) string {
	lines := strings.Split(body, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = "  " + l
		}
	}
	return strings.Join(lines, "\n")
}
