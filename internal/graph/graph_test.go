package graph_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/internal/graph"
)

func load(t *testing.T, name string) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../testdata/golden", name, "cdc.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return compiler.Load("cdc.yaml", data).Plan
}

// TestGolden draws two of the stories in every form, whole and for one run.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name, spec string
		run        *event.Run
	}{
		{"sam", "sam-multi-account", nil},
		{"sam-feature", "sam-multi-account", &event.Run{Event: plan.Push, Branch: "feature/x"}},
		{"monorepo", "monorepo", nil},
		{"monorepo-web", "monorepo", &event.Run{Event: plan.MergeRequest, Branch: "f", Target: "main", Changed: []string{"web/a.js"}}},
		{"hello", "hello", nil},
	} {
		g := graph.New(load(t, c.spec), c.run)
		for ext, draw := range map[string]func() string{".txt": g.Text, ".mmd": g.Mermaid, ".dot": g.Dot, ".svg": g.SVG, ".json": g.JSON} {
			golden.Check(t, filepath.Join("testdata", c.name+ext), []byte(draw()))
		}
	}
}

// TestNames: whatever a job is called, each form stays well-formed and shows the name.
func TestNames(t *testing.T) {
	nasty := `a "b" <c> & d --> e`
	g := graph.Graph{Name: nasty, Run: nasty, Stages: []graph.Stage{{Name: nasty, Jobs: []graph.Job{
		{Name: nasty, Instances: 1, Absent: nasty}, {Name: "z", Instances: 2, Gate: true, Needs: []graph.Edge{{From: nasty}}}}}}}
	d := xml.NewDecoder(strings.NewReader(g.SVG()))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("svg: %v", err)
		}
	}
	if !json.Valid([]byte(g.JSON())) {
		t.Error("json: not valid")
	}
	_, chart, _ := strings.Cut(g.Mermaid(), "\nflowchart") // behind the title, which is YAML
	for line := range strings.Lines(chart) {
		if comment := strings.HasPrefix(strings.TrimSpace(line), "%%"); !comment && strings.Contains(line, `"b"`) {
			t.Errorf("mermaid: a quote ends the label: %s", line)
		}
	}
	if !strings.Contains(g.Dot(), `\"b\"`) {
		t.Error("dot: a quote ends the label")
	}
}
