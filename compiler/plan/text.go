package plan

import "strings"

// RunVar is a value that is known only when the pipeline runs. Each target has its own name for it.
type RunVar uint8

// The run-time values, named as in the language, then those that the compiler itself needs.
const (
	GitSHA RunVar = iota + 1
	GitShortSHA
	GitBranch
	GitBranchSlug
	GitTag
	GitRepo
	GitMessage
	GitAuthor
	RunID
	RunNumber
	RunURL
	Workspace
	// MatrixValue is the value of a matrix variable in this instance; Ref.Name says which.
	MatrixValue
	// SessionName is a role session name of at most 64 characters that identifies the job to CloudTrail.
	SessionName
	// IDToken is the job's OIDC token.
	IDToken
	// PipelineStore is the bucket of the pipeline that bootstrap.pipeline makes.
	PipelineStore
)

// String is the value's name in the language.
func (v RunVar) String() string {
	if int(v) < len(runVarNames) {
		return runVarNames[v]
	}
	return ""
}

var runVarNames = [...]string{"", "git.sha", "git.short_sha", "git.branch", "git.branch_slug", "git.tag", "git.repo",
	"git.message", "git.author", "run.id", "run.number", "run.url", "workspace", "matrix", "session name", "id token", "the pipeline's store"}

// RunVarNamed returns the run-time value that the language calls name ("git.sha").
func RunVarNamed(name string) (RunVar, bool) {
	for i, n := range runVarNames[:Workspace+1] {
		if n == name && n != "" {
			return RunVar(i), true
		}
	}
	return 0, false
}

// Part is a piece of a text: literal characters, or a run-time value (Var is not zero).
type Part struct {
	Lit  string
	Var  RunVar
	Name string // of a MatrixValue
}

// Text is a text whose `${{ }}` are resolved as far as they can be before the run. Neighbouring literals are joined; the
// empty text has no parts.
type Text []Part

// Lit makes a text without run-time values.
func Lit(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{Lit: s}}
}

// Run makes a text that is one run-time value.
func Run(v RunVar) Text { return Text{{Var: v}} }

// Join concatenates texts.
func Join(texts ...Text) Text {
	var out Text
	lit, more := "", []string(nil) // neighbouring literals, put together when the last one is known
	end := func() {
		if len(more) > 0 {
			lit, more = lit+strings.Join(more, ""), nil
		}
		if lit != "" {
			out, lit = append(out, Part{Lit: lit}), ""
		}
	}
	for _, t := range texts {
		for _, p := range t {
			switch {
			case p.Var != 0:
				end()
				out = append(out, p)
			case lit == "":
				lit = p.Lit
			default:
				more = append(more, p.Lit)
			}
		}
	}
	end()
	return out
}

// Literal returns the characters, and whether the text holds no run-time value.
func (t Text) Literal() (string, bool) {
	switch {
	case len(t) == 0:
		return "", true
	case len(t) == 1 && t[0].Var == 0:
		return t[0].Lit, true
	}
	return "", false
}

// Must returns the characters of a text that the rules have shown to be literal; run-time values appear in their
// language form, so that a fault is seen rather than hidden.
func (t Text) Must() string {
	s, ok := t.Literal()
	if ok {
		return s
	}
	return t.String()
}

// Expand replaces each run-time value by what ref returns for it.
func (t Text) Expand(ref func(Part) string) string {
	var b strings.Builder
	for _, p := range t {
		if p.Var == 0 {
			b.WriteString(p.Lit)
		} else {
			b.WriteString(ref(p))
		}
	}
	return b.String()
}

// String shows the text in the form of the language.
func (t Text) String() string {
	return t.Expand(func(p Part) string {
		if p.Var == MatrixValue {
			return "${{ matrix." + p.Name + " }}"
		}
		return "${{ " + p.Var.String() + " }}"
	})
}

// Empty reports whether the text is the empty text.
func (t Text) Empty() bool { return len(t) == 0 }

// Uses reports whether the run-time value occurs in the text.
func (t Text) Uses(v RunVar) bool {
	for _, p := range t {
		if p.Var == v {
			return true
		}
	}
	return false
}

// Quote says where in shell text a run-time value stands, and so how it must be written to stay one word.
type Quote uint8

// The quoting contexts (POSIX.1-2017, Shell Command Language, 2.2 and 2.7.4).
const (
	Bare    Quote = iota // outside quotes: "$X"
	Double               // in double quotes: $X or ${X}
	Single               // in single quotes: '"$X"'
	HereDoc              // in an unquoted here-document: ${X}
)

// Piece is a piece of shell text: literal characters, or a run-time value and its place.
type Piece struct {
	Lit   string
	Var   RunVar
	Name  string // of a MatrixValue
	Quote Quote
}

// Script is shell text in which only run-time values are still open. The literal characters are shell source already:
// whatever the compiler put there was quoted for its place.
type Script []Piece

// Shell returns the shell source. name gives the shell variable, without `$`, that holds a run-time value at that point;
// values that need computing are assigned to such a variable by the target beforehand.
func (s Script) Shell(name func(v RunVar, matrix string) string) string {
	var b strings.Builder
	for i, p := range s {
		if p.Var == 0 {
			b.WriteString(p.Lit)
			continue
		}
		n := name(p.Var, p.Name)
		switch p.Quote {
		case Bare:
			b.WriteString(`"$` + n + `"`)
		case Single:
			b.WriteString(`'"$` + n + `"'`)
		default:
			if i+1 < len(s) && s[i+1].Var == 0 && startsName(s[i+1].Lit) {
				b.WriteString("${" + n + "}")
			} else {
				b.WriteString("$" + n)
			}
		}
	}
	return b.String()
}

// Uses reports whether the run-time value occurs in the script.
func (s Script) Uses(v RunVar) bool {
	for _, p := range s {
		if p.Var == v {
			return true
		}
	}
	return false
}

// Multiline reports whether the shell source has more than one line.
func (s Script) Multiline() bool {
	for _, p := range s {
		if strings.Contains(p.Lit, "\n") {
			return true
		}
	}
	return false
}

// startsName reports whether s would prolong a variable's name that stands before it.
func startsName(s string) bool {
	return s != "" && (s[0] == '_' || '0' <= s[0] && s[0] <= '9' || 'a' <= s[0] && s[0] <= 'z' || 'A' <= s[0] && s[0] <= 'Z')
}

// MatrixPath rewrites the matrix values of a path. Paths are texts without other run-time values; a matrix value stands in
// them as it is written in the language.
func MatrixPath(path string, ref func(name string) string) string {
	for {
		before, rest, ok := strings.Cut(path, matrixOpen)
		name, after, closed := strings.Cut(rest, " }}")
		if !ok || !closed {
			return path
		}
		path = before + ref(name) + after
	}
}

// HasMatrix reports whether a path holds a matrix value.
func HasMatrix(path string) bool { return strings.Contains(path, matrixOpen) }

const matrixOpen = "${{ matrix."
