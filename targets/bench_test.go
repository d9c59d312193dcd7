package targets_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets"
)

// BenchmarkCompile takes a spec from bytes to .gitlab-ci.yml. Jobs differ in names and texts and share a few shapes, as
// in a large real pipeline.
func BenchmarkCompile(b *testing.B) {
	gitlab, _ := targets.Named("gitlab")
	for _, n := range []int{10, 1000, 10000} {
		data := spec(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				s := compiler.Load("cdc.yaml", data)
				files, found := s.Compile(gitlab, compiler.Options{})
				if len(files) != 1 {
					b.Fatal(found)
				}
			}
		})
	}
}

func spec(n int) []byte {
	var b bytes.Buffer
	b.WriteString("cdc: v1\nname: big\ntriggers: {push: {branches: \"**\"}}\njobs:\n")
	for i := range n {
		fmt.Fprintf(&b, "  job-%d:\n    image: golang:1.24\n    timeout: 20 minutes\n    vars: {INDEX: \"%d\", MODE: fast}\n"+
			"    cache: {key: go-%d, paths: [.cache/go]}\n    steps:\n      - go build -o bin/app-%d ./cmd/app-%d\n"+
			"      - run: |\n          go test ./pkg/p%d/...\n          go vet ./pkg/p%d/...\n"+
			"    artifacts: {paths: [bin/app-%d], expire_in: 1 week}\n", i, i, i%50, i, i, i, i, i)
		if i%10 == 9 {
			fmt.Fprintf(&b, "    needs: [job-%d]\n", i-1)
		}
	}
	b.WriteString("targets: {gitlab: {}}\n")
	return b.Bytes()
}
