package gitlab

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/cdc-dev/cdc/internal/judge"
)

// TestKeys holds that the table of keys and the schema know the same ones.
func TestKeys(t *testing.T) {
	var schema struct {
		Properties  map[string]any
		Definitions map[string]struct{ Properties map[string]any }
	}
	if err := json.Unmarshal(judge.Schema("gitlab"), &schema); err != nil {
		t.Fatal(err)
	}
	inSchema := schema.Definitions["template"].Properties
	for _, k := range jobKeys {
		if _, ok := inSchema[k.name]; !ok {
			t.Errorf("the schema has no keyword %s for a job", k.name)
		}
		delete(inSchema, k.name)
	}
	for k := range inSchema {
		t.Errorf("the table has no keyword %s for a job", k)
	}
	for k := range schema.Properties {
		if !slices.ContainsFunc(globalKeys, func(g globalKey) bool { return g.name == k }) {
			t.Errorf("the table has no key %s for the top of the file", k)
		}
	}
}
