package graph

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The measures of the drawing, in pixels.
const (
	boxHeight  = 44
	rowGap     = 20
	colGap     = 64
	margin     = 24
	titleSpace = 56
	charWidth  = 7.4 // of a 12 px sans-serif, generously
)

// spot is where a box stands.
type spot struct{ x, y, w int }

// SVG draws the pipeline as a picture of its own: stages are columns, arrows are needs; a dashed arrow carries no files, a
// pale box does not exist in the run.
func (g Graph) SVG() string {
	spots, width, height := g.layout()
	var b strings.Builder
	title := g.Name
	if g.Run != "" {
		title += ": " + g.Run
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="12" role="img" aria-label="%s">`+"\n",
		width, height, width, height, xml(title))
	b.WriteString(`<style>.box{fill:#fff;stroke:#444}.deploy{fill:#e3f1e6}.gate{fill:#fff4d6}.absent{opacity:.35}.edge{fill:none;stroke:#888}.note{fill:#666;font-size:10px}</style>` + "\n")
	b.WriteString(`<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#888"/></marker></defs>` + "\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fafafa"/>`+"\n", width, height)
	fmt.Fprintf(&b, `<text x="%d" y="24" font-size="14" font-weight="bold">%s</text>`+"\n", margin, xml(title))
	for _, j := range g.jobs() {
		for _, e := range j.Needs {
			edge(&b, spots[e.From], spots[j.Name], e.Files)
		}
	}
	for _, s := range g.Stages {
		if len(s.Jobs) > 0 && s.Name != "" {
			fmt.Fprintf(&b, `<text x="%d" y="46" class="note">%s</text>`+"\n", spots[s.Jobs[0].Name].x, xml(s.Name))
		}
		for _, j := range s.Jobs {
			j.svg(&b, spots[j.Name])
		}
	}
	return b.String() + "</svg>\n"
}

// layout places stages in columns as wide as their longest text.
func (g Graph) layout() (map[string]spot, int, int) {
	spots := map[string]spot{}
	x, height := margin, 0
	for _, s := range g.Stages {
		w := 96
		for _, j := range s.Jobs {
			w = max(w, 24+int(charWidth*float64(max(utf8.RuneCountInString(j.Name), utf8.RuneCountInString(j.note())))))
		}
		y := titleSpace
		for _, j := range s.Jobs {
			spots[j.Name] = spot{x, y, w}
			y += boxHeight + rowGap
		}
		height = max(height, y)
		x += w + colGap
	}
	longest := margin*2 + int(charWidth*1.3*float64(utf8.RuneCountInString(g.Name+": "+g.Run)))
	return spots, max(x-colGap+margin, longest), height
}

func (j Job) svg(b *strings.Builder, at spot) {
	class := "box"
	if j.Environment != "" {
		class += " deploy"
	}
	if j.Gate {
		class += " gate"
	}
	group := "<g>"
	if j.Absent != "" {
		group = `<g class="absent">`
	}
	fmt.Fprintf(b, "%s", group)
	if j.Absent != "" {
		fmt.Fprintf(b, "<title>not in this run: %s</title>", xml(j.Absent))
	}
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" rx="6" class="%s"/>`, at.x, at.y, at.w, boxHeight, class)
	if note := j.note(); note != "" {
		fmt.Fprintf(b, `<text x="%d" y="%d">%s</text><text x="%d" y="%d" class="note">%s</text>`, at.x+12, at.y+19, xml(j.Name), at.x+12, at.y+34, xml(note))
	} else {
		fmt.Fprintf(b, `<text x="%d" y="%d">%s</text>`, at.x+12, at.y+boxHeight/2+4, xml(j.Name))
	}
	b.WriteString("</g>\n")
}

// note is the second line of a box.
func (j Job) note() string { return strings.TrimSpace(strings.TrimPrefix(j.label(" "), j.Name)) }

// edge draws an arrow from the right side of a box to the left side of another; within a column it bows out.
func edge(b *strings.Builder, from, to spot, files bool) {
	x1, y1 := from.x+from.w, from.y+boxHeight/2
	x2, y2 := to.x, to.y+boxHeight/2
	dash := ""
	if !files {
		dash = ` stroke-dasharray="4 3"`
	}
	bend := max(24, (x2-x1)/2)
	if from.x == to.x {
		x2, bend = to.x+to.w, 40
		fmt.Fprintf(b, `<path d="M%d %dC%d %d %d %d %d %d" class="edge"%s marker-end="url(#tip)"/>`+"\n", x1, y1, x1+bend, y1, x2+bend, y2, x2, y2, dash)
		return
	}
	fmt.Fprintf(b, `<path d="M%d %dC%d %d %d %d %d %d" class="edge"%s marker-end="url(#tip)"/>`+"\n", x1, y1, x1+bend, y1, x2-bend, y2, x2, y2, dash)
}

func xml(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}
