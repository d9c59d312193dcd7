package shell

import (
	"errors"
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// syntaxProblem says in the words of this package what the parser found: at the opening word or quote when it is never
// closed, else at the first character that cannot stand where it does.
func syntaxProblem(src string, err error) Problem {
	var pe syntax.ParseError
	var le syntax.LangError
	at, message, help := 0, "the shell cannot read this", ""
	switch {
	case errors.As(err, &pe):
		at = min(int(pe.Pos.Offset()), len(src))
		message, help = explain(pe.Text)
	case errors.As(err, &le):
		at = min(int(le.Pos.Offset()), len(src))
	}
	end := at + tokenLength(src[at:])
	if end == at { // at the end of the text: show its last character
		at = max(0, len(strings.TrimRight(src, " \t\n"))-1)
		end = min(at+1, len(src))
	}
	return Problem{Start: at, End: end, Code: "shell-syntax", Level: diag.Error, Message: message, Help: help}
}

// tokenLength is the length of the word or operator that s begins with.
func tokenLength(s string) int {
	n := 0
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	switch {
	case n > 0:
		return n
	case s == "" || s[0] == '\n':
		return 0
	}
	for _, op := range []string{"$((", "$(", "${", "<<-", "<<", "&&", "||", ";;"} {
		if strings.HasPrefix(s, op) {
			return len(op)
		}
	}
	return 1
}

// explain turns the parser's words into a message and a help. Its quoted parts are the tokens that it speaks of.
func explain(text string) (message, help string) {
	tokens := quoted(text)
	has := func(s string, n int) bool { return strings.Contains(text, s) && len(tokens) >= n }
	last := ""
	if len(tokens) > 0 {
		last = tokens[len(tokens)-1]
	}
	switch {
	case has("without closing quote", 1):
		return "the quote " + last + " is never closed", "close it, or put a backslash before it if it is meant as it stands"
	case has("without matching", 2):
		return code(tokens[len(tokens)-2]) + " is never closed", "close it with " + code(last)
	case has("statement must end with", 2):
		return code(tokens[0]) + " is never closed", "end it with " + code(tokens[1])
	case has("unclosed here-document", 1):
		return "the here-document has no end", "write " + code(last) + " alone on a line, at the margin"
	case has("can only be used to end an `if`", 1):
		return code(tokens[0]) + " ends nothing here", "take it away, or write the `if` and the `then` that it ends"
	case has("can only be used in an `if`", 1), has("can only be used to end", 1), has("can only be used to close", 1),
		has("can only be used in a case clause", 1):
		return code(tokens[0]) + " closes or continues nothing here", "take it away, or write what it belongs to before it"
	case has("can only immediately follow a statement", 1):
		return "there is no command before " + code(tokens[0]), "write the command, or take " + code(tokens[0]) + " away"
	case has("is not a valid start for a statement", 1):
		return "no command can begin with " + code(tokens[0]), "quote it if it is meant as it stands"
	case has("statements must be separated", 0):
		return "a `;` or a new line is missing before this", ""
	case has("can only contain words and redirects", 1):
		return code(last) + " cannot stand inside a command", "quote it if it is meant as it stands"
	case has("must be followed by", 1) && (strings.ContainsAny(tokens[0], "<[") || strings.Contains(tokens[0], "foo") || tokens[0] == "case x"): // the parser's example, not the user's name
		return explainExample(tokens[0])
	case has("must be followed by", 1):
		return "something is missing after " + code(tokens[0]) + after(text, tokens), ""
	case has("parameter", 0):
		return "the shell cannot read this expansion", "write ${NAME}, or a backslash before the dollar if it is meant as it stands"
	case has("arithmetic", 0), has("must follow", 0), has("ternary", 0):
		return "this is no calculation that the shell can read", ""
	}
	return "the shell cannot read this", ""
}

// explainExample is explain where the parser speaks of a form by an example.
func explainExample(form string) (message, help string) {
	switch {
	case form == "foo()":
		return "this function has no body", "write NAME() { COMMAND; }"
	case form == "foo(":
		return "`(` cannot stand inside a command", "quote it if it is meant as it stands"
	case form == "case x":
		return "this `case` has no `in`", "write case WORD in PATTERN) COMMAND;; esac"
	case form == "if <cond>" || form == "elif <cond>":
		return "this `if` has no `then`", "write if TEST; then COMMAND; fi"
	case strings.HasSuffix(form, " <cond>"):
		return "this loop has no `do`", "write while TEST; do COMMAND; done"
	case strings.HasPrefix(form, "for"):
		return "this `for` has no `do`", "write for NAME in WORDS; do COMMAND; done"
	}
	return "the shell cannot read this", ""
}

// after names what is missing, where the parser says it.
func after(text string, tokens []string) string {
	if len(tokens) == 2 {
		return ": " + code(tokens[1])
	}
	for _, what := range []string{"an expression", "a statement list", "a word", "a statement"} {
		if strings.HasSuffix(text, what) {
			return ": " + strings.NewReplacer("statement list", "command", "statement", "command").Replace(what)
		}
	}
	return ""
}

// code shows a token as shell text.
func code(s string) string { return "`" + s + "`" }

// quoted returns the tokens of the parser's message: each stands in backquotes, a backquote itself in double quotes.
func quoted(text string) []string {
	var out []string
	for i := 0; i < len(text); i++ {
		if c := text[i]; c == '`' || c == '"' {
			n := strings.IndexByte(text[i+1:], c)
			if n < 0 {
				break
			}
			out = append(out, text[i+1:i+1+n])
			i += n + 1
		}
	}
	return out
}

// strayWord finds a reserved word that the parser takes for a command and no shell does.
func strayWord(f *syntax.File) *Problem {
	for _, s := range f.Stmts {
		if w := firstWord(s); isReserved(w) && w != "in" && w != "time" && w != "coproc" && w != "function" && w != "select" {
			at := offset(s.Pos())
			return &Problem{Start: at, End: at + len(w), Code: "shell-syntax", Level: diag.Error,
				Message: code(w) + " closes or continues nothing here", Help: "take it away, or write what it belongs to before it"}
		}
	}
	return nil
}
