package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/urfave/cli/v2"
)

func formatFlag() cli.Flag {
	var names []string
	for _, f := range diag.Formats() {
		names = append(names, f.Name)
	}
	return &cli.StringFlag{Name: "format", Value: "human", Usage: "`" + strings.Join(names, "|") + "`: the form of the findings"}
}

func format(name string) (diag.Format, bool) {
	for _, f := range diag.Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return diag.Format{}, false
}

// document reports whether a format is one document, of JSON or XML, and not a line for each finding.
func document(name string) bool {
	return name != "human" && name != "short" && name != "github"
}

// settle takes what a spec's checks found to what is reported: comments silence, --strict sharpens, and every finding
// learns the name of its file. whole is as in compiler.Silence.
func settle(spec *compiler.Spec, found diag.List, name string, whole, strict bool) diag.List {
	if spec.Doc != nil {
		found = compiler.Silence(spec.Doc, found, whole)
	}
	for i := range found {
		found[i].File = name
		if strict && found[i].Level == diag.Warning {
			found[i].Level = diag.Error
		}
	}
	found.Sort()
	return found
}

// text is the file of a report.
func text(in input, spec *compiler.Spec) diag.File {
	f := diag.File{Name: in.name}
	if spec.Doc != nil {
		f.Lines = spec.Doc.Lines
	}
	return f
}

// judge remembers whether a finding is as bad as --fail-on or worse.
func (p *program) judge(found diag.List, failOn string) {
	limit := map[string]diag.Level{"error": diag.Error, "warning": diag.Warning, "note": diag.Note}[failOn]
	for _, d := range found {
		p.findings = p.findings || d.Level <= limit
	}
}

// quiet leaves out the notes.
func quiet(found diag.List) diag.List {
	var out diag.List
	for _, d := range found {
		if d.Level != diag.Note {
			out.Add(d)
		}
	}
	return out
}

// count prints the last line of a run: "2 files written, 0 errors, 1 warning". lint has read them.
func (p *program) count(files int, verb string, found diag.List) {
	fmt.Fprintln(p.err, strings.Replace(found.Summary(files), "written", verb, 1))
}

// color decides whether a stream gets colour: --color, then NO_COLOR (https://no-color.org), then CLICOLOR_FORCE
// (https://bixense.com/clicolors), then whether a person reads it.
func (p *program) color(flag string, tty bool) bool {
	switch {
	case flag == "always" || flag == "never":
		return flag == "always"
	case p.env("NO_COLOR") != "":
		return false
	case p.env("CLICOLOR_FORCE") != "" && p.env("CLICOLOR_FORCE") != "0":
		return true
	}
	return tty && p.env("TERM") != "dumb"
}

func isTerminal(f *os.File) bool {
	st, err := f.Stat()
	return err == nil && st.Mode()&(os.ModeDevice|os.ModeCharDevice) == os.ModeDevice|os.ModeCharDevice
}
