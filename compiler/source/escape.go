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
		r.badEscape(q)
		return
	}
	q.text = utf8.AppendRune(q.text, c)
	r.off = end
	q.mark(r)
}

// hex reads one escape of hexadecimal digits.
func (r *reader) hex(from int, kind byte) (rune, int, bool) {
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[kind]
	end := from + 2 + digits
	if end > len(r.text) || r.text[from] != '\\' || r.text[from+1] != kind {
		return 0, from, false
	}
	v, err := strconv.ParseUint(r.text[from+2:end], 16, 32)
	if err != nil || v > utf8.MaxRune {
		return 0, from, false
	}
	return rune(v), end, true
}

// odd notes that a part of the text is written in a way that readers are known to differ about.
func (r *reader) odd(from int) { r.odds = append(r.odds, from) }
