package shell

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/golden"
)

// snippets reads the shell texts of a file; a line of dashes ends each.
func snippets(t testing.TB, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n---\n") {
		if s = strings.TrimSuffix(s, "\n---"); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// show renders a problem under the text, as a reader sees it.
func show(b *strings.Builder, src string, p Problem) {
	line := strings.Count(src[:p.Start], "\n") + 1
	marked := src[p.Start:p.End]
	last := ""
	if p.UnlessLast {
		last = " (unless last)"
	}
	fmt.Fprintf(b, "  %d: %s[%s] %q: %s%s\n", line, p.Level, p.Code, marked, p.Message, last)
	if p.Help != "" {
		fmt.Fprintf(b, "     = help: %s\n", p.Help)
	}
}

// TestCheck: testdata/check/NAME.sh holds snippets for sh, NAME.bash for bash; NAME.want what Check says.
func TestCheck(t *testing.T) {
	files, _ := filepath.Glob("testdata/check/*.*sh")
	if len(files) == 0 {
		t.Fatal("no snippets")
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			dialect := strings.TrimPrefix(filepath.Ext(path), ".")
			var b strings.Builder
			for _, src := range snippets(t, path) {
				b.WriteString(src + "\n")
				for _, p := range Check(src, dialect) {
					show(&b, src, p)
				}
				b.WriteString("---\n")
			}
			golden.Check(t, path+".want", []byte(b.String()))
		})
	}
}
