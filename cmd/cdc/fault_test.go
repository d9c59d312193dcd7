package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// faultFiles are what a run changes in the tests of faults: two new files, two old ones, and a stale one.
var faultFiles = []string{"a.yml", "b.yml", "deep/er/new.yml", "c.yml"}

func oldText(name string) string { return strings.Repeat("old "+name+"\n", 2000) }
func newText(name string) string { return strings.Repeat("new "+name+"\n", 3000) }

// faulty fills a directory with what an earlier run wrote.
func faulty(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"b.yml", "c.yml", "stale.yml"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(oldText(name)), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// writeAll is a run of the writer, with before called before every system call that changes the disk.
func writeAll(dir string, before func(call string) error) error {
	d, err := openDisk(dir, true)
	if err != nil {
		return err
	}
	defer d.close()
	d.before = before
	var changes []change
	for _, name := range faultFiles {
		c, err := d.change(name, []byte(newText(name)), "")
		if err != nil {
			return err
		}
		changes = append(changes, c)
	}
	stale, err := d.change("stale.yml", nil, "")
	if err != nil {
		return err
	}
	return d.commit(append(changes, stale))
}

// systemCalls counts those of a run without a fault.
func systemCalls(t *testing.T) int {
	n := 0
	if err := writeAll(faulty(t), func(string) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

// whole reports what is wrong with the files: each is the old or the new text, and none that was there is lost.
func whole(dir string) error {
	for _, name := range append([]string{"stale.yml"}, faultFiles...) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		was := name != "a.yml" && !strings.HasPrefix(name, "deep/")
		switch {
		case errors.Is(err, os.ErrNotExist) && (!was || name == "stale.yml"):
		case err != nil:
			return err
		case string(data) != oldText(name) && string(data) != newText(name):
			return fmt.Errorf("%s has %d bytes that are neither the old text nor the new", name, len(data))
		}
	}
	return nil
}

// writeAndDie is the child of TestKilled: it is killed before the given system call.
func writeAndDie(dir, at string) {
	left, _ := strconv.Atoi(at)
	writeAll(dir, func(string) error {
		if left--; left == 0 {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	})
}

// TestKilled kills cdc before every system call of the writer: no file is half-written or lost, and the next run ends well.
func TestKilled(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals")
	}
	n := systemCalls(t)
	for at := 1; at <= n; at++ {
		dir := faulty(t)
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CDC_TEST_KILL_IN="+dir, "CDC_TEST_KILL_AT="+strconv.Itoa(at))
		err := cmd.Run()
		if state := (*exec.ExitError)(nil); !errors.As(err, &state) || state.ExitCode() != -1 {
			t.Fatalf("call %d: the child was not killed: %v", at, err)
		}
		if err := whole(dir); err != nil {
			t.Errorf("killed before system call %d of %d: %v", at, n, err)
		}
		if err := writeAll(dir, nil); err != nil && !strings.Contains(err.Error(), "stale.yml") {
			t.Errorf("killed before system call %d: the next run fails: %v", at, err)
		}
	}
	t.Logf("killed before each of %d system calls", n)
}

// TestFailingCalls makes each system call of the writer fail, that one alone or with all that need space behind it: the
// files are the old ones, or the message says which are not.
func TestFailingCalls(t *testing.T) {
	n := systemCalls(t)
	for _, full := range []bool{false, true} {
		for at := 1; at <= n; at++ {
			dir := faulty(t)
			before := snapshot(t, dir)
			calls := 0
			err := writeAll(dir, func(call string) error {
				calls++
				space := call == "create" || call == "write" || call == "mkdir"
				if calls == at || full && calls > at && space {
					return syscall.ENOSPC
				}
				return nil
			})
			if err == nil {
				t.Errorf("call %d fails and nobody says so", at)
				continue
			}
			if w := whole(dir); w != nil {
				t.Errorf("call %d: %v", at, w)
			}
			after, text := snapshot(t, dir), err.Error()
			switch {
			case !strings.Contains(text, "no space left on device; "):
				t.Errorf("call %d: %v", at, err)
			case strings.Contains(text, "nothing on disk has changed"), strings.Contains(text, "is undone"):
				if after != before {
					t.Errorf("call %d: %v, and on disk is\n%.300s", at, err, after)
				}
			case !strings.Contains(text, "could not all be undone") || !full:
				t.Errorf("call %d: the message does not say what is on disk: %v", at, err)
			}
		}
	}
}

// TestFullDisk writes to a file system that is too small.
func TestFullDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small file system can be mounted: %v %s", err, out)
	}
	defer exec.Command("umount", dir).Run()
	if err := os.WriteFile(filepath.Join(dir, "b.yml"), []byte(oldText("b.yml")), 0o644); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)
	d, err := openDisk(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	var changes []change
	for _, name := range faultFiles {
		c, _ := d.change(name, []byte(newText(name)), "")
		changes = append(changes, c)
	}
	err = d.commit(changes)
	if err == nil || !strings.Contains(err.Error(), "no space left on device; nothing on disk has changed") {
		t.Errorf("commit says %v", err)
	}
	if after := snapshot(t, dir); after != before {
		t.Errorf("on disk is\n%.300s", after)
	}
}

