package cdc_test

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/golden"
)

const module = "github.com/cdc-dev/cdc/"

// imports is the table of who may import whom: first in the module, then from outside it. It is what keeps the flow one
// way: a line that would make it turn back (a target that another target imports, a compiler that knows a target) is not
// added here but thought over.
var imports = []row{
	{"internal/diag", "", ""},
	{"internal/near", "", ""},
	{"internal/emit", "", "github.com/goccy/go-yaml"},

	{"compiler/glob", "", ""},
	{"compiler/ref", "", ""},
	{"compiler/source", "internal/diag internal/near", "github.com/goccy/go-yaml"},
	{"compiler/spec", "compiler/source internal/diag", ""},
	{"schema/model", "", ""},
	{"schema", "schema/model compiler/source internal/diag internal/near", "cuelang.org/go"},

	{"compiler/plan", "internal/diag", ""},
	{"compiler/event", "compiler/plan compiler/glob", ""},
	{"compiler/shell", "compiler/plan compiler/ref internal/diag", "mvdan.cc/sh"},
	{"compiler/lower", "compiler/plan compiler/shell", ""},
	{"compiler/resolve", "compiler/plan compiler/spec compiler/source compiler/ref compiler/shell compiler/lower compiler/event compiler/glob internal/diag internal/near", ""},
	{"compiler/rules", "compiler/plan compiler/spec compiler/source compiler/ref compiler/shell compiler/event compiler/glob internal/diag internal/near", ""},
	{"compiler/format", "compiler/source schema internal/diag", ""},
	{"compiler", "compiler/plan compiler/spec compiler/source compiler/resolve compiler/rules schema internal/diag internal/near", ""},

	{"internal/graph", "compiler/plan compiler/event", ""},
	{"internal/judge", "internal/diag internal/emit internal/near", "github.com/xeipuuv/gojsonschema"},
	{"internal/raw", "compiler/plan internal/diag internal/emit", ""},
	{"internal/appspec", "compiler compiler/plan internal/diag internal/emit internal/raw", ""},
	{"internal/buildspec", "compiler compiler/plan compiler/event compiler/glob compiler/lower compiler/shell internal/diag internal/emit", ""},

	{"targets/gitlab", forTargets + " internal/near", ""},
	{"targets/codebuild", forTargets, ""},
	{"targets/shippable", forTargets, ""},
	{"targets/cfn", forTargets, ""},
	{"targets", "compiler compiler/plan targets/gitlab targets/codebuild targets/shippable targets/cfn", ""},

	{"cmd/cdc", "compiler compiler/plan compiler/event compiler/format internal/diag internal/graph internal/judge internal/near schema targets", "github.com/urfave/cli"},
}

// row is a package with what it may import, each separated by blanks.
type row struct{ pkg, inside, outside string }

// forTargets is what a target may import: the waist, what several targets write alike, and never another target.
const forTargets = "compiler compiler/plan compiler/event compiler/glob compiler/lower compiler/shell " +
	"internal/appspec internal/buildspec internal/diag internal/emit internal/judge internal/raw"

// forTests are packages that only tests import: they may use what they like.
var forTests = []string{"internal/golden", "internal/emit/nasty", "schema/gen", "conformance", "conformance/executor", "conformance/random"}

// world is what only cmd/cdc may import: a library that prints, reads the clock or leaves the process cannot be trusted to
// give the same bytes for the same spec.
var world = []string{"os", "os/exec", "os/signal", "log", "log/slog", "net", "net/http", "time", "math/rand", "math/rand/v2", "text/template", "syscall"}

// vague is names of packages that say nothing of what is inside, and so gather everything.
var vague = []string{"util", "utils", "common", "helpers", "base", "types", "misc", "shared"}

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for file, names := range sources(t) {
		pkg := path.Dir(file)
		seen[pkg] = true
		if slices.Contains(vague, path.Base(pkg)) {
			t.Errorf("%s: a package named %s says nothing of what it does", pkg, path.Base(pkg))
		}
		if slices.Contains(forTests, pkg) {
			continue
		}
		at := slices.IndexFunc(imports, func(r row) bool { return r.pkg == pkg })
		if at < 0 {
			t.Errorf("%s: the package is not in the table of imports (deps_test.go)", pkg)
			continue
		}
		for _, name := range names {
			if why := allowed(imports[at], name); why != "" {
				t.Errorf("%s imports %s: %s", file, name, why)
			}
		}
	}
	for _, r := range imports {
		if !seen[r.pkg] {
			t.Errorf("%s: the table of imports names it, and it does not exist", r.pkg)
		}
	}
}

// TestImportsTable writes the table of docs/design.md.
func TestImportsTable(t *testing.T) {
	const path, begin, end = "docs/design.md", "<!-- imports, written by a test -->\n", "<!-- end of imports -->"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table of imports", path)
	}
	var b strings.Builder
	b.WriteString("\n| package | in the module | third party |\n| --- | --- | --- |\n")
	for i, r := range imports {
		if i > 0 && r.inside != "" && r.inside == imports[i-1].inside {
			continue // it stands in the row of the one before
		}
		names := r.pkg
		for _, next := range imports[i+1:] {
			if r.inside == "" || next.inside != r.inside {
				break
			}
			names += " " + next.pkg
		}
		b.WriteString("| " + quoted(names) + " | " + quoted(r.inside) + " | " + quoted(r.outside) + " |\n")
	}
	golden.Check(t, path, []byte(before+begin+b.String()+"\n"+end+after))
}

// quoted is a cell of the table: one name is in code, and nothing is a dash.
func quoted(names string) string {
	if names == "" {
		return "-"
	}
	return "`" + strings.Join(strings.Fields(names), "` `") + "`"
}

// allowed says why a package may not import another, or "".
func allowed(r row, name string) string {
	if rest, ok := strings.CutPrefix(name, module); ok {
		if slices.Contains(strings.Fields(r.inside), rest) {
			return ""
		}
		return "not in its row of the table (deps_test.go)"
	}
	first, _, _ := strings.Cut(name, "/")
	if strings.Contains(first, ".") { // not of the standard library
		for _, p := range strings.Fields(r.outside) {
			if name == p || strings.HasPrefix(name, p+"/") {
				return ""
			}
		}
		return "not in its row of the table (deps_test.go)"
	}
	if slices.Contains(world, name) && r.pkg != "cmd/cdc" {
		return "only cmd/cdc touches the world"
	}
	return ""
}

// sources returns the imports of every file of the module that is built into cdc.
func sources(t *testing.T) map[string][]string {
	out := map[string][]string{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || len(d.Name()) > 1 && d.Name()[0] == '.') {
			return filepath.SkipDir
		}
		if filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		for _, c := range f.Comments {
			if c.Pos() < f.Package && constraint.IsGoBuild(c.List[0].Text) && strings.Contains(c.List[0].Text, "ignore") {
				return nil // a script
			}
		}
		names := []string{}
		for _, i := range f.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			names = append(names, name)
		}
		out[filepath.ToSlash(file)] = names
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOneProgram holds that nothing happens before main, and that there is one program: `go install ./...` builds it, and
// pre-commit builds every program of a module for its users.
func TestOneProgram(t *testing.T) {
	fset := token.NewFileSet()
	for file := range sources(t) {
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name.Name == "main" && path.Dir(file) != "cmd/cdc" {
			t.Errorf("%s is a second program", file)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "init" && fn.Recv == nil {
				t.Errorf("%s: init runs before main and cannot be tested", fset.Position(d.Pos()))
			}
		}
	}
}
