package codebuild

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// find makes a finding about one use.
func find(level diag.Level, code diag.Code, u plan.Use, message string) diag.Diagnostic {
	return diag.New(level, code, u.At, u.Path, message)
}

// list writes names as a sentence does: a, b and c.
func list(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// byPlace groups uses that stand at the same place of the spec, such as one value in `defaults` that many jobs take.
func byPlace(uses []plan.Use) [][]plan.Use {
	var out [][]plan.Use
	at := map[diag.Range]int{}
	for _, u := range uses {
		i, ok := at[u.At]
		if !ok {
			i = len(out)
			at[u.At] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], u)
	}
	return out
}

// jobNames are the names of the jobs of some uses, each once.
func jobNames(uses []plan.Use) []string {
	var out []string
	for _, u := range uses {
		if u.Job != nil && !slices.Contains(out, u.Job.Name) {
			out = append(out, u.Job.Name)
		}
	}
	return out
}

// name is the last word of an ARN: the role's name.
func name(arn string) string { return arn[strings.LastIndexAny(arn, "/:")+1:] }
