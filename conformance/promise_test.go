package conformance

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/conformance/random"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/graph"
	"github.com/cdc-dev/cdc/targets"
)

// specs returns the spec of every golden case by its name.
func specs(t *testing.T) map[string][]byte {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(goldenRoot(), "*", "cdc.yaml"))
	out := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(filepath.Dir(path))] = data
	}
	if len(out) == 0 {
		t.Fatal("no golden case")
	}
	return out
}

// allOf is all that cdc says of a text: the files of every target, and the findings. places says whether the findings
// show where they are, which moves when a line is taken out.
func allOf(text []byte, places bool) string {
	s := compiler.Load("cdc.yaml", text)
	var out strings.Builder
	tell(&out, s.Findings(), places)
	for _, target := range targets.All {
		files, found := s.Compile(target, compiler.Options{All: true})
		tell(&out, found, places)
		for _, f := range files {
			fmt.Fprintf(&out, "--- %s %s\n%s", target.Name, f.Path, f.Data)
		}
	}
	return out.String()
}

// TestSameBytes: a spec gives the same bytes in 100 runs, on one processor and on many, with the line ends of Windows, and
// with a thousand jobs.
func TestSameBytes(t *testing.T) {
	all := specs(t)
	texts := [][]byte{all["monorepo"], all["sam-multi-account"], thousand()}
	for seed := range uint64(40) {
		texts = append(texts, random.Make(seed).Text)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for i, text := range texts {
		want := allOf(text, true)
		runs := some(100, 20)
		if i >= 3 {
			runs = 3
		} else if i == 2 {
			runs = some(100, 3) // a thousand jobs
		}
		for n := range runs {
			runtime.GOMAXPROCS(1 + n%2*7)
			if got := allOf(text, true); got != want {
				t.Fatalf("run %d differs:\n%s", n, text)
			}
		}
	}
	for _, name := range sorted(all) {
		windows := bytes.ReplaceAll(all[name], []byte("\n"), []byte("\r\n"))
		if allOf(windows, true) != allOf(all[name], true) {
			t.Errorf("%s: CRLF changes something", name)
		}
	}
}

// thousand is a spec with 1,000 jobs.
func thousand() []byte {
	var b bytes.Buffer
	b.WriteString("cdc: v1\nname: many\ntriggers: {push: {branches: main}}\njobs:\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "  job%d: {image: \"golang:1.24\", steps: [make %d], artifacts: {paths: [out%d]}", i, i, i)
		if i > 0 {
			fmt.Fprintf(&b, ", needs: [job%d, job%d]", i-1, i/2)
		}
		b.WriteString("}\n")
	}
	return b.Bytes()
}

// planted are texts that begin like credentials of several issuers, and are none.
var planted = []string{
	"AKIAQ3EXAMPLE7EXAMPL", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "glpat-abcdefghij0123456789",
	"https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnopqrstuvwx", "postgres://admin:hunter2example@db.example/app",
}

// TestPlantedSecrets puts what looks like a credential into every place of every golden spec, one at a time: into values, whole
// and as a part of them, keys, anchors, comments, and lines that are no YAML. Nothing is compiled then, and no report and no drawing shows it.
func TestPlantedSecrets(t *testing.T) {
	t.Parallel()
	all := specs(t)
	every := some(2, 11)
	count, compiled, leaks := map[string]int{}, 0, []string{}
	for _, name := range sorted(all) {
		plants := plant(t, all[name])
		plants = slices.DeleteFunc(plants, func(p planting) bool { return p.id%every != 0 })
		var mu sync.Mutex
		each(len(plants), func(i int) {
			files, where := shows(plants[i].text, plants[i].secret)
			mu.Lock()
			defer mu.Unlock()
			count[plants[i].kind]++
			compiled += min(files, 1)
			if where != "" {
				leaks = append(leaks, fmt.Sprintf("%s: %s %s: %s shows %s", name, plants[i].kind, plants[i].path, where, plants[i].secret))
			}
		})
	}
	slices.Sort(leaks)
	for _, leak := range leaks[:min(len(leaks), 20)] {
		t.Error(leak)
	}
	t.Logf("planted: %v; %d are shown, and %d specs with one compile", count, len(leaks), compiled)
	if compiled > 0 {
		t.Errorf("%d specs with a credential compile", compiled)
	}
}

// planting is a spec with a credential somewhere.
type planting struct {
	id         int
	kind, path string // kind of place: value, part, key, comment, anchor, or broken: in a line that is no YAML
	text       []byte
	secret     string
}

// plant makes all plantings of a spec.
func plant(t *testing.T, text []byte) (out []planting) {
	t.Helper()
	doc, _, _ := named(t, text)
	with := func(kind, path string, n *yaml.Node, change func(secret string)) {
		was, secret := *n, planted[len(out)%len(planted)]
		if kind == "anchor" {
			secret = planted[len(out)%3]
		}
		change(secret)
		text, err := yaml.Marshal(doc)
		if kind == "broken" { // quotes that are never closed, right before it
			text = bytes.Replace(text, []byte("see "+secret), []byte("\"see \" "+secret), 1)
		}
		if err == nil && bytes.Contains(text, []byte(secret)) {
			out = append(out, planting{len(out), kind, path, text, secret})
		}
		*n = was
	}
	text0 := func(n *yaml.Node, v string) { n.Value, n.Style, n.Tag = v, yaml.DoubleQuotedStyle, "!!str" }
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		for i, c := range n.Content {
			at := path
			switch {
			case n.Kind == yaml.MappingNode && i%2 == 0:
				with("key", path+"."+c.Value, c, func(secret string) { text0(c, secret) })
				with("comment", path+"."+c.Value, c, func(secret string) { c.HeadComment = "see " + secret })
				continue
			case n.Kind == yaml.MappingNode:
				at = path + "." + n.Content[i-1].Value
			case n.Kind == yaml.SequenceNode:
				at = fmt.Sprintf("%s[%d]", path, i)
			}
			walk(c, at)
		}
		if n.Anchor == "" && n.Kind != yaml.DocumentNode && n.Kind != yaml.AliasNode {
			with("anchor", path, n, func(secret string) { n.Anchor = secret })
		}
		if n.Kind == yaml.ScalarNode && n.Anchor == "" {
			with("broken", path, n, func(secret string) { text0(n, "see "+secret+"]} : {") })
			with("value", path, n, func(secret string) { text0(n, secret) })
			with("part", path, n, func(secret string) { text0(n, n.Value+" --with "+secret) })
			with("comment", path, n, func(secret string) { n.LineComment = secret })
		}
	}
	walk(doc, "")
	return out
}

