package cdc_test

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

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/targets"
	"gopkg.in/yaml.v3"
)

// TestDocs runs every fenced example of the documents, in order, each document in a directory of its own:
//
//	```console  commands behind "$ ", each followed by what it prints; "(exit N)" is the last line when that is not 0;
//	            the repository's testdata is there, and "go run ./cmd/cdc" is the cdc of this test
//	```yaml     a spec when it begins with "cdc:": it must have no error, or the one of a comment <!-- gives: CODE -->
//	            above it; else a part of one, which must be YAML
//	```sh       not run: every line must be in notRun, with the reason
//
// A comment <!-- write: FILE --> above a block writes it into the directory, <!-- read: FILE --> compares it with a file
// that a command has written there. With -update the documents are rewritten with what really happened.
func TestDocs(t *testing.T) {
	docs, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append([]string{"README.md", "CONTRIBUTING.md"}, docs...) {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			d := &document{T: t, dir: t.TempDir()}
			here, err := filepath.Abs("testdata")
			if err == nil {
				err = os.Symlink(here, filepath.Join(d.dir, "testdata")) // for commands that a clone is the place of
			}
			if err != nil {
				t.Fatal(err)
			}
			golden.Check(t, name, []byte(d.run(string(data))))
		})
	}
}

// notRun is the commands of the documents that a test cannot run, and why.
var notRun = map[string]string{
	"go install github.com/cdc-dev/cdc/cmd/cdc@latest": "needs the published module",
	"go test ./...":        "is what runs this test",
	".ci/run":              "runs this test",
	"conformance/setup.sh": "installs the judges",
	"CDC_JUDGES=require go test ./conformance/...":                                                                                                                          "runs for minutes, and in .ci/run",
	"aws iam create-role --role-name shop-build --assume-role-policy-document file://trust.json":                                                                            callsAWS,
	"aws codebuild create-project --cli-input-json file://project.json":                                                                                                     callsAWS,
	"aws codebuild start-build --project-name shop --source-version refs/heads/main":                                                                                        callsAWS,
	"aws codebuild create-webhook --cli-input-json file://webhook.json":                                                                                                     callsAWS,
	"aws cloudformation deploy --region eu-west-1 --stack-name orders-roles --template-file cfn/roles.yml --capabilities CAPABILITY_NAMED_IAM":                              callsAWS,
	"aws cloudformation deploy --region eu-west-1 --stack-name orders-bucket --template-file cfn/bucket.yml":                                                                callsAWS,
	"aws cloudformation deploy --region eu-west-1 --stack-name orders-pipeline --template-file cfn/pipeline.yml --capabilities CAPABILITY_NAMED_IAM":                        callsAWS,
	`aws cloudformation describe-stacks --region eu-west-1 --stack-name orders-pipeline --query "Stacks[0].Outputs[?OutputKey=='SourceRepoURL'].OutputValue" --output text`: callsAWS,
	`aws secretsmanager create-secret --region eu-west-1 --name GithubRepoAccess --secret-string '{"OAuthToken": "TOKEN"}'`:                                                 callsAWS,
	"aws cloudformation deploy --stack-name CHALICE_STACK --template-file cfn/pipeline.yml --capabilities CAPABILITY_IAM":                                                   callsAWS,
	`aws secretsmanager create-secret --name ci/slack --secret-string '{"webhook": "https://hooks.slack.com/services/…"}'`:                                                  callsAWS,
	"aws secretsmanager create-secret --name ci/slack-signing --secret-string SIGNING_SECRET":                                                                               callsAWS,
	`aws cloudformation describe-stacks --stack-name orders-codebuild --query "Stacks[0].Outputs[?OutputKey=='SlackRequestUrl'].OutputValue" --output text`:                 callsAWS,
}

const callsAWS = "calls AWS"

// document is one document while it is run.
type document struct {
	*testing.T
	dir string
}

var (
	fence = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")
	hint  = regexp.MustCompile(`<!-- (write|read|gives): (\S+) -->\n+$`)
)

// run runs the blocks and returns the document as it should be.
func (d *document) run(text string) string {
	var out strings.Builder
	last := 0
	for _, m := range fence.FindAllStringSubmatchIndex(text, -1) {
		lang, body := text[m[2]:m[3]], text[m[4]:m[5]]
		verb, arg := "", ""
		if h := hint.FindStringSubmatch(text[last:m[0]]); h != nil {
			verb, arg = h[1], h[2]
		}
		out.WriteString(text[last:m[4]])
		out.WriteString(d.block(lang, body, verb, arg))
		last = m[5]
	}
	return out.String() + text[last:]
}

