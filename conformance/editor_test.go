package conformance

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/schema"
)

// TestSchemaIsStrict has ajv compile the schema of the language, with everything that it can be strict about.
func TestSchemaIsStrict(t *testing.T) {
	module(t, "ajv/package.json")
	const script = `
const Ajv = require("ajv"), schema = require("../schema/pipeline.schema.json");
const said = [], log = m => said.push(m);
const ajv = new Ajv({strict: true, strictRequired: true, allErrors: true, logger: {log, warn: log, error: log}});
ajv.addVocabulary(["markdownDescription", "enumDescriptions", "defaultSnippets", "patternErrorMessage"]); // of editors
const valid = ajv.compile(schema);
if (valid({cdc: "v1", name: "x", jobs: {a: {steps: ["make"]}}}) !== true) said.push("refuses the smallest spec");
if (valid({cdc: "v1", name: "x", jobs: {a: {stpes: ["make"]}}}) !== false) said.push("accepts an unknown key");
console.log([schema.$id, ...said].join("\n"));`
	out, err := exec.Command(tool(t, "node"), "-e", script).CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != schema.ID {
		t.Errorf("%v: %s", err, out)
	}
}

// TestEditorDiagnostics holds the editor's marks to cdc's findings: on every spec whose fault is of its shape both mark the
// same lines, and on a good spec the editor marks nothing. What the editor says stands beside the bad specs.
func TestEditorDiagnostics(t *testing.T) {
	e := startEditor(t)
	since := time.Now()
	bad, good := specFiles(t, "testdata/editor/*.yaml"), specFiles(t, "../testdata/golden/*/cdc.yaml", "../schema/testdata/good/*.yaml", "../cmd/cdc/testdata/init/*.yaml")
	var texts []string
	for _, file := range append(slices.Clone(bad), good...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, withoutEditorLine(string(data)))
	}
	all := e.diagnose(texts...)
	for i, file := range bad {
		data := []byte(texts[i])
		doc, found := source.Parse("cdc.yaml", data)
		if found.HasErrors() {
			t.Fatalf("%s: this is for faults of shape, not of YAML: %s", file, diag.Compact(diag.Report{Found: found}))
		}
		var want, got []int
		for _, d := range schema.Check(doc.Root) {
			want = append(want, max(1, d.Range.Start.Line))
		}
		var text strings.Builder
		marks := all[i]
		slices.SortStableFunc(marks, func(a, b diagnostic) int {
			return (a.Range.Start.Line-b.Range.Start.Line)*1000 + a.Range.Start.Character - b.Range.Start.Character
		})
		for _, d := range marks {
			got = append(got, d.Range.Start.Line+1)
			fmt.Fprintf(&text, "%d:%d: %s\n", d.Range.Start.Line+1, d.Range.Start.Character+1, d.Message)
		}
		want, got = slices.Compact(slices.Sorted(slices.Values(want))), slices.Compact(slices.Sorted(slices.Values(got)))
		if len(want) == 0 || !slices.Equal(want, got) {
			t.Errorf("%s: cdc marks the lines %v, the editor %v:\n%s", file, want, got, text.String())
		}
		golden.Check(t, strings.TrimSuffix(file, ".yaml")+".txt", []byte(text.String()))
	}
	for i, file := range good {
		for _, d := range all[len(bad)+i] {
			t.Errorf("%s:%d:%d: the editor marks what cdc accepts: %s", file, d.Range.Start.Line+1, d.Range.Start.Character+1, d.Message)
		}
	}
	report(t, "yaml-language-server", "1.25.0", len(all), len(bad)+len(good), since)
}

// withoutEditorLine is a spec without the line that would send the server to the network for the published schema.
func withoutEditorLine(text string) string {
	return strings.Replace(text, schema.EditorLine, "#", 1)
}

func specFiles(t *testing.T, patterns ...string) []string {
	t.Helper()
	var out []string
	for _, p := range patterns {
		files, err := filepath.Glob(p)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no spec", p)
		}
		out = append(out, files...)
	}
	return out
}

