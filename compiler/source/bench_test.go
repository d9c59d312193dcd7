package source

import (
	"fmt"
	"strings"
	"testing"
)

// manyJobs writes a spec of n jobs of about 365 bytes, as people write them: block and flow style, quotes, a literal.
func manyJobs(n int) []byte {
	var b strings.Builder
	b.WriteString("cdc: v1\nname: many\ndefaults: &d\n  image: golang:1.24\n\njobs:\n")
	for i := range n {
		fmt.Fprintf(&b, `  job-%d: # number %d
    stage: test
    needs: [{job: job-%d, artifacts: false}]
    when: {branches: main, event: [push, merge_request]}
    vars: {LEVEL: "%d", MODE: 'fast'}
    steps:
      - go build ./... -o dist/%d
      - run: |
          set -e
          go test ./pkg/%d/...
      - echo "done ${{ vars.X }}"
    artifacts: {paths: [dist], expire_in: 1 week}
`, i, i, max(i-1, 0), i, i, i)
	}
	return []byte(b.String())
}

// shortJobs writes n jobs of about 100 bytes: so that 50,000 fit into the 8 MiB of a spec.
func shortJobs(n int) []byte {
	var b strings.Builder
	b.WriteString("cdc: v1\nname: many\njobs:\n")
	for i := range n {
		fmt.Fprintf(&b, "  job-%d: {stage: test, needs: [job-%d], steps: [make %d, \"echo %d\"], timeout: 9 minutes}\n", i, max(i-1, 0), i, i)
	}
	return []byte(b.String())
}

func benchmark(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, found := Parse("cdc.yaml", data); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

func BenchmarkParse10(b *testing.B)       { benchmark(b, manyJobs(10)) }
func BenchmarkParse10k(b *testing.B)      { benchmark(b, manyJobs(10000)) }
func BenchmarkParse10kShort(b *testing.B) { benchmark(b, shortJobs(10000)) }
func BenchmarkParse50kShort(b *testing.B) { benchmark(b, shortJobs(50000)) }
