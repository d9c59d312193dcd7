package emit

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// JSON writes the value with an indentation of two, in the order of its entries, and a line feed at the end. Comments,
// empty lines and flow style are of YAML and leave no trace. A Tag panics: JSON has none.
func JSON(v Value) []byte {
	return append(appendJSON(make([]byte, 0, 4096), v, 0), '\n')
}

func appendJSON(b []byte, v Value, n int) []byte {
	switch v := v.(type) {
	case Flow:
		return appendJSON(b, v.Value, n)
	case Noted:
		return appendJSON(b, v.Value, n)
	case Shared:
		return appendJSON(b, v.Value, n)
	case Str:
		return appendJSONString(b, string(v))
	case Seq:
		if len(v) == 0 {
			return append(b, "[]"...)
		}
		b = append(b, '[')
		for i, item := range v {
			b = appendJSON(appendStep(b, i, n+2), item, n+2)
		}
		return append(appendLine(b, n), ']')
	case Map:
		if len(v) == 0 {
			return append(b, "{}"...)
		}
		b = append(b, '{')
		for i := range v {
			b = appendJSONString(appendStep(b, i, n+2), v[i].Key)
			b = appendJSON(append(b, ": "...), v[i].Value, n+2)
		}
		return append(appendLine(b, n), '}')
	case Tag:
		panic(fmt.Sprintf("emit: JSON has no tags, got %s", v.Name))
	}
	return appendAtom(b, v)
}

func appendStep(b []byte, i, n int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return appendLine(b, n)
}

func appendLine(b []byte, n int) []byte {
	b = append(b, '\n')
	return append(b, strings.Repeat(" ", n)...)
}

// appendJSONString escapes what JSON demands, and line and paragraph separators, which end a line for JavaScript.
func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			b = appendASCII(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\u2028' || r == '\u2029' {
			b = append(b, `\u202`...)
			b = append(b, hex[r&15])
		} else {
			b = utf8.AppendRune(b, r)
		}
		i += n
	}
	return append(b, '"')
}
