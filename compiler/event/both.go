package event

import (
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/compiler/glob"
)

// samples returns names that the glob matches, one for each way of reading it that another glob could tell apart.
func samples(g string) []string {
	var out []string
	for _, alt := range expand(g) {
		for _, fill := range []string{other, other + "/" + other} {
			s := strings.ReplaceAll(alt, "**", fill)
			s = strings.ReplaceAll(s, "*", other)
			out = append(out, strings.ReplaceAll(s, "?", "0"))
		}
	}
	return unique(out)
}

// both returns a short name that two globs match, if it finds one.
func both(a, b string) (string, bool) {
	if p, q := prefix(a), prefix(b); !strings.HasPrefix(p, q) && !strings.HasPrefix(q, p) {
		return "", false
	}
	for _, x := range expand(a) {
		for _, y := range expand(b) {
			if s, ok := cross(tokens(x), tokens(y)); ok && glob.Match(a, s) && glob.Match(b, s) {
				return s, true
			}
		}
	}
	return "", false
}

// prefix is the fixed beginning of what a glob matches.
func prefix(g string) string {
	if i := strings.IndexAny(g, "*?{"); i >= 0 {
		return g[:i]
	}
	return g
}

// expand writes the alternatives of a glob out: those in braces, and of `**/` the one that stands for no directory.
func expand(g string) []string {
	if _, fault := glob.Parse(g); fault != nil {
		return nil
	}
	var out []string
	for _, alt := range glob.ExpandBraces(g) {
		out = append(out, alt)
		if strings.HasPrefix(alt, "**/") {
			alt = alt[len("**/"):]
			out = append(out, alt)
		}
		if i := strings.Index(alt, "/**/"); i >= 0 {
			out = append(out, alt[:i]+alt[i+len("/**"):])
		}
	}
	return out
}

// token is a character of a glob, or a wildcard.
type token struct {
	char  rune // 0 for a wildcard
	star  bool // any number of characters, else one
	slash bool // `/` included
}

// admits reports whether the token can stand for the character.
func (t token) admits(c rune) bool {
	if t.char != 0 {
		return t.char == c
	}
	return c != '/' || t.slash
}

func tokens(g string) []token {
	var out []token
	for len(g) > 0 {
		c, n := utf8.DecodeRuneInString(g)
		switch {
		case strings.HasPrefix(g, "**"):
			n = 2
			out = append(out, token{star: true, slash: true})
		case c == '*':
			out = append(out, token{star: true})
		case c == '?':
			out = append(out, token{})
		default:
			out = append(out, token{char: c})
		}
		g = g[n:]
	}
	return out
}

// cross walks both globs at once, in search of a name that both match: a breadth-first search over pairs of places.
func cross(a, b []token) (string, bool) {
	type place struct{ i, j int }
	type step struct {
		from place
		char rune // 0: nothing was written
	}
	start, end := place{}, place{len(a), len(b)}
	came := map[place]step{start: {}}
	queue := []place{start}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if p == end {
			var out []rune
			for p != start {
				s := came[p]
				if s.char != 0 {
					out = append(out, s.char)
				}
				p = s.from
			}
			for l, r := 0, len(out)-1; l < r; l, r = l+1, r-1 {
				out[l], out[r] = out[r], out[l]
			}
			return string(out), true
		}
		visit := func(q place, c rune) {
			if _, ok := came[q]; !ok {
				came[q] = step{p, c}
				queue = append(queue, q)
			}
		}
		if p.i < len(a) && a[p.i].star {
			visit(place{p.i + 1, p.j}, 0)
		}
		if p.j < len(b) && b[p.j].star {
			visit(place{p.i, p.j + 1}, 0)
		}
		if p.i < len(a) && p.j < len(b) {
			if c, ok := common(a[p.i], b[p.j]); ok {
				visit(place{after(a, p.i), after(b, p.j)}, c)
			}
		}
	}
	return "", false
}

// after is the place behind one character: a star stays where it is.
func after(t []token, i int) int {
	if t[i].star {
		return i
	}
	return i + 1
}

// common returns a character that both tokens can stand for.
func common(a, b token) (rune, bool) {
	c := 'x'
	if a.char != 0 {
		c = a.char
	} else if b.char != 0 {
		c = b.char
	}
	return c, a.admits(c) && b.admits(c)
}
