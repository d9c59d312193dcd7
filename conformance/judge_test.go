// Package conformance lets programs that nobody here wrote judge what cdc writes: readers of YAML, linters of shell, a
// GitLab runner, and the shells themselves under models of each target's executor.
//
// A test skips, with the tool's name, where its tool is missing; CDC_JUDGES=require makes that a failure. CDC_GOLDEN
// names another tree of cases than testdata/golden. setup.sh installs the tools.
package conformance

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// missing skips the test, or fails it where every judge must be there.
func missing(t *testing.T, tool, install string) {
	t.Helper()
	if os.Getenv("CDC_JUDGES") == "require" {
		t.Fatalf("%s is missing; %s", tool, install)
	}
	t.Skipf("%s is missing; %s", tool, install)
}

// some is how much of an expensive test is done: all of it where every judge must be there, as on the CI machine, and a
// little where somebody waits for go test ./...
func some(all, little int) int {
	if os.Getenv("CDC_JUDGES") == "require" {
		return all
	}
	return little
}

// tool returns the path of a program.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name, "run conformance/setup.sh")
	}
	return path
}

// goTool returns the path of a program that setup.sh had Go install, where it need not be on PATH.
func goTool(t *testing.T, name string) string {
	t.Helper()
	bin := output(t, "go", "env", "GOBIN")
	if bin == "" {
		bin = filepath.Join(output(t, "go", "env", "GOPATH"), "bin")
	}
	if path := filepath.Join(bin, name); exec.Command(path, "--version").Run() == nil {
		return path
	}
	return tool(t, name)
}

// module returns the path of a file that npm ci installs.
func module(t *testing.T, path string) string {
	t.Helper()
	path = filepath.Join("node_modules", path)
	if _, err := os.Stat(path); err != nil {
		missing(t, path, "run npm ci in conformance/, or conformance/setup.sh")
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

// output runs a program and returns what it prints.
func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s %s: %v", name, strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

// report says who judged how much, and fails when that is less than there is.
func report(t *testing.T, judge, version string, judged, there int, since time.Time) {
	t.Helper()
	if !strings.ContainsAny(version, "0123456789") && version != "own" {
		t.Errorf("%s says no version: %q", judge, version)
	}
	t.Logf("judge %s (%s): %d of %d in %.1f s", judge, version, judged, there, time.Since(since).Seconds())
	if judged < there {
		t.Errorf("%s judged %d of %d", judge, judged, there)
	}
}

// output of cdc that a judge can look at.
type file struct {
	Case, Target, Path string // Path within the target's directory
	Data               []byte
}

// Name is how a finding calls the file.
func (f file) Name() string { return f.Case + "/want/" + f.Target + "/" + f.Path }

func goldenRoot() string {
	if dir := os.Getenv("CDC_GOLDEN"); dir != "" {
		return dir
	}
	return filepath.Join("..", "testdata", "golden")
}

// goldens returns every file under */want/*/ whose name the test wants, in the order of their names. The findings that
// stand beside them are no output.
func goldens(t *testing.T, want func(f file) bool) []file {
	t.Helper()
	var out []file
	root := goldenRoot()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		parts := strings.SplitN(filepath.ToSlash(rel), "/", 4)
		if len(parts) < 4 || parts[1] != "want" {
			return nil
		}
		f := file{Case: parts[0], Target: parts[2], Path: parts[3]}
		if f.Path == "diagnostics.txt" || f.Path == "args" || !want(f) {
			return nil
		}
		f.Data, err = os.ReadFile(path)
		out = append(out, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		missing(t, "a file to judge under "+root, "run the golden tests with -update")
	}
	return out
}

func isYAML(f file) bool {
	return slices.Contains([]string{".yml", ".yaml"}, filepath.Ext(f.Path))
}
