// Package golden compares what a test got with a reviewed file, and rewrites the file when asked to:
//
//	go test ./... -update
package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files with what the tests got")

// Updating reports whether -update was given.
func Updating() bool { return *update }

// Check fails the test when the file at path does not hold got.
func Check(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\nrun the test with -update and review the new file", err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs (- want, + got):\n%s", path, Diff(string(want), string(got)))
	}
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
