package conformance

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	yaml3 "gopkg.in/yaml.v3"
)

// TestHookFiles holds that the hooks are called for every spec that discovery finds, and the check for every file that
// cdc writes.
func TestHookFiles(t *testing.T) {
	data, err := os.ReadFile("../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct{ ID, Entry, Language, Files string }
	if err := yaml3.Unmarshal(data, &hooks); err != nil || len(hooks) != 3 {
		t.Fatal(err, hooks)
	}
	written := goldens(t, func(file) bool { return true })
	for _, h := range hooks {
		files := regexp.MustCompile(h.Files)
		for _, name := range []string{"cdc.yaml", "cdc.yml", ".cdc.yaml", "ci/.cdc.yml", "ci/orders.cdc.yaml"} {
			if !files.MatchString(name) {
				t.Errorf("%s is not called for %s", h.ID, name)
			}
		}
		for _, name := range []string{"abcdc.yaml", "cdc.yaml.orig", "docker-compose.yml", "values.yaml"} {
			if files.MatchString(name) {
				t.Errorf("%s is called for %s", h.ID, name)
			}
		}
		for _, f := range written {
			if got, want := files.MatchString(f.Path), h.ID == "cdc-check"; got != want {
				t.Errorf("%s is called for %s: %v", h.ID, f.Path, got)
			}
		}
	}
}

// TestPreCommit has pre-commit install the hooks from a clean clone of this repository into a scratch project.
func TestPreCommit(t *testing.T) {
	t.Parallel()
	p := newProject(t)
	since := time.Now()
	version := output(t, p.tool, "--version")

	out := p.commit(true, "a good spec")
	for _, hook := range []string{"cdc fmt", "cdc lint", "cdc compile --check"} {
		if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(hook) + `\.*Passed$`).MatchString(out) {
			t.Errorf("%s has not passed:\n%s", hook, out)
		}
	}
	p.write("README.md", "nothing of cdc's\n")
	if out := p.commit(true, "another file"); strings.Contains(out, "Passed") {
		t.Errorf("a hook runs without need:\n%s", out)
	}

	good := p.read("cdc.yaml")
	p.write("cdc.yaml", strings.Replace(good, "steps:", "stpes:", 1))
	says(t, p.commit(false, "a slip"), `cdc.yaml:13:5: error[unknown-key]: jobs.test: there is no key "stpes"`, `did you mean "steps"?`)

	p.write("cdc.yaml", good)
	p.write(".gitlab-ci.yml", p.read(".gitlab-ci.yml")+"# by hand\n")
	says(t, p.commit(false, "a generated file changed by hand"), ".gitlab-ci.yml is out of date")

	p.git("checkout", "HEAD", "--", ".gitlab-ci.yml")
	p.write("cdc.yaml", strings.Replace(good, "make test", "make check", 1))
	says(t, p.commit(false, "a spec without its files"), ".gitlab-ci.yml is out of date")

	p.write("cdc.yaml", strings.Replace(good, "    steps:\n      - make test\n", "    steps:\n    -   make test\n", 1))
	says(t, p.commit(false, "a spec that is not in its form"), "files were modified by this hook", "wrote cdc.yaml")
	if got := p.read("cdc.yaml"); got != good {
		t.Errorf("cdc fmt has made of it:\n%s", got)
	}
	if n := strings.TrimSpace(p.git("rev-list", "--count", "HEAD")); n != "2" {
		t.Errorf("%s commits, want the two good ones", n)
	}
	p.oneProgram()
	report(t, "pre-commit", version, 6, 6, since)
}

func says(t *testing.T, out string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(out, want) {
			t.Errorf("pre-commit does not show %q:\n%s", want, out)
		}
	}
}

// project is a scratch repository with the hooks.
type project struct {
	*testing.T
	dir, home, tool string
}

const hooked = `# yaml-language-server: $schema=https://cdc-dev.github.io/cdc/schema/v1/pipeline.schema.json
cdc: v1
name: hooked

triggers:
  push: {branches: main}

jobs:
  # What a change must pass.
  test:
    image: golang:1.24
    timeout: 10 minutes
    steps:
      - make test

targets: {gitlab: {}}
`

