package resolve

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
)

// args keeps the places of a typed step's arguments, so that a finding about the plan can stand at the right word.
func args(s *spec.Step) []plan.ArgPlace {
	n := s.Node.Get(s.ActionKey.V)
	if n == nil {
		return nil
	}
	return argsBelow([]plan.ArgPlace{{At: n.Range}}, n, "")
}

func argsBelow(out []plan.ArgPlace, n *source.Node, prefix string) []plan.ArgPlace {
	for i := range n.Entries {
		e := &n.Entries[i]
		out = append(out, plan.ArgPlace{Key: prefix + e.Key.Text, At: e.Value.Range, Text: e.Value.Text})
		if e.Key.Text == "revision" || e.Key.Text == "s3" || e.Key.Text == "github" {
			out = argsBelow(out, e.Value, prefix+e.Key.Text+".")
		}
	}
	return out
}
