package targets_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/targets"
)

const goldenDir = "../testdata/golden"

// TestGolden compiles every case for every target and compares files and findings with the reviewed ones:
//
//	testdata/golden/<case>/cdc.yaml
//	testdata/golden/<case>/want/<target>/…            the files, and diagnostics.txt
//	testdata/golden/<case>/want/<target>-<word>/args  the same with `--jobs a,b`
//
// A target with findings only is a refusal.
func TestGolden(t *testing.T) {
	for _, name := range cases(t) {
		data, err := os.ReadFile(filepath.Join(goldenDir, name, "cdc.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, target := range targets.All {
			dir := filepath.Join(goldenDir, name, "want", target.Name)
			t.Run(name+"/"+target.Name, func(t *testing.T) { compare(t, data, target, dir, nil) })
			subsets, _ := filepath.Glob(dir + "-*")
			for _, sub := range subsets {
				t.Run(name+"/"+filepath.Base(sub), func(t *testing.T) { compare(t, data, target, sub, jobs(t, sub)) })
			}
		}
	}
}

func cases(t *testing.T) []string {
	entries, err := os.ReadDir(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	if len(out) == 0 {
		t.Fatal("no golden cases")
	}
	return out
}

// jobs reads the choice of jobs of a subset from its command line: "--target gitlab --jobs a,b".
func jobs(t *testing.T, dir string) []string {
	args, err := os.ReadFile(filepath.Join(dir, "args"))
	if err != nil {
		t.Fatal(err)
	}
	_, list, ok := strings.Cut(strings.TrimSpace(string(args)), "--jobs ")
	if !ok {
		t.Fatalf("%s/args: want --jobs a,b", dir)
	}
	return strings.Split(list, ",")
}

func compare(t *testing.T, data []byte, target compiler.Target, dir string, jobs []string) {
	s := compiler.Load("cdc.yaml", data)
	files, found := s.Compile(target, compiler.Options{Jobs: jobs})
	all := slices.Concat(s.Findings(), found)
	all = compiler.Silence(s.Doc, all, false)
	for i := range all {
		all[i].File = "cdc.yaml"
	}
	all.Sort()
	var text bytes.Buffer
	text.Write(diag.Compact(diag.Report{Found: all}))
	text.WriteString(all.Summary(len(files)) + "\n")
	golden.Check(t, filepath.Join(dir, "diagnostics.txt"), text.Bytes())
	keep := []string{"diagnostics.txt", "args"}
	for _, f := range files {
		golden.Check(t, filepath.Join(dir, filepath.FromSlash(f.Path)), f.Data)
		keep = append(keep, f.Path)
	}
	stale(t, dir, keep)
}

// stale finds golden files that nothing writes any more.
func stale(t *testing.T, dir string, keep []string) {
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if slices.Contains(keep, filepath.ToSlash(rel)) {
			return nil
		}
		if golden.Updating() {
			return os.Remove(path)
		}
		t.Errorf("%s: nothing writes this file any more", path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
