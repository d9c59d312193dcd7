package diag

import (
	"fmt"
	"strings"
	"unicode"
)

// cell is a character as a terminal shows it.
type cell struct {
	text  string
	width int
}

// render makes a character safe to show, with the columns it takes. A control character or a change of direction
// would let the text of a spec rewrite the reader's terminal, or show him another text than the one that is there.
func render(c rune) cell {
	switch {
	case c == '\t':
		return cell{"    ", 4}
	case hidden(c):
		return cell{"\uFFFD", 1}
	case c < 0x300:
		return cell{string(c), 1}
	case unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf):
		return cell{string(c), 0}
	case unicode.Is(wide, c):
		return cell{string(c), 2}
	}
	return cell{string(c), 1}
}

// hidden reports whether a character acts on the terminal, or on the order of its neighbours, instead of being seen.
func hidden(c rune) bool {
	switch {
	case c < 0x20, c >= 0x7f && c < 0xa0, c == 0xad:
		return true
	case c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069, c == 0x2028, c == 0x2029, c == 0xfeff:
		return true
	}
	return false
}

// visible writes hidden characters as escapes, so that a message stays one line and says what is there.
func visible(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case hidden(c) && c < 0x100:
			fmt.Fprintf(&b, `\x%02x`, c)
		case hidden(c):
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// wide is the characters that take two columns: Unicode Standard Annex 11, classes W and F, in ranges wide enough for
// text that people write in a pipeline.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115f, 1}, {0x231a, 0x231b, 1}, {0x23e9, 0x23ec, 1}, {0x25fd, 0x25fe, 1}, {0x2614, 0x2615, 1},
		{0x2648, 0x2653, 1}, {0x26a1, 0x26a1, 1}, {0x26d4, 0x26d4, 1}, {0x2705, 0x2705, 1}, {0x270a, 0x270b, 1},
		{0x2728, 0x2728, 1}, {0x274c, 0x274c, 1}, {0x274e, 0x274e, 1}, {0x2753, 0x2755, 1}, {0x2757, 0x2757, 1},
		{0x2795, 0x2797, 1}, {0x2b1b, 0x2b1c, 1}, {0x2b50, 0x2b50, 1}, {0x2b55, 0x2b55, 1}, {0x2e80, 0x303e, 1},
		{0x3041, 0x33ff, 1}, {0x3400, 0x4dbf, 1}, {0x4e00, 0x9fff, 1}, {0xa000, 0xa4cf, 1}, {0xa960, 0xa97f, 1},
		{0xac00, 0xd7a3, 1}, {0xf900, 0xfaff, 1}, {0xfe30, 0xfe6f, 1}, {0xff00, 0xff60, 1}, {0xffe0, 0xffe6, 1},
	},
	R32: []unicode.Range32{
		{0x1f300, 0x1f64f, 1}, {0x1f680, 0x1f6ff, 1}, {0x1f7e0, 0x1f7eb, 1}, {0x1f900, 0x1f9ff, 1},
		{0x1fa70, 0x1faff, 1}, {0x20000, 0x3fffd, 1},
	},
}
