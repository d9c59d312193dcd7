package diag

import (
	"bytes"
	"fmt"
	"strings"
)

// Short prints one line for each finding: file:line:col: level: message [code]. Editors and grep read it.
func Short(r Report) []byte {
	var b bytes.Buffer
	for _, d := range r.Found {
		at := d.At().Start
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s [%s]\n", visible(d.File), at.Line, at.Col, d.Level, visible(d.Text()), d.Code)
	}
	return b.Bytes()
}

// GitHub prints workflow commands of GitHub Actions ("Workflow commands for GitHub Actions", Setting an error message):
// one line each, which the log viewer turns into annotations.
func GitHub(r Report) []byte {
	var b bytes.Buffer
	words := map[Level]string{Error: "error", Warning: "warning", Note: "notice"}
	for _, d := range r.Found {
		at := d.At()
		place := fmt.Sprintf("file=%s,line=%d", githubProperty.Replace(relative(d.File)), at.Start.Line)
		if at.End.Line == at.Start.Line { // columns are shown within one line only
			place += fmt.Sprintf(",col=%d,endColumn=%d", at.Start.Col, at.End.Col)
		} else {
			place += fmt.Sprintf(",endLine=%d", at.End.Line)
		}
		text := visible(d.Text())
		if d.Help != "" {
			text += "\nhelp: " + visible(d.Help)
		}
		fmt.Fprintf(&b, "::%s %s,title=%s::%s\n", words[d.Level], place, githubProperty.Replace(string(d.Code)), githubData.Replace(text))
	}
	return b.Bytes()
}

// A workflow command ends with its line, and a property with a comma or a colon: actions/toolkit, command.ts.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
