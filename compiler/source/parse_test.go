package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/diag"
)

// TestCodes holds that the examples of every code of this stage show it, and that the mended ones are free of it.
func TestCodes(t *testing.T) {
	for _, info := range sourceInfos(t) {
		if info.Code == "file-too-large" { // tested with the large inputs
			continue
		}
		t.Run(string(info.Code), func(t *testing.T) {
			if _, found := Parse("cdc.yaml", []byte(info.Bad)); !has(found, info.Code, info.Level) {
				t.Errorf("Bad has no %s %s: %v", info.Level, info.Code, found)
			}
			if _, found := Parse("cdc.yaml", []byte(info.Good)); len(found) > 0 {
				t.Errorf("Good has findings: %v", found)
			}
		})
	}
}

// sourceInfos are the codes of this stage: those of the hostile files, of the large ones, and no others.
func sourceInfos(t *testing.T) []diag.Info {
	all := diag.All()
	last := slices.IndexFunc(all, func(i diag.Info) bool { return i.Code == "joined-backslash" })
	if last < 0 || all[0].Code != "file-too-large" {
		t.Fatal("the codes of this stage stand first, from file-too-large to joined-backslash")
	}
	return all[:last+1]
}

func has(found diag.List, code diag.Code, level diag.Level) bool {
	return slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == code && d.Level == level })
}

// stairs nests 3,000 maps, steps 300 lists through aliases; merges merges 5,000 keys 5,000 times.
func stairs() string {
	var b strings.Builder
	for i := range 3000 {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func steps() string {
	var b strings.Builder
	b.WriteString("x-0: &a0 [a]\n")
	for i := range 300 {
		fmt.Fprintf(&b, "x-%d: &a%d [*a%d]\n", i+1, i+1, i)
	}
	return b.String()
}

func merges() string {
	var b strings.Builder
	b.WriteString("x-a: &a\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "  k%d: v\n", i)
	}
	for i := range 5000 {
		fmt.Fprintf(&b, "x-%d: {<<: *a}\n", i)
	}
	return b.String()
}

// TestLarge reads what is hostile by its size. Each must end with its finding; the run's own timeout is the bound.
func TestLarge(t *testing.T) {
	nest := strings.Repeat
	for _, c := range []struct {
		name string
		text func() string
		code diag.Code
		at   string
	}{
		{"a long list", func() string { return "a: [" + nest("a,", 4<<20-3) + "]" }, "file-too-large", ""},
		{"many items", func() string { return nest("- a\n", 2<<20) }, "file-too-large", ""},
		{"many keys", func() string { return "a: {" + nest("a,", 4<<20-3) + "}" }, "file-too-large", ""},
		{"over 8 MiB", func() string { return nest("#", 8<<20+1) }, "file-too-large", "1:1-1:2"},
		{"100k brackets", func() string { return "a: " + nest("[", 100000) }, "too-deep", "1:202-1:203"},
		{"100k braces", func() string { return "a: " + nest("{a: ", 100000) }, "too-deep", "1:796-1:797"},
		{"100k dashes", func() string { return nest("- ", 100000) }, "too-deep", "1:401-1:402"},
		{"3000 levels", stairs, "too-deep", "201:201-201:202"},
		{"levels through aliases", steps, "too-deep", ""},
		{"merge bomb", merges, "alias-bomb", ""},
		{"many quotes", func() string { return "a: " + nest("\"", 1<<20) }, "yaml-syntax", ""},
		{"a long open quote", func() string { return "a: \"" + nest("x\n ", 1<<19) }, "unclosed-quote", "1:4-1:5"},
		{"open quotes", func() string { return nest("- \"\n", 1<<18) }, "unclosed-quote", "1:3-1:4"},
		{"open brackets", func() string { return nest("a: [\n", 1<<18) }, "unclosed-bracket", "1:4-1:5"},
		{"many unknown aliases", func() string { return "a: [" + nest("*x,", 1<<18) + "]" }, "unknown-alias", "1:5-1:7"},
		{"many anchors", func() string { return "a: [" + nest("&x 1,", 1<<18) + "*y]" }, "unknown-alias", ""},
		{"many tags", func() string { return "a: [" + nest("!x 1,", 1<<18) + "]" }, "yaml-tag", "1:5-1:7"},
		{"many duplicates", func() string { return "a: {" + nest("a: 1, ", 1<<18) + "}" }, "duplicate-key", ""},
		{"long lines not in ASCII", func() string { return "a: [é, " + nest("é b, ", 1<<18) + "]\n@" }, "yaml-syntax", "2:1-2:2"},
		{"bad UTF-8", func() string { return "a: " + nest("\xff", 1<<20) }, "not-utf8", "1:4-1:5"},
		{"escapes", func() string { return "a: [" + nest(`"\n", `, 1<<18) + "]\n@" }, "yaml-syntax", "2:1-2:2"},
		{"tabs", func() string { return nest("\ta:\n", 1<<18) }, "tab-indent", "1:1-1:2"},
		{"tabs in text", func() string { return "a: " + nest("x\t", 1<<18) + "\n@" }, "tab-in-text", "1:5-1:6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := Parse("cdc.yaml", []byte(c.text()))
			for _, d := range found {
				if d.Code == c.code && (c.at == "" || place(d.Range) == c.at) {
					return
				}
			}
			t.Errorf("no %s at %s: %d findings, first %v", c.code, c.at, len(found), found[:min(len(found), 2)])
		})
	}
}

// goodFiles are YAML files of people that cdc reads without an error.
func goodFiles(t testing.TB) map[string][]byte {
	files := map[string][]byte{"many": manyJobs(50)}
	for _, pattern := range []string{"testdata/places/*.yaml", "testdata/hostile/*.yaml", "../../testdata/golden/*/cdc.yaml", "../spec/testdata/*.yaml"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, found := Parse(name, data); !found.HasErrors() {
				files[name] = data
			}
		}
	}
	if len(files) < 10 {
		t.Fatal("too few files", len(files))
	}
	return files
}

