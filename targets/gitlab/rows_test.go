package gitlab

import (
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// TestRows holds that every feature is answered once, in the order of the table, and that no loss is silent.
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
		silent := r.Say == nil
		if silent && (r.Support == compiler.Warned || r.Support == compiler.Refused || r.Support == compiler.Outside) {
			t.Errorf("%q is %s, and nothing says so", f, r.Support.Letter())
		}
	}
}

// TestCodes holds that every code of this package is explained, by running the specs of the codes themselves.
func TestCodes(t *testing.T) {
	for _, i := range diag.All() {
		if i.Target != "gitlab" {
			continue
		}
		t.Run(string(i.Code), func(t *testing.T) {
			if !found(t, i.Bad, i) {
				t.Errorf("the bad spec does not have the finding:\n%s", i.Bad)
			}
			if found(t, i.Good, i) {
				t.Errorf("the good spec has the finding:\n%s", i.Good)
			}
		})
	}
}

// found compiles a spec and reports whether the finding is there. The level may differ from the default: some findings
// grow with what they endanger.
func found(t *testing.T, text string, info diag.Info) bool {
	s := compiler.Load("cdc.yaml", []byte(text))
	for _, d := range s.Findings() {
		if d.Level == diag.Error {
			t.Errorf("the spec is no good example: %d:%d %s: %s", d.Range.Start.Line, d.Range.Start.Col, d.Code, d.Message)
		}
	}
	_, out := s.Compile(Target, compiler.Options{})
	for _, d := range out {
		if d.Code == info.Code {
			return true
		}
	}
	return false
}