// editorDiffers is the bad specs where the editor marks other lines than cdc, with the reason.
var editorDiffers = map[string]string{
	"empty-job":                         "one of three keys is needed, and a schema would ask for each of them in turn",
	"bad-account":                       "a number of eleven digits: cdc reads it as text, and a bound would mark 000012345678, which is right",
	"../schema/testdata/bad/colon.yaml": "the editor's reader makes no property of a key without a colon, so its schema sees an empty map",
	"../schema/testdata/bad/steps.yaml": "of two actions in a step cdc marks the second, and the editor one of them",
}

// TestEditorMarksExamples holds the same on every spec that the documents of the findings and the tests of the schema show as bad,
// where the fault is of shape.
func TestEditorMarksExamples(t *testing.T) {
	e := startEditor(t)
	since := time.Now()
	var names, texts []string
	for _, i := range diag.All() {
		names, texts = append(names, string(i.Code)), append(texts, i.Bad)
	}
	for _, file := range specFiles(t, "../schema/testdata/bad/*.yaml", "../testdata/golden/*/cdc.yaml") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		names, texts = append(names, file), append(texts, withoutEditorLine(string(data)))
	}
	var asked []int
	var wants [][]int
	for k, text := range texts {
		doc, found := source.Parse("cdc.yaml", []byte(text))
		if found.HasErrors() {
			continue
		}
		var want []int
		for _, d := range schema.Check(doc.Root) {
			want = append(want, max(1, d.Range.Start.Line))
		}
		if len(want) > 0 {
			asked, wants = append(asked, k), append(wants, slices.Compact(slices.Sorted(slices.Values(want))))
		}
	}
	var ask []string
	for _, k := range asked {
		ask = append(ask, texts[k])
	}
	for i, marks := range e.diagnose(ask...) {
		var got []int
		for _, d := range marks {
			got = append(got, d.Range.Start.Line+1)
		}
		got = slices.Compact(slices.Sorted(slices.Values(got)))
		if _, differs := editorDiffers[names[asked[i]]]; slices.Equal(got, wants[i]) == differs {
			t.Errorf("%s: cdc marks the lines %v, the editor %v: %v\n%s", names[asked[i]], wants[i], got, marks, ask[i])
		}
	}
	report(t, "yaml-language-server", "1.25.0", len(ask), len(ask), since)
}

// TestEditorKeys asks, below every key of the language, for all that may stand there, and for what each key means.
func TestEditorKeys(t *testing.T) {
	e := startEditor(t)
	since := time.Now()
	keys := schema.Keys(false)
	kinds := map[string]string{}
	below := map[string][]schema.Key{}
	var parents []string
	for _, k := range keys {
		kinds[k.Path] = k.Kind
		i := max(0, strings.LastIndexByte(k.Path, '.'))
		if _, seen := below[k.Path[:i]]; !seen {
			parents = append(parents, k.Path[:i])
		}
		below[k.Path[:i]] = append(below[k.Path[:i]], k)
	}
	judged := 0
	for _, parent := range parents {
		text, indent := stand(parent, kinds)
		var labels []string
		for _, i := range e.complete(text + "‸\n") {
			labels = append(labels, i.Label)
		}
		for _, k := range below[parent] {
			name := k.Path[strings.LastIndexByte(k.Path, '.')+1:]
			if name == "*" || name == "x-*" {
				judged++
				continue // a name of the user's own
			}
			judged++
			if !slices.Contains(labels, name) {
				t.Errorf("%s: %q is not offered, but %v", parent, name, labels)
			}
			hover := e.hover(text + name[:1] + "‸" + name[1:] + ": " + k.Doc.Example + "\n")
			if says := strings.TrimSuffix(k.Doc.Text, "."); !strings.Contains(unmarked(hover), unmarked(says)) {
				t.Errorf("%s: the hover does not say %q, but %q", k.Path, says, hover)
			}
			if len(k.Doc.Words) > 0 && !strings.Contains(k.Kind, "list") {
				e.words(text+name+": ‸\n", k)
			} else if len(k.Doc.Words) > 0 {
				e.words(text+name+":\n"+strings.Repeat(" ", indent+2)+"- ‸\n", k)
			}
		}
	}
	report(t, "yaml-language-server", "1.25.0", judged, len(keys), since)
}

