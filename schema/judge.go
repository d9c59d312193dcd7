package schema

import (
	"strings"

	"cuelang.org/go/cue"
	_ "cuelang.org/go/pkg/strings" // imported by pipeline.cue
	_ "cuelang.org/go/pkg/struct"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// judge asks CUE about one value of each shape, and reports whether it accepts all of them.
//
// CUE gets the part of the language that the values use and no more: a key that no value has cannot influence a verdict,
// unless it is required. Compiling the whole of pipeline.cue takes 4.2 ms, the 1.5 KB that a spec of ten jobs uses 0.2 ms,
// and judging its six values as much again. Patterns with counts, such as {0,254}, are avoided in pipeline.cue: compiling
// one took 0.7 ms, more than all the rest.
func (s *shaper) judge() bool {
	units := s.memory.strange(s.units)
	if len(units) == 0 {
		return true
	}
	p := &part{fields: map[*model.Map][]bool{}}
	values := make([]any, len(units))
	for i, u := range units {
		values[i] = s.entriesValue(p, u.definition(), u.n)
	}
	ctx := newContext()
	language := ctx.CompileString(p.text(units))
	for i, u := range units {
		def := language.LookupPath(cue.MakePath(cue.Def(u.definition().Name)))
		if def.Unify(ctx.Encode(values[i])).Validate(cue.Concrete(true)) != nil {
			return false
		}
	}
	s.memory.accept(units)
	return true
}

// newContext makes a context that knows the two packages of CUE that pipeline.cue imports. cuecontext.New would link all
// of them, with TLS, protocol buffers and three more YAML readers: 7 MB of binary and 0.7 ms at every start of cdc. The
// price is a call that CUE has deprecated; should it go, cuecontext.New takes its place and nothing else changes.
func newContext() *cue.Context {
	var rt cue.Runtime               //lint:ignore SA1019 see above
	empty, err := rt.Compile("", "") //lint:ignore SA1019 see above
	if err != nil {
		panic(err) // the empty text is CUE
	}
	return empty.Value().Context() //lint:ignore SA1019 see above
}

// Warm makes CUE ready while the spec is still being read: the first evaluation of a process takes a millisecond longer
// than the second, because its code is not in memory yet.
func Warm() {
	go func() {
		ctx := newContext()
		v := ctx.CompileString("#A: {a!: #B, b?: [...#B] | {}}\n#B: =~\"^a\" & !~\"b\"")
		_ = v.LookupPath(cue.ParsePath("#A")).Unify(ctx.Encode(map[string]any{"a": "a", "b": []any{"a"}})).Validate(cue.Concrete(true))
	}()
}

// value turns n into what CUE gets to see. Items and entries of one shape are shown once.
func (s *shaper) value(p *part, t *model.Type, n *source.Node) any {
	switch {
	case n.Kind == source.Null:
		return nil
	case n.Kind == source.Scalar:
		return scalarValue(t, n)
	case t.Any:
		return ""
	case n.Kind == source.Seq:
		return s.listValue(p, t, n)
	case len(t.Maps) == 0:
		return map[string]any{}
	}
	i := arm(t, n)
	if t.Unit {
		return standIn(t)
	}
	return s.entriesValue(p, t.Maps[i], n)
}

// standIn stands for a unit that is judged by itself: a value that every union with the unit accepts.
func standIn(t *model.Type) any {
	if len(t.Texts) > 0 {
		return "a command"
	}
	return map[string]any{}
}

func scalarValue(t *model.Type, n *source.Node) any {
	if len(t.Texts) > 0 {
		return n.Text
	}
	if v, ok := boolean(n); ok {
		return v
	}
	if v, ok := integer(n); ok {
		return v
	}
	return n.Text
}

func (s *shaper) listValue(p *part, t *model.Type, n *source.Node) any {
	if t.List == nil {
		return []any{}
	}
	var out []any
	shown := map[uint32]bool{}
	for _, item := range n.Items {
		if id := s.again(t.List.Elem, item); !shown[id] {
			shown[id] = true
			out = append(out, s.value(p, t.List.Elem, item))
		}
	}
	if out == nil {
		return []any{}
	}
	return out
}

// again is the shape of a value that has been seen before: a unit need not be walked once more.
func (s *shaper) again(t *model.Type, n *source.Node) uint32 {
	if t.Unit && n.Kind == source.Map {
		return shapeUnit
	}
	return s.shape(t, n)
}

func (s *shaper) entriesValue(p *part, m *model.Map, n *source.Node) map[string]any {
	used := p.use(m)
	out := make(map[string]any, len(n.Entries))
	if m.Open {
		return out
	}
	shown := map[uint64]bool{}
	for _, e := range n.Entries {
		name := e.Key.Text
		if f := m.Field(name); f >= 0 {
			used[f] = true
			out[name] = s.value(p, m.Fields[f].Type, e.Value)
			continue
		}
		c := keyUnknown
		if named(m, name) {
			used[len(m.Fields)] = true
			c = keyNamed | int(class(m.Key, name))
		}
		var id uint32
		if c != keyUnknown {
			id = s.again(m.Value, e.Value)
		}
		if key := uint64(c)<<32 | uint64(id); !shown[key] {
			shown[key] = true
			out[name] = ""
			if c != keyUnknown {
				out[name] = s.value(p, m.Value, e.Value)
			}
		}
	}
	return out
}

// part is the part of the language that values use.
type part struct {
	fields map[*model.Map][]bool // by index; the last is the entries that the user names
	done   map[string]bool
	queue  []*model.Type
	out    strings.Builder
}

func (p *part) use(m *model.Map) []bool {
	used := p.fields[m]
	if used == nil {
		used = make([]bool, len(m.Fields)+1)
		p.fields[m] = used
	}
	return used
}

// text is that part as CUE, with the definitions of the units and all that they mention.
func (p *part) text(units []unit) string {
	p.done = map[string]bool{}
	for _, u := range units {
		p.mapText(u.definition())
	}
	for len(p.queue) > 0 {
		t := p.queue[0]
		p.queue = p.queue[1:]
		p.typeText(t)
	}
	return imports(p.out.String())
}

// imports names the packages that the text uses; CUE refuses those that it does not use.
func imports(text string) string {
	for _, pkg := range []string{"strings", "struct"} {
		if strings.Contains(text, pkg+".M") {
			text = "import \"" + pkg + "\"\n" + text
		}
	}
	return text
}

func (p *part) mapText(m *model.Map) {
	if p.done[m.Name] {
		return
	}
	p.done[m.Name] = true
	p.out.WriteString("#" + m.Name + ": {\n")
	used := p.use(m)
	if m.Filled {
		p.out.WriteString("struct.MinFields(1)\n")
	}
	for i, f := range m.Fields {
		if used[i] || f.Required {
			p.out.WriteString(f.Name)
			if f.Required {
				p.out.WriteByte('!')
			} else {
				p.out.WriteByte('?')
			}
			p.out.WriteString(": ")
			p.mention(f.Type)
			p.out.WriteByte('\n')
		}
	}
	if used[len(m.Fields)] {
		p.out.WriteString("[" + m.KeyCUE + "]: ")
		p.queue = append(p.queue, m.Key)
		p.mention(m.Value)
		p.out.WriteByte('\n')
	}
	if m.Open {
		p.out.WriteString("...\n")
	}
	p.out.WriteString("}\n")
}

func (p *part) typeText(t *model.Type) {
	if t.Name == "" {
		p.parts(&strings.Builder{}, t) // already written where it is used
		return
	}
	if len(t.Maps) == 1 && t.Maps[0].Name == t.Name {
		p.mapText(t.Maps[0])
		return
	}
	if !p.done[t.Name] {
		p.done[t.Name] = true
		p.out.WriteString("#" + t.Name + ": ")
		p.parts(&p.out, t)
		p.out.WriteByte('\n')
	}
}

// mention writes a type where it is used, and sees to it that what it names is defined.
func (p *part) mention(t *model.Type) {
	if t.Name != "" {
		p.out.WriteString("#" + t.Name)
		p.queue = append(p.queue, t)
		return
	}
	p.parts(&p.out, t)
}

// parts writes the alternatives of a type. A map that no value was taken for is left out: the maps of a union exclude
// each other, so it could not accept any. The last one stays where none else would.
func (p *part) parts(out *strings.Builder, t *model.Type) {
	n := 0
	for i, x := range t.Parts {
		if !p.wanted(t, x) && (n > 0 || i < len(t.Parts)-1) {
			continue
		}
		if n++; n > 1 {
			out.WriteString(" | ")
		}
		out.WriteString(x.CUE)
		p.queue = append(p.queue, x.Uses...)
	}
}

func (p *part) wanted(t *model.Type, x model.Part) bool {
	if len(x.Maps) == 0 {
		return true
	}
	if t.Unit && len(t.Texts) > 0 {
		return false // a text stands in for them
	}
	for _, m := range x.Maps {
		if p.fields[m] != nil {
			return true
		}
	}
	return false
}
