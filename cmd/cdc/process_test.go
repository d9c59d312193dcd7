package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/cdc-dev/cdc/internal/golden"
)

// These tests run cdc itself, as a process, and hold what a shell sees of a fault: the exit code and the message.

// faultSpec writes several files in two directories. Its forms differ in every one, and the old one has one more.
func faultSpec(form string) string {
	text := "cdc: v1\nname: x\ndescription: " + form + "\ntriggers: {push: {branches: main}}\ntargets: {gitlab: {}, codebuild: {}}\njobs:\n" +
		"  a: {image: node, steps: [make]}\n  b: {image: node, steps: [make], needs: [a]}\n"
	if form == "old" {
		text += "  c: {image: node, steps: [make], needs: [a]}\n"
	}
	return text
}

// outputs are the files of faultSpec, the one that only the old form has at the end.
var outputs = []string{".gitlab-ci.yml", "buildspec.yml", "buildspec/a.yml", "buildspec/b.yml", "buildspec/c.yml"}

// cdc runs the program: its code, -1 when it was killed, and what it says. under is a program to run it with.
func cdc(t *testing.T, under []string, args ...string) (code int, said string) {
	t.Helper()
	words := append(append(append([]string{}, under...), os.Args[0]), args...)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env = append(os.Environ(), "CDC_TEST_MAIN=1")
	var text bytes.Buffer
	cmd.Stderr = &text
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), text.String()
}

