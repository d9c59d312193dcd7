package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/source"
)

// bigSpec is a spec of n jobs of six shapes, about 365 bytes each, with names, texts and lists that differ from job to job.
func bigSpec(n int) string {
	var b strings.Builder
	b.WriteString("cdc: v1\nname: big\nstages: [test, build, deploy]\nenvironments:\n  prod: {account: \"123456789012\", region: eu-west-1, approval: true}\njobs:\n")
	for i := range n {
		fmt.Fprintf(&b, "  job-%d:\n    stage: %s\n    image: golang:1.%d\n    timeout: %d minutes\n    vars: {NUMBER: \"%d\", NAME_%d: some text %d}\n",
			i, []string{"test", "build", "deploy"}[i%3], i%30, i%50+1, i, i%7, i)
		if i%2 == 1 {
			fmt.Fprintf(&b, "    needs: [job-%d, {job: job-%d, artifacts: false}]\n", i-1, i/2)
		}
		fmt.Fprintf(&b, "    steps:\n      - make test-%d\n      - run: |\n          echo building %d\n          go build -o out/%d ./cmd/%d\n", i, i, i, i)
		if i%3 == 2 {
			fmt.Fprintf(&b, "      - cloudformation: {action: deploy, stack: stack-%d, template: out/%d.yml, parameters: {Stage: \"%d\"}}\n", i, i, i)
		}
		fmt.Fprintf(&b, "    artifacts: {paths: [out/%d, \"*.log\"], expire_in: %d days}\n", i, i%30+1)
	}
	return b.String()
}

func parsed(t testing.TB, text string) *source.Node {
	t.Helper()
	doc, list := source.Parse("cdc.yaml", []byte(text))
	if list.HasErrors() {
		t.Fatal(list)
	}
	return doc.Root
}

// BenchmarkCheck is the whole check of the first such spec in a process. Processor time on two busy cores (AMD EPYC): 0.7 ms for 10 jobs, of which CUE takes
// 0.4, and 1.1 ms the first time in a process; 45 ms and 1.1 MB for 10,000 jobs, of which the shapes take 33 ms, half of
// them in patterns; 91 ms for 20,000.
func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{10, 1000, 10000, 20000} {
		b.Run(fmt.Sprintf("jobs=%d", n), func(b *testing.B) {
			root := parsed(b, bigSpec(n))
			b.ReportAllocs()
			for b.Loop() {
				latest.Store(nil)
				if list := Check(root); len(list) > 0 {
					b.Fatal(list)
				}
			}
		})
	}
}

// BenchmarkCheckAgain is the check of the second, whose shapes CUE has seen: 0.1 ms for 10 jobs.
func BenchmarkCheckAgain(b *testing.B) {
	root := parsed(b, bigSpec(10))
	for b.Loop() {
		if list := Check(root); len(list) > 0 {
			b.Fatal(list)
		}
	}
}

// BenchmarkFindings is the check of a spec with a fault in every job.
func BenchmarkFindings(b *testing.B) {
	root := parsed(b, strings.ReplaceAll(bigSpec(10000), "timeout:", "time_out:"))
	for b.Loop() {
		if list := Check(root); len(list) != 10000 {
			b.Fatal(len(list))
		}
	}
}

// BenchmarkShapes is the part of the check that grows with the spec.
func BenchmarkShapes(b *testing.B) {
	root := parsed(b, bigSpec(10000))
	for b.Loop() {
		shapes(root)
	}
}
