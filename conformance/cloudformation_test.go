package conformance

import (
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
	args := []string{"--format", "json"}
	for i, f := range files { // the templates hold no names of cases, and their paths have no meaning for the linter
		copied := filepath.Join(dir, strconv.Itoa(i)+filepath.Ext(f.Path))
		if err := os.WriteFile(copied, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		names[copied] = f.Name()
		args = append(args, copied)
	}
	out, err := exec.Command(path, args...).Output()
	var found []struct {
		Filename, Level, Message string
		Rule                     struct{ ID string }
		Location                 struct{ Start struct{ LineNumber int } }
	}
	if jsonErr := json.Unmarshal(out, &found); jsonErr != nil {
		t.Fatalf("cfn-lint: %v, %v\n%s", err, jsonErr, out)
	}
	for _, f := range found {
		t.Errorf("%s:%d: %s (%s): %s", names[f.Filename], f.Location.Start.LineNumber, f.Rule.ID, f.Level, f.Message)
	}
	report(t, "cfn-lint", strings.TrimPrefix(output(t, path, "--version"), "cfn-lint "), len(files), len(files), start)
}

func isTemplate(f file) bool {
	return strings.HasPrefix(f.Target, "cfn") && strings.HasPrefix(f.Path, "cfn/") &&
		slices.Contains([]string{".yml", ".json"}, filepath.Ext(f.Path))
}