// block runs one block and returns its text as it should be.
func (d *document) block(lang, body, verb, arg string) string {
	switch {
	case verb == "write":
		d.write(arg, body)
	case verb == "read":
		data, err := os.ReadFile(filepath.Join(d.dir, arg))
		if err != nil {
			d.Error(err)
		}
		return string(data)
	}
	switch lang {
	case "console":
		return d.console(body)
	case "yaml":
		d.yaml(body, verb, arg)
	case "sh":
		for line := range strings.Lines(body) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), "  #")
			if line = strings.TrimSpace(line); line != "" && notRun[line] == "" {
				d.Errorf("this command is not run, and notRun does not say why: %s", line)
			}
		}
	case "":
		d.Errorf("a block without a language: %.60q", body)
	}
	return body
}

func (d *document) write(name, body string) {
	path := filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		d.Fatal(err)
	}
}

// console runs the commands of a block and returns the block with what they print.
func (d *document) console(body string) string {
	var out strings.Builder
	for line := range strings.Lines(body) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue // of the old output
		}
		out.WriteString(line)
		cmd := exec.Command("bash", "-c", strings.Replace(command, "go run ./cmd/cdc ", "cdc ", 1))
		cmd.Dir = d.dir
		cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(binary(d.T))+":"+os.Getenv("PATH"), "NO_COLOR=1")
		printed, err := cmd.CombinedOutput()
		out.Write(printed)
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			fmt.Fprintf(&out, "(exit %d)\n", exit.ExitCode())
		} else if err != nil {
			d.Fatal(err)
		}
	}
	return out.String()
}

// yaml holds a spec to have no error, or the finding that the document says it has.
func (d *document) yaml(body, verb, code string) {
	if !isSpec(body) {
		if err := yaml.Unmarshal([]byte(body), new(any)); err != nil {
			d.Errorf("this is no YAML: %v\n%s", err, body)
		}
		return
	}
	if verb == "write" {
		return // the commands below it show what it has
	}
	found := lint(body, "")
	if verb == "gives" {
		if !has(found, diag.Code(code)) {
			d.Errorf("this spec does not have %s:\n%s\n%s", code, body, compact(found))
		}
	} else if found.HasErrors() {
		d.Errorf("this spec has errors:\n%s\n%s", body, compact(found))
	}
}

func isSpec(body string) bool {
	for line := range strings.Lines(body) {
		if !strings.HasPrefix(line, "#") && strings.TrimSpace(line) != "" {
			return strings.HasPrefix(line, "cdc:")
		}
	}
	return false
}

// lint returns all findings of a spec, for the targets that it names and one more, which may be empty.
func lint(text, target string) diag.List {
	spec := compiler.Load("cdc.yaml", []byte(text))
	found := append(diag.List{}, spec.Findings()...)
	for _, t := range targets.All {
		named := t.Name == target
		for _, n := range spec.Targets() {
			named = named || n == t.Name
		}
		if named {
			_, more := spec.Compile(t, compiler.Options{})
			found.Add(more...)
		}
	}
	if spec.Doc != nil {
		found = compiler.Silence(spec.Doc, found, true)
	}
	for i := range found {
		found[i].File = "cdc.yaml"
	}
	found.Sort()
	return found
}

func has(found diag.List, code diag.Code) bool {
	for _, d := range found {
		if d.Code == code {
			return true
		}
	}
	return false
}

func compact(found diag.List) []byte { return diag.Compact(diag.Report{Found: found}) }

var build struct {
	sync.Once
	path string
	err  error
}

// binary builds cdc once and returns its path.
func binary(t *testing.T) string {
	build.Do(func() {
		dir, err := os.MkdirTemp("", "cdc-docs")
		if err != nil {
			build.err = err
			return
		}
		build.path = filepath.Join(dir, "cdc")
		out, err := exec.Command("go", "build", "-o", build.path, "./cmd/cdc").CombinedOutput()
		if err != nil {
			build.err = fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
		}
	})
	if build.err != nil {
		t.Fatal(build.err)
	}
	return build.path
}

func TestMain(m *testing.M) {
	code := m.Run()
	if build.path != "" {
		os.RemoveAll(filepath.Dir(build.path))
	}
	os.Exit(code)
}
