package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

// input is a spec as it came in.
type input struct {
	name string // as shown in findings
	base string // as named in the header of generated files
	dir  string // where its output goes by default
	// found reports whether discovery finds this file, so that the command that compiles it again need not name it.
	found bool
	data  []byte
}

// beside reports whether there is a file at a path relative to the spec. A spec from standard input stands where it is
// compiled.
func (in input) beside(path string) bool {
	st, err := os.Stat(filepath.Join(in.dir, filepath.FromSlash(path)))
	return err == nil && st.Mode().IsRegular()
}

// maxRead is how much of a spec is read. The reader of specs refuses one over 8 MiB; more than that need not be in memory
// to be refused, and `cdc lint /dev/zero` must end.
const maxRead = 8<<20 + 1

// discoverable is the names that discovery looks for.
var discoverable = []string{"cdc.yaml", "cdc.yml", ".cdc.yaml", ".cdc.yml"}

// open reads the spec named by an argument: a file, "-" for standard input, or "" for the one that discovery finds.
// stdinName is what a spec from standard input is called; empty: it has no name.
func (p *program) open(arg, stdinName string) (input, error) {
	if arg == "-" {
		return p.openStdin(stdinName)
	}
	if arg == "" {
		name, err := discover()
		if err != nil {
			return input{}, err
		}
		arg = name
	} else if st, err := os.Stat(arg); err == nil && st.IsDir() {
		name, err := candidate(arg)
		if err == nil && name == "" {
			err = usagef("name a file, or run `cdc init` there", "%s is a directory without a cdc.yaml", arg)
		}
		if err != nil {
			return input{}, err
		}
		arg = name
	}
	in := input{name: filepath.ToSlash(arg), base: filepath.Base(arg), dir: filepath.Dir(arg)}
	for _, n := range discoverable {
		in.found = in.found || n == in.base
	}
	file, err := os.Open(arg)
	if err != nil {
		return in, readError(arg, err)
	}
	defer file.Close()
	in.data, err = io.ReadAll(io.LimitReader(file, maxRead))
	if err != nil {
		return in, readError(arg, err)
	}
	thrift(in.data)
	return in, nil
}

// thrift collects garbage earlier for a large spec: what costs a small one nothing would be hundreds of megabytes there.
func thrift(data []byte) {
	if len(data) > 1<<20 {
		debug.SetGCPercent(150)
	}
}

// openStdin reads standard input as if it were the cdc.yaml of the working directory, unless it is given a name.
func (p *program) openStdin(name string) (input, error) {
	in := input{name: "<stdin>", base: discoverable[0], dir: ".", found: true}
	if name != "" {
		in = input{name: filepath.ToSlash(name), base: filepath.Base(name), dir: filepath.Dir(name)}
	}
	var err error
	if in.data, err = io.ReadAll(io.LimitReader(p.in, maxRead)); err != nil {
		return in, fmt.Errorf("cannot read standard input: %w", cause(err))
	}
	thrift(in.data)
	return in, nil
}

func readError(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return usagef("", "there is no file %s", name)
	}
	return fmt.Errorf("cannot read %s: %w", name, cause(err))
}

// discover looks for a spec in the working directory and upward to the root of the repository, never beyond. Outside of a
// repository it looks in the working directory only: a spec further up would belong to somebody else.
func discover() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("cannot find the working directory: %w", cause(err))
	}
	top := repository(dir)
	for up := "."; ; up, dir = filepath.Join(up, ".."), filepath.Dir(dir) {
		name, err := candidate(up)
		if name != "" || err != nil {
			return name, err
		}
		if dir == top || top == "" {
			break
		}
	}
	where := "in the working directory"
	if top != "" {
		where = "from the working directory up to the root of the repository"
	}
	return "", usagef("name the file, or write a first one with `cdc init`", "there is no %s (nor %s) %s", discoverable[0], strings.Join(discoverable[1:], ", "), where)
}

// repository returns the closest directory from dir upward that holds a .git, or "".
func repository(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// candidate returns the spec in a directory, or "".
func candidate(dir string) (string, error) {
	var found []string
	for _, n := range discoverable {
		st, err := os.Stat(filepath.Join(dir, n))
		switch {
		case err == nil && !st.IsDir():
			found = append(found, filepath.Join(dir, n))
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("cannot look for a spec in %s: %w", dir, cause(err))
		}
	}
	if len(found) > 1 {
		return "", usagef("name the one you mean, or remove the other", "there are two specs here: %s", strings.Join(found, " and "))
	}
	return strings.Join(found, ""), nil
}
