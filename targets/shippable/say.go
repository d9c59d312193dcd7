package shippable

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// finding makes a finding at a use.
func finding(level diag.Level, code diag.Code, u plan.Use, message, help string) diag.Diagnostic {
	return diag.New(level, code, u.At, u.Path, message).WithHelp(help)
}

// each says the same of every use.
func each(level diag.Level, code diag.Code, message, help string) func(*plan.Plan, []plan.Use) diag.List {
	return func(_ *plan.Plan, uses []plan.Use) diag.List {
		var out diag.List
		for _, u := range uses {
			out.Add(finding(level, code, u, message, help))
		}
		return out
	}
}

// and joins names: "a, b and c".
func and(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// said is the answer of a row whose loss another row, or check, tells.
func said(*plan.Plan, []plan.Use) diag.List { return nil }
