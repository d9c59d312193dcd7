package conformance

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// enoughMemory is how many bytes of a file system in memory the tests ask for. A container often has 64 MiB of it.
const enoughMemory = 4 << 30

// TestMain puts the temporary directories into memory where it can: the models start tens of thousands of programs, each
// beside files of its own, and the disk would take twice the time of all the rest.
func TestMain(m *testing.M) {
	dir := inMemory("/dev/shm")
	if dir != "" {
		os.Setenv("TMPDIR", dir)
	}
	code := m.Run()
	if dir != "" {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// inMemory makes a directory in a file system that has room and runs programs; else it returns "".
func inMemory(root string) string {
	var fs syscall.Statfs_t
	if os.Getenv("TMPDIR") != "" || syscall.Statfs(root, &fs) != nil || fs.Bavail*uint64(fs.Bsize) < enoughMemory {
		return ""
	}
	dir, err := os.MkdirTemp(root, "cdc-")
	if err != nil {
		return ""
	}
	probe := filepath.Join(dir, "probe")
	if os.WriteFile(probe, []byte("#!/bin/sh\n"), 0o700) != nil || exec.Command(probe).Run() != nil {
		fmt.Fprintln(os.Stderr, root+" runs no programs; the tests use the disk")
		os.RemoveAll(dir)
		return ""
	}
	return dir
}
