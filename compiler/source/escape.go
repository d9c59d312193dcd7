package source

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

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
