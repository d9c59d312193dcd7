package glob

import "strings"

// Regexp returns an anchored regular expression for the glob in the part of the syntax that RE2, Ruby and POSIX extended
// expressions share: no groups but plain ones, no classes but bracket lists. `^` and `$` are the ends of a line in Ruby and
// of the text in RE2; the texts are refs and paths, which have no line breaks.
func (g Glob) Regexp() string { return g.regexp(false) }

// SlashRegexp is Regexp with every `/` escaped, for places that write an expression between slashes, such as GitLab's `=~`.
// The slashes around it are not part of the result.
func (g Glob) SlashRegexp() string { return g.regexp(true) }

// Regexp returns the expression of a pattern; a faulty pattern gives one that matches only its own characters.
func Regexp(pattern string) string { return lenient(pattern).Regexp() }

// SlashRegexp returns the expression of a pattern with every `/` escaped.
func SlashRegexp(pattern string) string { return lenient(pattern).SlashRegexp() }

func lenient(pattern string) Glob {
	g, fault := Parse(pattern)
	if fault != nil {
		return Glob{pattern: pattern, alts: [][]piece{{{kind: literal, text: pattern}}}}
	}
	return g
}

func (g Glob) regexp(slash bool) string {
	w := regexpWriter{slash: slash}
	w.b.WriteByte('^')
	if len(g.alts) == 1 {
		w.pieces(g.alts[0])
	} else {
		w.braces(g.pattern)
	}
	w.b.WriteByte('$')
	return w.b.String()
}

type regexpWriter struct {
	b     strings.Builder
	slash bool
}

// braces keeps the alternatives where they stand, so that the expression stays as short as the pattern. With `**` they are
// written out whole: whether it begins a path part depends on what stands before it, and two stars may meet over an empty
// alternative.
func (w *regexpWriter) braces(pattern string) {
	if all := ExpandBraces(pattern); strings.Contains(strings.Join(all, ","), "**") {
		w.group(all)
		return
	}
	for pattern != "" {
		open := strings.IndexByte(pattern, '{')
		if open < 0 {
			w.pieces(pieces(pattern))
			return
		}
		end := strings.IndexByte(pattern, '}')
		w.pieces(pieces(pattern[:open]))
		w.group(strings.Split(pattern[open+1:end], ","))
		pattern = pattern[end+1:]
	}
}

func (w *regexpWriter) group(alts []string) {
	if len(alts) == 1 {
		w.pieces(pieces(alts[0]))
		return
	}
	w.b.WriteByte('(')
	for i, alt := range alts {
		if i > 0 {
			w.b.WriteByte('|')
		}
		w.pieces(pieces(alt))
	}
	w.b.WriteByte(')')
}

func (w *regexpWriter) pieces(ps []piece) {
	sep := "/"
	if w.slash {
		sep = `\/`
	}
	for _, p := range ps {
		switch p.kind {
		case literal:
			w.literal(p.text)
		case anyChar:
			w.b.WriteString("[^" + sep + "]")
		case anyRun:
			w.b.WriteString("[^" + sep + "]*")
		case anything:
			w.b.WriteString(".*")
		case dirs:
			w.b.WriteString("(.*" + sep + ")?")
		}
	}
}

func (w *regexpWriter) literal(s string) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if strings.IndexByte(`.+()|[]^$\{}*?`, c) >= 0 || c == '/' && w.slash {
			w.b.WriteByte('\\')
		}
		w.b.WriteByte(c)
	}
}