func newProject(t *testing.T) *project {
	t.Helper()
	p := &project{T: t, dir: filepath.Join(t.TempDir(), "project"), home: t.TempDir(), tool: tool(t, "pre-commit")}
	clone, rev := cleanClone(t, p)
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	p.git("init", "--quiet", "--initial-branch", "main")
	p.write(".pre-commit-config.yaml", fmt.Sprintf("repos:\n  - repo: %s\n    rev: %s\n    hooks: [{id: cdc-fmt}, {id: cdc-lint}, {id: cdc-check}]\n", clone, rev))
	p.write("cdc.yaml", hooked)
	cdc := filepath.Join(p.home, "cdc")
	p.run(clone, "go", "build", "-o", cdc, "./cmd/cdc")
	p.run(p.dir, cdc, "compile", "-q")
	p.run(p.dir, p.tool, "install", "--install-hooks")
	return p
}

// cleanClone makes a repository of the files that git knows or would take here, as somebody who clones it gets them.
func cleanClone(t *testing.T, p *project) (dir, rev string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "cdc")
	list, err := exec.Command("git", "-C", "..", "ls-files", "-co", "--exclude-standard", "-z").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		st, err := os.Lstat(filepath.Join("..", name))
		if err != nil || !st.Mode().IsRegular() || !goBuildReads(name) {
			continue // removed, or of no use for building
		}
		data, err := os.ReadFile(filepath.Join("..", name))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, st.Mode().Perm())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	p.run(dir, "git", "init", "--quiet", "--initial-branch", "main")
	p.run(dir, "git", "add", "--all")
	p.run(dir, "git", "commit", "--quiet", "--no-verify", "--message", "clone")
	return dir, strings.TrimSpace(p.run(dir, "git", "rev-parse", "HEAD"))
}

// goBuildReads leaves out what only tests read, which is thousands of files.
func goBuildReads(name string) bool {
	return !strings.Contains("/"+name, "/testdata/")
}

func (p *project) write(name, text string) {
	p.Helper()
	if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o644); err != nil {
		p.Fatal(err)
	}
}

func (p *project) read(name string) string {
	p.Helper()
	data, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		p.Fatal(err)
	}
	return string(data)
}

// command is a command in an environment of its own, but for Go's caches, which a test need not fill again.
func (p *project) command(dir, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+p.home, "PRE_COMMIT_HOME="+filepath.Join(p.home, "pre-commit"), "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@example.org", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@example.org", "NO_COLOR=1")
	for _, name := range []string{"GOMODCACHE", "GOCACHE", "GOFLAGS", "GOPROXY"} {
		if value, err := exec.Command("go", "env", name).Output(); err == nil {
			cmd.Env = append(cmd.Env, name+"="+strings.TrimSpace(string(value)))
		}
	}
	return cmd
}

func (p *project) run(dir, name string, args ...string) string {
	p.Helper()
	out, err := p.command(dir, name, args...).CombinedOutput()
	if err != nil {
		p.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (p *project) git(args ...string) string { p.Helper(); return p.run(p.dir, "git", args...) }

// commit commits everything and returns what is printed; good says whether the hooks are to let it pass.
func (p *project) commit(good bool, message string) string {
	p.Helper()
	p.git("add", "--all")
	out, err := p.command(p.dir, "git", "commit", "--message", message).CombinedOutput()
	if (err == nil) != good {
		p.Errorf("git commit of %s: %v\n%s", message, err, out)
	}
	return string(out)
}

// oneProgram holds that `go install ./...`, which pre-commit runs, has built one program.
func (p *project) oneProgram() {
	p.Helper()
	var programs []string
	err := filepath.WalkDir(filepath.Join(p.home, "pre-commit"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Base(filepath.Dir(path)) == "bin" && bytes.Contains([]byte(path), []byte("golangenv")) {
			programs = append(programs, filepath.Base(path))
		}
		return err
	})
	if err != nil || len(programs) != 1 || programs[0] != "cdc" {
		p.Errorf("go install ./... has built %q (%v), not cdc alone", programs, err)
	}
}
