package main

import (
	"bytes"
	"fmt"
	"strings"

	canonical "github.com/cdc-dev/cdc/compiler/format"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/urfave/cli/v2"
)

func (p *program) fmtCommand() *cli.Command {
	return &cli.Command{
		Name: "fmt", Usage: "bring a spec into its canonical form",
		UsageText: "cdc fmt [FILE…|-] [-l|-d|-w|--check]",
		Description: `Orders the keys of a spec as the manual has them, indents by two spaces, parts jobs and sections by one empty
line, and puts the line first by which editors find the schema. Comments, anchors, quotes, flow style and the
text of block scalars stay as they are, names of your own stay in their order, and the spec means the same.
All lines end as the first one does.

Without a flag, prints the result; -l, -d and --check only tell, -w writes. Without FILE it takes the cdc.yaml of
this directory, or of the closest one above it in the repository. "-" is standard input.
Tabs that indent are replaced where it is clear how deep they meant to be. What cannot be read is left alone.

  cdc fmt -d                             what would change
  cdc fmt -w */*.cdc.yaml                bring them into form
  cdc fmt --check                        in CI

Exit codes: 0 done; 1 a spec cannot be read as YAML; 2 wrong use; 3 a file could not be read or written;
4 a spec is not in its canonical form (--check).`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "list", Aliases: []string{"l"}, Usage: "list the files whose form differs"},
			&cli.BoolFlag{Name: "diff", Aliases: []string{"d"}, Usage: "print what would change as a unified diff"},
			&cli.BoolFlag{Name: "write", Aliases: []string{"w"}, Usage: "write the result back to the file"},
			&cli.BoolFlag{Name: "check", Usage: "write nothing, and exit 4 when the form of a file differs"},
			&cli.StringFlag{Name: "stdin-filename", Usage: "`PATH`: the name of the spec that comes from standard input, for findings and diffs"},
			formatFlag(),
			colorFlag(),
		},
		Action: p.fmt,
	}
}

func (p *program) fmt(c *cli.Context) error {
	names := c.Args().Slice()
	if len(names) == 0 {
		names = []string{""}
	}
	for _, name := range names {
		if name == "-" && c.Bool("write") {
			return usagef("leave out -w, and the result goes to standard output", "standard input cannot be written")
		}
	}
	if c.Bool("check") && c.Bool("write") {
		return usagef("use one of the two", "--check writes nothing, and -w does")
	}
	report := diag.Report{Color: p.color(c.String("color"), p.errTTY), Version: buildOf().Version}
	for _, name := range names {
		in, err := p.open(name, c.String("stdin-filename"))
		if err == nil {
			err = p.fmtOne(c, in, len(names) > 1, &report)
		}
		if err != nil { // the others can still be formatted
			p.fail(err)
		}
	}
	if len(report.Found) > 0 {
		f, _ := format(c.String("format"))
		p.err.Write(f.Print(report))
		p.findings = true
	}
	return nil
}

// fmtOne formats one spec and does with the result what the flags say.
func (p *program) fmtOne(c *cli.Context, in input, several bool, report *diag.Report) error {
	got, err := canonical.Spec(in.name, in.data)
	if err != nil {
		return fmt.Errorf("cannot format %s: %w; nothing has changed, and this is a fault of cdc that you may report at %s/issues", in.name, err, diag.Home)
	}
	if got.Text == nil {
		report.Found = append(report.Found, got.Found...)
		report.Files = append(report.Files, diag.File{Name: in.name, Lines: got.Lines})
		return nil
	}
	out := got.Text
	differs := !bytes.Equal(in.data, out)
	told := c.Bool("list") || c.Bool("diff") || c.Bool("check") || c.Bool("write")
	if !told {
		if several {
			fmt.Fprintf(p.out, "# --- %s\n", in.name)
		}
		p.out.Write(out)
	}
	if !differs {
		return nil
	}
	if c.Bool("list") {
		fmt.Fprintln(p.out, in.name)
	}
	if c.Bool("diff") {
		p.out.Write(unified(strings.TrimPrefix(in.name, "./"), in.data, out))
	}
	if c.Bool("check") {
		p.outdated = true
		if !c.Bool("list") {
			fmt.Fprintf(p.err, "%s is not in its canonical form; `cdc fmt -w %s` writes it\n", in.name, in.name)
		}
	}
	if !c.Bool("write") {
		return nil
	}
	if err := writeAlone(in.name, out); err != nil {
		return err
	}
	fmt.Fprintf(p.err, "wrote %s\n", in.name)
	return nil
}
