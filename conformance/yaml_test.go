package conformance

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/emit/nasty"
)

// reader reads a batch of documents and returns its version and a tree for each.
type reader struct {
	name   string
	noTags bool // the reader forgets local tags, and then resolves a quoted text as if it were plain
	read   func(t *testing.T, docs [][]byte) (version string, trees []string)
}

// readers are all that read YAML for a user of cdc: GitLab (Psych), the AWS CLI and cfn-lint (PyYAML), CodeBuild's and
// CodePipeline's Java (SnakeYAML), editors and the JavaScript tools, and both of Go's.
func readers() []reader {
	return []reader{
		{name: "psych", noTags: true, read: func(t *testing.T, docs [][]byte) (string, []string) {
			return batch(t, docs, tool(t, "ruby"), "readers/psych.rb")
		}},
		{name: "pyyaml", read: python("")},
		{name: "pyyaml-libyaml", read: python("c")},
		{name: "js-yaml-3", read: node("js-yaml-3")},
		{name: "js-yaml-4", read: node("js-yaml-4")},
		{name: "yaml-1.1", read: node("yaml-1.1")},
		{name: "yaml-1.2", read: node("yaml-1.2")},
		{name: "snakeyaml", read: snake},
		{name: "goccy", read: inProcess("github.com/goccy/go-yaml", goccyTree)},
		{name: "yaml.v3", read: inProcess("gopkg.in/yaml.v3", yaml3Tree)},
	}
}

// batch hands all documents to one process.
func batch(t *testing.T, docs [][]byte, name string, args ...string) (string, []string) {
	t.Helper()
	var in, errs bytes.Buffer
	for _, doc := range docs {
		in.WriteString(base64.StdEncoding.EncodeToString(doc))
		in.WriteByte('\n')
	}
	cmd := exec.Command(name, args...)
	cmd.Stdin, cmd.Stderr = &in, &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, errs.String())
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	return lines[0], lines[1:]
}

func python(mode string) func(*testing.T, [][]byte) (string, []string) {
	return func(t *testing.T, docs [][]byte) (string, []string) {
		path := tool(t, "python3")
		probe := "import yaml; yaml.CSafeLoader"
		if exec.Command(path, "-c", probe).Run() != nil {
			missing(t, "PyYAML", "apt-get install python3-yaml")
		}
		return batch(t, docs, path, strings.Fields("readers/pyyaml.py "+mode)...)
	}
}

func node(name string) func(*testing.T, [][]byte) (string, []string) {
	return func(t *testing.T, docs [][]byte) (string, []string) {
		path := tool(t, "node")
		module(t, strings.SplitN(strings.Replace(name, "yaml-1", "yaml/x", 1), "/x", 2)[0])
		return batch(t, docs, path, "readers/node.cjs", name)
	}
}

const snakeJar = "/usr/share/java/snakeyaml.jar"

func snake(t *testing.T, docs [][]byte) (string, []string) {
	path := tool(t, "java")
	jar, err := filepath.EvalSymlinks(snakeJar)
	if err != nil {
		missing(t, "SnakeYAML", "apt-get install libyaml-snake-java")
	}
	return batch(t, docs, path, "-cp", jar, "readers/SnakeReader.java", jarVersion(t, jar))
}

// jarVersion reads the version of a library from its manifest; the name of the file may have none.
func jarVersion(t *testing.T, jar string) string {
	t.Helper()
	r, err := zip.OpenReader(jar)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	manifest, err := fs.ReadFile(r, "META-INF/MANIFEST.MF")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^Bundle-Version: *([0-9.]+)`).FindSubmatch(manifest)
	if m == nil {
		t.Fatalf("%s: no version in its manifest", jar)
	}
	return string(m[1])
}

func inProcess(path string, read func([]byte) string) func(*testing.T, [][]byte) (string, []string) {
	return func(t *testing.T, docs [][]byte) (string, []string) {
		trees := make([]string, len(docs))
		for i, doc := range docs {
			trees[i] = read(doc)
		}
		return path + " " + moduleVersion(t, path) + ", " + runtime.Version(), trees
	}
}

func moduleVersion(t *testing.T, path string) string {
	data, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), path+" ")
	version, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(version)
}

// agree lets each reader read all documents and compares with what is right.
func agree(t *testing.T, readers []reader, docs [][]byte, want []string, name func(i int) string) {
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			version, got := r.read(t, docs)
			report(t, r.name, version, len(got), len(docs), start)
			wrong := 0
			for i := range min(len(got), len(want)) {
				right := want[i]
				if r.noTags {
					right = withoutTags(right)
				}
				if got[i] == right {
					continue
				}
				if wrong++; wrong <= 5 {
					t.Errorf("%s reads %s as\n  %s\nnot\n  %s\n%s", r.name, name(i), readable(got[i]), readable(right), docs[i])
				}
			}
			if wrong > 5 {
				t.Errorf("%s reads %d of %d documents in its own way", r.name, wrong, len(docs))
			}
		})
	}
}

// TestGoldenYAML: every golden file is the same tree for every reader.
func TestGoldenYAML(t *testing.T) {
	files := goldens(t, isYAML)
	docs, want := make([][]byte, len(files)), make([]string, len(files))
	for i, f := range files {
		docs[i], want[i] = f.Data, yaml3Tree(f.Data)
	}
	agree(t, readers(), docs, want, func(i int) string { return files[i].Name() })
}

// TestNastyYAML: texts that readers are known to take for something else come back as they were, wherever they stand.
func TestNastyYAML(t *testing.T) {
	nastily(t, readers(), 10_000, func(s string) emit.Value {
		text := emit.Str(s)
		again := emit.Shared{Name: "cdc-a_1", Value: text}
		return emit.Map{
			{Key: "the value", Value: text, Line: s},
			{Key: "the anchor", Value: emit.Seq{again, again}},
			{Key: s, Value: emit.Seq{text, emit.Map{{Key: "a", Value: emit.Map{{Key: "b" + s, Value: text}}}}}, Head: []string{s}},
			{Key: "the flow", Value: emit.Flow{Value: emit.Seq{text, emit.Map{{Key: s, Value: text}}}}, Blank: true},
		}
	})
}

// TestNastyTags: the same under tags, for the readers that keep them: CloudFormation's, not GitLab's.
func TestNastyTags(t *testing.T) {
	withTags := slices.DeleteFunc(readers(), func(r reader) bool { return r.noTags })
	nastily(t, withTags, 2500, func(s string) emit.Value {
		text := emit.Str(s)
		return emit.Map{
			{Key: "v", Value: emit.Tag{Name: "!Sub", Value: text}},
			{Key: "i", Value: emit.Seq{emit.Tag{Name: "!Ref", Value: text}, emit.Tag{Name: "!If", Value: emit.Seq{text, emit.Seq{text}}}}},
			{Key: "m", Value: emit.Tag{Name: "!Transform", Value: emit.Map{{Key: s, Value: text}}}},
			{Key: "f", Value: emit.Flow{Value: emit.Tag{Name: "!Equals", Value: emit.Seq{emit.Tag{Name: "!Ref", Value: text}, text}}}},
		}
	})
}

func nastily(t *testing.T, readers []reader, n int, doc func(s string) emit.Value) {
	if testing.Short() {
		n /= 8
	}
	docs, want := make([][]byte, n), make([]string, n)
	for i, s := range nasty.Texts(n) {
		v := doc(s)
		docs[i], want[i] = emit.YAML(nil, v), emitTree(v)
	}
	agree(t, readers, docs, want, func(int) string { return "a document" })
}
