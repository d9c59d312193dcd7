package schema

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/schema/model"
)

// TestFindings holds what Check says of the specs in testdata/bad.
func TestFindings(t *testing.T) {
	files, _ := filepath.Glob("testdata/bad/*.yaml")
	if len(files) < 7 {
		t.Fatal("the bad specs are missing")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, list := source.Parse("cdc.yaml", data)
		list.Add(Check(doc.Root)...)
		for i := range list {
			list[i].File = "cdc.yaml"
			if _, ok := diag.Lookup(list[i].Code); !ok {
				t.Errorf("%s: the code %s is not listed", f, list[i].Code)
			}
		}
		golden.Check(t, strings.TrimSuffix(f, ".yaml")+".txt", report(doc, list))
	}
}

func report(doc *source.Doc, list diag.List) []byte {
	return diag.Human(diag.Report{Found: list, Files: []diag.File{{Name: "cdc.yaml", Lines: doc.Lines}}})
}

// TestCodes runs the examples of every code that Check can say.
func TestCodes(t *testing.T) {
	said := map[diag.Code]bool{}
	for _, info := range diag.All() {
		bad, good := codesOf(t, info.Bad), codesOf(t, info.Good)
		if slices.Contains(bad, info.Code) {
			said[info.Code] = true
		}
		if slices.Contains(good, info.Code) {
			t.Errorf("%s: the good spec has it too", info.Code)
		}
	}
	for _, code := range []diag.Code{"unknown-version", "unknown-key", "foreign-key", "unknown-target", "missing-key", "either-or", "two-actions",
		"unknown-action", "missing-action", "command-is-map", "wrong-kind", "empty-value", "empty-text", "empty-list", "empty-job", "no-jobs",
		"unknown-value", "bad-name", "reserved-name", "bad-version", "bad-account", "bad-region", "glob-negation", "duration-unit", "bad-duration",
		"path-outside", "bad-bucket", "bad-role", "bad-mode", "bad-number", "retry-limit"} {
		if !said[code] {
			t.Errorf("%s: its bad spec does not have it", code)
		}
	}
}

func codesOf(t *testing.T, spec string) []diag.Code {
	t.Helper()
	doc, list := source.Parse("cdc.yaml", []byte(spec))
	if spec == "" || list.HasErrors() {
		return nil
	}
	var out []diag.Code
	for _, d := range Check(doc.Root) {
		out = append(out, d.Code)
	}
	return out
}

// everyType calls f for every type of the language, those written in place included.
func everyType(f func(where string, t *model.Type)) {
	var walk func(where string, t *model.Type)
	walk = func(where string, t *model.Type) {
		f(where, t)
		if t.List != nil && t.List.Elem.Name == "" {
			walk(where+"[]", t.List.Elem)
		}
	}
	for _, t := range allTypes {
		walk("#"+t.Name, t)
		for _, m := range t.Maps {
			for i := range m.Fields {
				if m.Fields[i].Type.Name == "" {
					walk("#"+m.Name+"."+m.Fields[i].Name, m.Fields[i].Type)
				}
			}
			if m.Value != nil && m.Value.Name == "" {
				walk("#"+m.Name+".*", m.Value)
			}
		}
	}
}

// TestModel holds what the check takes for granted about the language.
func TestModel(t *testing.T) {
	everyType(func(where string, typ *model.Type) {
		if len(typ.Texts) > 64 {
			t.Errorf("%s: %d texts do not fit into 64 bits", where, len(typ.Texts))
		}
		for _, x := range typ.Texts {
			if !x.IsConst && (x.Filled || x.Max > 0 || len(x.Match)+len(x.Not) > 0) && textFaults[x.Def] == nil {
				t.Errorf("%s: nothing says what is wrong with a text that #%s refuses", where, x.Def)
			}
		}
		for i, a := range typ.Maps {
			for _, b := range typ.Maps[:i] {
				if !exclusive(typ, a, b) {
					t.Errorf("%s: a map could be #%s and #%s", where, a.Name, b.Name)
				}
			}
		}
		if typ.Unit && !accepted(typ) {
			t.Errorf("%s: its stand-in is not accepted", where)
		}
	})
}

