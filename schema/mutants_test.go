package schema

import (
	"math/rand"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// grower grows values that the language accepts.
type grower struct{ r *rand.Rand }

// samples are texts that each definition accepts.
var samples = map[string][]string{
	"": {"", "any text", "3.10", "yes"}, "Text": {"", "x", "3.10", "null", "true"}, "Filled": {"x", "a b", "${{ vars.X }}", "0"},
	"Name": {"a", "prod-1"}, "JobName": {"a", "Build image", "test:unit", "5"}, "VarName": {"A", "_x9"}, "AxisName": {"GO", "Os"},
	"ArgName": {"CI_X", "_"}, "Version": {"3.10", "v1", "jruby-9.4", "1.x", "lts", "${{ matrix.GO }}"}, "Account": {"012345678901", "${{ vars.A }}"},
	"Region": {"eu-west-1", "us-gov-west-1"}, "Glob": {"main", "v*", "a!"}, "Duration": {"30 minutes", "1w"}, "RelPath": {"a/b", ".", "..a", "${{ vars.D }}/x"},
	"Bucket": {"abc", "a.b-c"}, "S3Url": {"s3://bucket/p"}, "Role": {"ci-deploy", "arn:aws:iam::123456789012:role/x/y"}, "ParamName": {"Stage"},
	"SsmName": {"/ci/token"}, "FileMode": {"755", "0644"}, "SlashName": {"/deploy"}, "Operator": {"StringLike"},
}

// nasty are texts that some definition refuses.
var nasty = []string{"", " ", "!x", "/tmp", "~/x", "../x", "a/../b", "$HOME/x", "${X}", "a$", "CI_JOB", "PATH", "My App", "30", "30 min", "0 s", "v2",
	"12345678901", "1234-5678-9012", "us-east", "s3:/x", "arn:aws:iam::1:user/x", "a\nb", "é", "999", "include", "three", "-9", "s3://ab", "s3://Acme/x", "ab", "true", "null", "3.10",
	strings.Repeat("a", 64), strings.Repeat("b", 256), "x y", "-", "UPPER", "#", "package", "deploy", "sh", "push", "0.2"}

func text(s string) *source.Node {
	return &source.Node{Kind: source.Scalar, Style: source.Double, Text: s}
}

func bare(s string) *source.Node {
	return &source.Node{Kind: source.Scalar, Style: source.Plain, Text: s}
}

func (g *grower) pick(all []string) string { return all[g.r.Intn(len(all))] }

// value grows a value of a type; deep is how many levels of optional keys it may have.
func (g *grower) value(t *model.Type, deep int) *source.Node {
	var ways []func() *source.Node
	add := func(f func() *source.Node) { ways = append(ways, f) }
	for i := range t.Texts {
		x := t.Texts[i]
		add(func() *source.Node {
			if x.IsConst {
				return text(x.Const)
			}
			s := g.pick(samples[x.Def])
			if class(t, s) == 0 {
				panic("sample " + s + " of " + x.Def)
			}
			return text(s)
		})
	}
	if t.Bool && len(t.Texts) == 0 {
		add(func() *source.Node { return bare(g.pick([]string{"true", "false"})) })
	}
	if t.Int != nil && len(t.Texts) == 0 {
		add(func() *source.Node { return bare("1") })
	}
	if t.List != nil {
		add(func() *source.Node {
			n := &source.Node{Kind: source.Seq}
			for k := t.List.Min + g.r.Intn(3); k > 0; k-- {
				n.Items = append(n.Items, g.value(t.List.Elem, deep-1))
			}
			return n
		})
	}
	for _, m := range t.Maps {
		add(func() *source.Node { return g.mapping(m, deep) })
	}
	if t.Any {
		return text("x")
	}
	return ways[g.r.Intn(len(ways))]()
}

func (g *grower) mapping(m *model.Map, deep int) *source.Node {
	n := &source.Node{Kind: source.Map}
	least := 0
	if m.Filled {
		least = 1
	}
	for i := range m.Fields {
		f := &m.Fields[i]
		if f.Required || deep > 0 && g.r.Intn(4) == 0 {
			n.Entries = append(n.Entries, source.Entry{Key: text(f.Name), Value: g.value(f.Type, deep-1)})
		}
	}
	if m.Filled && m.Value == nil && len(n.Entries) == 0 {
		n.Entries = append(n.Entries, source.Entry{Key: text(m.Fields[0].Name), Value: g.value(m.Fields[0].Type, deep-1)})
	}
	if m.Value != nil {
		seen := map[string]bool{}
		for k := least + g.r.Intn(3); k > 0; k-- {
			key := "x-" + g.pick([]string{"a", "b"})
			if def := m.Key.Texts[0].Def; def != "" {
				key = g.pick(samples[def])
			}
			if !seen[key] {
				seen[key] = true
				n.Entries = append(n.Entries, source.Entry{Key: text(key), Value: g.value(m.Value, deep-1)})
			}
		}
	}
	return n
}

// site is one value inside another, with its type.
type site struct {
	t *model.Type
	n *source.Node
}

// sites lists a value and all below it.
func sites(t *model.Type, n *source.Node) []site {
	out := []site{{t, n}}
	switch n.Kind {
	case source.Seq:
		for _, item := range n.Items {
			if t.List != nil {
				out = append(out, sites(t.List.Elem, item)...)
			}
		}
	case source.Map:
		for _, e := range n.Entries {
			if u := under(t, n, e.Key.Text); u != nil && !u.Any {
				out = append(out, sites(u, e.Value)...)
			}
		}
	}
	return out
}

// choose picks one site that fits.
func (g *grower) choose(t *model.Type, n *source.Node, fits func(site) bool) *site {
	var all []site
	for _, s := range sites(t, n) {
		if fits(s) {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &all[g.r.Intn(len(all))]
}

func isKind(k source.Kind) func(site) bool { return func(s site) bool { return s.n.Kind == k } }

func isOpen(s site) bool {
	return s.n.Kind == source.Map && len(s.t.Maps) > 0 && !s.t.Maps[arm(s.t, s.n)].Open
}

func isText(s site) bool { return s.n.Kind == source.Scalar && len(s.t.Texts) > 0 }

func isEnum(s site) bool { return isText(s) && s.t.Texts[0].IsConst }

func isOther(s site) bool { return s.n.Kind == source.Scalar && len(s.t.Texts) == 0 }

func hasEntries(s site) bool { return isOpen(s) && len(s.n.Entries) > 0 }

// mutation changes one thing of a value, where it can.
type mutation struct {
	name  string
	apply func(g *grower, t *model.Type, n *source.Node) bool
}

// at makes a mutation of one site.
func at(name string, fits func(site) bool, change func(g *grower, s *site)) mutation {
	return mutation{name: name, apply: func(g *grower, t *model.Type, n *source.Node) bool {
		s := g.choose(t, n, fits)
		if s == nil {
			return false
		}
		change(g, s)
		return true
	}}
}

func anySite(site) bool { return true }

func become(n, other *source.Node) { *n = *other }

// sample is a random scalar: a nasty text, quoted or not.
func (g *grower) scalar() *source.Node {
	s := g.pick(nasty)
	if g.r.Intn(3) == 0 && !strings.ContainsAny(s, "\n#") && s != "" && s != "null" && s != " " && s != "-" {
		return bare(s)
	}
	return text(s)
}

func (g *grower) entry(n *source.Node) *source.Entry { return &n.Entries[g.r.Intn(len(n.Entries))] }

var mutations = []mutation{
	at("a key is deleted", hasEntries, func(g *grower, s *site) {
		i := g.r.Intn(len(s.n.Entries))
		s.n.Entries = append(s.n.Entries[:i:i], s.n.Entries[i+1:]...)
	}),
	at("a key is misspelled", hasEntries, func(g *grower, s *site) { g.entry(s.n).Key = text(g.entry(s.n).Key.Text + "s") }),
	at("a key is added", isOpen, func(g *grower, s *site) {
		s.n.Entries = append(s.n.Entries, source.Entry{Key: text("added"), Value: text("x")})
	}),
	at("a key of another map is added", isOpen, func(g *grower, s *site) {
		m := s.t.Maps[g.r.Intn(len(s.t.Maps))]
		if m == nil || len(m.Fields) == 0 || g.r.Intn(2) == 0 {
			m = g.someMap()
		}
		if len(m.Fields) == 0 {
			m = &mJob
		}
		f := &m.Fields[g.r.Intn(len(m.Fields))]
		if s.n.Get(f.Name) == nil {
			s.n.Entries = append(s.n.Entries, source.Entry{Key: text(f.Name), Value: g.value(f.Type, 1)})
		}
	}),
	at("a key becomes nasty", hasEntries, func(g *grower, s *site) {
		if key := g.pick(nasty); s.n.Get(key) == nil {
			g.entry(s.n).Key = text(key)
		}
	}),
	at("a value becomes null", anySite, func(g *grower, s *site) { become(s.n, &source.Node{Kind: source.Null}) }),
	at("a value becomes a list of itself", anySite, func(g *grower, s *site) {
		was := *s.n
		become(s.n, &source.Node{Kind: source.Seq, Items: []*source.Node{&was}})
	}),
	at("a value becomes a map", anySite, func(g *grower, s *site) {
		was := *s.n
		become(s.n, &source.Node{Kind: source.Map, Entries: []source.Entry{{Key: text("name"), Value: &was}}})
	}),
	at("a list becomes its item", isKind(source.Seq), func(g *grower, s *site) {
		if len(s.n.Items) > 0 {
			become(s.n, s.n.Items[0])
		} else {
			become(s.n, text("x"))
		}
	}),
	at("a list becomes empty", isKind(source.Seq), func(g *grower, s *site) { s.n.Items = nil }),
	at("a map becomes empty", isKind(source.Map), func(g *grower, s *site) { s.n.Entries = nil }),
	at("a map becomes a text", isKind(source.Map), func(g *grower, s *site) { become(s.n, g.scalar()) }),
	at("a text becomes nasty", isText, func(g *grower, s *site) { become(s.n, g.scalar()) }),
	at("a text becomes empty", isText, func(g *grower, s *site) { become(s.n, text("")) }),
	at("a text becomes a number", isText, func(g *grower, s *site) {
		become(s.n, bare(g.pick([]string{"5", "3.10", "0", "-1", "1e3", "123456789012"})))
	}),
	at("a text becomes a boolean", isText, func(g *grower, s *site) { become(s.n, bare(g.pick([]string{"true", "false"}))) }),
	at("a word becomes another", isEnum, func(g *grower, s *site) {
		s.n.Text = g.pick([]string{s.n.Text + "x", strings.ToUpper(s.n.Text), "always", "delete"})
	}),
	at("a number or boolean is quoted", isOther, func(g *grower, s *site) { s.n.Style = source.Double }),
	at("a number or boolean becomes another", isOther, func(g *grower, s *site) {
		become(s.n, bare(g.pick([]string{"-1", "0", "3", "70000", "1000001", "true", "yes", "1.5", "x", "99999999999999999999"})))
	}),
	at("an item is doubled", isKind(source.Seq), func(g *grower, s *site) { s.n.Items = append(s.n.Items, s.n.Items...) }),
	at("an item is added", isKind(source.Seq), func(g *grower, s *site) { s.n.Items = append(s.n.Items, g.scalar()) }),
	at("a value of another definition", anySite, func(g *grower, s *site) { become(s.n, g.value(allTypes[g.r.Intn(len(allTypes))], 2)) }),
}

// show is a value on one line.
func show(n *source.Node) string {
	switch n.Kind {
	case source.Null:
		return "null"
	case source.Scalar:
		if n.IsPlain() {
			return n.Text
		}
		return quoted(n.Text)
	case source.Seq:
		var all []string
		for _, item := range n.Items {
			all = append(all, show(item))
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	var all []string
	for _, e := range n.Entries {
		all = append(all, show(e.Key)+": "+show(e.Value))
	}
	return "{" + strings.Join(all, ", ") + "}"
}

func (g *grower) someMap() *model.Map {
	for {
		if t := allTypes[g.r.Intn(len(allTypes))]; len(t.Maps) == 1 {
			return t.Maps[0]
		}
	}
}
