package rules

import (
	"regexp"
	"sync"
)

// lazily gives a regular expression that is compiled when it is first asked for. All of them together take longer than a small
// spec, and most runs ask few.
func lazily(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
