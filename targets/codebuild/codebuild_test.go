package codebuild_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/resolve"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/targets/codebuild"
)

// planOf resolves a spec for this target.
func planOf(t testing.TB, text string, jobs ...string) *plan.Plan {
	t.Helper()
	doc, found := source.Parse("cdc.yaml", []byte(text))
	if found.HasErrors() {
		t.Fatalf("the spec does not parse: %v\n%s", found, text)
	}
	p, found := resolve.Plan(spec.Decode(doc.Root), resolve.Options{Target: "codebuild", Jobs: jobs, File: "cdc.yaml"})
	if found.HasErrors() {
		t.Fatalf("the spec does not resolve: %v\n%s", found, text)
	}
	return p
}

// tryPlan resolves the spec in a file; one that has faults of its own is none of ours.
func tryPlan(t testing.TB, path string) (*plan.Plan, bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, found := source.Parse("cdc.yaml", data)
	if found.HasErrors() {
		return nil, false
	}
	p, found := resolve.Plan(spec.Decode(doc.Root), resolve.Options{Target: "codebuild", File: "cdc.yaml"})
	return p, !found.HasErrors()
}

// compile does what the compiler does with a target.
func compile(p *plan.Plan) ([]compiler.File, diag.List) {
	var found diag.List
	for _, row := range codebuild.Target.Rows {
		var uses []plan.Use
		for _, u := range p.Uses {
			if u.Feature == row.Feature {
				uses = append(uses, u)
			}
		}
		if len(uses) > 0 && row.Say != nil {
			found.Add(row.Say(p, uses)...)
		}
	}
	found.Add(codebuild.Target.Check(p)...)
	if found.HasErrors() {
		return nil, found
	}
	files, late := codebuild.Target.Emit(p)
	found.Add(late...)
	if late.HasErrors() {
		return nil, found
	}
	return files, found
}

// findings are the findings as `cdc lint --format compact` shows them; a refusal prints its errors only.
func findings(found diag.List) string {
	for i := range found {
		found[i].File = "cdc.yaml"
	}
	found.Sort()
	var b bytes.Buffer
	b.Write(diag.Compact(diag.Report{Found: found}))
	return b.String()
}

// TestCases compiles testdata/<case>/cdc.yaml and compares files and findings with testdata/<case>/want.
func TestCases(t *testing.T) {
	entries, err := filepath.Glob("testdata/*/cdc.yaml")
	if err != nil || len(entries) == 0 {
		t.Fatal("no cases")
	}
	for _, entry := range entries {
		dir := filepath.Dir(entry)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			data, err := os.ReadFile(entry)
			if err != nil {
				t.Fatal(err)
			}
			files, found := compile(planOf(t, string(data)))
			golden.Check(t, filepath.Join(dir, "want", "diagnostics.txt"), []byte(findings(found)))
			keep := []string{"diagnostics.txt"}
			for _, f := range files {
				golden.Check(t, filepath.Join(dir, "want", filepath.FromSlash(f.Path)), f.Data)
				keep = append(keep, f.Path)
			}
			written(t, filepath.Join(dir, "want"), keep)
		})
	}
}

// written holds that there is no golden file that nothing writes.
func written(t *testing.T, dir string, keep []string) {
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if rel, _ := filepath.Rel(dir, path); !slices.Contains(keep, filepath.ToSlash(rel)) {
			t.Errorf("%s: nothing writes this file", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// one makes a spec of one job with these keys.
func one(keys ...string) string {
	return "cdc: v1\nname: x\njobs:\n  a:\n    " + strings.Join(keys, "\n    ") + "\n"
}
