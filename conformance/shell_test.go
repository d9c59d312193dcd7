package conformance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// allowance is a code of shellcheck that says nothing about these scripts, on the lines that match.
type allowance struct {
	line   *regexp.Regexp
	reason string
}

var allowed = map[string]allowance{
	"SC2086": {regexp.MustCompile(`^set -- \$cdc_creds$|\$\{APP_S3_BUCKET\}`), "credentials are split on purpose; the user's own words stay as they are"},
	"SC2154": {regexp.MustCompile(``), "a variable of the job or the runner, or of an earlier shell, is assigned nowhere in the script"},
	"SC2034": {regexp.MustCompile(`\bcdc_\w+=`), "a variable for a later step is read nowhere in the command"},
	"SC2018": {regexp.MustCompile(`^cdc_branch_slug=`), "a slug is ASCII: [:lower:] would take letters that no host name takes"},
	"SC2019": {regexp.MustCompile(`^cdc_branch_slug=`), "as SC2018"},
	"SC2030": {regexp.MustCompile(`^export `), "a job of a chain keeps its variables to itself on purpose"},
	"SC2031": {regexp.MustCompile(`^export `), "as SC2030: its hooks and the next job set their own"},
	"SC1010": {regexp.MustCompile(`^echo done$`), "a user's own words"},
	"SC2164": {regexp.MustCompile(`\bcd `), "errexit, or the executor's check of each command, ends the job when cd fails"},
}

// piece is what a linter looks at: one command, or all that one shell runs.
type piece struct{ name, shell, text string }

// pieces returns every command of every golden output, each alone; and, where later commands see what earlier ones
// leave, all of a shell together.
func pieces(t *testing.T) (alone, together []piece) {
	t.Helper()
	files := cases(t)
	for _, name := range sorted(files) {
		for _, target := range sorted(files[name]) {
			seen := map[string]bool{}
			for _, j := range outputJobs(t, name, target, files[name][target]) {
				if key := fmt.Sprint(j.Executor, j.Name, j.Scripts); seen[key] {
					continue // another instance of the matrix
				} else {
					seen[key] = true
				}
				where := name + "/want/" + target
				all := make([]string, len(j.Scripts))
				for i, s := range j.Scripts {
					alone = append(alone, piece{where + ": " + s.Place, j.Shell, s.Text})
					all[i] = s.Text
				}
				if !j.Apart {
					together = append(together, piece{strings.TrimSuffix(where+": "+j.Name, ": "), j.Shell, strings.Join(all, "\n") + "\n"})
				}
			}
		}
	}
	if len(alone) == 0 {
		t.Skip("no output has commands")
	}
	return alone, together
}

// outputJobs returns the jobs of a target's output. GitLab's scripts must suit sh, unless the spec asks for bash.
func outputJobs(t *testing.T, name, target string, files map[string][]byte) []executor.Job {
	t.Helper()
	data := files[".gitlab-ci.yml"]
	if data == nil {
		return targetJobs(t, name, target, files)
	}
	shell := "sh"
	if needsBash(t, name) {
		shell = "bash"
	}
	jobs, err := executor.GitLab(data, shell)
	if err != nil {
		t.Fatalf("%s/%s: %v", name, target, err)
	}
	return jobs
}

// TestShellSyntax: each command alone, and each script whole, is the grammar of its shell; all but those of specs that
// ask for bash are the grammar of both.
func TestShellSyntax(t *testing.T) {
	shells := map[string]string{"sh": tool(t, "dash"), "bash": tool(t, "bash")}
	start := time.Now()
	alone, together := pieces(t)
	judged := 0
	for _, p := range append(alone, together...) {
		judged++
		for shell, path := range shells {
			if p.shell == "bash" && shell == "sh" && !strings.Contains(p.name, "shippable") {
				continue
			}
			cmd := exec.Command(path, "-n")
			cmd.Stdin = strings.NewReader(p.text)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s: %s -n: %v\n%s\n%s", p.name, shell, err, out, p.text)
			}
		}
	}
	report(t, "dash -n, bash -n", output(t, "bash", "-c", "echo bash $BASH_VERSION"), judged, len(alone)+len(together), start)
}

// TestShellcheck: shellcheck finds nothing in what cdc writes, but for the codes that are allowed, each with its reason.
func TestShellcheck(t *testing.T) {
	path := tool(t, "shellcheck")
	start := time.Now()
	alone, together := pieces(t)
	pieces := append(alone, together...)
	known := map[string]int{}
	found, judged := shellcheck(t, path, pieces)
	for _, f := range found {
		code := fmt.Sprintf("SC%d", f.Code)
		known[code]++
		p := pieces[f.piece]
		if a, ok := allowed[code]; !ok || !a.line.MatchString(line(p.text, f.Line)) {
			t.Errorf("%s:%d: %s (%s): %s\n\t%s", p.name, f.Line, code, f.Level, f.Message, line(p.text, f.Line))
		}
	}
	_, version, _ := strings.Cut(output(t, path, "--version"), "version: ")
	version, _, _ = strings.Cut(version, "\n")
	report(t, "shellcheck", fmt.Sprintf("%s, found %v", version, known), judged, len(pieces), start)
}

type finding struct {
	File    string
	Line    int
	Level   string
	Code    int
	Message string
	piece   int
}

// canary is a line that shellcheck finds fault with (SC2086). It stands behind every piece: a piece without that finding
// was not read to its end.
const canary = "echo $CDC_CANARY\n"

// shellcheck hands all pieces to one process, each in a file that names its shell. It returns what was found in them, and
// how many were read to their end.
func shellcheck(t *testing.T, path string, pieces []piece) (out []finding, judged int) {
	t.Helper()
	dir := t.TempDir()
	args := []string{"--format=json", "--norc"}
	index := map[string]int{}
	for i, p := range pieces {
		file := filepath.Join(dir, fmt.Sprintf("%d.%s", i, p.shell))
		if err := os.WriteFile(file, []byte("# shellcheck shell="+p.shell+"\n"+p.text+"\n"+canary), 0o600); err != nil {
			t.Fatal(err)
		}
		index[file] = i
		args = append(args, file)
	}
	var stderr bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stderr = &stderr
	said, err := cmd.Output()
	if code := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &code) || code.ExitCode() != 1) {
		t.Fatalf("shellcheck: %v\n%s", err, stderr.String())
	}
	var found []finding
	if err := json.Unmarshal(said, &found); err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		f.piece = index[f.File]
		f.Line--
		switch {
		case f.Line <= strings.Count(pieces[f.piece].text, "\n")+1:
			out = append(out, f)
		case f.Code == 2086:
			judged++
		}
	}
	return out, judged
}

func line(text string, n int) string {
	lines := strings.Split(text, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[n-1])
}
