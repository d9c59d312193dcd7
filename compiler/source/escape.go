package source

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// escape reads an escape of a double-quoted scalar (YAML 1.2.2, 5.7).
func (r *reader) escape(q *quotedText, n int) {
	c := r.peek(1)
	if c == '0' {
		r.report("control-character", r.span(r.off, r.off+2), `\0 is the character U+0000, which no shell and no file name can hold`, "delete it")
	}
	if i := strings.IndexByte(`0abt`+"\t"+`nvfre "/\N_LP`, c); i >= 0 && c != 0 {
		q.text = append(q.text, escaped[i]...)
		r.off += 2
		q.mark(r)
		return
	}
	switch c {
	case 'x', 'u', 'U':
		r.hexEscape(q, c)
	case '\n':
		r.off++
		r.newline()
		r.blanks()
		q.mark(r)
	default:
		r.badEscape(q)
	}
}

// escaped are the texts of the escapes, in the order of the letters above.
var escaped = []string{"\x00", "\a", "\b", "\t", "\t", "\n", "\v", "\f", "\r", "\x1b", " ", `"`, "/", `\`, "\u0085", "\u00a0", "\u2028", "\u2029"}

// badEscape reports a backslash that begins no escape, and keeps it as text.
func (r *reader) badEscape(q *quotedText) {
	end := min(r.off+2, len(r.text))
	for end < len(r.text) && r.text[end]&0xc0 == 0x80 {
		end++
	}
	word := r.text[r.off:end]
	r.reportEscape(q, end, word+" is no escape of a double-quoted text", `write \`+word+`, or put the text in single quotes, where a backslash is a backslash`)
}

// badHex reports an escape without its digits, or of no character.
func (r *reader) badHex(q *quotedText, kind byte) {
	end := r.off + 2
	for end < len(r.text) && end < r.off+2+hexDigits[kind] && strings.IndexByte("0123456789abcdefABCDEF", r.text[end]) >= 0 {
		end++
	}
	word := r.text[r.off:end]
	if end < r.off+2+hexDigits[kind] {
		r.reportEscape(q, end, fmt.Sprintf(`\%c needs %d hexadecimal digits`, kind, hexDigits[kind]), `write \`+word+` if it is text, or put the text in single quotes`)
		return
	}
	r.reportEscape(q, end, word+" is no character", `write characters beyond U+FFFF as they are, or as \U and eight digits`)
}

// reportEscape reports the escape text[off:end], and keeps its backslash as text.
func (r *reader) reportEscape(q *quotedText, end int, message, help string) {
	r.report("bad-escape", r.span(r.off, end), message, help)
	q.faulty = true
	q.text = append(q.text, '\\')
	r.off++
	q.mark(r)
}

// hexEscape reads \xHH, \uHHHH or \UHHHHHHHH, and a pair of surrogates as JSON writes it.
func (r *reader) hexEscape(q *quotedText, kind byte) {
	from := r.off
	c, end, ok := r.hex(from, kind)
	if ok && utf16.IsSurrogate(c) {
		low, after, okLow := r.hex(end, 'u')
		c, end = utf16.DecodeRune(c, low), after
		ok = okLow && c != utf8.RuneError
	}
	if !ok || !utf8.ValidRune(c) {
		r.badHex(q, kind)
		return
	}
	q.text = utf8.AppendRune(q.text, c)
	r.off = end
	q.mark(r)
}

// hexDigits is how many digits follow.
var hexDigits = map[byte]int{'x': 2, 'u': 4, 'U': 8}

// hex reads one escape of hexadecimal digits.
func (r *reader) hex(from int, kind byte) (rune, int, bool) {
	end := from + 2 + hexDigits[kind]
	if end > len(r.text) || r.text[from] != '\\' || r.text[from+1] != kind {
		return 0, from, false
	}
	v, err := strconv.ParseUint(r.text[from+2:end], 16, 32)
	if err != nil || v > utf8.MaxRune {
		return 0, from, false
	}
	return rune(v), end, true
}
