package conformance

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/conformance/random"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/schema"
	"github.com/cdc-dev/cdc/targets"
)

const reasonsFile = "testdata/lossless.txt"

// TestLosslessOrLoud drops every key and every item of every golden spec, and changes every scalar, one at a time: an output
// of some target changes, or a finding does. Where nothing does, the key has an effect there with another value, so that this
// one only says what holds anyway; or a line of testdata/lossless.txt has a reason that somebody wrote.
func TestLosslessOrLoud(t *testing.T) {
	t.Parallel()
	all := specs(t)
	others := alternatives(t, all)
	var silent []string
	edits, anyway, every := 0, 0, some(1, 10)
	for _, name := range sorted(all) {
		s := newSubject(t, all[name])
		if s.spec.Findings().HasErrors() {
			t.Errorf("%s has errors", name)
			continue
		}
		todo := s.edits()
		if every > 1 {
			todo = slices.DeleteFunc(todo, func(e edit) bool { return e.id%every != 0 })
		}
		edits += len(todo)
		for _, e := range s.silent(todo) {
			if e.kind == "key" && s.lives(e, others[e.name]) {
				anyway++
				continue
			}
			silent = append(silent, fmt.Sprintf("%s %s %s", e.kind, name, e.path))
		}
	}
	t.Logf("%d edits; %d take away what holds anyway, and %d have no effect for another reason", edits, anyway, len(silent))
	explained(t, silent, every == 1)
}

// reason is why edits have no effect.
type reason struct {
	edits string // kind, case and path, where * stands for anything
	text  string
	used  bool
}

func (r *reason) explains(edit string) bool {
	pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(r.edits), `\*`, ".*") + "$"
	return regexp.MustCompile(pattern).MatchString(edit)
}

