package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// issue is an entry of a Code Quality report (GitLab Docs, "Code Quality report format").
type issue struct {
	Description string        `json:"description"`
	CheckName   Code          `json:"check_name"`
	Fingerprint string        `json:"fingerprint"`
	Severity    string        `json:"severity"`
	Location    issueLocation `json:"location"`
}

type issueLocation struct {
	Path  string     `json:"path"`
	Lines issueLines `json:"lines"`
}

type issueLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// GitLab prints a Code Quality report. A fingerprint does not depend on the line, so that a finding which only moved is
// not a new one in the merge request; findings that would share one are numbered.
func GitLab(r Report) []byte {
	severity := map[Level]string{Error: "critical", Warning: "minor", Note: "info"}
	seen := map[string]int{}
	out := make([]issue, 0, len(r.Found))
	for _, d := range r.Found {
		at, text := d.At(), d.Text()
		if d.Help != "" {
			text += " (" + d.Help + ")"
		}
		out = append(out, issue{
			Description: text, CheckName: d.Code, Fingerprint: fingerprint(d, seen), Severity: severity[d.Level],
			Location: issueLocation{Path: relative(d.File), Lines: issueLines{at.Start.Line, at.End.Line}},
		})
	}
	return indentedJSON(out)
}

// fingerprint names a finding by everything but its place; seen counts the findings of the same name before it.
func fingerprint(d Diagnostic, seen map[string]int) string {
	key := strings.Join([]string{relative(d.File), string(d.Code), d.Target, d.Path, d.Message}, "\x00")
	n := seen[key]
	seen[key]++
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(n)))
	return hex.EncodeToString(sum[:16])
}

// relative drops a leading "./", which the reports' readers do not match with the repository's own paths.
func relative(name string) string {
	return strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "./")
}
