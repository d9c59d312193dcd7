package gitlab

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/resolve"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
)

// BenchmarkEmit writes pipelines of 1,000 and 10,000 jobs; the second must take ten times the first.
func BenchmarkEmit(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		var text strings.Builder
		text.WriteString("cdc: v1\nname: big\ntriggers: {push: {branches: main}, merge_request: {}}\ndefaults: {image: \"golang:1.24\", timeout: 20m}\n" +
			"environments: {prod: {account: \"111111111111\", region: eu-west-1, roles: {assume: r}, branches: main, vars: {A: b}}}\njobs:\n")
		for i := range n {
			fmt.Fprintf(&text, "  build-%d:\n    steps: [make all, \"echo ${{ git.sha }}\"]\n    vars: {N: \"%d\"}\n    artifacts: {paths: [dist]}\n", i, i)
			if i%10 == 9 {
				fmt.Fprintf(&text, "    needs: [build-%d]\n    environment: prod\n", i-1)
			}
		}
		doc, _ := source.Parse("cdc.yaml", []byte(text.String()))
		p, _ := resolve.Plan(spec.Decode(doc.Root), resolve.Options{Target: "gitlab", File: "cdc.yaml"})
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if files, _ := write(p); len(files) != 1 {
					b.Fatal("no file")
				}
			}
		})
		b.Run(fmt.Sprint("check-", n), func(b *testing.B) {
			for range b.N {
				check(p)
			}
		})
	}
}
