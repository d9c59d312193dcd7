package schema

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"github.com/xeipuuv/gojsonschema"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// The four that must agree on every value: CUE with the whole of pipeline.cue, CUE with the part and the representatives
// that Check shows it, the walker, and gojsonschema with the published JSON Schema.

// judges are the two that stand for what the language is.
type judges struct {
	ctx  *cue.Context
	lang cue.Value
	json *gojsonschema.Schema
}

// judged are the definitions that stand for values; the other two are parts of steps and targets.
func judged() []*model.Type {
	var out []*model.Type
	for _, t := range allTypes {
		if t != &tStepCommon && t != &tTargetCommon {
			out = append(out, t)
		}
	}
	return out
}

// newJudges compiles pipeline.cue and the JSON Schema, each with a probe for every definition: a map with the one key v.
func newJudges(t testing.TB) *judges {
	t.Helper()
	src, err := os.ReadFile("pipeline.cue")
	if err != nil {
		t.Fatal(err)
	}
	text, properties := string(src), []string{}
	for _, typ := range judged() {
		text += fmt.Sprintf("\n#Probe%s: {v!: #%s}", typ.Name, typ.Name)
		ref := fmt.Sprintf(`{"$ref": "#/definitions/%s"}`, typ.Name)
		properties = append(properties, fmt.Sprintf(`"%s": {"type": "object", "required": ["v"], "properties": {"v": %s}}`, typ.Name, ref))
	}
	j := &judges{ctx: cuecontext.New()}
	if j.lang = j.ctx.CompileString(text); j.lang.Err() != nil {
		t.Fatal(j.lang.Err())
	}
	whole := string(JSONSchema())
	at := strings.Index(whole, `"definitions": {`)
	// The root is the Spec; a copy of it under its own name lets the probes reach it.
	root := strings.TrimSuffix(strings.TrimSpace(whole[strings.Index(whole, `"type": "object"`):at]), ",")
	probes := `{"properties": {` + strings.Join(properties, ",") + `}, "definitions": {"Spec": {` + root + `},` + whole[at+len(`"definitions": {`):]
	loader := gojsonschema.NewSchemaLoader()
	loader.Draft, loader.AutoDetect, loader.Validate = gojsonschema.Draft7, false, true
	if j.json, err = loader.Compile(gojsonschema.NewStringLoader(probes)); err != nil {
		t.Fatal(err)
	}
	return j
}

// cue judges with the whole of pipeline.cue.
func (j *judges) cue(typ *model.Type, n *source.Node) bool {
	def := j.lang.LookupPath(cue.MakePath(cue.Def("Probe" + typ.Name)))
	return def.Unify(j.ctx.Encode(map[string]any{"v": typed(typ, n)})).Validate(cue.Concrete(true)) == nil
}

// schema judges with the JSON Schema. With lies, texts that are not quoted are numbers and booleans where YAML 1.2 says
// so, as an editor sees them.
func (j *judges) schema(t testing.TB, typ *model.Type, n *source.Node, lies bool) bool {
	v := typed(typ, n)
	if lies {
		v = asItLies(n)
	}
	res, err := j.json.Validate(gojsonschema.NewGoLoader(map[string]any{typ.Name: map[string]any{"v": v}}))
	if err != nil {
		t.Fatal(err)
	}
	return res.Valid()
}

// byShape judges as Check does, with what the process remembers of the values before, or with a memory of its own.
func byShape(typ *model.Type, n *source.Node, m *memory) bool {
	probe := &model.Map{Name: "Probe", Fields: []model.Field{{Name: "v", Required: true, Type: typ}}}
	root := &source.Node{Kind: source.Map, Entries: []source.Entry{{Key: text("v"), Value: n}}}
	s := newShaper()
	s.memory = m
	id := s.entries(probe, root)
	s.units = append(s.units, unit{&model.Type{Maps: []*model.Map{probe}}, 0, root, id})
	return s.judge()
}

// walks reports whether the walker finds nothing.
func walks(typ *model.Type, n *source.Node) bool {
	var w walker
	w.value(typ, n, place{path: "v", key: text("v")})
	return len(w.list) == 0
}

// typed is the value as the language takes it: text where text may stand.
func typed(t *model.Type, n *source.Node) any {
	switch n.Kind {
	case source.Scalar:
		if t != nil && !t.Any {
			return scalarValue(t, n)
		}
	case source.Seq:
		out := []any{}
		for _, item := range n.Items {
			var elem *model.Type
			if t != nil && t.List != nil {
				elem = t.List.Elem
			}
			out = append(out, typed(elem, item))
		}
		return out
	case source.Map:
		out := map[string]any{}
		for _, e := range n.Entries {
			out[e.Key.Text] = typed(under(t, n, e.Key.Text), e.Value)
		}
		return out
	}
	return asItLies(n)
}

