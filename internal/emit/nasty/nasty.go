// Package nasty makes texts that readers of YAML are known to take for something else. It is for tests, of the writer
// and of the outside readers alike.
package nasty

import "strings"

// Texts returns n different texts, the same ones each time: the known traps first, then random mixtures of their parts.
func Texts(n int) []string {
	seen := map[string]bool{}
	out := make([]string, 0, n)
	add := func(s string) {
		if len(out) < n && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, s := range known() {
		add(s)
	}
	for _, s := range known() {
		for _, form := range forms {
			add(strings.ReplaceAll(form, "%", s))
		}
	}
	for r := source(1); len(out) < n; {
		add(r.mixture())
	}
	return out
}

// forms put a text at a start, in the middle, at an end, and on lines of its own.
var forms = []string{
	" %", "% ", "a%", "%a", "a %", "% a", "a: %", "a #%", "-%", "- %", "+%", ":%", "%:", "%,", "[%]", "'%'", `"%"`, "%\n", "%\n\n", "\n%",
	"a\n%", "%\na", "a\n %\nb\n", "a\n\t%\n", "a\n\n%\n", "a \n%\n", "%\n  b\n", "a\n%\n\nb", "\t%", "%\t", "é%", "%\u2028", "\ufeff%",
}

func known() []string {
	return append(strings.Split(`~|null|Null|NULL|nil|none|true|True|TRUE|false|yes|Yes|YES|no|No|NO|on|On|off|OFF|y|Y|n|N|t|f|
0|1|-1|+1|007|0755|08|0o17|0O17|0x1F|0X1f|-0x1f|0b101|1_000|1,000|1 000|1__0|_1|1_|-_1|0_|0x_|1:30|12:30:45|190:20:30|-1:30|1:2:3|1:99|:1|1:|
1.0|1.|.5|.|..|...|-.5|+.5|1e3|1E3|1e+3|1.5e-3|1e|e1|1.e|.e1|.1e1|0.1.2|1.2.3|3.10|.inf|.Inf|.INF|-.inf|+.inf|.nan|.NaN|.NAN|inf|-inf|nan|Infinity|-Infinity|NaN|
2024-01-02|2024-1-2|2024-01-02 03:04:05|2024-01-02T03:04:05Z|2024-01-02t03:04:05.5-05:00|2024-01-02 03:04:05 +1|12:30|-2024-01-02|20240102|2024-13-45|
=|<<|<|>|>-|&|&a|*|*a|!|!a|!!str a|%|%YAML 1.1|@|@a|-|--|---|--- a|--a|-a|- a|-1a|-.a|- - a|?|? a|?a|:|: a|:a|:a b|:"a"|::|a:|a: b|a:b|a :b|a : b|a:: b|"a": b|
#|# a|#a|a #b|a# b|a#b|a ## b|[|]|{|}|[]|{}|[a]|{a}|{a: b}|[a, b]|a, b|a,b|,|,a|${A}|${A:-b}|$A|$(a)|*.txt|a*b|
'|''|'a'|"|""|"a"|'a|"a|a'b|a"b|it's "x"|it's: "x"|a: "b"|a: 'b'|\|\n|\\|\x41|a\|\"|a\b: c|C:\a: b|
a  b|  a|a  |ab|a	b|	|	a|a	|a:	b|a	#b|{{ a }}|{% a %}|<%= a %>|(a)|a|b&c|a && b|a ; b|a > b|a|| b|echo "a: b"|__proto__|constructor|hasOwnProperty|toString|
`, "|"), "", " ", "  ", "\n", "\n\n", " \n", "\n ", "a\n", "a\nb", "a\nb\n", "a\nb\n\n", "\na", "\n\na\n", " a\nb\n", "  a\n b\n", "\ta\nb", "a\n\tb\n",
		"a \nb\n", "a\t\nb\n", "a\n \nb\n", "a\n  ", "a\n\t", "a\n\n\nb\n", "a\n---\nb\n", "---\na\n", "a\n...\n", "  a\n \n", "#a\nb\n", "a\n#b\n", "a\n# b", "- a\n- b\n",
		"a: b\nc: d\n", "|\na\n", "a\r", "a\r\nb\r\n", "a\rb", "\r", "\r\n", "a\x00b", "\x00", "\x01", "\a\b\v\f\x1b", "\x7f", "\u0080", "\u0085", "a\u0085b",
		"\u0085a\n", "\u00a0", "\u00a0a", "a\u00a0b", "\u00ad", "\u200b", "\u200e", "\u202e", "\u2028", "\u2029", "a\u2028b\n", "a\u2029\n", "\u3000", "\ufeff",
		"\ufeffa", "a\ufeffb", "\ufffd", "\ufffe", "\uffff", "é", "é: ü", "日本語", "日本語\n日本\n", "🙂", "🙂\n", "a🙂: b", "\U0001f3f4\U000e0067", "\U0010ffff",
		"\U000e0001", "— a", "½", "٣", "۱۲", "é #a", "é\nb\n", "\u0301", strings.Repeat("a", 127), strings.Repeat("b ", 70)+"c", strings.Repeat("k", 1025),
		strings.Repeat("k: ", 400)+"k", strings.Repeat("é", 1100), "a\n"+strings.Repeat("long ", 300)+"x\n", strings.Repeat("line\n", 300))
}

// parts are what mixtures are made of.
var parts = append(known(), strings.Split(`a b c x e E 0 1 2 9 07 . - + _ : , ; # ' " \ / $ { } [ ] ( ) < > | & * ! ? % @ ~ = ^ `+"` é 🙂", " ")...)

// source is a xorshift generator: the same texts on every machine and for every release of Go.
type source uint64

func (r *source) below(n int) int {
	x := uint64(*r)
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	*r = source(x)
	return int(x % uint64(n))
}

func (r *source) mixture() string {
	var b strings.Builder
	for range 1 + r.below(6) {
		part := parts[r.below(len(parts))]
		if len(part) > 40 {
			continue
		}
		b.WriteString(part)
		if r.below(3) == 0 {
			b.WriteString([]string{" ", " ", "\n", ": ", " #", "\t", "\n  "}[r.below(7)])
		}
	}
	return b.String()
}
