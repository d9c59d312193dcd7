package conformance

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// TestGitLabPipelines: the model of GitLab's rules has the same jobs in every run as gitlab-ci-local listed, with the same
// when and allow_failure. So two readings of the manual, neither of them the compiler's, agree on every golden file.
func TestGitLabPipelines(t *testing.T) {
	judged := 0
	for _, f := range goldens(t, func(f file) bool { return f.Path == ".gitlab-ci.yml" }) {
		lists, err := os.ReadFile(filepath.Join("testdata", "lists", f.Case+suffix(f)+".txt"))
		if err != nil {
			t.Errorf("%s: %v", f.Name(), err)
			continue
		}
		judged++
		main := mainBranch(f.Data)
		var got strings.Builder
		for _, e := range []event{push(main), push("feature/one"), mergeRequest(main), tagged("v1.2.0"), schedule(main)} {
			p, err := executor.GitLabPipeline(f.Data, "bash", executor.World{Env: e.variables()})
			if err != nil {
				t.Errorf("%s: %s: %v", f.Name(), e.name, err)
			}
			fmt.Fprintln(&got, e.name)
			for _, j := range p.Jobs {
				fmt.Fprintf(&got, "    %s;%s;%v\n", j.Name, j.When, j.AllowFailure)
			}
			if len(p.Jobs) == 0 {
				fmt.Fprintln(&got, "    no pipeline")
			}
		}
		if want := jobsOf(string(lists)); got.String() != want {
			t.Errorf("%s: the model has\n%s\nand gitlab-ci-local lists\n%s", f.Name(), got.String(), want)
		}
	}
	if judged < 40 {
		t.Errorf("only %d files were judged", judged)
	}
}

// variables of the run, as GitLab's own; those that it has not are empty.
func (e event) variables() map[string]string {
	vars := map[string]string{"CI_PIPELINE_SOURCE": e.source, "CI_COMMIT_BRANCH": e.branch, "CI_COMMIT_REF_NAME": e.branch}
	for _, v := range e.vars {
		name, text, _ := strings.Cut(v, "=")
		vars[name] = text
	}
	return vars
}

// listRow is a row of a list: the name, with the instance of a matrix behind it, the stage, when and allow_failure.
var listRow = regexp.MustCompile(`^    ([^;]+?)(?:: \[.*\])?;[^;]*;([^;]*);([^;]*);`)

// jobsOf takes the names, when and allow_failure out of the rows of a list.
func jobsOf(lists string) string {
	var out strings.Builder
	for _, line := range strings.SplitAfter(lists, "\n") {
		if m := listRow.FindStringSubmatch(line); m != nil {
			line = fmt.Sprintf("    %s;%s;%s\n", m[1], m[2], m[3])
		}
		if strings.TrimSpace(line) != "" {
			out.WriteString(line)
		}
	}
	return out.String()
}
