// Package glob reads the patterns of the language for refs and paths: `*` and `?` stop at a slash, `**` crosses it,
// `dir/**` is everything below dir, `{a,b}` are alternatives. A pattern is anchored at both ends and case-sensitive; every
// other character means itself.
package glob

import "strings"

// kind is the kind of one piece of a pattern.
type kind uint8

const (
	literal  kind = iota
	anyChar       // ?  one character, no slash
	anyRun        // *  characters, no slash
	anything      // ** characters, slashes too
	dirs          // **/ at the start of a path part: no directory or several
)

// piece is one piece of a pattern.
type piece struct {
	kind kind
	text string // of a literal
}

// Glob is a pattern that was read. The zero Glob matches the empty string only.
type Glob struct {
	pattern string
	alts    [][]piece // one for each way through the braces
}

// Fault is what is wrong with a pattern.
type Fault struct {
	// At is the byte offset in the pattern.
	At int
	// Message says what is wrong, and Help the smallest change.
	Message, Help string
}

// maxAlternatives bounds what `{a,b}{c,d}…` may multiply to.
const maxAlternatives = 256

// Parse reads a pattern. The fault is nil when the pattern is sound; else the glob matches nothing.
func Parse(pattern string) (Glob, *Fault) {
	if f := check(pattern); f != nil {
		return Glob{pattern: pattern}, f
	}
	g := Glob{pattern: pattern}
	for _, text := range ExpandBraces(pattern) {
		g.alts = append(g.alts, pieces(text))
	}
	return g, nil
}

// String is the pattern as written.
func (g Glob) String() string { return g.pattern }

// Literal returns the only string that the pattern matches, and whether there is just one.
func Literal(pattern string) (string, bool) {
	return pattern, !strings.ContainsAny(pattern, "*?{}")
}

// Match reports whether the pattern matches the whole of s. A faulty pattern matches nothing.
func Match(pattern, s string) bool {
	if lit, ok := Literal(pattern); ok {
		return lit == s
	}
	g, fault := Parse(pattern)
	return fault == nil && g.Match(s)
}

// Match reports whether the glob matches the whole of s.
func (g Glob) Match(s string) bool {
	for _, alt := range g.alts {
		if match(alt, s) {
			return true
		}
	}
	return false
}

// maxPattern is how long a pattern may be, in bytes: no branch, tag or path that somebody names is as long.
const maxPattern = 400

// check finds what is wrong with a pattern.
func check(pattern string) *Fault {
	if len(pattern) > maxPattern {
		return &Fault{maxPattern, "a pattern has at most 400 characters", "write a list of shorter patterns"}
	}
	open, ways := -1, 1
	count := 1
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '{' && open >= 0:
			return &Fault{i, "braces cannot stand inside braces", "write the alternatives out"}
		case c == '{':
			open, count = i, 1
		case c == ',' && open >= 0:
			count++
		case c == '}' && open < 0:
			return &Fault{i, "this brace closes nothing", "take it away"}
		case c == '}':
			open = -1
			if ways *= count; ways > maxAlternatives {
				return &Fault{i, "the braces multiply to more than 256 patterns", "write a list of simpler patterns"}
			}
		case c == '*' && strings.HasPrefix(pattern[i:], "***"):
			return &Fault{i, "three stars mean nothing more than two", "write **"}
		case c == '\\':
			return &Fault{i, "a pattern has no escapes; a backslash is in no branch, tag or path", "take it away"}
		case c == '\n' || c == '\r' || c == 0:
			return &Fault{i, "a line break cannot stand in a pattern", "take it away"}
		}
	}
	if open >= 0 {
		return &Fault{open, "this brace is never closed", "add } after the last alternative"}
	}
	if pattern == "" {
		return &Fault{0, "an empty pattern matches nothing", "write a name, or * for any"}
	}
	return nil
}

// ExpandBraces writes out the alternatives of a sound pattern, in order: "a/{b,c}" is "a/b" and "a/c".
func ExpandBraces(pattern string) []string {
	open := strings.IndexByte(pattern, '{')
	end := strings.IndexByte(pattern, '}')
	if open < 0 || end < open {
		return []string{pattern}
	}
	rest := ExpandBraces(pattern[end+1:])
	var out []string
	for _, alt := range strings.Split(pattern[open+1:end], ",") {
		for _, tail := range rest {
			out = append(out, pattern[:open]+alt+tail)
		}
	}
	return out
}

// pieces reads a pattern without braces.
func pieces(text string) []piece {
	var out []piece
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case strings.HasPrefix(rest, "**/") && (i == 0 || text[i-1] == '/'):
			out = append(out, piece{kind: dirs})
			i += 3
		case strings.HasPrefix(rest, "**"):
			out = append(out, piece{kind: anything})
			i += 2
		case rest[0] == '*':
			out = append(out, piece{kind: anyRun})
			i++
		case rest[0] == '?':
			out = append(out, piece{kind: anyChar})
			i++
		default:
			n := strings.IndexAny(rest, "*?")
			if n < 0 {
				n = len(rest)
			}
			out = append(out, piece{kind: literal, text: rest[:n]})
			i += n
		}
	}
	return out
}
