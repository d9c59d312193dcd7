package targets_test

import (
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/targets"
)

// TestRows holds that every target answers once for every feature, and that no loss is silent.
func TestRows(t *testing.T) {
	for _, target := range targets.All {
		answers := map[plan.Feature]int{}
		for _, r := range target.Rows {
			answers[r.Feature]++
			if r.Say == nil && (r.Support == compiler.Warned || r.Support == compiler.Refused || r.Support == compiler.Outside) {
				t.Errorf("%s: %q is %s, and nothing says so", target.Name, r.Feature, r.Support.Letter())
			}
		}
		for _, f := range plan.Features() {
			if answers[f] != 1 {
				t.Errorf("%s answers %d times for %q", target.Name, answers[f], f)
			}
		}
	}
}
