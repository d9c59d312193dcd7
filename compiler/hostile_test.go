package compiler_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets"
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

// TestReferenceBombs: a few lines of variables that refer to each other stand for more text than any machine holds. It is said,
// and neither the rules nor a target follow them to the end.
func TestReferenceBombs(t *testing.T) {
	const jobs = "jobs: {a: {image: 'a:${{ vars.V0 }}', dir: '${{ vars.V0 }}', steps: ['echo ${{ vars.V0 }}']}}\ntargets: {gitlab: {}}\n"
	var nested strings.Builder
	for i := range 16 {
		fmt.Fprintf(&nested, "  V%d: '%s'\n", i, strings.Repeat(fmt.Sprintf("${{ vars.V%d }}", i+1), 10))
	}
	for name, text := range map[string]string{
		"nested": "cdc: v1\nname: x\nvars:\n" + nested.String() + "  V16: a\n" + jobs,
		"long":   "cdc: v1\nname: x\nvars: {V1: '" + strings.Repeat("a", 2<<20) + "', V0: '" + strings.Repeat("${{ vars.V1 }}", 3000) + "'}\n" + jobs,
		"empty":  "cdc: v1\nname: x\nvars:\n" + nested.String() + "  V16: ''\n" + jobs,
	} {
		s := compiler.Load("cdc.yaml", []byte(text))
		if found := s.Findings(); len(found) == 0 || found[0].Code != "reference-bomb" || found[0].Range.Start.Line < 3 {
			t.Errorf("%s: %v", name, found)
		}
		if files, _ := s.Compile(targets.All[0], compiler.Options{}); files != nil {
			t.Errorf("%s: it compiles", name)
		}
	}
}
