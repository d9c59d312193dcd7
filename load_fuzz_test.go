package cdc_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/judge"
	"github.com/cdc-dev/cdc/targets"
)

// FuzzLoad takes any bytes through the whole program: nothing panics, every finding has a listed code and a place inside the
// file, every form of report can print it, a spec with errors writes nothing, and what is written is YAML, or JSON, that obeys
// the schema of its format, and the same in a second run.
func FuzzLoad(f *testing.F) {
	names, err := filepath.Glob("testdata/golden/*/cdc.yaml")
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, info := range diag.All() {
		if info.Bad != "" && len(info.Bad) < 1000 {
			f.Add([]byte(info.Bad))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		s := compiler.Load("cdc.yaml", data)
		files, all := compiled(t, s)
		_, again := compiled(t, compiler.Load("cdc.yaml", data))
		for _, d := range all {
			nowhere := diag.Range{Start: diag.Pos{Line: 1, Col: 1}, End: diag.Pos{Line: 1, Col: 2}} // a file without text
			if fault := misplaced(d, s.Doc.Lines); fault != "" && d.Range != nowhere {
				t.Errorf("%s at %v: %s: %s", d.Code, d.Range, d.Message, fault)
			}
		}
		report := diag.Report{Found: all, Files: []diag.File{{Name: "cdc.yaml", Lines: s.Doc.Lines}}}
		for _, form := range diag.Formats() {
			a, b := form.Print(report), form.Print(diag.Report{Found: again, Files: report.Files})
			if !bytes.Equal(a, b) {
				t.Errorf("two runs, two reports:\n%s\n%s", a, b)
			}
		}
		for name, text := range files {
			obeys(t, name, text)
		}
	})
}

// compiled is what all targets write, by target and path, and all findings.
func compiled(t *testing.T, s *compiler.Spec) (map[string][]byte, diag.List) {
	t.Helper()
	out, all := map[string][]byte{}, append(diag.List{}, s.Findings()...)
	for _, target := range targets.All {
		files, found := s.Compile(target, compiler.Options{})
		all.Add(found...)
		if len(files) > 0 && (found.HasErrors() || s.Findings().HasErrors()) {
			t.Errorf("%s writes files of a spec with errors", target.Name)
		}
		for _, f := range files {
			out[target.Name+" "+f.Path] = f.Data
		}
	}
	for i := range all {
		all[i].File = "cdc.yaml"
	}
	return out, all
}

// obeys holds an output to YAML and to the schema of its format.
func obeys(t *testing.T, name string, text []byte) {
	t.Helper()
	var tree any
	if err := yaml.Unmarshal(text, &tree); err != nil {
		t.Errorf("%s: %v\n%s", name, err, text)
		return
	}
	format, path, _ := strings.Cut(name, " ")
	switch {
	case path == "appspec.yml":
		format = "appspec"
	case format == "cfn":
		return
	}
	data, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range judge.Check(format, data) {
		t.Errorf("%s: %s: %s\n%s", name, p.Where(), p.Message, text)
	}
}
