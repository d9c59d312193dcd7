// Package ref reads `${{ … }}`, the references of the language, in any text. What a reference means is not known here.
package ref

import "strings"

// Ref is one `${{ a.b.c }}`.
type Ref struct {
	// Start and End are the byte offsets of the whole reference in the text.
	Start, End int
	// Path is the dotted name, split. It is empty when the reference is open or malformed.
	Path []string
	// PathStart is the byte offset of the first character of the name.
	PathStart int
	// Fault says what is wrong with the reference; None when nothing is.
	Fault Fault
}

// Name is the dotted name.
func (r Ref) Name() string { return strings.Join(r.Path, ".") }

// Fault is what can be wrong with a reference.
type Fault uint8

// The faults.
const (
	None      Fault = iota
	Open            // `}}` is missing
	Empty           // nothing between the braces
	Malformed       // something other than a dotted name, such as an operator or a function call
)

// Find returns the references of a text, in order.
func Find(s string) []Ref {
	var out []Ref
	line, shut := 0, 0 // the end of the line that was reached, and of its last `}}`
	for at := 0; ; {
		i := strings.Index(s[at:], "${{")
		if i < 0 {
			return out
		}
		start := at + i
		if start >= line { // each line is searched once, however many references it has
			line = len(s)
			if nl := strings.IndexByte(s[start:], '\n'); nl >= 0 {
				line = start + nl
			}
			shut = start + strings.LastIndex(s[start:line], "}}")
		}
		if shut <= start {
			out = append(out, Ref{Start: start, End: start + 3, PathStart: start, Fault: Open})
			at = start + 3
			continue
		}
		end := start + strings.Index(s[start:line], "}}") + 2
		out = append(out, read(s, start, end))
		at = end
	}
}

// read reads the reference s[start:end], which has its braces.
func read(s string, start, end int) Ref {
	inner := s[start+3 : end-2]
	name := strings.Trim(inner, " \t")
	r := Ref{Start: start, End: end, PathStart: start + 3 + strings.Index(inner, name)}
	if name == "" {
		r.Fault = Empty
		return r
	}
	for _, part := range strings.Split(name, ".") {
		if !isName(part) {
			return Ref{Start: start, End: end, PathStart: r.PathStart, Fault: Malformed}
		}
		r.Path = append(r.Path, part)
	}
	return r
}

// isName reports whether s is a name of the language: of a variable, an environment or a member of a context.
func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || i > 0 && (c == '-' || '0' <= c && c <= '9') {
			continue
		}
		return false
	}
	return s != ""
}
