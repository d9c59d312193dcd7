package source

import (
	"strings"
	"unicode"

	"github.com/cdc-dev/cdc/internal/diag"
)

// Parse reads a spec. It never fails: what cannot be read is a finding, and stands in the tree as a Bad node. The name is
// the file's, as the user gave it, and is set in every finding.
func Parse(name string, data []byte) (*Doc, diag.List) { return parse(name, data, nil) }

func parse(name string, data []byte, l *layouter) (*Doc, diag.List) {
	doc := &Doc{Root: &Node{Kind: Bad, Broken: true, Range: first()}}
	text, found, ok := guard(data)
	if text != "" {
		doc.Lines = lines(text, found.HasErrors())
	}
	if ok {
		r := newReader(text, 0)
		r.layout = l
		r.document()
		if place, over := r.bomb(); over {
			r = newReader(text, place)
			r.document()
		}
		r.mergeAll()
		r.secondReading()
		doc.Comments = r.comments
		if r.root != nil {
			doc.Root = r.root
		}
		found.Add(r.found...)
	}
	for i := range found {
		found[i].File = name
	}
	found.Sort()
	return doc, found
}

// lines cuts the text for the reports. Control characters are replaced one by one, so that no terminal obeys them and
// columns stay.
func lines(text string, strange bool) []string {
	out := strings.Split(text, "\n")
	if !strange {
		return out
	}
	for i, l := range out {
		out[i] = strings.Map(func(c rune) rune {
			if c != '\t' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) {
				return '\uFFFD'
			}
			return c
		}, l)
	}
	return out
}
