package compiler_test

import (
	"strings"
	"testing"
	"time"

	"github.com/cdc-dev/cdc/compiler"
)

// TestHostileTexts: a text of many thousand references takes time in proportion to its length, whatever it is full of. Each of these took
// minutes when a place, a reference or a literal was looked for from the start again.
func TestHostileTexts(t *testing.T) {
	const head = "cdc: v1\nname: x\nvars: {X: a}\nenvironments: {e: {url: 'https://URL'}}\njobs: {a: {environment: e, image: 'IMAGE', steps: ['STEP']}}\n"
	for _, piece := range []string{"${{ vars.X }} ", "${{ vars.Y }} ", "${{ ", "{{ ", "{{ vars.X }}", "$A ", "AKIAIOSFODNN7EXAMPLE ", "${{ git.sha }}"} {
		for _, place := range []string{"URL", "IMAGE", "STEP"} {
			start := time.Now()
			found := compiler.Load("cdc.yaml", []byte(strings.Replace(head, place, strings.Repeat(piece, 200<<10/len(piece)), 1))).Findings()
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("200 KiB of %q in %s took %v", piece, place, d)
			}
			if len(found) > 100 {
				t.Errorf("200 KiB of %q in %s: %d findings", piece, place, len(found))
			}
		}
	}
}