func under(t *model.Type, n *source.Node, key string) *model.Type {
	if t == nil || len(t.Maps) == 0 {
		return nil
	}
	m := t.Maps[arm(t, n)]
	if f := m.Field(key); f >= 0 {
		return m.Fields[f].Type
	}
	return m.Value
}

// asItLies is the value as a YAML 1.2 reader sees it.
func asItLies(n *source.Node) any {
	switch n.Kind {
	case source.Null:
		return nil
	case source.Scalar:
		if !n.IsPlain() {
			return n.Text
		}
		switch n.Text {
		case "true", "True", "TRUE":
			return true
		case "false", "False", "FALSE":
			return false
		}
		if i, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
			return i
		}
		if f, err := strconv.ParseFloat(n.Text, 64); err == nil && strings.Trim(n.Text, "0123456789.eE+-") == "" {
			return f
		}
		return n.Text
	}
	return typed(nil, n)
}

// TestSpecsAgree holds the four together on every spec under testdata, and on the language's examples.
func TestSpecsAgree(t *testing.T) {
	j := newJudges(t)
	files, _ := filepath.Glob("../testdata/golden/*/cdc.yaml")
	own, _ := filepath.Glob("testdata/*/*.yaml")
	for k, f := range append(files, own...) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, list := source.Parse(f, data)
		if list.HasErrors() {
			continue
		}
		agree(t, j, &tSpec, doc.Root, f)
		for i := k % 5; i < len(mutations); i += 5 { // the whole of CUE on a whole spec is slow
			m := mutations[i]
			again, _ := source.Parse(f, data) // aliases share nodes, so a mutation may change several places
			if g := (&grower{r: rand.New(rand.NewSource(int64(i)))}); m.apply(g, &tSpec, again.Root) {
				agree(t, j, &tSpec, again.Root, f+": "+m.name)
			}
		}
		if want := !strings.Contains(f, "/bad/"); len(Check(doc.Root)) == 0 != want {
			t.Errorf("%s: findings %v", f, Check(doc.Root))
		}
	}
}

// agree reports the verdict, and fails the test when the four differ.
func agree(t *testing.T, j *judges, typ *model.Type, n *source.Node, what string) bool {
	t.Helper()
	want := j.cue(typ, n)
	if got := byShape(typ, n, newMemory()); got != want {
		t.Errorf("%s: #%s %s: CUE %v, shapes %v", what, typ.Name, show(n), want, got)
	}
	if got := byShape(typ, n, remembered()); got != want {
		t.Errorf("%s: #%s %s: CUE %v, memory %v", what, typ.Name, show(n), want, got)
	}
	if got := walks(typ, n); got != want {
		t.Errorf("%s: #%s %s: CUE %v, walker %v", what, typ.Name, show(n), want, got)
	}
	if got := j.schema(t, typ, n, false); got != want {
		t.Errorf("%s: #%s %s: CUE %v, JSON Schema %v", what, typ.Name, show(n), want, got)
	}
	if want && !j.schema(t, typ, n, true) {
		t.Errorf("%s: #%s %s: an editor marks what CUE accepts", what, typ.Name, show(n))
	}
	return want
}

// TestMutantsAgree holds the four together on mutants of every definition.
func TestMutantsAgree(t *testing.T) {
	j := newJudges(t)
	g := &grower{r: rand.New(rand.NewSource(1))}
	total, byKind, accepted := 0, map[string]int{}, 0
	var counts []string
	for _, typ := range judged() {
		count := 0
		for i := 0; count < 60 && i < 300; i++ {
			n := g.value(typ, 3)
			if i%10 == 0 && !agree(t, j, typ, n, "grown") {
				t.Errorf("#%s: a value grown from the language is refused: %s", typ.Name, show(n))
			}
			m := mutations[i%len(mutations)]
			if !m.apply(g, typ, n) {
				continue
			}
			if agree(t, j, typ, n, m.name) {
				accepted++
			}
			count++
			byKind[m.name]++
			if t.Failed() {
				return
			}
		}
		if count == 0 {
			t.Errorf("#%s: no mutant", typ.Name)
		}
		counts = append(counts, fmt.Sprintf("#%s %d", typ.Name, count))
		total += count
	}
	t.Logf("%d mutants, %d of them accepted by all, of %d definitions: %s", total, accepted, len(counts), strings.Join(counts, ", "))
	var kinds []string
	for k, n := range byKind {
		kinds = append(kinds, fmt.Sprintf("%s %d", k, n))
	}
	sort.Strings(kinds)
	t.Logf("%d kinds: %s", len(kinds), strings.Join(kinds, ", "))
	if total < 10000 || len(kinds) < 12 {
		t.Errorf("%d mutants of %d kinds are too few", total, len(kinds))
	}
}