// shows returns what shows the secret of a spec: an output, a report in one of its forms, or a drawing of the graph; and how many
// files there are.
func shows(text []byte, secret string) (files int, where string) {
	s := compiler.Load("cdc.yaml", text)
	found := slices.Clone(s.Findings())
	for _, target := range targets.All {
		out, more := s.Compile(target, compiler.Options{All: true})
		found = append(found, more...)
		for _, f := range out {
			files++
			if bytes.Contains(f.Data, []byte(secret)) {
				return files, target.Name + "/" + f.Path
			}
		}
	}
	for i := range found {
		found[i].File = "cdc.yaml"
	}
	for _, f := range diag.Formats() {
		out := f.Print(diag.Report{Found: found, Files: []diag.File{{Name: "cdc.yaml", Lines: s.Doc.Lines}}})
		if bytes.Contains(out, []byte(secret)) {
			return files, "the report " + f.Name
		}
	}
	if s.Plan == nil || s.Findings().HasErrors() { // which cdc graph shows instead
		return files, ""
	}
	g := graph.New(s.Plan, nil)
	for i, drawing := range []string{g.Text(), g.Mermaid(), g.Dot(), g.SVG(), g.JSON()} {
		if strings.Contains(drawing, secret) {
			return files, "the drawing " + []string{"text", "mermaid", "dot", "svg", "json"}[i]
		}
	}
	return files, ""
}