// exclusive reports whether no map can be both: one must have a key that the other cannot have, or both must have a key
// with different words.
func exclusive(t *model.Type, a, b *model.Map) bool {
	wa, wb := wordField(a), wordField(b)
	if wa != nil && wb != nil && wa.Name == wb.Name && wa.Type.Texts[0].Const != wb.Type.Texts[0].Const {
		return true
	}
	return has(a, b) || has(b, a)
}

func has(a, b *model.Map) bool {
	for _, f := range a.Fields {
		if f.Required && b.Field(f.Name) < 0 && !named(b, f.Name) && !b.Open {
			return true
		}
	}
	return false
}

// accepted reports whether what stands for a unit is accepted in its place.
func accepted(t *model.Type) bool {
	if s, ok := standIn(t).(string); ok {
		return class(t, s) != 0
	}
	return len(t.Maps) == 1 && required(t.Maps[0]) == 0 && !t.Maps[0].Filled
}

// TestBroken: a value that could not be read is not spoken of again, and neither is what it may have held.
func TestBroken(t *testing.T) {
	bad := &source.Node{Kind: source.Bad, Broken: true}
	job := &source.Node{Kind: source.Map, Broken: true}
	jobs := &source.Node{Kind: source.Map, Entries: []source.Entry{{Key: text("a"), Value: bad}, {Key: text("b"), Value: job}}}
	root := &source.Node{Kind: source.Map, Broken: true, Entries: []source.Entry{{Key: text("jobs"), Value: jobs}}}
	if list := Check(root); len(list) > 0 {
		t.Errorf("found %v", list)
	}
}

// TestManyShapes: lists and maps of any length cost CUE no more than their distinct items.
func TestManyShapes(t *testing.T) {
	s := shapes(parsed(t, bigSpec(300)))
	if len(s.units) > 20 {
		t.Errorf("%d units", len(s.units))
	}
	if !s.judge() {
		t.Error("refused")
	}
}

// TestWait: Start and Check say the same.
func TestWait(t *testing.T) {
	Warm()
	root := parsed(t, "cdc: v1\nname: X\njobs: {a: {steps: [make]}}\n")
	if got, want := Start(root)(), Check(root); len(got) != 1 || got[0].Message != want[0].Message {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestMemory: what CUE has accepted it is not asked again, in whatever spec of the process; what it refused it is.
func TestMemory(t *testing.T) {
	latest.Store(nil)
	strange := func(text string) int {
		s := shapes(parsed(t, text))
		n := len(s.memory.strange(s.units))
		s.judge()
		return n
	}
	const good, other, bad = "cdc: v1\nname: a\njobs: {a: {steps: [make]}}\n", "cdc: v1\nname: b\njobs: {c: {steps: [go build, go test]}}\n", "cdc: v1\nname: X\njobs: {a: {steps: [make]}}\n"
	if first, second, third := strange(good), strange(good), strange(other); first != 2 || second != 0 || third != 0 {
		t.Errorf("%d units are strange, then %d, then %d of a spec like it", first, second, third)
	}
	if first, second := strange(bad), strange(bad); first != 1 || second != 1 {
		t.Errorf("%d units of a bad spec are strange, then %d", first, second)
	}
}

// TestMemoryEnds: a memory does not grow without end, and the specs that have a full one go on with it.
func TestMemoryEnds(t *testing.T) {
	latest.Store(nil)
	defer latest.Store(nil)
	early := newShaper()
	for i := range manyShapes {
		early.memory.number(strconv.Itoa(i))
	}
	if a, b := newShaper(), newShaper(); a.memory == early.memory || a.memory != b.memory {
		t.Error("a full memory is not followed by one other")
	}
	root := parsed(t, "cdc: v1\nname: a\njobs: {a: {steps: [make]}}\n")
	id := early.entries(&mSpec, root)
	early.units = append(early.units, unit{&tSpec, 0, root, id})
	if !early.judge() || len(early.memory.strange(early.units)) > 0 {
		t.Error("a full memory learns nothing")
	}
}

// TestMemoryShared: specs that are checked side by side share one memory, and get the findings that they get alone.
func TestMemoryShared(t *testing.T) {
	latest.Store(nil)
	var wait sync.WaitGroup
	for i := range 32 {
		wait.Go(func() {
			text := strings.Replace(bigSpec(6+i%5), "timeout:", []string{"timeout:", "time_out:"}[i%2], 1)
			if list := Check(parsed(t, text)); len(list) != i%2 {
				t.Errorf("spec %d: %v", i, list)
			}
		})
	}
	wait.Wait()
}
