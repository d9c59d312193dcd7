package cdc_test

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/targets"
)

// noExample is the codes without a spec that has them, and why.
var noExample = map[diag.Code]string{
	"file-too-large":     "the spec would have 8 MiB",
	"reference-bomb":     "what it stands for would have 64 MiB",
	"script-missing":     "it is about the files beside the spec",
	"policy-too-large":   "the policy would have 10,240 characters",
	"template-too-large": "the template would have 51,200 bytes",
	"wrong-shape":        "no spec is known that leads there: it is the net under the search for places",
}

// TestFindings runs both specs of every code: the bad one has the finding, the good one has not.
func TestFindings(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	seen := map[diag.Code]bool{}
	for _, info := range diag.All() {
		if seen[info.Code] {
			t.Errorf("%s stands twice", info.Code)
		}
		seen[info.Code] = true
		if !kebab.MatchString(string(info.Code)) {
			t.Errorf("%q is not kebab-case", info.Code)
		}
		if info.Level < diag.Error || info.Level > diag.Note || info.Title == "" || info.Why == "" {
			t.Errorf("%s: level, title and why are needed", info.Code)
		}
		if !strings.ContainsAny(info.Title[:1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ`") || !strings.HasSuffix(info.Title, ".") || strings.Contains(info.Title, ". ") {
			t.Errorf("%s: the title is one sentence, with a capital and a full stop: %q", info.Code, info.Title)
		}
		if (info.Bad == "") != (noExample[info.Code] != "") {
			t.Errorf("%s: it has either a bad spec or a reason in noExample", info.Code)
		}
		if info.Bad == "" {
			continue
		}
		if found := lint(info.Bad, info.Target); !has(found, info.Code) {
			t.Errorf("%s: its bad spec does not have it, but\n%s", info.Code, compact(found))
		}
		if found := lint(info.Good, mendedFor(info)); info.Good != "" && has(found, info.Code) {
			t.Errorf("%s: its good spec has it:\n%s", info.Code, compact(found))
		}
	}
}

// mendedFor is the target to lint the good spec for: the code's own, unless the way to mend it is to leave that target.
func mendedFor(info diag.Info) string {
	if named := compiler.Load("cdc.yaml", []byte(info.Good)).Targets(); len(named) > 0 && !slices.Contains(named, info.Target) {
		return ""
	}
	return info.Target
}

// TestCodesAreListed reads the sources for the codes that findings are made with: each must be in the list that `cdc explain`
// and the documents know.
func TestCodesAreListed(t *testing.T) {
	made := regexp.MustCompile(`(?:diag\.(?:Error|Warning|Note), |\.(?:error|warn|note|report|finding)\(|fail\(|[cC]ode: )"([a-z]+(?:-[a-z0-9]+)+)"`)
	count := 0
	for _, dir := range []string{"compiler", "schema", "targets", "internal", "cmd"} {
		filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range made.FindAllSubmatch(data, -1) {
				count++
				if _, ok := diag.Lookup(diag.Code(m[1])); !ok {
					t.Errorf("%s: %s is not listed in internal/diag/codes_*.go", path, m[1])
				}
			}
			return nil
		})
	}
	if count < 400 {
		t.Errorf("only %d findings found in the sources", count)
	}
}

// TestFindingsDoc writes docs/findings.md from the codes.
func TestFindingsDoc(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("# Findings\n\nEvery finding of cdc, by name: what it says, what happens if it is left, a spec that has it with what cdc says\n" +
		"of it, and the same spec mended. `cdc explain CODE` shows the same. This page is written by a test from\n" +
		"`internal/diag/codes_*.go`, and every spec on it is run.\n")
	all := slices.Clone(diag.All())
	slices.SortFunc(all, func(a, b diag.Info) int { return cmp.Compare(a.Code, b.Code) })
	for _, i := range all {
		fmt.Fprintf(&b, "\n## %s\n\n*%s*: %s\n\n%s\n", i.Code, i.Level, i.Title, i.Why)
		if i.Bad == "" {
			continue
		}
		found := slices.DeleteFunc(lint(i.Bad, i.Target), func(d diag.Diagnostic) bool { return d.Code != i.Code })
		fmt.Fprintf(&b, "\n%s\n```text\n%s```\n", block(i.Bad), compact(found))
		if i.Good != "" {
			fmt.Fprintf(&b, "\nMended:\n\n%s", block(i.Good))
		}
	}
	golden.Check(t, "docs/findings.md", b.Bytes())
}

// block is a spec in a fence. One that a reader of Markdown would see otherwise than it is (a tab, a control character) is
// shown as text with escapes.
func block(spec string) string {
	lang := "text"
	for _, c := range spec {
		if c < ' ' && c != '\n' || c == 0xfeff || c == 0xfffd {
			return fmt.Sprintf("```%s\n%+q\n```\n", lang, spec)
		}
	}
	if len(spec) > 2000 {
		return fmt.Sprintf("```%s\n%s…\n```\n", lang, spec[:400])
	}
	if spec[len(spec)-1] != '\n' {
		spec += "\n"
	}
	return fmt.Sprintf("```%s\n%s```\n", lang, spec)
}

// TestTargetsDoc writes docs/targets.md from the targets' own rows.
func TestTargetsDoc(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("# Targets\n\nWhat cdc compiles to, and how each feature of the language gets there. This page is written by a test from the rows\n" +
		"that decide it; `cdc targets --matrix` prints the same.\n\n")
	for _, target := range targets.All {
		fmt.Fprintf(&b, "* [%s](%s): %s\n", target.Name, target.URL, target.Doc)
	}
	b.WriteString(`
* **N** native: the target has it.
* **L** lowered: written by other means of the target, with the same result and order.
* **S** set outside: the file cannot hold it; a note names the setting that does.
* **W** warned: a detail is lost that nobody's safety depends on.
* **R** refused: dropping it could deploy what was gated, deploy it elsewhere, leave something running, or show green for
  red. Nothing lifts a refusal.
* **-** the target has no such thing and needs none.

`)
	b.WriteString(targets.Matrix(targets.All, "markdown"))
	golden.Check(t, "docs/targets.md", b.Bytes())
}
