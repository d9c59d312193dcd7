package gitlab

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"gopkg.in/yaml.v3"
)

// TestTruth runs every golden file through GitLab's rules, as its manual has them, for every kind of pipeline, and
// compares the jobs that come out with what the language says about the same run.
func TestTruth(t *testing.T) {
	specs, err := filepath.Glob("../../testdata/golden/*/cdc.yaml")
	if err != nil || len(specs) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	judged := 0
	for _, path := range specs {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := compiler.Load("cdc.yaml", data)
		files, _ := s.Compile(Target, compiler.Options{})
		if len(files) == 0 || bytes.Contains(data, []byte("\n    raw:\n")) {
			continue // refused, or with rules of the author's own
		}
		judged++
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) { truth(t, s.Plan, files[0].Data) })
	}
	if judged < 8 {
		t.Errorf("only %d cases were judged", judged)
	}
}

func truth(t *testing.T, p *plan.Plan, data []byte) {
	var doc map[string]any
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	space := event.New(p)
	mergedIn := p.Triggers != nil && p.Triggers.MergeRequest != nil && slices.Contains(p.Triggers.Actions, "merged")
	for _, r := range everyRun() {
		if p.Triggers == nil && (r.Event == plan.MergeRequest || r.Event == plan.Schedule) {
			continue // GitLab's own default decides, and a note says so
		}
		if mergedIn && len(p.Triggers.Actions) == 1 && r.Event == plan.MergeRequest {
			continue // only the merge starts a run, which is a push on GitLab
		}
		want := map[string]bool{}
		for _, j := range space.JobsFor(r) {
			want[j.Name] = true
		}
		if mergedIn && r.Event == plan.Push { // GitLab cannot tell such a push from the end of a merge request
			for _, j := range space.JobsFor(event.Run{Event: plan.MergeRequest, Branch: "cdc-any", Target: r.Branch, Changed: r.Changed}) {
				want[j.Name] = true
			}
		}
		for _, pipeline := range pipelines(r) {
			got := pipeline.jobs(t, doc)
			for _, j := range p.Jobs {
				if mergedIn && r.Event == plan.Push && got[j.Name] {
					continue // a push that only the merge starts has the jobs for pushes, too, as the note says
				}
				if got[j.Name] != want[j.Name] {
					t.Errorf("%s in %s: GitLab has it %v, the language %v", j.Name, pipeline, got[j.Name], want[j.Name])
				}
			}
		}
	}
}

// everyRun is a run of every kind on names that the golden cases tell apart, and on one that none of them speaks of.
func everyRun() []event.Run {
	branches := []string{"main", "master", "develop", "feature/x", "release/1", "release/a/b", "release/old/1", "hot-fix", "bot/y"}
	tags := []string{"v1.0", "v0.1", "rc-1", "nightly"}
	changed := [][]string{nil, {"docs/a.md"}, {"docs/a/b.md", "README"}, {"src/a/b.go"}, {"go.sum"}, {"a/go.sum"}, {"services/api/x/y.go"}, {"web/x"}, {"x.mod"}}
	var out []event.Run
	for _, b := range branches {
		out = append(out, event.Run{Event: plan.Schedule, Branch: b}, event.Run{Event: plan.Manual, Branch: b})
		for _, c := range changed {
			out = append(out, event.Run{Event: plan.Push, Branch: b, Changed: c})
			for _, target := range []string{"main", "release/1", "other"} {
				out = append(out, event.Run{Event: plan.MergeRequest, Branch: b, Target: target, Changed: c})
			}
		}
	}
	for _, g := range tags {
		out = append(out, event.Run{Event: plan.Tag, Tag: g}, event.Run{Event: plan.Manual, Tag: g})
	}
	return out
}

// pipeline is a pipeline as GitLab's variables describe it.
type pipeline struct {
	vars    map[string]string
	changed []string // nil: nothing to compare with, so that every `changes` holds
}

func (p pipeline) String() string { return fmt.Sprint(p.vars, p.changed) }

