package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// Beside finds the credentials that stand in no text of the tree: in comments and in the names of anchors, and, in a file that could
// not all be read, in any line. Reports show lines of the file, and these are in its history like every other. known are those
// of the tree.
func Beside(doc *source.Doc, known []Credential, broken bool) []Credential {
	b := beside{out: slices.Clone(known)}
	for _, c := range doc.Comments {
		b.look(c.Text, diag.Pos{Line: c.Pos.Line, Col: c.Pos.Col + 1})
	}
	for i, line := range doc.Lines {
		if broken {
			b.look(line, diag.Pos{Line: i + 1, Col: 1})
			continue
		}
		for at := 0; ; {
			n := strings.IndexAny(line[at:], "&*")
			if n < 0 {
				break
			}
			at += n + 1
			name := line[at:]
			if end := strings.IndexAny(name, " \t,[]{}"); end >= 0 {
				name = name[:end]
			}
			b.look(name, diag.Pos{Line: i + 1, Col: 1 + utf8.RuneCountInString(line[:at])})
		}
	}
	return b.out[len(known):]
}

type beside struct{ out []Credential }

// look finds credentials in a text of one line that begins at a place.
func (b *beside) look(s string, at diag.Pos) {
	credentials(s, func(start, end int, is string) {
		r := diag.Range{
			Start: diag.Pos{Line: at.Line, Col: at.Col + utf8.RuneCountInString(s[:start])},
			End:   diag.Pos{Line: at.Line, Col: at.Col + utf8.RuneCountInString(s[:end])},
		}
		if !slices.ContainsFunc(b.out, func(c Credential) bool { return c.At.Start.Before(r.End) && r.Start.Before(c.At.End) }) {
			b.out = append(b.out, Credential{Text: s[start:end], At: r, Is: is})
		}
	})
}
