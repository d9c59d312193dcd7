package main

import (
	"encoding/json"
	"fmt"

	"github.com/cdc-dev/cdc/targets"
	"github.com/urfave/cli/v2"
)

func (p *program) targetsCommand() *cli.Command {
	return &cli.Command{
		Name: "targets", Usage: "list the targets, and what each of them can do",
		UsageText: "cdc targets [--matrix] [--format text|markdown|json]",
		Description: `Lists what cdc compiles to. --matrix prints, for every feature of the language, how it reaches each target:

  N  native: the target has it
  L  lowered: written by other means of the target, with the same result and order
  S  set outside: the file cannot hold it; a note names the setting that does
  W  warned: a detail is lost that nobody's safety depends on
  R  refused: dropping it could deploy what was gated, deploy it elsewhere, leave something running,
     or show green for red; nothing lifts a refusal
  -  the target has no such thing and needs none

The table is made from the same rows that decide it.`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "matrix", Usage: "print the table of features"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`text|markdown|json`: the form of the result"},
		},
		Action: p.listTargets,
	}
}

func (p *program) listTargets(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("", "targets takes no argument")
	}
	form := c.String("format")
	switch {
	case c.Bool("matrix"):
		p.out.WriteString(targets.Matrix(p.targets, form))
	case form == "json":
		type target struct {
			Name string `json:"name"`
			Doc  string `json:"doc"`
			URL  string `json:"url"`
		}
		list := []target{}
		for _, t := range p.targets {
			list = append(list, target{t.Name, t.Doc, t.URL})
		}
		data, err := json.MarshalIndent(list, "", "  ")
		fmt.Fprintf(p.out, "%s\n", data)
		return err
	default:
		for _, t := range p.targets {
			if form == "markdown" {
				fmt.Fprintf(p.out, "* [%s](%s): %s\n", t.Name, t.URL, t.Doc)
			} else {
				fmt.Fprintf(p.out, "%-12s%s\n%-12s%s\n", t.Name, t.Doc, "", t.URL)
			}
		}
	}
	return nil
}
