package shell

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/ref"
)

// isPlain reports whether masked text is only plain commands, one a line: words of harmless characters, quoted texts and
// variables, and no first word that this package has anything to say about. It is the cheap proof that a text has no
// problem and leaves nothing behind; when in doubt it says no.
func isPlain(text string) bool {
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if !isPlainLine(line) {
			return false
		}
	}
	return true
}

// isPlainText is isPlain for a text with references, none of which may be part of a variable's name.
func isPlainText(src, masked string, refs []ref.Ref) bool {
	for _, r := range refs {
		i := r.Start
		for i > 0 && isNameByte(src[i-1]) {
			i--
		}
		if i > 0 && (src[i-1] == '$' || src[i-1] == '{') && masked[r.Start] != '.' {
			return false
		}
	}
	return isPlain(masked)
}

func isPlainLine(line string) bool {
	first := strings.TrimLeft(line, " \t")
	if first == "" {
		return true
	}
	if n := strings.IndexByte(first, ' '); n >= 0 {
		if strings.HasPrefix(strings.TrimLeft(first[n:], " \t"), "-") && first[:n] == "echo" {
			return false
		}
		first = first[:n]
	}
	if watched[first] || strings.ContainsAny(first, "='\"$\t") || isReserved(first) {
		return false
	}
	for i := 0; i < len(line); {
		n := plainLength(line[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

// plainByte are the bytes that have no meaning between words or in one.
var plainByte = byteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:,@%+=*? \t")

// plainLength returns how many bytes at the start of s are a plain piece, 0 for none.
func plainLength(s string) int {
	switch c := s[0]; {
	case plainByte[c]:
		return 1
	case c == '\'':
		if n := strings.IndexByte(s[1:], '\''); n >= 0 && strings.IndexByte(s[1:n+1], '\\') < 0 {
			return n + 2
		}
	case c == '$':
		return plainVariable(s)
	case c == '"':
		return plainQuoted(s)
	}
	return 0
}

// plainQuoted returns the length of a text in double quotes at the start of s, 0 when there is anything in it to look at.
func plainQuoted(s string) int {
	for i := 1; i < len(s); {
		switch s[i] {
		case '"':
			return i + 1
		case '\\', '`':
			return 0
		case '$':
			n := plainVariable(s[i:])
			if n == 0 {
				return 0
			}
			i += n
		default:
			i++
		}
	}
	return 0
}

// plainVariable returns the length of `$NAME` or `${NAME}` at the start of s, 0 when it is anything else, or a variable
// that only bash has.
func plainVariable(s string) int {
	i := 1
	braced := len(s) > 1 && s[1] == '{'
	if braced {
		i++
	}
	start := i
	for i < len(s) && isNameByte(s[i]) {
		i++
	}
	name := s[start:i]
	if !isName(name) || name == "_" || bashVariables[name] != "" {
		return 0
	}
	if braced {
		if i == len(s) || s[i] != '}' {
			return 0
		}
		i++
	}
	return i
}

// watched are the first words that a check, a fact about state or a note of this package is about.
var watched = func() map[string]bool {
	w := map[string]bool{}
	for _, words := range [][]string{stateWords, checkedWords} {
		for _, s := range words {
			w[s] = true
		}
	}
	for s := range bashCommands {
		w[s] = true
	}
	return w
}()

// stateWords are the commands that stater.call knows.
var stateWords = []string{"cd", "pushd", "popd", "command", "builtin", "export", "read", "getopts", "unset", "readonly", "local",
	"declare", "typeset", "shift", "mapfile", "readarray", "let", "printf", "set", "shopt", "alias", "unalias", "trap", "umask",
	"ulimit", "exec", "enable", "hash", ".", "source", "eval", "conda", "nvm", "rvm", "sdk", "pyenv", "rbenv", "asdf", "module"}

// checkedWords are the commands that the checks look at by name.
var checkedWords = []string{"test", "type", "kill", "wait", "exit", "return"}

// plainPlaces is places for plain text: there are words, double quotes and single quotes only.
func plainPlaces(text string, refs []ref.Ref) []place {
	out := make([]place, len(refs))
	next, start, first := 0, 0, true // the next reference; the beginning of the current word; it is a line's first
	word := func(from, to int) {
		for i := from; i < next; i++ {
			out[i].word, out[i].command = [2]int{start, to}, first
		}
	}
	begun := 0 // the first reference of the current word
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case ' ', '\t', '\n':
			word(begun, i)
			first = c == '\n' || first && i == start
			i++
			start, begun = i, next
			continue
		}
		n, k := max(1, plainLength(text[i:])), bare
		switch text[i] {
		case '"':
			k = double
		case '\'':
			k = single
		}
		for ; next < len(refs) && refs[next].Start < i+n; next++ {
			out[next].kind = k
		}
		i += n
	}
	word(begun, len(text))
	return out
}

// plainFacts is the facts of plain text: commands and the variables that they read.
func plainFacts(src, text string) Facts {
	var f Facts
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		plainLineFacts(&f, src, text, start, end)
		start = end + 1
	}
	return f
}

func plainLineFacts(f *Facts, src, text string, start, end int) {
	for start < end && (text[start] == ' ' || text[start] == '\t') {
		start++
	}
	if start == end {
		return
	}
	n := strings.IndexAny(text[start:end], " \t")
	if n < 0 {
		n = end - start
	}
	call := Named{Span{start, start + n}, src[start : start+n]}
	f.Calls = append(f.Calls, call)
	if (call.Name == "env" || call.Name == "printenv") && strings.TrimSpace(text[start+n:end]) == "" {
		f.Dumps = append(f.Dumps, call.Span)
	}
	quoted := false
	for i := start; i < end; {
		switch c := text[i]; {
		case c == '\'' && !quoted:
			i += plainLength(text[i:])
		case c == '$':
			n := plainVariable(text[i:])
			name := strings.Trim(text[i+1:i+n], "{}")
			f.Reads = append(f.Reads, Read{Named: Named{Span{i, i + n}, name}, Printed: call.Name == "echo"})
			i += n
		default:
			quoted = quoted != (c == '"')
			i++
		}
	}
}
