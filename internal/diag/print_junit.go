package diag

import (
	"bytes"
	"encoding/xml"
	"fmt"
)

// JUnit prints a suite for each file and a case for each finding: errors and warnings have failed, notes have passed. A
// file without findings is one case that has passed, so that the report shows that it was looked at.
func JUnit(r Report) []byte {
	var suites bytes.Buffer
	tests, failures := 0, 0
	for _, g := range r.groups() {
		cases, n, failed := junitCases(g)
		tests, failures = tests+n, failures+failed
		fmt.Fprintf(&suites, "  <testsuite name=%s tests=\"%d\" failures=\"%d\" errors=\"0\">\n%s  </testsuite>\n",
			attr(g.Name), n, failed, cases)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s<testsuites name=\"cdc\" tests=\"%d\" failures=\"%d\" errors=\"0\">\n%s</testsuites>\n",
		xml.Header, tests, failures, suites.Bytes())
	return b.Bytes()
}

func junitCases(g group) (out []byte, n, failed int) {
	var b bytes.Buffer
	for _, d := range g.found {
		at := d.At().Start
		name := fmt.Sprintf("%s at %d:%d", d.Code, at.Line, at.Col)
		text := fmt.Sprintf("%s:%d:%d: %s", d.File, at.Line, at.Col, d.Text())
		if d.Help != "" {
			text += "\nhelp: " + d.Help
		}
		fmt.Fprintf(&b, "    <testcase name=%s classname=%s>\n", attr(name), attr(g.Name))
		if d.Level == Note {
			fmt.Fprintf(&b, "      <system-out>%s</system-out>\n", escape(text))
		} else {
			failed++
			fmt.Fprintf(&b, "      <failure type=%s message=%s>%s</failure>\n", attr(d.Level.String()), attr(d.Text()), escape(text))
		}
		b.WriteString("    </testcase>\n")
	}
	if len(g.found) == 0 {
		fmt.Fprintf(&b, "    <testcase name=\"no findings\" classname=%s></testcase>\n", attr(g.Name))
	}
	return b.Bytes(), max(len(g.found), 1), failed
}

// escape writes text for XML; what XML 1.0 cannot hold becomes U+FFFD.
func escape(s string) []byte {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer does not fail
	return b.Bytes()
}

func attr(s string) []byte { return append(append([]byte{'"'}, escape(s)...), '"') }
