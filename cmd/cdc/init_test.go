package main

import (
	"bufio"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	canonical "github.com/cdc-dev/cdc/compiler/format"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/targets"
)

// found is what directories hold that get their first spec, by what it is told by.
var found = []struct {
	name  string
	files map[string]string
}{
	{"nothing", nil},
	{"gitlab-node", map[string]string{
		".git/config":                   "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = git@gitlab.com:acme/web/shop.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch \"x\"]\n\turl = no\n",
		".git/HEAD":                     "ref: refs/heads/feature/x\n",
		".git/refs/remotes/origin/HEAD": "ref: refs/remotes/origin/develop\n",
		"package.json":                  `{"scripts": {"test": "vitest"}}`,
		"package-lock.json":             "{}",
		".nvmrc":                        "v20.11.1\n",
	}},
	{"gitlab-own-python", map[string]string{
		".git/config":      "[remote \"up\"]\n\turl = ssh://git@gitlab.acme.example:2222/infra/api.git\n",
		".git/HEAD":        "ref: refs/heads/release/2026\n",
		"requirements.txt": "flask\n",
		".python-version":  "3.13.2\n",
		"template.yml":     "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Runtime: python3.13\n",
		"samconfig.toml":   "[default.deploy.parameters]\nregion = \"ap-southeast-2\"\n",
	}},
	{"github-go", map[string]string{
		".git/config": "[remote \"origin\"]\n\turl = https://user:ghp_secret@github.com/acme/Shop.Api.git\n",
		".git/HEAD":   "ref: refs/heads/master\n",
		"go.mod":      "module example.com/shop\n\ngo 1.25.3\n",
		"appspec.yml": "version: 0.0\nos: linux\n",
	}},
	{"codecommit-chalice", map[string]string{
		".git/config":          "[remote \"origin\"]\n\turl = https://git-codecommit.eu-west-2.amazonaws.com/v1/repos/todo\n",
		".git/HEAD":            "ref: refs/heads/main\n",
		".chalice/config.json": `{"version": "2.0", "app_name": "Todo_Api"}`,
		"requirements.txt":     "chalice\n",
	}},
}

// TestInit writes every template into every directory: the spec has no error and no warning, compiles for its targets, and
// is the golden one. No secret of a remote's URL gets anywhere.
func TestInit(t *testing.T) {
	goldens, err := filepath.Abs("testdata/init")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		for _, template := range append([]string{""}, templateNames...) {
			t.Run(f.name+"/"+template, func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "My App")
				write(t, dir, f.files)
				t.Chdir(dir)
				args := []string{"init", "--yes"}
				name := f.name
				if template != "" {
					args, name = append(args, "--template", template), f.name+"."+template
				}
				code, said := runIn(args, "")
				spec, err := os.ReadFile("cdc.yaml")
				if code != 0 || err != nil {
					t.Fatalf("exit %d, %v:\n%s", code, err, said)
				}
				if strings.Contains(string(spec)+said, "ghp_secret") {
					t.Errorf("the password of the remote is told:\n%s", said)
				}
				clean(t, "cdc.yaml", spec)
				golden.Check(t, filepath.Join(goldens, name+".cdc.yaml"), spec)
				if template == "" {
					golden.Check(t, filepath.Join(goldens, name+".said"), []byte(said))
				}
			})
		}
	}
}

// TestTemplates holds that the templates are what they say: whole specs without a finding but notes.
func TestTemplates(t *testing.T) {
	files, err := fs.Glob(templates, "templates/*")
	if err != nil || len(files) < len(templateNames) {
		t.Fatalf("%v, %d files", err, len(files))
	}
	for _, f := range files {
		data, err := templates.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		clean(t, f, data)
	}
}

