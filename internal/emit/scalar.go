package emit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// traits are what one pass over a text finds out about it. Every style is chosen from them.
type traits uint16

const (
	newline   traits = 1 << iota // a line feed
	tab                          // a tab: readers drop it in plain texts
	control                      // C0 without tab and line feed, DEL
	high                         // a byte of a character outside ASCII
	colon                        // ":" ends a key when a blank follows
	hash                         // "#" starts a comment behind a blank
	flowMark                     // an indicator inside [ ] and { }
	word                         // a character that no number, date or time of any reader holds
	double                       // a double quote
	backslash                    // a backslash
	single                       // a single quote
)

// class gives the traits of each byte.
var class = classes()

func classes() (table [256]traits) {
	for c := range table {
		table[c] = word
	}
	for c := range 0x20 {
		table[c] = control
	}
	table[0x7f] = control
	for c := 0x80; c < 0x100; c++ {
		table[c] = high | word
	}
	// What integers, floats, dates, times and sexagesimals are made of, in decimal, octal, hexadecimal and binary.
	for _, c := range []byte("0123456789abcdefABCDEFxXoOTtZz_+-. ") {
		table[c] = 0
	}
	for _, c := range []byte("[]{}?&*!|<>%@`=~") {
		table[c] |= flowMark
	}
	table[','] = flowMark
	table[':'] = colon
	table['#'] |= hash
	table['"'] |= double
	table['\\'] |= backslash
	table['\''] |= single
	table['\n'] = newline
	table['\t'] = tab
	return table
}

func scan(s string) (seen traits) {
	for i := 0; i < len(s); i++ {
		seen |= class[s[i]]
	}
	return seen
}

// plain reports whether every reader takes the bare text for this very text: YAML 1.1 and 1.2, with their sexagesimals
// (1:30), octals (0755), underscores and commas in numbers, dates, words for true and false, and Ruby's symbols (:x).
func plain(s string, seen traits, inFlow bool) bool {
	if s == "" || seen&(newline|tab|control) != 0 || s[len(s)-1] == ' ' || !plainStart(s, seen) || reserved(s) {
		return false
	}
	if seen&colon != 0 && (s[len(s)-1] == ':' || strings.Contains(s, ": ")) {
		return false
	}
	if seen&hash != 0 && strings.Contains(s, " #") {
		return false
	}
	if seen&high != 0 && !printable(s) {
		return false
	}
	return !inFlow || seen&flowMark == 0
}

// plainStart reports whether the text starts as no indicator and no number does.
func plainStart(s string, seen traits) bool {
	switch c := s[0]; {
	case c >= '0' && c <= '9', c == '.':
		return seen&word != 0 && !strings.HasPrefix(s, "...")
	case c == '-':
		return option(s)
	case c|0x20 == 'e':
		return !exponent(s)
	}
	return strings.IndexByte(" +,?:[]{}#&*!|<>=%@`\"'", s[0]) < 0
}

// option reports whether the text starts as a command-line option does: -x or --word.
func option(s string) bool {
	s = strings.TrimPrefix(s[1:], "-")
	return s != "" && s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' && !exponent(s)
}

// exponent reports whether the text is an exponent alone: the yaml package of npm, as YAML 1.1, takes e1 for a float.
func exponent(s string) bool {
	return s[0]|0x20 == 'e' && len(s) > 1 && strings.Trim(s[1:], "+-_.,0123456789") == ""
}

// reserved reports whether some reader has a value of its own for the word.
func reserved(s string) bool {
	if len(s) > 5 {
		return false
	}
	switch strings.ToLower(strings.TrimPrefix(s, "-")) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".inf", ".nan", "inf", "nan":
		return true
	}
	return false
}

// literal reports whether the text can be a literal block, whose lines stand as they are. goccy and the yaml package of
// npm drop blanks at the end of the last line, and what several line feeds at the end mean depends on what follows.
func literal(s string, seen traits) bool {
	if seen&control != 0 || strings.TrimLeft(s, " \t\n") == "" || strings.HasSuffix(s, "\n\n") {
		return false
	}
	last := strings.TrimSuffix(s, "\n")
	if end := last[len(last)-1]; end == ' ' || end == '\t' {
		return false
	}
	return seen&high == 0 || printable(s)
}

// printable reports whether every character may stand unescaped. Line and paragraph separators, the byte order mark,
// blanks other than the space, marks of direction and what is not UTF-8 may not: readers differ, or people cannot see
// them.
func printable(s string) bool {
	for i, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		if !unicode.IsPrint(r) {
			return false
		}
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return false
		}
	}
	return true
}

// appendQuoted writes the text on one line in the quotes that need fewer escapes; in doubt in double quotes.
func appendQuoted(b []byte, s string, seen traits) []byte {
	simple := seen&(newline|tab|control) == 0 && (seen&high == 0 || printable(s))
	if simple && seen&(double|backslash) != 0 {
		if n := strings.Count(s, "'"); n < strings.Count(s, `"`)+strings.Count(s, `\`) {
			return append(append(append(b, '\''), strings.ReplaceAll(s, "'", "''")...), '\'')
		}
	}
	return appendDouble(b, s)
}

const hex = "0123456789abcdef"

// appendDouble writes the text in double quotes, with the escapes of JSON. A character beyond the basic plane that must
// not stand as it is gets YAML's \U escape: readers differ in what they make of a surrogate pair.
func appendDouble(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			b = appendASCII(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsPrint(r):
			b = utf8.AppendRune(b, r)
		case r > 0xffff:
			b = append(b, `\U00`...)
			for shift := 20; shift >= 0; shift -= 4 {
				b = append(b, hex[r>>shift&15])
			}
		default:
			b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		}
		i += n
	}
	return append(b, '"')
}

func appendASCII(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\t':
		return append(b, '\\', 't')
	case '\r':
		return append(b, '\\', 'r')
	}
	if c < 0x20 || c == 0x7f {
		return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
	}
	return append(b, c)
}
