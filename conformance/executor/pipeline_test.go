package executor

import (
	"os/exec"
	"strings"
	"testing"
)

// TestExpressions holds the reader to the table of GitLab's manual ("CI/CD job rules", "Variable expressions").
func TestExpressions(t *testing.T) {
	vars := map[string]string{"A": "x", "EMPTY": "", "PATTERN": "/^x$/", "REF": "refs/heads/main"}
	for text, want := range map[string]bool{
		`$A == "x"`: true, `$A != 'x'`: false, `$NO == null`: true, `$A == null`: false, `$EMPTY == ""`: true, `$NO == ""`: false, `$EMPTY`: false,
		`$A`: true, `$NO`: false, `$NO != "x"`: true, `$NO =~ /x/`: false, `$NO !~ /x/`: true, `$A =~ /^x$/`: true, `$A =~ /X/i`: true,
		`$A =~ $PATTERN`: true, `$REF =~ /^refs\/heads\/main$/`: true, `$A == $A && $NO == null`: true,
		`$NO || $A && $NO`: false, `($NO || $A) && $A`: true, `$A || $NO && $NO`: true, `"x" == $A`: true,
	} {
		if got, err := holds(text, vars); got != want || err != nil {
			t.Errorf("%s: got %v %v", text, got, err)
		}
	}
	for _, text := range []string{`$A =`, `$A == `, `($A`, `$A "x"`, `$A =~ "x"`, ``} {
		if _, err := holds(text, vars); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}

// TestFnmatch holds the matcher to Ruby's own.
func TestFnmatch(t *testing.T) {
	ruby, err := exec.LookPath("ruby")
	if err != nil {
		t.Skip(err)
	}
	patterns := strings.Fields("dir/** dir/**/* **/*.go *.go dir/* dir/*/b {a,b}/* **/dir/* *.{js,ts} a?b [ab]/x [!a]x \\*x docs docs/ ** * **/* a**b/c .x *x {a,{b,c}}x/**/y")
	paths := strings.Fields("dir dir/a dir/a/b dir/a/b/c.go a.go x/a.go x/y/a.go a/x b/x c/x x/dir/y dir/.x a.js a/b.ts a.ts axb a/b ax bx cx *x docs docs/a .x .git/x aab/c a/b/c ax/y bx/q/r/y cx/y")
	var args []string
	for _, p := range patterns {
		for _, path := range paths {
			args = append(args, p, path)
		}
	}
	script := "ARGV.each_slice(2) { |p, f| puts File.fnmatch?(p, f, File::FNM_PATHNAME | File::FNM_DOTMATCH | File::FNM_EXTGLOB) }"
	out, err := exec.Command(ruby, append([]string{"-e", script, "--"}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Fields(string(out)) {
		if got := Fnmatch(args[2*i], args[2*i+1]); got != (line == "true") {
			t.Errorf("%s on %s: %v, and Ruby says %s", args[2*i], args[2*i+1], got, line)
		}
	}
}

// TestPipelines holds what GitLab makes of a file for a run, and what runs.
func TestPipelines(t *testing.T) {
	bin := t.TempDir()
	if err := Stubs(bin, nil, nil); err != nil {
		t.Skip(err)
	}
	const order = "stages: [one, two, three]\n"
	for _, c := range []struct {
		name, file string
		world      World
		started    []string
		want       string
	}{
		{"a stage waits for a failure's end", order + "a: {stage: one, script: [make a]}\nb: {stage: two, script: [make b]}\nc: {stage: three, when: on_failure, script: [make c]}\n",
			World{Fail: 1}, nil, "a failed, b skipped, c success"},
		{"a failure that may be is none", order + "a: {stage: one, allow_failure: true, script: [make a]}\nb: {stage: two, script: [make b]}\n", World{Fail: 1}, nil, "a warning, b success"},
		{"needs cross stages", order + "a: {stage: one, script: [make a]}\nb: {stage: two, needs: [], script: [make b]}\n", World{Fail: 1}, nil, "a failed, b success"},
		{"an optional manual job", order + "a: {stage: one, when: manual, script: [make a]}\nb: {stage: two, script: [make b]}\nc: {stage: three, needs: [a], script: [make c]}\n",
			World{}, nil, "a optional, b success, c skipped"},
		{"one that is started", order + "a: {stage: one, when: manual, script: [make a]}\nc: {stage: three, needs: [a], script: [make c]}\n", World{}, []string{"a"}, "a success, c success"},
		{"a manual job of a rule", order + "a: {stage: one, rules: [{when: manual}], script: [make a]}\nb: {stage: two, script: [make b]}\n", World{}, nil, "a manual, b waiting"},
		{"rules choose", "a: {rules: [{if: $CI_COMMIT_TAG, when: never}, {if: '$CI_PIPELINE_SOURCE == \"push\"'}], script: [make a]}\nb: {script: [make b]}\n", World{}, nil, "a success, b success"},
		{"and leave out", "a: {rules: [{if: $CI_COMMIT_TAG, when: never}, {if: '$CI_PIPELINE_SOURCE == \"push\"'}], script: [make a]}\nb: {script: [make b]}\n", World{Event: Tag}, nil, "b success"},
		{"no rule, no merge request", "a: {script: [make a]}\n", World{Event: Change}, nil, ""},
		{"only and except", "a: {only: [main], except: [schedules], script: [make a]}\nb: {only: [/^v1/], script: [make b]}\n", World{Event: Schedule}, nil, ""},
		{"a pattern of only", "a: {only: [main], except: [schedules], script: [make a]}\nb: {only: [/^v1/], script: [make b]}\n", World{Event: Tag}, nil, "b success"},
		{"the workflow", "workflow: {rules: [{if: $CI_COMMIT_TAG}]}\na: {script: [make a]}\n", World{}, nil, ""},
		{"artifacts go on", order + "a: {stage: one, script: ['echo x > f'], artifacts: {paths: [f]}}\nb: {stage: two, script: ['make \"$(cat f)\"']}\n", World{}, nil, "a success, b success"},
		{"unless nobody asks", order + "a: {stage: one, script: ['echo x > f'], artifacts: {paths: [f]}}\nb: {stage: two, dependencies: [], script: ['cat f']}\n", World{}, nil, "a success, b failed"},
		{"a need that is not there", order + "a: {stage: one, rules: [{if: $CI_COMMIT_TAG}], script: [make]}\nb: {stage: two, needs: [a], script: [make]}\n", World{}, nil,
			"'b' job needs 'a' job, but 'a' does not exist in the pipeline"},
		{"a need of a later stage", order + "a: {stage: two, script: [make]}\nb: {stage: one, needs: [a], script: [make]}\n", World{}, nil, "b job: need a is not defined in current or prior stages"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.world.Dir, c.world.Bin = t.TempDir(), bin
			p, err := GitLabPipeline([]byte(c.file), "bash", c.world)
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				list, err := p.Run(c.world, c.started...)
				if err != nil {
					t.Fatal(err)
				}
				var words []string
				for _, o := range list {
					words = append(words, o.Job+" "+o.Status)
				}
				got = strings.Join(words, ", ")
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestShippableStarts holds which builds start by themselves.
func TestShippableStarts(t *testing.T) {
	for _, c := range []struct {
		file  string
		world World
		want  bool
	}{
		{"build: {}", World{}, true}, {"build: {}", World{Event: Schedule}, false}, {"build: {}", World{Event: Branch}, true},
		{"branches: {only: [main]}", World{}, true}, {"branches: {only: [main]}", World{Event: Branch}, false},
		{"branches: {only: [main]}", World{Event: Change}, true}, {"branches: {only: [master]}", World{Event: Change}, false},
		{"branches: {only: [\"v*\"]}", World{Event: Tag}, true}, {"branches: {only: [main]}", World{Event: Tag}, false},
		{"branches: {except: [\"feat*\"]}", World{Event: Branch}, false}, {"branches: {only: [\"v*\"]}", World{Event: Manual}, true},
	} {
		if got := ShippableStarts([]byte(c.file), c.world); got != c.want {
			t.Errorf("%s, %v: %v", c.file, c.world.Event, got)
		}
	}
}