// TestVanishingDirectory takes the output directory away, or puts a symbolic link in its place, before every system call:
// nothing is written where it leads.
func TestVanishingDirectory(t *testing.T) {
	n := systemCalls(t)
	for _, link := range []bool{false, true} {
		for at := 1; at <= n; at++ {
			dir, outside := faulty(t), t.TempDir()
			before := snapshot(t, outside)
			moved := dir + ".moved"
			calls := 0
			err := writeAll(dir, func(string) error {
				if calls++; calls != at {
					return nil
				}
				if err := os.Rename(dir, moved); err != nil {
					t.Fatal(err)
				}
				if !link {
					return os.RemoveAll(moved)
				}
				return os.Symlink(outside, dir)
			})
			if err == nil && !link && at < n-len(faultFiles) {
				t.Errorf("call %d: the directory is gone, and nobody says so", at)
			}
			if after := snapshot(t, outside); after != before {
				t.Errorf("call %d: outside of the output directory is now\n%.300s", at, after)
			}
			if link {
				if w := whole(moved); w != nil {
					t.Errorf("call %d: %v", at, w)
				}
			}
		}
	}
}

// TestLinkedSubdirectory puts a symbolic link out of the tree where a subdirectory was, before every system call.
func TestLinkedSubdirectory(t *testing.T) {
	n := systemCalls(t)
	for at := 1; at <= n; at++ {
		dir, outside := faulty(t), t.TempDir()
		before := snapshot(t, outside)
		calls := 0
		err := writeAll(dir, func(string) error {
			if calls++; calls == at {
				os.Rename(filepath.Join(dir, "deep"), filepath.Join(dir, "was"))
				return os.Symlink(outside, filepath.Join(dir, "deep"))
			}
			return nil
		})
		if after := snapshot(t, outside); after != before {
			t.Errorf("call %d: outside of the output directory is now\n%.300s", at, after)
		}
		if w := whole(dir); w != nil && !strings.Contains(w.Error(), "deep") {
			t.Errorf("call %d: %v", at, w)
		}
		if err != nil && !strings.Contains(err.Error(), "; ") {
			t.Errorf("call %d: the message does not say what is on disk: %v", at, err)
		}
	}
}

// TestTwoAtOnce lets two runs write the same files at the same time: each file is of one of them.
func TestTwoAtOnce(t *testing.T) {
	dir := t.TempDir()
	text := func(who int, name string) string { return strings.Repeat(fmt.Sprint(who, " ", name, "\n"), 4000) }
	var wg sync.WaitGroup
	for who := range 2 {
		wg.Go(func() {
			for range 25 {
				d, err := openDisk(dir, true)
				if err != nil {
					t.Error(err)
					return
				}
				var changes []change
				for _, name := range faultFiles {
					c, err := d.change(name, []byte(text(who, name)), "")
					if err != nil {
						t.Error(err)
					}
					changes = append(changes, c)
				}
				if err := d.commit(changes); err != nil && !strings.Contains(err.Error(), "nothing on disk has changed") {
					t.Error(err)
				}
				d.close()
			}
		})
	}
	for range 200 {
		for _, name := range faultFiles {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err == nil && string(data) != text(0, name) && string(data) != text(1, name) {
				t.Fatalf("%s is torn: %d bytes", name, len(data))
			}
		}
	}
	wg.Wait()
}
