package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs testdata/script/<verb>_<topic>.txtar: the contract of the command line, clause by clause.
func TestScripts(t *testing.T) {
	if os.Getenv("CDC_JUDGES") == "require" {
		for _, shell := range []string{"bash", "zsh", "fish"} { // what is missing is skipped, see completion_*.txtar
			if _, err := exec.LookPath(shell); err != nil {
				t.Errorf("%s is missing; run conformance/setup.sh", shell)
			}
		}
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("..", "..", "testdata", "script"), UpdateScripts: golden.Updating(), RequireExplicitExec: true,
		RequireUniqueNames: true,
		Cmds:               map[string]func(*testscript.TestScript, bool, []string){"code": code, "nobody": nobody, "inode": inode},
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
	})
}

// code N COMMAND… runs a command and holds it to an exit code.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N COMMAND [ARGUMENT…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	expect(ts, want, ts.Exec(args[1], args[2:]...))
}

func expect(ts *testscript.TestScript, want int, err error) {
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// nobody N COMMAND… runs a command as a user without rights, because root can write everywhere; stderr goes to the file
// nobody.err.
func nobody(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	work := ts.Getenv("WORK")
	path, err := exec.LookPath(filepath.Join(work, "bin", args[1]))
	if err != nil { // the test's own directory of commands may be closed to others
		from, err := exec.LookPath(args[1])
		for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
			if file := filepath.Join(dir, args[1]); err != nil && exists(file) {
				from, err = file, nil
			}
		}
		ts.Check(err)
		data, err := os.ReadFile(from)
		ts.Check(err)
		ts.Check(os.MkdirAll(filepath.Join(work, "bin"), 0o755))
		path = filepath.Join(work, "bin", args[1])
		syscall.ForkLock.RLock() // or a program that starts meanwhile inherits the open file, and no other can run it: "text file busy"
		err = os.WriteFile(path, data, 0o755)
		syscall.ForkLock.RUnlock()
		ts.Check(err)
	}
	cmd := exec.Command(path, args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	stderr, err := os.Create(filepath.Join(work, "nobody.err"))
	ts.Check(err)
	defer stderr.Close()
	cmd.Stderr = stderr
	if os.Getuid() == 0 {
		for dir := work; dir != filepath.Dir(dir) && dir != os.TempDir(); dir = filepath.Dir(dir) {
			ts.Check(os.Chmod(dir, 0o755))
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	expect(ts, want, cmd.Run())
}

// inode FILE NAME keeps which file a path is; ! inode FILE NAME holds that it is now another one; with a third argument
// "same", that it is still the same.
func inode(ts *testscript.TestScript, neg bool, args []string) {
	st, err := os.Lstat(ts.MkAbs(args[0]))
	ts.Check(err)
	now := strconv.FormatUint(st.Sys().(*syscall.Stat_t).Ino, 10)
	switch before := ts.Getenv(args[1]); {
	case len(args) == 2 && !neg:
		ts.Setenv(args[1], now)
	case neg && now == before:
		ts.Fatalf("%s is still the same file", args[0])
	case !neg && now != before:
		ts.Fatalf("%s is another file", args[0])
	}
}
