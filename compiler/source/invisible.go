package source

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// invisible are characters that no editor shows, or that look like a blank, and that YAML and the shell take for letters.
var invisible = map[rune]string{
	0xa0: "a no-break space", 0xad: "a soft hyphen", 0x2007: "a figure space", 0x200b: "a zero-width space", 0x200c: "a zero-width non-joiner",
	0x200d: "a zero-width joiner", 0x202f: "a narrow no-break space", 0x2060: "a word joiner", 0x3000: "an ideographic space", 0xfeff: "a byte order mark",
}

// Invisible names the first character of a text that nobody sees: "a no-break space (U+00A0)". It returns "" when there is
// none.
func Invisible(s string) string {
	for _, c := range s {
		if name := invisible[c]; name != "" {
			return fmt.Sprintf("%s (U+%04X)", name, c)
		}
	}
	return ""
}

// Visible is a text with blanks for what looks like them and without what nobody sees.
func Visible(s string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		switch {
		case invisible[c] == "":
			return c
		case c == 0xa0 || c == 0x2007 || c == 0x202f || c == 0x3000:
			return ' '
		}
		return -1
	}, s))
}

// firstInvisible is the name of the character that s begins with, if nobody sees it, and its length.
func firstInvisible(s string) (name string, size int) {
	_, size = utf8.DecodeRuneInString(s)
	return Invisible(s[:size]), size
}
