package glob

import (
	"strings"
	"unicode/utf8"
)

// match runs the pieces over s with the set of states of an automaton, so that no pattern is slow. State i means: the
// pieces before i have been read; a literal is one state.
func match(ps []piece, s string) bool {
	if len(ps) == 1 && ps[0].kind == literal {
		return ps[0].text == s
	}
	memo := make([]bool, (len(ps)+1)*(len(s)+1)) // pairs that are known to fail
	return walk(ps, s, 0, 0, memo)
}

// walk reports whether ps[i:] matches s[at:].
func walk(ps []piece, s string, i, at int, failed []bool) bool {
	if i == len(ps) {
		return at == len(s)
	}
	key := i*(len(s)+1) + at
	if failed[key] {
		return false
	}
	ok := false
	switch p := ps[i]; p.kind {
	case literal:
		ok = strings.HasPrefix(s[at:], p.text) && walk(ps, s, i+1, at+len(p.text), failed)
	case anyChar:
		_, n := utf8.DecodeRuneInString(s[at:])
		ok = at < len(s) && s[at] != '/' && walk(ps, s, i+1, at+n, failed)
	case anyRun:
		ok = walk(ps, s, i+1, at, failed) || at < len(s) && s[at] != '/' && walk(ps, s, i, next(s, at), failed)
	case anything:
		ok = walk(ps, s, i+1, at, failed) || at < len(s) && walk(ps, s, i, next(s, at), failed)
	case dirs:
		ok = walk(ps, s, i+1, at, failed)
		if slash := strings.IndexByte(s[at:], '/'); !ok && slash >= 0 {
			ok = walk(ps, s, i, at+slash+1, failed)
		}
	}
	failed[key] = !ok
	return ok
}

// next is the offset of the character after the one at at.
func next(s string, at int) int {
	_, n := utf8.DecodeRuneInString(s[at:])
	return at + n
}
