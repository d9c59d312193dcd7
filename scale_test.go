package cdc_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets"
)

// TestScale holds how much memory a job costs on its way through the program. Time depends on the machine, and what is
// allocated does not: work that is done for every value shows here at once.
func TestScale(t *testing.T) {
	const jobs, most = 2000, 24 << 10
	var b strings.Builder
	b.WriteString("cdc: v1\nname: scale\ntriggers: {push: {}}\njobs:\n")
	for i := range jobs {
		fmt.Fprintf(&b, "  job-%d:\n    image: golang:1.26\n    vars: {PART: part-%d, MODE: release}\n    timeout: %d minutes\n", i, i, 10+i%30)
		if i%10 > 0 {
			fmt.Fprintf(&b, "    needs: [job-%d]\n", i-1)
		}
		fmt.Fprintf(&b, "    steps:\n      - go build -o bin/part-%d ./cmd/part-%d\n      - run: go test ./internal/part-%d/...\n        name: test part %d\n", i, i, i, i)
	}
	b.WriteString("targets: {gitlab: {}}\n")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s := compiler.Load("cdc.yaml", []byte(b.String()))
	files, found := s.Compile(targets.All[0], compiler.Options{})
	runtime.ReadMemStats(&after)
	if len(files) != 1 || s.Findings().HasErrors() || found.HasErrors() {
		t.Fatal(s.Findings(), found)
	}
	if a := (after.TotalAlloc - before.TotalAlloc) / jobs; a > most {
		t.Errorf("a job allocates %d bytes, and should no more than %d", a, most)
	} else {
		t.Logf("a job allocates %d bytes", a)
	}
}
