package shell

import (
	"strings"
	"testing"
	"time"
)

// TestHostile: no text takes the parser down or keeps it long.
func TestHostile(t *testing.T) {
	for _, piece := range []string{"((", "$((", "$(( (", "$(", "(", "{ ", "`", "${a:-", "\"$(", "[[ ( ", "if ", "if a; then ", "<<a ", "$[",
		"a[", "((a;", "! ", "a=(", "case a in a) ", "((a) ", "@(", "a|", "a&&", "'", "\"", "\\", "${{ a }}", "${{ a }};", "(\n", "`\n", "for i in ", "do "} {
		for _, size := range []int{1000, maxText} {
			src := strings.Repeat(piece, size/len(piece))
			start := time.Now()
			Check(src, Sh)
			if d := time.Since(start); d > 10*time.Second {
				t.Errorf("%d bytes of %q took %v", len(src), piece, d)
			}
		}
	}
}