// TestLanguages holds the image and the commands for every language that a file tells of.
func TestLanguages(t *testing.T) {
	goldens, err := filepath.Abs("testdata/init")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, files := range []map[string]string{
		{"go.mod": ""}, {"package.json": "{}"}, {"package.json": "{", "yarn.lock": ""},
		{"package.json": `{"scripts": {"test": "x"}}`, "pnpm-lock.yaml": "", ".nvmrc": "lts/*"},
		{"requirements.txt": ""}, {"pyproject.toml": "", ".python-version": "pypy3.10"}, {"pom.xml": ""}, {"gradlew": ""},
		{"requirements-dev.txt": ""}, {"Pipfile": ""},
		{"template.yaml": "Transform: AWS::Serverless-2016-10-31\nResources: {F: {Type: AWS::Serverless::Function, Properties: {\n  Runtime: python3.13}}}\n"},
		{"Gemfile": ""}, {"Cargo.toml": ""}, {"composer.json": ""}, {"go.mod": "go 1.24\n", "package.json": "{}"},
	} {
		dir := t.TempDir()
		write(t, dir, files)
		t.Chdir(dir)
		from := look(dir).language
		code, said := runIn([]string{"init", "--yes"}, "")
		spec, err := os.ReadFile("cdc.yaml")
		if code != 0 || err != nil {
			t.Fatalf("%v: exit %d, %v:\n%s", files, code, err, said)
		}
		clean(t, "cdc.yaml", spec)
		_, after, _ := strings.Cut(string(spec), "jobs:\n")
		b.WriteString(from.file + "\n" + after + "\n")
	}
	golden.Check(t, filepath.Join(goldens, "languages"), b.Bytes())
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// runIn runs a command with a standard input and returns its exit code and what it said.
func runIn(args []string, stdin string) (int, string) {
	var said bytes.Buffer
	p := newProgram(targets.All)
	p.in, p.err, p.out, p.terminal = strings.NewReader(stdin), &said, bufio.NewWriter(&said), terminal{}
	code := p.run(args)
	return code, said.String()
}

// clean holds a spec to no error, to no warning but of placeholders, and its targets to files.
func clean(t *testing.T, name string, data []byte) {
	t.Helper()
	const schema = "# yaml-language-server: $schema=https://"
	if !bytes.HasPrefix(data, []byte(schema)) {
		t.Errorf("%s does not begin with the line of the schema", name)
	}
	if got, err := canonical.Spec(name, data); err != nil || !bytes.Equal(got.Text, data) {
		t.Errorf("%s is not in its canonical form: %v\n%s", name, err, unified(name, data, got.Text))
	}
	spec := compiler.Load("cdc.yaml", data)
	found := spec.Findings()
	defer func() {
		for _, d := range found {
			if d.Code == "two-pipelines" {
				t.Errorf("%s: %s", name, d.Message)
			}
		}
	}()
	files := 0
	for _, target := range newProgram(targets.All).named(spec) {
		out, more := spec.Compile(target, compiler.Options{})
		found = append(found, more...)
		files += len(out)
	}
	if files == 0 {
		t.Errorf("%s: nothing is compiled", name)
	}
	for _, d := range compiler.Silence(spec.Doc, found, true) {
		if d.Level != diag.Note && d.Code != "placeholder" {
			t.Errorf("%s:%d: %s: %s", name, d.Range.Start.Line, d.Code, d.Message)
		}
	}
}

// TestParseRemote takes apart what `git remote add` is given.
func TestParseRemote(t *testing.T) {
	for url, want := range map[string]string{
		"git@gitlab.com:acme/shop.git":                                    "gitlab.com acme/shop ",
		"gitlab.com:acme/shop":                                            "gitlab.com acme/shop ",
		"https://gitlab.com/acme/web/shop/":                               "gitlab.com acme/web/shop ",
		"ssh://git@gitlab.acme.example:2222/acme/shop.git":                "gitlab.acme.example acme/shop ",
		"https://user:pa%40ss@GitHub.com/acme/shop.git":                   "github.com acme/shop ",
		"ssh://APKA@git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop": "codecommit shop eu-west-1",
		"https://git-codecommit.us-east-2.amazonaws.com/v1/repos/shop":    "codecommit shop us-east-2",
		"codecommit::ap-northeast-1://profile@shop":                       "codecommit shop ap-northeast-1",
		"codecommit://shop":                                               "codecommit shop ",
		"/srv/git/shop.git":                                               "  ",
		"file:///srv/git/shop.git":                                        "  ",
		"../shop":                                                         "  ",
		"https://example.com/only":                                        "  ",
		"https://example.com/a/b\" onmouseover=\"x":                       "  ",
		"": "  ",
	} {
		host, repository, region := parseRemote(url)
		if got := host + " " + repository + " " + region; got != want {
			t.Errorf("parseRemote(%q) = %q, want %q", url, got, want)
		}
	}
}

// TestGitDirs follows the file that a linked work tree has for a .git.
func TestGitDirs(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"repo/.git/config":                 "[remote \"origin\"]\n\turl = git@gitlab.com:acme/shop.git\n",
		"repo/.git/worktrees/wt/HEAD":      "ref: refs/heads/fix\n",
		"repo/.git/worktrees/wt/commondir": "../..\n",
		"wt/.git":                          "gitdir: ../repo/.git/worktrees/wt\n",
	})
	p := look(filepath.Join(dir, "wt"))
	if p.repository != "acme/shop" || p.guess != "fix" || p.branch != "" || p.name != "shop" {
		t.Errorf("found %+v", p)
	}
}

func TestSlug(t *testing.T) {
	for s, want := range map[string]string{"Shop.Api": "shop-api", "2048-game": "game", "--": "", "Größe": "gr-e", strings.Repeat("ab-", 30): strings.Repeat("ab-", 13) + "a"} {
		if got := slug(s); got != want {
			t.Errorf("slug(%q) = %q, want %q", s, got, want)
		}
	}
}