// explained compares the edits without effect with the reviewed ones. With -update the unexplained ones go into the file, with
// no reason, which the test does not take.
func explained(t *testing.T, silent []string, all bool) {
	t.Helper()
	data, err := os.ReadFile(reasonsFile)
	if err != nil {
		t.Fatal(err)
	}
	var reasons []*reason
	for line := range strings.Lines(string(data)) {
		if edits, text, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && line[0] != '#' {
			reasons = append(reasons, &reason{edits: edits, text: text})
		}
	}
	for _, edit := range silent {
		i := slices.IndexFunc(reasons, func(r *reason) bool { return r.explains(edit) })
		if i >= 0 {
			reasons[i].used = true
		}
		if i < 0 && golden.Updating() {
			data = fmt.Appendf(data, "%s: ?\n", edit)
		} else if i < 0 || len(reasons[i].text) < 5 {
			t.Errorf("%s: no effect on any output or finding, and no reason in %s", edit, reasonsFile)
		}
	}
	for _, r := range reasons {
		if !r.used && all {
			t.Errorf("%s: has an effect, or is gone; take its line out of %s", r.edits, reasonsFile)
		}
	}
	if golden.Updating() {
		if err := os.WriteFile(reasonsFile, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// subject is a spec to edit.
type subject struct {
	spec  *compiler.Spec
	doc   *yaml.Node
	names map[[2]int]string // of the keys by their place, as schema.Census names them
	jobs  [][]string        // each job with what it needs
	plain string            // what is said of the whole spec
	parts string            // and of each job alone
}

func newSubject(t *testing.T, text []byte) *subject {
	t.Helper()
	s := &subject{}
	s.doc, s.names, s.spec = named(t, text)
	if s.spec.Plan != nil {
		for _, j := range s.spec.Plan.Jobs {
			s.jobs = append(s.jobs, closure(s.spec.Plan, j.Name))
		}
	}
	plain, err := yaml.Marshal(s.doc)
	if err != nil {
		t.Fatal(err)
	}
	s.plain, s.parts = said(plain, nil), said(plain, s.jobs)
	return s
}

// named is the tree of a spec, with the names of its keys by their places.
func named(t *testing.T, text []byte) (*yaml.Node, map[[2]int]string, *compiler.Spec) {
	t.Helper()
	var first, doc yaml.Node
	if err := yaml.Unmarshal(text, &first); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	plain, err := yaml.Marshal(untagged(&first))
	if err == nil {
		err = yaml.Unmarshal(plain, &doc) // with the places of the plain text
	}
	if err != nil {
		t.Fatal(err)
	}
	untagged(&doc)
	spec, names := compiler.Load("cdc.yaml", plain), map[[2]int]string{}
	schema.Census(spec.Doc.Root, func(name string, e *source.Entry) {
		if !e.Merged {
			names[[2]int{e.Key.Range.Start.Line, e.Key.Range.Start.Col}] = name
		}
	})
	return &doc, names, spec
}

// untagged takes the tag !!merge off, which yaml.v3 writes before <<, and cdc knows no tags.
func untagged(n *yaml.Node) *yaml.Node {
	if n.Tag == "!!merge" {
		n.Tag = ""
	}
	for _, c := range n.Content {
		untagged(c)
	}
	return n
}

// closure is a job with what it needs.
func closure(p *plan.Plan, name string) []string {
	out := []string{name}
	for i := 0; i < len(out); i++ {
		for _, j := range p.Jobs {
			for _, n := range j.Needs {
				if j.Name == out[i] && !slices.Contains(out, n.Job.Name) {
					out = append(out, n.Job.Name)
				}
			}
		}
	}
	return out
}

// said is all that cdc says of a text: the targets it is for, the findings without their places, and the files of every
// target; of each choice of jobs, if there are some.
func said(text []byte, choices [][]string) string {
	s := compiler.Load("cdc.yaml", text)
	var out strings.Builder
	fmt.Fprintln(&out, s.Targets())
	tell(&out, s.Findings(), false)
	if choices == nil {
		choices = [][]string{nil}
	}
	for _, jobs := range choices {
		for _, target := range targets.All {
			files, found := s.Compile(target, compiler.Options{All: true, Jobs: jobs})
			tell(&out, found, false)
			for _, f := range files {
				fmt.Fprintf(&out, "--- %s %s\n%s", target.Name, f.Path, f.Data)
			}
		}
	}
	return out.String()
}

func tell(out *strings.Builder, found diag.List, places bool) {
	for _, d := range found {
		if places {
			fmt.Fprint(out, d.Range, " ")
		}
		fmt.Fprintln(out, d.Level, d.Code, d.Target, d.Path, d.Message, d.Help)
	}
}

// edit is one change of a spec.
type edit struct {
	id         int
	kind, path string // "key", "item" or "text"
	name       string // of a key, as schema.Census names it
	text       []byte // the spec after it
	with       func(v *yaml.Node) []byte
}

// edits are all of a spec: each key and each item dropped, and each scalar changed.
func (s *subject) edits() (out []edit) {
	add := func(e edit) {
		text, err := yaml.Marshal(s.doc)
		if err == nil {
			e.id, e.text = len(out), text
			out = append(out, e)
		}
	}
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		was := n.Content
		switch n.Kind {
		case yaml.DocumentNode:
			walk(n.Content[0], "")
		case yaml.MappingNode:
			for i := 0; i < len(was); i += 2 {
				at := strings.TrimPrefix(path+"."+was[i].Value, ".")
				n.Content = slices.Concat(was[:i:i], was[i+2:])
				add(edit{kind: "key", path: at, name: s.names[[2]int{was[i].Line, was[i].Column}], with: s.replacer(n, was, i+1)})
				n.Content = was
				walk(was[i+1], at)
			}
		case yaml.SequenceNode:
			for i := range was {
				at := fmt.Sprintf("%s[%d]", path, i)
				n.Content = slices.Concat(was[:i:i], was[i+1:])
				add(edit{kind: "item", path: at})
				n.Content = was
				walk(was[i], at)
			}
		case yaml.ScalarNode:
			text := n.Value
			n.Value = another(n)
			add(edit{kind: "text", path: path})
			n.Value = text
		}
	}
	walk(s.doc, "")
	return out
}

// replacer returns a function that writes the spec with another value at a place.
func (s *subject) replacer(n *yaml.Node, was []*yaml.Node, i int) func(v *yaml.Node) []byte {
	return func(v *yaml.Node) []byte {
		n.Content = slices.Clone(was)
		n.Content[i] = v
		text, err := yaml.Marshal(s.doc)
		n.Content = was
		if err != nil {
			return nil
		}
		return text
	}
}

// another is a value of the same type.
func another(n *yaml.Node) string {
	switch n.ShortTag() {
	case "!!bool":
		return map[bool]string{true: "false", false: "true"}[n.Value == "true"]
	case "!!int":
		return n.Value + "1"
	}
	return n.Value + "x"
}

// silent are the edits after which cdc says what it said before: of the whole, and of each job alone, for where a whole is
// refused, nothing of it is seen in outputs.
func (s *subject) silent(edits []edit) []edit {
	mute := make([]bool, len(edits))
	each(len(edits), func(i int) {
		mute[i] = said(edits[i].text, nil) == s.plain && said(edits[i].text, s.jobs) == s.parts
	})
	var out []edit
	for i, e := range edits {
		if mute[i] {
			out = append(out, e)
		}
	}
	return out
}

// each calls a function for every number below n, on all processors.
func each(n int, f func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// lives reports whether another value of a key changes what is said, in a spec that is as sound.
func (s *subject) lives(e edit, others []*yaml.Node) bool {
	for _, v := range others {
		text := e.with(v)
		if text == nil || compiler.Load("cdc.yaml", text).Findings().HasErrors() {
			continue
		}
		if said(text, nil) != s.plain || said(text, s.jobs) != s.parts {
			return true
		}
	}
	return false
}

// alternatives are values of each key, from all specs of the tests.
func alternatives(t *testing.T, all map[string][]byte) map[string][]*yaml.Node {
	t.Helper()
	out, have := map[string][]*yaml.Node{}, map[string]bool{}
	texts := [][]byte{}
	for _, name := range sorted(all) {
		texts = append(texts, all[name])
	}
	for seed := range uint64(200) {
		texts = append(texts, random.Make(seed).Text)
	}
	for _, text := range effective {
		texts = append(texts, []byte(text))
	}
	for _, text := range texts {
		doc, names, _ := named(t, text)
		eachMap(doc, func(m *yaml.Node) {
			for i := 0; i < len(m.Content); i += 2 {
				name := names[[2]int{m.Content[i].Line, m.Content[i].Column}]
				v, err := yaml.Marshal(m.Content[i+1])
				if key := name + "\x00" + string(v); err == nil && !have[key] && len(out[name]) < 30 {
					have[key] = true
					out[name] = append(out[name], m.Content[i+1])
				}
			}
		})
	}
	return out
}

// TestEveryKeyHasAnEffect drops the keys of specs until each key of the language has shown an effect on an output or a finding.
func TestEveryKeyHasAnEffect(t *testing.T) {
	all := specs(t)
	effect, dropped := map[string]int{}, map[string]int{}
	try := func(text []byte) {
		s := newSubject(t, text)
		if s.spec.Findings().HasErrors() {
			t.Errorf("%s\n%s", diag.Compact(diag.Report{Found: s.spec.Findings()}), text)
		}
		todo := slices.DeleteFunc(s.edits(), func(e edit) bool { return e.kind != "key" || e.name == "" || effect[e.name] > 0 })
		for _, e := range todo {
			dropped[e.name]++
			effect[e.name]++
		}
		for _, e := range s.silent(todo) {
			effect[e.name]--
		}
	}
	for _, name := range sorted(all) {
		try(all[name])
	}
	for _, text := range effective {
		try([]byte(text))
	}
	try(bytes.Replace(all["chalice-v1"], []byte("chalice-v1\n"), []byte("chalice-v1\n    build_image: aws/codebuild/standard:6.0\n"), 1))
	for seed := range uint64(400) { // for the keys that no golden has
		sp := random.Make(seed)
		if lacks(sp.Text, effect) && !compiler.Load("cdc.yaml", sp.Text).Findings().HasErrors() {
			try(sp.Text)
		}
	}
	names := schema.CensusNames()
	for _, key := range names {
		switch reason := noEffect[key]; {
		case reason != "" && effect[key] > 0:
			t.Errorf("%s has an effect; take it out of noEffect, which says that it %s", key, reason)
		case reason == "" && effect[key] == 0:
			t.Errorf("%s: %d times dropped, never an effect", key, dropped[key])
		}
	}
	t.Logf("%d keys of the language, and each has an effect but %v", len(names), sorted(noEffect))
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
	"cdc: v1\nname: x\ntriggers: {push: {branches: main}}\nenvironments: {staging: {account: \"111122223333\", region: eu-west-1, branches: main, roles: {assume: ci}}}\n" +
		"jobs: {a: {environment: staging, image: amazon/aws-cli, steps: [{s3_sync: {from: dist, to: s3://acme-site}}]}}\n" +
		"bootstrap: {roles: {trust: {oidc: {provider: gitlab.com, audience: sts.amazonaws.com, subjects: 'project_path:acme/x:ref_type:branch:ref:main'}}}}\n",
	"cdc: v1\nname: x\nenvironments: {prod: {region: eu-west-1}}\njobs: {a: {environment: prod, image: node, steps: [{codedeploy: {application: A, group: G, revision: {s3: {bucket: acme, key: x.zip}}}}]}}\n" +
		"appspec: {os: linux, files: [{source: /, destination: /srv}]}\nbootstrap: {codedeploy: {role: CodeDeployServiceRole}}\n",
}

// packaged is a package step with a bucket of its own beside the bucket of all jobs.
const packaged = "cdc: v1\nname: x\ndefaults: {region: eu-west-1}\nartifact_bucket: acme\n" +
	"jobs: {a: {image: node, steps: [{cloudformation: {action: package, template: t.yml, output: out.yml, bucket: other}}], artifacts: {paths: [out.yml]}}}\n"

const bootstrapped = "cdc: v1\nname: x\ntriggers: {push: {branches: [main, develop]}}\ndefaults: {region: eu-west-1}\nartifact_bucket: acme\n" +
	"jobs: {a: {image: {codebuild: 'aws/codebuild/standard:7.0'}, steps: [make], artifacts: {paths: [dist]}}}\n"

// lacks reports whether the spec has a key whose effect nothing has shown yet.
func lacks(text []byte, effect map[string]int) bool {
	found := false
	doc, _ := source.Parse("cdc.yaml", text)
	schema.Census(doc.Root, func(name string, _ *source.Entry) { found = found || effect[name] == 0 })
	return found
}

func eachMap(n *yaml.Node, visit func(m *yaml.Node)) {
	for _, c := range n.Content {
		eachMap(c, visit)
	}
	if n.Kind == yaml.MappingNode {
		visit(n)
	}
}
