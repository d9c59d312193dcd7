package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/urfave/cli/v2"
)

func (p *program) lintCommand() *cli.Command {
	return &cli.Command{
		Name: "lint", Usage: "check specs and report what is wrong",
		UsageText: "cdc lint [FILE…|-] [-t TARGET[,…]] [--format F] [--report F=PATH]…",
		Description: `Checks each spec against the language and against every target that it names, or that -t names, and
reports every finding of it at once. Without FILE it checks the cdc.yaml of this directory, or of the
closest one above it in the repository. "-" is standard input. The report goes to standard output.

A finding is silenced by a comment on its line or above it: # cdc-ignore: CODE REASON. Errors cannot be
silenced, and a comment that silences nothing is a finding.

  cdc lint                               the spec of this directory
  cdc lint --strict */*.cdc.yaml         many at once, and warnings are errors
  cdc lint --report sarif=cdc.sarif --report gitlab=gl-code-quality-report.json
  git show main:cdc.yaml | cdc lint - --stdin-filename cdc.yaml

Exit codes: 0 no finding at or above --fail-on; 1 findings; 2 wrong use; 3 a file could not be read or
a report not be written.`,
		Flags: []cli.Flag{
			targetFlag(),
			formatFlag(),
			&cli.StringSliceFlag{Name: "report", Usage: "`FORMAT=PATH`: write a report in another form to a file as well; may be repeated"},
			failOnFlag(),
			strictFlag(),
			&cli.StringFlag{Name: "stdin-filename", Usage: "`PATH`: the name of the spec that comes from standard input, for the findings"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "print no notes and no last line"},
			colorFlag(),
		},
		Action: p.lint,
	}
}

func (p *program) lint(c *cli.Context) error {
	reports, err := parseReports(c.StringSlice("report"))
	if err != nil {
		return err
	}
	asked, err := p.asked(c.StringSlice("target"))
	if err != nil {
		return err
	}
	names := c.Args().Slice()
	if len(names) == 0 {
		names = []string{""}
	}
	report := diag.Report{Version: buildOf().Version, Color: p.color(c.String("color"), p.outTTY)}
	progress := p.progress("checking", len(names), c.Bool("quiet"))
	for _, one := range p.lintAll(names, c.String("stdin-filename"), asked, c.Bool("strict"), progress.step) {
		p.sayAbsent(one.absent)
		if one.err != nil { // the others have been checked
			p.fail(one.err)
			continue
		}
		report.Files = append(report.Files, one.file)
		report.Found = append(report.Found, one.found...)
	}
	progress.stop()
	if len(report.Files) == 0 {
		return nil // what kept every spec from being read has been said
	}
	if c.Bool("quiet") {
		report.Found = quiet(report.Found)
	}
	p.judge(report.Found, c.String("fail-on"))
	p.printReports(report, c.String("format"), reports)
	if !c.Bool("quiet") {
		if err := p.out.Flush(); err != nil {
			return fmt.Errorf("cannot write to standard output: %w", cause(err))
		}
		p.count(len(report.Files), "checked", report.Found)
	}
	return nil
}

// linted is what there is to say about one spec.
type linted struct {
	file   diag.File
	found  diag.List
	absent []string
	err    error
}

// lintAll checks specs side by side, and returns what there is to say in the order of their names. step is called as each
// begins.
func (p *program) lintAll(names []string, stdinName string, asked []compiler.Target, strict bool, step func()) []linted {
	out := make([]linted, len(names))
	stream := sync.OnceValues(func() (input, error) { return p.open("-", stdinName) })
	parallel(len(names), func(i int) {
		step()
		open := func() (input, error) { return p.open(names[i], stdinName) }
		if names[i] == "-" {
			open = stream
		}
		in, err := open()
		if err != nil {
			out[i].err = err
			return
		}
		out[i] = p.lintOne(in, asked, strict)
	})
	return out
}

// lintOne checks one spec. A target is asked to write its files too, because some findings come up only then.
func (p *program) lintOne(in input, asked []compiler.Target, strict bool) (out linted) {
	spec := compiler.Load(in.base, in.data)
	run := asked
	if run == nil {
		run = p.named(spec)
		out.absent = p.absent(spec)
	}
	found := slices.Concat(spec.Findings(), spec.Scripts(in.beside))
	for _, t := range run {
		_, more := spec.Compile(t, compiler.Options{All: true})
		found = append(found, more...)
	}
	out.file, out.found = text(in, spec), settle(spec, found, in.name, p.covers(spec, run), strict)
	return out
}

// reportTo is a report to write to a file.
type reportTo struct {
	diag.Format
	path string
}

func parseReports(values []string) ([]reportTo, error) {
	var out []reportTo
	for _, v := range values {
		name, path, ok := strings.Cut(v, "=")
		f, known := format(name)
		switch {
		case !ok || path == "":
			return nil, usagef("for example --report sarif=cdc.sarif", "--report takes FORMAT=PATH, not %q", v)
		case !known:
			var names []string
			for _, f := range diag.Formats() {
				names = append(names, f.Name)
			}
			return nil, usagef(meant(name, names, "one of "+strings.Join(names, ", ")), "there is no report format %q", name)
		}
		if slices.ContainsFunc(out, func(r reportTo) bool { return r.path == path }) {
			return nil, usagef("give each report a file of its own", "two reports cannot both be written to %s", path)
		}
		out = append(out, reportTo{f, path})
	}
	return out, nil
}

func (p *program) printReports(report diag.Report, name string, files []reportTo) {
	f, _ := format(name)
	p.out.Write(f.Print(report))
	report.Color = false
	for _, to := range files {
		if to.path == "-" {
			p.out.Write(to.Print(report))
		} else if err := writeAlone(to.path, to.Print(report)); err != nil {
			p.fail(err)
		}
	}
}
