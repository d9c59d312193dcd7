package gen

import (
	"os"
	"testing"

	"github.com/cdc-dev/cdc/internal/golden"
)

// TestGenerated holds what is made from pipeline.cue current; with -update it writes it. `go generate` runs it so.
func TestGenerated(t *testing.T) {
	src, err := os.ReadFile("../pipeline.cue")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Read(src)
	if err != nil {
		t.Fatal(err)
	}
	code, err := Go(m)
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "../model_gen.go", code)
	golden.Check(t, "../pipeline.schema.json", JSONSchema(m))
}
