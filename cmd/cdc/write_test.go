package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// snapshot is every path below a directory with its text.
func snapshot(t *testing.T, dir string) string {
	var all []string
	err := filepath.Walk(dir, func(path string, st os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		data := []byte("/")
		if !st.IsDir() {
			if data, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		rel, _ := filepath.Rel(dir, path)
		all = append(all, fmt.Sprintf("%s %v %s", rel, st.Mode(), data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(all)
	return strings.Join(all, "\n")
}

// TestCommitUndoes makes each rename fail in turn: whichever it is, the disk is as it was.
func TestCommitUndoes(t *testing.T) {
	const files = 4
	for broken := 0; broken <= files; broken++ {
		dir := filepath.Join(t.TempDir(), "out")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"b.yml": "old b", "c.yml": "old c", "stale.yml": "old"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o640); err != nil {
				t.Fatal(err)
			}
		}
		before := snapshot(t, dir)
		d, err := openDisk(dir, true)
		if err != nil {
			t.Fatal(err)
		}
		defer d.close()
		var changes []change
		for _, name := range []string{"a.yml", "b.yml", "deep/er/new.yml", "c.yml"} {
			c, err := d.change(name, []byte("new "+name), "")
			if err != nil {
				t.Fatal(err)
			}
			changes = append(changes, c)
		}
		stale, err := d.change("stale.yml", nil, "")
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, stale)
		rename, n := d.rename, 0
		d.rename = func(from, to string) error {
			if n++; n == broken+1 {
				return errors.New("the disk is on fire")
			}
			return rename(from, to)
		}
		err = d.commit(changes)
		after := snapshot(t, dir)
		if broken == files { // none failed
			if err != nil || strings.Contains(after, "old") || strings.Count(after, "new ") != files {
				t.Errorf("a commit without a failure: %v, disk:\n%s", err, after)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), "the disk is on fire; ") {
			t.Errorf("rename %d failed, commit says: %v", broken, err)
		}
		want := "nothing on disk has changed"
		if broken > 0 {
			want = "is undone"
		}
		if err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("rename %d failed, commit says %q and not %q", broken, err, want)
		}
		if after != before {
			t.Errorf("rename %d failed; before:\n%s\nafter:\n%s", broken, before, after)
		}
	}
}

// TestCommitSaysWhatIsLost holds that a failed undo is not called a success.
func TestCommitSaysWhatIsLost(t *testing.T) {
	dir := t.TempDir()
	d, err := openDisk(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	var changes []change
	for _, name := range []string{"a.yml", "b.yml"} {
		c, _ := d.change(name, []byte("new"), "")
		changes = append(changes, c)
	}
	rename, n := d.rename, 0
	d.rename = func(from, to string) error {
		if n++; n == 2 {
			os.Remove(filepath.Join(dir, "a.yml")) // somebody else was faster: there is nothing to take back
			return errors.New("the disk is on fire")
		}
		return rename(from, to)
	}
	if err := d.commit(changes); err == nil || !strings.Contains(err.Error(), "it could not all be undone: "+filepath.Join(dir, "a.yml")) {
		t.Errorf("commit says: %v", err)
	}
}

// TestNoTemporaryFiles holds that nothing is left beside the files.
func TestNoTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	if err := writeAlone(filepath.Join(dir, "report.json"), []byte("[]")); err != nil {
		t.Fatal(err)
	}
	if got := snapshot(t, dir); strings.Count(got, "\n") != 1 || !strings.Contains(got, "report.json") {
		t.Errorf("the directory holds:\n%s", got)
	}
}