// TestReadersAgree compares the tree with what yaml.v3 reads.
func TestReadersAgree(t *testing.T) {
	agreed, refused := 0, 0
	for name, data := range goodFiles(t) {
		doc, _ := Parse(name, data)
		other, err := otherShape(bytes.TrimPrefix(data, []byte("\ufeff")))
		agreed++
		if err != nil { // it knows YAML 1.1, which has no `{a: b?}`
			t.Logf("%s: yaml.v3 does not read it: %v", name, err)
			refused++
		} else if mine := shape(doc.Root); mine != other {
			t.Errorf("%s:\n cdc  %s\n v3   %s", name, mine, other)
		}
	}
	if refused*5 > agreed {
		t.Errorf("yaml.v3 refuses %d of %d files", refused, agreed)
	}
}

// TestPlaces holds that every character of every scalar stands where Pos says.
func TestPlaces(t *testing.T) {
	checked := 0
	for name, data := range goodFiles(t) {
		doc, _ := Parse(name, data)
		lines := make([][]rune, len(doc.Lines))
		for i, l := range doc.Lines {
			lines[i] = []rune(strings.TrimSuffix(l, "\r"))
		}
		walk(doc.Root, map[*Node]bool{}, func(n *Node) {
			for off, c := range n.Text {
				p := n.Pos(off)
				line := lines[p.Line-1]
				got := '\n' // behind the line
				if p.Col <= len(line) {
					got = line[p.Col-1]
				}
				checked++
				folded := (c == ' ' || c == '\n') && (got == '\n' || got == ' ' || got == '\t')
				if got != c && !folded && !(n.Style == Double && got == '\\') {
					t.Errorf("%s %d:%d: %q of %q stands at %q", name, p.Line, p.Col, c, n.Text, got)
				}
			}
		})
	}
	if checked < 10000 {
		t.Error("only", checked, "characters")
	}
}

// walk calls f for every scalar, keys included.
func walk(n *Node, seen map[*Node]bool, f func(*Node)) {
	if seen[n] {
		return
	}
	seen[n] = true
	if n.Kind == Scalar {
		f(n)
	}
	for _, e := range n.Entries {
		walk(e.Key, seen, f)
		walk(e.Value, seen, f)
	}
	for _, i := range n.Items {
		walk(i, seen, f)
	}
}

// TestSub holds places inside texts of each style, by the line and column that an editor shows.
func TestSub(t *testing.T) {
	text := "cdc: v1 # é\r\n" +
		"plain: ééé word\r\n" +
		"single: 'it''s word'\n" +
		"double: \"\\u00e9\\t\\\"word\"\n" +
		"literal: |\n\n  é\n    word\n" +
		"folded: >-\n  a\n  b\n\n  word\n" +
		"lines: a\n  b\n\n  é word\n" +
		"quoted: \"a \\\n   b\n\n   word\"\n" +
		"tabs:\tword\n" +
		"flow: {é: [\"x\", word]}\n"
	doc, found := Parse("cdc.yaml", []byte(text))
	if len(found) > 0 {
		t.Fatal(found)
	}
	for key, want := range map[string]string{
		"plain": "2:12-2:16", "single": "3:16-3:20", "double": "4:20-4:24", "literal": "8:5-8:9", "folded": "13:3-13:7",
		"lines": "17:5-17:9", "quoted": "21:4-21:8", "tabs": "22:7-22:11",
	} {
		n := doc.Root.Get(key)
		i := strings.Index(n.Text, "word")
		if got := place(n.Sub(i, i+4)); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	if got := place(doc.Root.Get("flow").Entries[0].Value.Items[1].Range); got != "23:17-23:21" {
		t.Error("flow:", got)
	}
}