// pipelines are those that GitLab can make of a run.
func pipelines(r event.Run) []pipeline {
	vars := func(source string) map[string]string {
		v := map[string]string{"CI_PIPELINE_SOURCE": source, "CI_DEFAULT_BRANCH": "main"}
		switch {
		case r.Event == plan.MergeRequest:
			v["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"], v["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = r.Branch, r.Target
		case r.Tag != "":
			v["CI_COMMIT_TAG"] = r.Tag
		default:
			v["CI_COMMIT_BRANCH"] = r.Branch
		}
		return v
	}
	switch r.Event {
	case plan.Push:
		return []pipeline{{vars("push"), r.Changed}}
	case plan.Tag:
		return []pipeline{{vars("push"), nil}}
	case plan.MergeRequest:
		return []pipeline{{vars("merge_request_event"), r.Changed}}
	case plan.Schedule:
		return []pipeline{{vars("schedule"), nil}}
	}
	return []pipeline{{vars("web"), nil}, {vars("api"), nil}, {vars("trigger"), nil}}
}

// jobs is the jobs of the pipeline.
func (p pipeline) jobs(t *testing.T, doc map[string]any) map[string]bool {
	out := map[string]bool{}
	if w, ok := doc["workflow"].(map[string]any); ok && !p.matches(t, w["rules"]) {
		return out
	}
	for name, v := range doc {
		j, _ := v.(map[string]any)
		if j == nil || strings.HasPrefix(name, ".") || j["script"] == nil {
			continue
		}
		if rules, ok := j["rules"]; ok {
			out[name] = p.matches(t, rules)
		} else { // the default of `only`: branches and tags
			out[name] = p.vars["CI_PIPELINE_SOURCE"] != "merge_request_event"
		}
	}
	return out
}

func (p pipeline) matches(t *testing.T, rules any) bool {
	for _, r := range rules.([]any) {
		rule := r.(map[string]any)
		e := expression{t: t, rest: rule["if"].(string), vars: p.vars}
		holds := e.or()
		if strings.TrimSpace(e.rest) != "" {
			t.Fatalf("cannot read %q behind %q", e.rest, rule["if"])
		}
		if c, ok := rule["changes"].([]any); ok && holds {
			holds = p.touches(c)
		}
		if holds {
			return rule["when"] != "never"
		}
	}
	return false
}

func (p pipeline) touches(patterns []any) bool {
	if p.changed == nil {
		return true
	}
	for _, f := range p.changed {
		for _, g := range patterns {
			if fileMatches(g.(string), f) {
				return true
			}
		}
	}
	return false
}

// fileMatches is Ruby's File.fnmatch with FNM_PATHNAME, FNM_DOTMATCH and FNM_EXTGLOB: `**/` is any number of directories,
// and every other star stays in its part of the path.
func fileMatches(pattern, path string) bool {
	if open := strings.IndexByte(pattern, '{'); open >= 0 {
		end := strings.IndexByte(pattern, '}')
		for _, alt := range strings.Split(pattern[open+1:end], ",") {
			if fileMatches(pattern[:open]+alt+pattern[end+1:], path) {
				return true
			}
		}
		return false
	}
	re := regexp.QuoteMeta(pattern)
	re = strings.ReplaceAll(re, `\*\*/`, `(.*/)?`)
	re = regexp.MustCompile(`(\\\*)+`).ReplaceAllString(re, `[^/]*`)
	re = strings.ReplaceAll(re, `\?`, `[^/]`)
	return regexp.MustCompile("^" + re + "$").MatchString(path)
}

// expression evaluates `rules:if` (CI/CD variable expressions): variables, texts, patterns, null; == != =~ !~; && before
// ||; parentheses. A variable alone holds when it is neither missing nor empty.
type expression struct {
	t    *testing.T
	rest string
	vars map[string]string
}

func (e *expression) take(token string) bool {
	e.rest = strings.TrimLeft(e.rest, " ")
	if !strings.HasPrefix(e.rest, token) {
		return false
	}
	e.rest = e.rest[len(token):]
	return true
}

func (e *expression) or() bool {
	v := e.and()
	for e.take("||") {
		w := e.and()
		v = v || w
	}
	return v
}

func (e *expression) and() bool {
	v := e.term()
	for e.take("&&") {
		w := e.term()
		v = v && w
	}
	return v
}

func (e *expression) term() bool {
	if e.take("(") {
		v := e.or()
		if !e.take(")") {
			e.t.Fatalf("a parenthesis is open before %q", e.rest)
		}
		return v
	}
	left := e.operand()
	switch {
	case e.take("=="):
		return same(left, e.operand())
	case e.take("!="):
		return !same(left, e.operand())
	case e.take("=~"):
		re := e.pattern()
		return left != nil && re.MatchString(*left)
	case e.take("!~"):
		re := e.pattern()
		return left == nil || !re.MatchString(*left)
	}
	return left != nil && *left != ""
}

func same(a, b *string) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// operand is a value, nil for null and for a variable that does not exist.
func (e *expression) operand() *string {
	switch {
	case e.take("null"):
		return nil
	case e.take("$"):
		n := 0
		for n < len(e.rest) && (e.rest[n] == '_' || 'A' <= e.rest[n] && e.rest[n] <= 'Z' || '0' <= e.rest[n] && e.rest[n] <= '9') {
			n++
		}
		v, ok := e.vars[e.rest[:n]]
		e.rest = e.rest[n:]
		if !ok {
			return nil
		}
		return &v
	case e.take(`"`):
		text, rest, _ := strings.Cut(e.rest, `"`)
		e.rest = rest
		return &text
	}
	e.t.Fatalf("cannot read %q", e.rest)
	return nil
}

func (e *expression) pattern() *regexp.Regexp {
	if !e.take("/") {
		e.t.Fatalf("a pattern is missing before %q", e.rest)
	}
	n := 0
	for e.rest[n] != '/' {
		if e.rest[n] == '\\' {
			n++
		}
		n++
	}
	re := regexp.MustCompile(strings.ReplaceAll(e.rest[:n], `\/`, "/"))
	e.rest = e.rest[n+1:]
	return re
}

// TestExpression checks the evaluator against the table of the manual ("Compare a variable to a string", "Check if a
// variable is undefined", "… is defined but empty", "Pattern match").
func TestExpression(t *testing.T) {
	vars := map[string]string{"A": "x", "EMPTY": ""}
	for text, want := range map[string]bool{
		`$A == "x"`: true, `$A != "x"`: false, `$NO == null`: true, `$A == null`: false, `$EMPTY == ""`: true, `$EMPTY`: false,
		`$A`: true, `$NO`: false, `$NO != "x"`: true, `$NO =~ /x/`: false, `$NO !~ /x/`: true, `$A =~ /^x$/`: true,
		`$NO || $A && $NO`: false, `($NO || $A) && $A`: true, `$A || $NO && $NO`: true,
	} {
		e := expression{t: t, rest: text, vars: vars}
		if got := e.or(); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
	if !fileMatches("a/**/*", "a/b/c") || !fileMatches("a/**/*", "a/b") || fileMatches("a/*", "a/b/c") || !fileMatches("*.{x,y}", "a.y") {
		t.Error("paths are matched wrongly")
	}
}
