package shippable

import (
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// TestRows: every feature is answered once, in the order of the table, and no loss is silent.
func TestRows(t *testing.T) {
	features := plan.Features()
	if len(rows) != len(features) {
		t.Fatalf("%d rows for %d features", len(rows), len(features))
	}
	for i, f := range features {
		r := rows[i]
		if r.Feature != f {
			t.Fatalf("row %d is about %q, want %q", i, r.Feature, f)
		}
		if r.Say == nil && (r.Support == compiler.Warned || r.Support == compiler.Refused || r.Support == compiler.Outside) {
			t.Errorf("%q is %s, and nothing says so", f, r.Support.Letter())
		}
	}
}
