package format

import (
	"regexp"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// tabWidths are the columns that a tab may have stood for in an editor.
var tabWidths = []int{2, 4, 8}

func tabbed(found diag.List) bool {
	for _, d := range found {
		if d.Code == "tab-indent" {
			return true
		}
	}
	return false
}

// untabbed reads a spec with blanks for the tabs of its indentation. It does so only where every width of a tab that gives
// a readable spec gives the same one: what lines mean must not depend on somebody's editor.
func untabbed(name string, data []byte, found diag.List) (*source.Doc, *source.Layout, diag.List) {
	var doc *source.Doc
	var layout *source.Layout
	for _, width := range tabWidths {
		d, l, more := source.ParseLayout(name, []byte(untab(string(data), width)))
		switch {
		case more.HasErrors():
		case doc == nil:
			doc, layout = d, l
		case !same(doc, d):
			return nil, nil, unclear(found, "here its width decides what the spec means")
		}
	}
	if doc == nil {
		return nil, nil, unclear(found, "with blanks instead it would not be readable either")
	}
	return doc, layout, nil
}

// unclear is what was found, with why the tabs are not replaced.
func unclear(found diag.List, why string) diag.List {
	out := errorsOf(found)
	for i := range out {
		if out[i].Code == "tab-indent" {
			out[i].Message += ", and " + why
			out[i].Help = "indent with two spaces"
		}
	}
	return out
}

// blockHead is a line that a block scalar begins on.
var blockHead = regexp.MustCompile(`(:|-)[ \t]+(&\S+[ \t]+)?[|>][0-9+-]*[ \t]*([ \t]#.*)?$`)

// untab replaces the tabs of each line's indentation by blanks. In a block scalar only those that all its lines have are
// indentation; the others are text.
func untab(text string, width int) string {
	lines := strings.Split(text, "\n")
	wide := func(lead string) string { return strings.ReplaceAll(lead, "\t", spaces(width)) }
	head, prefix := -1, "" // column of the line with the head of the scalar that the line may be in
	for i, l := range lines {
		t := strings.TrimLeft(l, " \t")
		lead := l[:len(l)-len(t)]
		if strings.TrimRight(t, "\r") == "" {
			continue
		}
		if head >= 0 && len(wide(lead)) > head {
			if prefix == "" {
				prefix = lead
			}
			if rest, ok := strings.CutPrefix(l, prefix); ok {
				lines[i] = wide(prefix) + rest
				continue
			}
		} else {
			head, prefix = -1, ""
			if t[0] != '#' && blockHead.MatchString(strings.TrimRight(t, "\r")) {
				head = len(wide(lead))
			}
		}
		lines[i] = wide(lead) + t
	}
	return strings.Join(lines, "\n")
}
