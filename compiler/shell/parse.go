package shell

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// Bash and Sh are the two dialects, as the language spells them. Any other text counts as Sh.
const (
	Sh   = "sh"
	Bash = "bash"
)

// parse reads shell text in which every reference was masked. For sh the text is read as bash first, so that a bashism
// is a node that can be named, and as POSIX shell when bash refuses it: `((a); b)` is legal in one of them only.
func parse(masked, dialect string) (*syntax.File, *Problem) {
	if p := guard(masked); p != nil {
		return nil, p
	}
	f, err := parseAs(masked, syntax.LangBash)
	if err == nil {
		if p := strayWord(f); p != nil {
			return nil, p
		}
		return f, nil
	}
	if dialect != Bash {
		if f, posix := parseAs(masked, syntax.LangPOSIX); posix == nil {
			return f, nil
		}
	}
	if joined := wholeWords(masked); joined != masked {
		return parse(joined, dialect)
	}
	p := syntaxProblem(masked, err)
	return nil, &p
}

// wholeWords replaces the # in the middle of words, behind a quote or an expansion: inside $( ) the parser takes it for a
// comment, where the shell goes on with the word, as in $(curl "$URL"#top).
func wholeWords(text string) string {
	b := []byte(text)
	for i := 1; i < len(b); i++ {
		if b[i] == '#' && (strings.IndexByte("'\"`)}", text[i-1]) >= 0 || dollarName(text, i) >= 0) {
			b[i] = '.'
		}
	}
	return string(b)
}

// maxText is the longest text that is read, in bytes, and maxDepth the most brackets that may be open in it. The parser
// recurses and, for `((`, tries twice; no text of a person comes near.
const maxText, maxDepth = 256 << 10, 400

// guard refuses the texts that the parser would take too long for.
func guard(text string) *Problem {
	refuse := func(at int, message string) *Problem {
		return &Problem{Start: at, End: at + 1, Code: "shell-syntax", Level: diag.Error, Message: message, Help: "put it into a file of the repository and run that"}
	}
	if len(text) > maxText {
		return refuse(0, "this text is longer than 256 KiB")
	}
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(', '{', '[', '`', '!':
			if depth++; depth > maxDepth {
				return refuse(i, "the brackets of this text are nested too deeply")
			}
		case ')', '}', ']', '\n':
			depth = max(0, depth-1)
		}
	}
	return nil
}

func parseAs(text string, lang syntax.LangVariant) (*syntax.File, error) {
	return syntax.NewParser(syntax.Variant(lang), syntax.KeepComments(true)).Parse(strings.NewReader(text), "")
}

// mask replaces every reference by a word of the same length, so that the text parses and no offset moves. The word is a
// legal name wherever one may stand; after an unbraced `$NAME` it begins with a dot, so as not to prolong that name.
func mask(src string, refs []ref.Ref) string {
	if len(refs) == 0 {
		return src
	}
	b := []byte(src)
	for _, r := range refs {
		for i := r.Start; i < r.End; i++ {
			b[i] = 'R'
		}
		if dollarName(src, r.Start) >= 0 {
			b[r.Start] = '.'
		}
	}
	return string(b)
}

// dollarName returns the offset of the name when src[:end] ends in an unbraced `$NAME`, else -1.
func dollarName(src string, end int) int {
	i := end
	for i > 0 && isNameByte(src[i-1]) {
		i--
	}
	if i == end || i == 0 || src[i-1] != '$' || '0' <= src[i] && src[i] <= '9' || backslashes(src, i-1)%2 == 1 {
		return -1
	}
	return i
}

// backslashes counts the backslashes that end src[:end].
func backslashes(src string, end int) int {
	n := 0
	for n < end && src[end-1-n] == '\\' {
		n++
	}
	return n
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// isName reports whether s can be the name of a shell variable.
func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isNameByte(s[i]) {
			return false
		}
	}
	return s != "" && (s[0] < '0' || s[0] > '9')
}
