package conformance

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/targets"
	"github.com/xeipuuv/gojsonschema"
)

// everything is a report with every finding that has an example, each spec a file of its own, and what one reader or another
// may stumble over: a path with a space and a letter of two bytes, an absolute one, a finding without a place.
func everything() diag.Report {
	r := diag.Report{Version: "v1.2.3"}
	for _, info := range diag.All() {
		spec := compiler.Load("cdc.yaml", []byte(info.Bad))
		found := append(diag.List{}, spec.Findings()...)
		for _, t := range targets.All {
			if t.Name == info.Target {
				_, more := spec.Compile(t, compiler.Options{})
				found = append(found, more...)
			}
		}
		file := diag.File{Name: "./specs/" + string(info.Code) + ".cdc.yaml"}
		if spec.Doc != nil {
			file.Lines = spec.Doc.Lines
		}
		for i := range found {
			found[i].File = file.Name
		}
		r.Files, r.Found = append(r.Files, file), append(r.Found, found...)
	}
	for _, name := range []string{"with space/prüfung#1?.cdc.yaml", "/abs/cdc.yaml"} {
		d := diag.New(diag.Warning, "empty-file", diag.Range{}, "", "100% <of> \"nothing\" & 'more' ]]>\u0001")
		d.File = name
		d.Related = []diag.Related{{Range: diag.Range{Start: diag.Pos{Line: 1, Col: 1}, End: diag.Pos{Line: 1, Col: 2}}, Message: "here"}}
		r.Files, r.Found = append(r.Files, diag.File{Name: name}), append(r.Found, d)
	}
	return r
}

// TestSARIF holds the report to the schema of SARIF 2.1.0 that Microsoft's own package of matchers carries, with findings and
// without.
func TestSARIF(t *testing.T) {
	since := time.Now()
	data, err := os.ReadFile(module(t, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"))
	if err != nil {
		t.Fatal(err)
	}
	loader := gojsonschema.NewSchemaLoader()
	loader.Draft, loader.AutoDetect = gojsonschema.Draft4, false
	schema, err := loader.Compile(gojsonschema.NewBytesLoader(data))
	if err != nil {
		t.Fatal(err)
	}
	r := everything()
	for _, report := range []diag.Report{r, {Version: "(devel)"}, {}} {
		for _, fault := range faults(t, schema, diag.SARIF(report)) {
			t.Error(fault)
		}
	}
	// The judge sees a fault when there is one.
	if bad := strings.Replace(string(diag.SARIF(r)), `"level": "error"`, `"level": "fatal"`, 1); len(faults(t, schema, []byte(bad))) == 0 {
		t.Error("the schema takes a level that SARIF does not have")
	}
	report(t, "SARIF 2.1.0 schema", "rtm.5", len(r.Found), len(r.Found), since)
}

func faults(t *testing.T, schema *gojsonschema.Schema, data []byte) (out []string) {
	t.Helper()
	result, err := schema.Validate(gojsonschema.NewBytesLoader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range result.Errors() {
		out = append(out, e.String())
	}
	return out
}

// TestCodeQuality holds the report to what GitLab documents of it (GitLab Docs, "Code Quality", "Code Quality report
// format"): the fields, their values, one fingerprint for each finding, paths relative to the repository without "./".
func TestCodeQuality(t *testing.T) {
	r := everything()
	var issues []struct {
		Description, Fingerprint, Severity *string
		CheckName                          *string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin, End int }
		}
	}
	decoder := json.NewDecoder(strings.NewReader(string(diag.GitLab(r))))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&issues); err != nil {
		t.Fatal(err)
	}
	if len(issues) != len(r.Found) {
		t.Fatalf("%d issues of %d findings", len(issues), len(r.Found))
	}
	severities := map[string]bool{"info": true, "minor": true, "major": true, "critical": true, "blocker": true}
	seen := map[string]bool{}
	for i, issue := range issues {
		at := fmt.Sprintf("%s %s", r.Found[i].File, r.Found[i].Code)
		if issue.Description == nil || *issue.Description == "" || issue.CheckName == nil || *issue.CheckName == "" || issue.Fingerprint == nil || issue.Severity == nil {
			t.Errorf("%s: a field that must be there is missing", at)
			continue
		}
		if seen[*issue.Fingerprint] || !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(*issue.Fingerprint) {
			t.Errorf("%s: fingerprint %s is no digest or not its own", at, *issue.Fingerprint)
		}
		seen[*issue.Fingerprint] = true
		if !severities[*issue.Severity] {
			t.Errorf("%s: GitLab has no severity %s", at, *issue.Severity)
		}
		if p := issue.Location.Path; p != path.Clean(p) || issue.Location.Lines.Begin < 1 || issue.Location.Lines.End < issue.Location.Lines.Begin {
			t.Errorf("%s: location %+v", at, issue.Location)
		}
	}
}

// TestAnnotations holds that each finding is one workflow command of GitHub (GitHub Docs, "Workflow commands for GitHub
// Actions"), whatever its text: one line, a known command, properties escaped.
func TestAnnotations(t *testing.T) {
	r := everything()
	form := regexp.MustCompile(`^::(error|warning|notice) file=[^,:]+(,line=\d+(,endLine=\d+)?)?(,col=\d+)?(,endColumn=\d+)?,title=[a-z0-9-]+::[^\r]+$`)
	lines := strings.Split(strings.TrimSuffix(string(diag.GitHub(r)), "\n"), "\n")
	if len(lines) != len(r.Found) {
		t.Errorf("%d lines for %d findings", len(lines), len(r.Found))
	}
	for _, line := range lines {
		if !form.MatchString(line) {
			t.Errorf("no workflow command: %q", line)
		}
	}
}

// TestJUnit holds the counts and names of the report as GitLab and Jenkins read them.
func TestJUnit(t *testing.T) {
	r := everything()
	var suites struct {
		XMLName  xml.Name `xml:"testsuites"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Suites   []struct {
			Name     string `xml:"name,attr"`
			Tests    int    `xml:"tests,attr"`
			Failures int    `xml:"failures,attr"`
			Cases    []struct {
				Name     string `xml:"name,attr"`
				Class    string `xml:"classname,attr"`
				Failures []struct {
					Message string `xml:"message,attr"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(diag.JUnit(r), &suites); err != nil {
		t.Fatal(err)
	}
	tests, failures := 0, 0
	for _, s := range suites.Suites {
		inside := 0
		for _, c := range s.Cases {
			if c.Name == "" {
				t.Errorf("%s: a case without a name", s.Name)
			}
			inside += len(c.Failures)
		}
		if s.Tests != len(s.Cases) || s.Failures != inside {
			t.Errorf("%s: %d tests and %d failures are announced, %d and %d are there", s.Name, s.Tests, s.Failures, len(s.Cases), inside)
		}
		tests, failures = tests+s.Tests, failures+s.Failures
	}
	if suites.Tests != tests || suites.Failures != failures || len(suites.Suites) != len(r.Files) {
		t.Errorf("%d tests, %d failures, %d suites of %d files; %d and %d are there", suites.Tests, suites.Failures, len(suites.Suites), len(r.Files), tests, failures)
	}
}
