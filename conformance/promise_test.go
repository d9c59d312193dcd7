package conformance

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/conformance/random"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/schema"
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
	say := func(found diag.List) {
		for _, d := range found {
			if places {
				fmt.Fprint(&out, d.Range, " ")
			}
			fmt.Fprintln(&out, d.Level, d.Code, d.Target, d.Path, d.Message, d.Help)
		}
	}
	say(s.Findings())
	for _, target := range targets.All {
		files, found := s.Compile(target, compiler.Options{All: true})
		say(found)
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
		runs := 100
		if i >= 2 {
			runs = 3
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

// TestPlantedSecrets puts what looks like a credential into every text of every golden spec, one at a time: no output has
// it, and no report shows it.
func TestPlantedSecrets(t *testing.T) {
	count, leaked := 0, 0
	all := specs(t)
	for _, name := range sorted(all) {
		var doc yaml.Node
		if err := yaml.Unmarshal(all[name], &doc); err != nil {
			t.Logf("%s: %v", name, err) // yaml.v3 takes "?" in a flow map for a key
			continue
		}
		eachText(&doc, "", func(path string, n *yaml.Node) {
			secret := planted[count%len(planted)]
			if count++; testing.Short() && count%11 != 0 {
				return
			}
			was := *n
			n.Value, n.Style, n.Tag, n.Anchor = secret, yaml.DoubleQuotedStyle, "!!str", ""
			if was.Anchor == "" {
				text, err := yaml.Marshal(&doc)
				if err != nil {
					t.Fatal(err)
				}
				if where := shows(text, secret); where != "" {
					if leaked++; leaked <= 10 {
						t.Errorf("%s: %s: %s shows %s", name, path, where, secret)
					}
				}
			}
			*n = was
		})
	}
	if leaked > 0 {
		t.Errorf("%d of %d are shown", leaked, count)
	}
	t.Logf("%d credentials planted", count)
}

// eachText visits the scalars that are values.
func eachText(n *yaml.Node, path string, visit func(path string, n *yaml.Node)) {
	for i, c := range n.Content {
		switch {
		case n.Kind == yaml.MappingNode && i%2 == 0:
			continue
		case n.Kind == yaml.MappingNode:
			eachText(c, path+"."+n.Content[i-1].Value, visit)
		case n.Kind == yaml.SequenceNode:
			eachText(c, fmt.Sprintf("%s[%d]", path, i), visit)
		default:
			eachText(c, path, visit)
		}
	}
	if n.Kind == yaml.ScalarNode {
		visit(path, n)
	}
}

// shows returns what shows the secret of a spec: an output, or a report in one of its forms.
func shows(text []byte, secret string) string {
	s := compiler.Load("cdc.yaml", text)
	found := slices.Clone(s.Findings())
	for _, target := range targets.All {
		files, more := s.Compile(target, compiler.Options{All: true})
		found = append(found, more...)
		for _, f := range files {
			if bytes.Contains(f.Data, []byte(secret)) {
				return target.Name + "/" + f.Path
			}
		}
	}
	for i := range found {
		found[i].File = "cdc.yaml"
	}
	for _, f := range diag.Formats() {
		out := f.Print(diag.Report{Found: found, Files: []diag.File{{Name: "cdc.yaml", Lines: s.Doc.Lines}}})
		if bytes.Contains(out, []byte(secret)) {
			return "the report " + f.Name
		}
	}
	return ""
}

// noEffect are the keys that may be dropped without a trace, each with the reason.
var noEffect = map[string]string{
	"Spec.x-*": "holds anchors",
}

// effective are specs whose values are not the defaults, for keys that other specs set to what holds without them.
var effective = []string{
	"cdc: v1\nname: x\njobs: {a: {image: node, steps: [{run: 'if [[ -n x ]]; then make; fi', shell: bash}]}}\n",
	"cdc: v1\nname: x\njobs: {a: {steps: [make]}, b: {steps: [make]}}\ntargets: {gitlab: {jobs: [a]}, codebuild: {jobs: [a]}, shippable: {jobs: [a]}, cfn: {jobs: [a]}}\n" +
		"bootstrap: {codebuild: {source: {github: {repository: acme/x}}}}\n",
	"cdc: v1\nname: x\ndefaults: {region: eu-west-1}\njobs: {a: {image: node, steps: [{codedeploy: {application: A, group: G, revision: {github: {repository: acme/x, commit: 8f14e45fceea167a5a36dedd4bea2543b1a2c3d4}}}}]}}\n",
	"cdc: v1\nname: x\ntriggers: {push: {branches: main}}\ndefaults: {region: eu-west-1}\njobs: {a: {image: {codebuild: 'aws/codebuild/standard:7.0'}, docker: true, steps: [docker build .]}}\n" +
		"bootstrap: {ecr: {repository: other}, codebuild: {source: {github: {repository: acme/x}}}}\n",
	bootstrapped + "bootstrap: {pipeline: {build_image: aws/codebuild/standard:6.0, source: {codecommit: {repository: x, branch: develop}}}}\n",
	bootstrapped + "bootstrap: {pipeline: {source: {github: {owner: acme, repo: x, branch: develop, token: {parameter: Token}}}}}\n",
	bootstrapped + "bootstrap: {pipeline: {source: {connection: {repository: acme/x, branch: develop}}}}\n",
	packaged,
}

// packaged is a package step with a bucket of its own beside the bucket of all jobs.
const packaged = "cdc: v1\nname: x\ndefaults: {region: eu-west-1}\nartifact_bucket: acme\n" +
	"jobs: {a: {image: node, steps: [{cloudformation: {action: package, template: t.yml, output: out.yml, bucket: other}}], artifacts: {paths: [out.yml]}}}\n"

const bootstrapped = "cdc: v1\nname: x\ntriggers: {push: {branches: [main, develop]}}\ndefaults: {region: eu-west-1}\nartifact_bucket: acme\n" +
	"jobs: {a: {image: {codebuild: 'aws/codebuild/standard:7.0'}, steps: [make], artifacts: {paths: [dist]}}}\n"

// awaited are keys whose effect is still to come: the test fails when it has, so that they go from here.
var awaited = map[string]string{
	"BootPipeline.build_image": "no pipeline of the tests builds with it",
}

// TestLosslessOrLoud drops every key of every golden spec, one at a time: an output of some target changes, or the findings
// do. A value that is the default already, or that another key implies, may go; so every key of the language must have an
// effect somewhere, not everywhere.
func TestLosslessOrLoud(t *testing.T) {
	all := specs(t)
	seen, effect := map[string]int{}, map[string]int{}
	for _, name := range sorted(all) {
		s := compiler.Load("cdc.yaml", all[name])
		if s.Findings().HasErrors() || yaml.Unmarshal(all[name], new(yaml.Node)) != nil {
			continue
		}
		dropped(t, all[name], seen, effect)
	}
	n := 400
	if testing.Short() {
		n = 20
	}
	for seed := range uint64(n) { // for the keys that no golden has
		sp := random.Make(seed)
		if !compiler.Load("cdc.yaml", sp.Text).Findings().HasErrors() && lacks(sp.Text, effect) {
			dropped(t, sp.Text, seen, effect)
		}
	}
	for _, text := range effective {
		if s := compiler.Load("cdc.yaml", []byte(text)); s.Findings().HasErrors() {
			t.Errorf("%s\n%s", diag.Compact(diag.Report{Found: s.Findings()}), text)
		}
		dropped(t, []byte(text), seen, effect)
	}
	silent := 0
	for _, key := range schema.CensusNames() {
		switch {
		case noEffect[key] != "":
		case awaited[key] != "":
			if effect[key] > 0 {
				t.Errorf("%s has an effect; it is not awaited any more", key)
			}
		case effect[key] == 0 && !testing.Short():
			t.Errorf("%s: %d times dropped, never an effect", key, seen[key])
			silent++
		}
	}
	t.Logf("%d keys of the language, %d without an effect", len(schema.CensusNames()), silent)
}

// lacks reports whether the spec has a key whose effect nothing has shown yet.
func lacks(text []byte, effect map[string]int) bool {
	found := false
	doc, _ := source.Parse("cdc.yaml", text)
	schema.Census(doc.Root, func(name string, _ *source.Entry) { found = found || effect[name] == 0 })
	return found
}

// dropped drops the keys of a spec whose effect is not known yet, and of those that are, some.
func dropped(t *testing.T, text []byte, seen, effect map[string]int) {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	plain, err := yaml.Marshal(&doc)
	if err != nil {
		t.Fatal(err)
	}
	names := map[[2]int]string{}
	read, _ := source.Parse("cdc.yaml", plain)
	schema.Census(read.Root, func(name string, e *source.Entry) {
		if !e.Merged {
			names[[2]int{e.Key.Range.Start.Line, e.Key.Range.Start.Col}] = name
		}
	})
	var again yaml.Node // with the places of the plain text
	if err := yaml.Unmarshal(plain, &again); err != nil {
		t.Fatal(err)
	}
	want := allOf(plain, false)
	eachMap(&again, func(m *yaml.Node) {
		for i := 0; i < len(m.Content); i += 2 {
			name := names[[2]int{m.Content[i].Line, m.Content[i].Column}]
			if name == "" || effect[name] > 2 || seen[name] > 300 {
				continue
			}
			was := m.Content
			m.Content = slices.Concat(was[:i:i], was[i+2:])
			text, err := yaml.Marshal(&again)
			m.Content = was
			if err != nil { // an alias of what went away
				continue
			}
			seen[name]++
			if allOf(text, false) != want {
				effect[name]++
			}
		}
	})
}

func eachMap(n *yaml.Node, visit func(m *yaml.Node)) {
	for _, c := range n.Content {
		eachMap(c, visit)
	}
	if n.Kind == yaml.MappingNode {
		visit(n)
	}
}