// words holds that each word of a key is offered with what it means.
func (e *editor) words(text string, k schema.Key) {
	e.Helper()
	offered := map[string]string{}
	for _, i := range e.complete(text) {
		offered[strings.Trim(i.Label, `"`)] = fmt.Sprint(i.Documentation)
	}
	for _, w := range k.Doc.Words {
		if says, ok := offered[w.Word]; !ok || !strings.Contains(unmarked(says), unmarked(w.Text)) {
			e.Errorf("%s: the word %q is not offered with %q: %q", k.Path, w.Word, w.Text, offered)
		}
	}
}

// unmarked is a text without the marks and escapes of Markdown.
func unmarked(s string) string {
	return strings.NewReplacer("`", "", `\`, "", "&nbsp;", " ", "\n", " ", "*", "", "&lt;", "<", "&gt;", ">").Replace(s)
}

// stand writes a spec up to a place below a key, where the next thing to write is a key or item of it.
func stand(path string, kinds map[string]string) (text string, indent int) {
	if path == "" {
		return "", 0
	}
	text = "cdc: v1\nname: x\n"
	parts := strings.Split(path, ".")
	for i, p := range parts {
		if p == "*" {
			p = "a"
		}
		text += p + ":\n"
		indent += 2
		text += strings.Repeat(" ", indent)
		if kind := kinds[strings.Join(parts[:i+1], ".")]; strings.Contains(kind, "list") && !strings.Contains(kind, "map") {
			text += "- "
			indent += 2
		}
	}
	return text, indent
}

// TestEditorSnippets takes every snippet for jobs and steps, fills it with its own examples, and has cdc judge the result.
func TestEditorSnippets(t *testing.T) {
	e := startEditor(t)
	labels := map[string]string{}
	for _, at := range []string{"cdc: v1\nname: x\njobs:\n  ‸\n", "cdc: v1\nname: x\njobs:\n  a:\n    steps:\n      - ‸\n"} {
		for _, i := range e.complete(at) {
			if !strings.Contains(i.InsertText, "${1:") && !strings.Contains(i.InsertText, "action: ") {
				continue
			}
			labels[i.Label] = i.InsertText
			indent := strings.Repeat(" ", strings.Index(at[strings.LastIndexByte(at[:strings.Index(at, "‸")], '\n')+1:], "‸"))
			if strings.Contains(indent, "-") {
				t.Fatal(indent)
			}
			spec := strings.Replace(at, "‸", strings.ReplaceAll(filled(i.InsertText), "\n", "\n"+indent[:len(indent)-2*strings.Count(at, "- ")]), 1)
			doc, found := source.Parse("cdc.yaml", []byte(spec))
			found.Add(schema.Check(doc.Root)...)
			if found.HasErrors() && i.Label != "continue_on_error" && i.Label != "property" {
				t.Errorf("snippet %s:\n%s\n%s", i.Label, spec, diag.Compact(diag.Report{Found: found}))
			}
		}
	}
	for _, want := range []string{"job", "run", "docker", "cloudformation package", "cloudformation deploy", "cloudformation create-change-set",
		"cloudformation execute-change-set", "cloudformation delete", "sam build", "sam package", "sam deploy", "sam delete", "codedeploy",
		"ecs", "lambda", "s3_sync", "start_build", "notify"} {
		if labels[want] == "" {
			t.Errorf("there is no snippet %q", want)
		}
	}
}

var stop = regexp.MustCompile(`\$\{\d+:((?:[^}\\]|\\.)*)\}`)

// filled is a snippet as it is when one accepts all its examples.
func filled(snippet string) string {
	return strings.NewReplacer(`\$`, "$", `\}`, "}").Replace(stop.ReplaceAllString(snippet, "$1"))
}
