package conformance

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestCfnLint: cfn-lint finds nothing in any template. It misses wrong service principals and !Ref where an ARN is
// needed; that it is silent is the floor, not the bar.
func TestCfnLint(t *testing.T) {
	path, err := exec.LookPath("cfn-lint")
	if err != nil {
		missing(t, "cfn-lint", "neither apt nor npm holds it")
	}
	start := time.Now()
	files := goldens(t, isTemplate)
	dir := t.TempDir()
	names := map[string]string{}
	var args []string
	for i, f := range files { // the templates hold no names of cases, and their paths have no meaning for the linter
		copied := filepath.Join(dir, strconv.Itoa(i)+filepath.Ext(f.Path))
		if err := os.WriteFile(copied, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		names[copied] = f.Name()
		args = append(args, copied)
	}
	found, n := cfnLint(t, path, args)
	for _, f := range found {
		t.Errorf("%s:%d: %s (%s): %s", names[f.Filename], f.Location.Start.LineNumber, f.Rule.ID, f.Level, f.Message)
	}
	report(t, "cfn-lint", strings.TrimPrefix(output(t, path, "--version"), "cfn-lint "), n, len(files), start)
}

// cfnFinding is one of cfn-lint's.
type cfnFinding struct {
	Filename, Level, Message string
	Rule                     struct{ ID string }
	Location                 struct{ Start struct{ LineNumber int } }
}

// cfnLint returns what cfn-lint finds in templates, and how many it says it has looked at.
func cfnLint(t *testing.T, path string, templates []string) (found []cfnFinding, judged int) {
	t.Helper()
	cmd := exec.Command(path, append([]string{"--info", "--format", "json"}, templates...)...)
	var log bytes.Buffer
	cmd.Stderr = &log
	out, err := cmd.Output()
	if jsonErr := json.Unmarshal(out, &found); jsonErr != nil {
		t.Fatalf("cfn-lint: %v, %v\n%s%s", err, jsonErr, out, log.String())
	}
	return found, strings.Count(log.String(), "Run scan of template ")
}

func isTemplate(f file) bool {
	return strings.HasPrefix(f.Target, "cfn") && strings.HasPrefix(f.Path, "cfn/") &&
		slices.Contains([]string{".yml", ".json"}, filepath.Ext(f.Path))
}
