package schema

import (
	"regexp"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// patterns holds the compiled patterns of the language. They are compiled when first met: compiling all of them takes
// longer than checking a small spec.
var patterns sync.Map // string → *regexp.Regexp

func matches(pattern, s string) bool {
	if re, ok := patterns.Load(pattern); ok {
		return re.(*regexp.Regexp).MatchString(s)
	}
	re := regexp.MustCompile(pattern) // CUE uses the same package, so the verdict is CUE's
	patterns.Store(pattern, re)
	return re.MatchString(s)
}

// admits reports whether the text satisfies one alternative.
func admits(x *model.Text, s string) bool {
	if x.IsConst {
		return s == x.Const
	}
	if x.Filled && s == "" || x.Max > 0 && len(s) > x.Max && utf8.RuneCountInString(s) > x.Max {
		return false
	}
	for _, p := range x.Match {
		if !matches(p, s) {
			return false
		}
	}
	for _, p := range x.Not {
		if matches(p, s) {
			return false
		}
	}
	return true
}

// class is the set of alternatives that the text satisfies, as bits. It is all that CUE's verdict on a text can depend
// on. No type has more than 64 alternatives; a test holds it.
func class(t *model.Type, s string) uint64 {
	var bits uint64
	for i := range t.Texts {
		if admits(&t.Texts[i], s) {
			bits |= 1 << i
		}
	}
	return bits
}

// boolean reads a scalar as true or false where the language wants one: unquoted, and no other spelling.
func boolean(n *source.Node) (value, ok bool) {
	if !n.IsPlain() || n.Text != "true" && n.Text != "false" {
		return false, false
	}
	return n.Text == "true", true
}

// integer reads a scalar as a whole number where the language wants one: unquoted decimal digits.
func integer(n *source.Node) (value int, ok bool) {
	if !n.IsPlain() {
		return 0, false
	}
	v, err := strconv.Atoi(n.Text)
	return v, err == nil
}

// inBounds reports whether v is within the bounds of the type's number.
func inBounds(r *model.Int, v int) bool {
	return !(r.HasMin && v < r.Min || r.HasMax && v > r.Max)
}