// compiledOnce compiles the old form of the spec into a new directory and leaves the new form beside it.
func compiledOnce(t *testing.T) (spec, out string) {
	t.Helper()
	dir := t.TempDir()
	spec, out = filepath.Join(dir, "cdc.yaml"), filepath.Join(dir, "out")
	write := func(text string) {
		if err := os.WriteFile(spec, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(faultSpec("old"))
	if code, said := cdc(t, nil, "compile", spec, "-o", out); code != 0 {
		t.Fatalf("exit %d: %s", code, said)
	}
	write(faultSpec("new"))
	return spec, out
}

// forms tells which form each file has: "old", "new", "none", or what is wrong with it.
func forms(out string) string {
	var all []string
	for _, name := range outputs {
		data, err := os.ReadFile(filepath.Join(out, name))
		form := "torn"
		switch text := string(data); {
		case errors.Is(err, os.ErrNotExist):
			form = "none"
		case err != nil:
			form = err.Error()
		case strings.HasSuffix(text, "\n") && strings.Contains(text, "# old\n"):
			form = "old"
		case strings.HasSuffix(text, "\n") && strings.Contains(text, "# new\n"):
			form = "new"
		}
		all = append(all, form)
	}
	return strings.Join(all, " ")
}

const allOld, allNew = "old old old old old", "new new new new none"

// eitherForm matches files none of which is half-written or lost.
var eitherForm = regexp.MustCompile(`^((old|new) ){4}(old|none)$`)

// TestProcessFullDisk: exit 3 and the old files, on a file system that is full.
func TestProcessFullDisk(t *testing.T) {
	spec, _ := compiledOnce(t)
	out := mounted(t, "size=32k")
	if code, said := cdc(t, nil, "compile", spec, "-o", out); code != 0 {
		t.Fatalf("exit %d: %s", code, said)
	}
	filler := strings.Repeat("x", 1<<20)
	os.WriteFile(filepath.Join(out, "filler"), []byte(filler), 0o644) // fails when the disk is full
	if err := os.WriteFile(spec, []byte(faultSpec("newer")), 0o644); err != nil {
		t.Fatal(err)
	}
	code, said := cdc(t, nil, "compile", spec, "-o", out)
	if code != exitWorld || !strings.Contains(said, "no space left on device; nothing on disk has changed") || forms(out) != allNew {
		t.Errorf("exit %d, %s: %s", code, forms(out), said)
	}
}

// TestProcessReadOnly: exit 3 and the old files, in a directory that nobody can write to, not even root.
func TestProcessReadOnly(t *testing.T) {
	spec, _ := compiledOnce(t)
	out := mounted(t, "size=1m")
	if code, said := cdc(t, nil, "compile", spec, "-o", out); code != 0 {
		t.Fatalf("exit %d: %s", code, said)
	}
	if text, err := exec.Command("mount", "-o", "remount,ro", out).CombinedOutput(); err != nil {
		t.Skipf("no file system can be made read-only: %v %s", err, text)
	}
	if err := os.WriteFile(spec, []byte(faultSpec("newer")), 0o644); err != nil {
		t.Fatal(err)
	}
	code, said := cdc(t, nil, "compile", spec, "-o", out)
	if code != exitWorld || !strings.Contains(said, "read-only file system; nothing on disk has changed") || forms(out) != allNew {
		t.Errorf("exit %d, %s: %s", code, forms(out), said)
	}
}

// mounted is a small file system of its own.
func mounted(t *testing.T, options string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small file system can be mounted: %v %s", err, text)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	return dir
}

// TestProcessNoDirectory: exit 3 where the output directory cannot be, or is no directory.
func TestProcessNoDirectory(t *testing.T) {
	spec, out := compiledOnce(t)
	file := filepath.Join(out, "buildspec.yml", "deeper")
	code, said := cdc(t, nil, "compile", spec, "-o", file)
	if code != exitWorld || !strings.Contains(said, "nothing on disk has changed") || forms(out) != allOld {
		t.Errorf("below a file: exit %d, %s: %s", code, forms(out), said)
	}
	away := t.TempDir()
	if err := os.RemoveAll(filepath.Join(out, "buildspec")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(away, filepath.Join(out, "buildspec")); err != nil {
		t.Fatal(err)
	}
	code, said = cdc(t, nil, "compile", spec, "-o", out)
	if entries, _ := os.ReadDir(away); code != exitWorld || len(entries) > 0 || forms(out) != "old old none none none" {
		t.Errorf("through a link: exit %d, %d files outside, %s: %s", code, len(entries), forms(out), said)
	}
}

// injected are the system calls of the writer.
var injected = []string{"mkdirat", "write", "fsync", "fchmod", "renameat", "unlinkat"}

// tampered runs a compilation under strace, which tampers with the nth call of a kind, and returns what came of it; hit is
// whether there is such a call.
func tampered(t *testing.T, call string, n int, how string) (out string, code int, said string, hit bool) {
	t.Helper()
	spec, out := compiledOnce(t)
	trace := filepath.Join(filepath.Dir(out), "trace")
	code, said = cdc(t, []string{"strace", "-f", "-qq", "-o", trace, "-e", "trace=" + call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", call, how, n)},
		"compile", spec, "-o", out)
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	hit = bytes.Contains(text, []byte("(INJECTED)")) || bytes.Contains(text, []byte("killed by SIGKILL"))
	return out, code, said, hit
}

// TestProcessFailingCalls makes each system call of the process fail, and kills the process at each: exit 3 with the old files and
// a message that says so, or all the new files; and after a kill each file is one or the other, and the next run writes all.
func TestProcessFailingCalls(t *testing.T) {
	if exec.Command("strace", "-qq", "-o", os.DevNull, "true").Run() != nil {
		t.Skip("no strace that works; TestFailingCalls and TestKilled do the same within the process")
	}
	if testing.Short() {
		t.Skip("two hundred processes")
	}
	var mu sync.Mutex
	failed, killed := 0, 0
	t.Run("calls", func(t *testing.T) {
		for _, call := range injected {
			t.Run(call, func(t *testing.T) {
				t.Parallel()
				for n := 1; n < 40; n++ {
					out, code, said, hit := tampered(t, call, n, "error=EIO")
					if !hit {
						break
					}
					refused := code == exitWorld && forms(out) == allOld && (strings.Contains(said, "nothing on disk has changed") || strings.Contains(said, "is undone"))
					if silent := call == "write" && code == exitWorld && forms(out) == allOld; !refused && !silent && (code != 0 || forms(out) != allNew) {
						t.Errorf("%s %d fails: exit %d, %s: %s", call, n, code, forms(out), said)
					}
					mu.Lock()
					failed++
					mu.Unlock()
				}
				for n := 1; n < 40; n++ {
					out, _, _, hit := tampered(t, call, n, "signal=SIGKILL")
					if !hit {
						break
					}
					if now := forms(out); !eitherForm.MatchString(now) {
						t.Errorf("killed at %s %d: %s", call, n, now)
					}
					if code, said := cdc(t, nil, "compile", filepath.Join(filepath.Dir(out), "cdc.yaml"), "-o", out); code != 0 || forms(out) != allNew {
						t.Errorf("killed at %s %d, and the next run: exit %d, %s: %s", call, n, code, forms(out), said)
					}
					mu.Lock()
					killed++
					mu.Unlock()
				}
			})
		}
	})
	if t.Logf("%d calls failed, %d were the last", failed, killed); failed < 10 || killed < 10 {
		t.Error("too few for the files there are")
	}
}

// TestProcessTwoAtOnce lets two processes write the two forms at the same time: each file is of one of them.
func TestProcessTwoAtOnce(t *testing.T) {
	spec, out := compiledOnce(t)
	other := filepath.Join(filepath.Dir(spec), "other", "cdc.yaml") // of the same name, so that each takes the files for its own
	if err := os.Mkdir(filepath.Dir(other), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, []byte(faultSpec("old")), 0o644); err != nil {
		t.Fatal(err)
	}
	done := make(chan bool)
	var wg sync.WaitGroup
	for _, s := range []string{spec, other} {
		wg.Go(func() {
			for range 8 {
				if code, said := cdc(t, nil, "compile", s, "-o", out); code != 0 && !strings.Contains(said, "on disk") {
					t.Errorf("exit %d: %s", code, said)
				}
			}
		})
	}
	go func() { wg.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		if now := forms(out); !eitherForm.MatchString(now) {
			t.Fatalf("two at once: %s", now)
		}
	}
}

// TestProcessSameBytes: the files do not depend on the directory, on how the spec is named, on the line ends of Windows, on the
// number of processors, or on the environment.
func TestProcessSameBytes(t *testing.T) {
	text, err := os.ReadFile("../../testdata/golden/monorepo/cdc.yaml")
	if err != nil {
		t.Fatal(err)
	}
	windows := strings.ReplaceAll(string(text), "\n", "\r\n")
	root := t.TempDir()
	for dir, data := range map[string]string{"here": string(text), "a b/deep/er": string(text), "windows": windows} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, dir, "cdc.yaml"), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	runs := []struct {
		dir  string
		args []string
		env  []string
	}{
		{"here", nil, nil},
		{"here", nil, []string{"GOMAXPROCS=1"}},
		{"here", nil, []string{"GOMAXPROCS=16", "TZ=Asia/Tokyo", "LANG=tr_TR.UTF-8", "HOME=/nowhere", "COLUMNS=20"}},
		{"a b/deep/er", nil, nil},
		{"a b", []string{"deep/er/cdc.yaml"}, nil},
		{".", []string{filepath.Join(root, "here", "cdc.yaml")}, []string{"CLICOLOR_FORCE=1"}},
		{"windows", nil, nil},
	}
	var first string
	for _, r := range runs {
		out := t.TempDir()
		cmd := exec.Command(os.Args[0], append([]string{"compile", "-t", "gitlab,cfn", "-o", out}, r.args...)...)
		cmd.Dir, cmd.Env = filepath.Join(root, r.dir), append(append(os.Environ(), "CDC_TEST_MAIN=1"), r.env...)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", r, err, said)
		}
		got := snapshot(t, out)
		if first == "" {
			first = got
		}
		if got != first {
			t.Errorf("in %s with %v and %v the files are others:\n%s", r.dir, r.args, r.env, golden.Diff(first, got))
		}
	}
}
