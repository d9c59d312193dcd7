// Package executor holds small models of the programs that run a target's file: GitLab's runner, CodeBuild's agent of
// version 0.1 and 0.2, and Shippable's. The shells are the real ones; every other command is a stub that records its
// call and fails on request. A model knows what its executor does with commands between shells, directories and
// failures, and nothing else.
package executor

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Script is a piece of shell that the executor hands to one shell.
type Script struct {
	Place string // where it stands: "script[2]", "phases.build.commands[0]"
	Text  string
}

// Job is one job of an output, with all that its executor needs.
type Job struct {
	Name     string
	Executor string // "gitlab/bash", "codebuild 0.2", …
	// Instance tells the instances of a matrix apart: GO=1.23 PG=15.
	Instance string
	Shell    string // bash or sh, the shell of its scripts
	// Apart says that each script meets a fresh shell that knows nothing of those before it.
	Apart   bool
	Scripts []Script
	Env     map[string]string // the variables that the file gives, as the executor sets them

	bare bool // there is no checkout
	run  func(*session) bool
}

// World is what surrounds a job.
type World struct {
	Dir   string            // an empty directory that the caller removes
	Bin   string            // what Stubs filled, for many runs
	Env   map[string]string // variables for the run beyond those of the executor: account, secrets
	Fail  int               // which call fails, from 1; 0 is none
	Event Event             // what started the run
	Main  string            // the branch of most events; "main" if empty

	Refuse  string            // a pattern of the shell's case: the calls that match fail
	Files   map[string]string // of the repository, by their paths
	Changed []string          // the files that the push or the merge request touches; nil: there is nothing to compare with
	Gone    bool              // the branch is deleted, so that nothing can be checked out
	// Project are variables that the project sets, or who starts the build: they outrank those of the file (CodeBuild's user
	// guide, "Environment variables in build environments"; GitLab's manual, "CI/CD variable precedence").
	Project map[string]string
}

// Event is what started a run; the zero value is a push to main.
type Event int

const (
	Push     Event = iota
	Tag            // v1.2.0
	Schedule       // on main
	Change         // a merge request or pull request from feature to main
	Manual         // somebody started it on main
	Branch         // a push to feature
	Merge          // a merge or pull request from feature is merged into main, which is a push to main for all but CodeBuild
)

// Events are all of them.
var Events = []Event{Push, Tag, Schedule, Change, Manual, Branch, Merge}

func (e Event) String() string {
	return [...]string{"push", "tag", "schedule", "change", "manual", "push to another branch", "merge"}[e]
}

// Answer is what a stub prints; the first that matches counts. Pattern is one of the shell's case, for the name and arguments with blanks between.
type Answer struct{ Pattern, Output string }

// Call is a recorded command: its name, its arguments and, for those that read it, its standard input behind "<".
type Call []string

func (c Call) String() string { return strings.Join(c, " ") }

// Result is what a run did.
type Result struct {
	Calls  []Call
	Passed bool
	Log    string
}

// Revision is the commit that every executor reports, so that calls can be compared.
const Revision = "8f14e45fceea167a5a36dedd4bea2543b1a2c3d4"

// Run runs the job.
func (j Job) Run(w World) (Result, error) {
	s := &session{job: j, world: w, work: filepath.Join(w.Dir, "work")}
	if err := s.prepare(); err != nil {
		return Result{}, err
	}
	passed := j.run(s)
	if s.err != nil {
		return Result{}, s.err
	}
	calls, err := ReadCalls(s.world.Dir, s.work)
	return Result{Calls: calls, Passed: passed, Log: s.log.String()}, err
}

// session is one run.
type session struct {
	job   Job
	world World
	work  string // the checkout
	log   bytes.Buffer
	err   error // about the world, never about the job
}

func (s *session) path(name string) string { return filepath.Join(s.world.Dir, name) }

func (s *session) prepare() error {
	for _, dir := range []string{s.work, s.path("home"), s.path("tmp")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	if !s.job.bare {
		if err := checkout(s.work, s.world.Bin, s.job.Scripts); err != nil {
			return err
		}
	}
	for name, text := range s.world.Files {
		path := filepath.Join(s.work, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			return err
		}
	}
	return Record(s.world.Dir)
}

// carried are the archives, and the lists of them, that the builds of a batch make: other runs have their own.
var carried = regexp.MustCompile(`"/tmp/([^"]+\.(?:tgz|txt))"`)

// shell lets a new shell run the text in the directory and reports whether its status was 0. The environment is the
// session's with the given variables on top.
func (s *session) shell(text, dir string, env map[string]string) bool {
	if s.err != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	path := s.path("script.sh")
	text = strings.ReplaceAll(text, "/etc/hosts", s.path("hosts")) // the machine's own is no toy
	text = carried.ReplaceAllString(text, `"`+strings.ReplaceAll(s.path("tmp"), "$", "$$")+`/$1"`)
	if s.err = os.WriteFile(path, []byte(text), 0o600); s.err != nil {
		return false
	}
	cmd := exec.CommandContext(ctx, filepath.Join(s.world.Bin, s.job.Shell), path)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &s.log, &s.log
	cmd.WaitDelay = time.Second
	cmd.Env = []string{
		"PATH=" + s.world.Bin, "HOME=" + s.path("home"), "TMPDIR=" + s.path("tmp"), "LC_ALL=C.UTF-8",
		"CDC_STUB=" + s.world.Dir, fmt.Sprintf("CDC_STUB_FAIL=%d", s.world.Fail), "CDC_STUB_REFUSE=" + cmp.Or(s.world.Refuse, "/"),
	}
	for _, vars := range []map[string]string{s.world.Env, s.job.Env, env} {
		for k, v := range vars {
			cmd.Env = append(cmd.Env, k+"="+v)
		}
	}
	err := cmd.Run()
	if ctx.Err() != nil {
		s.err = fmt.Errorf("%s does not end:\n%s", s.job.Name, text)
	}
	return err == nil
}
