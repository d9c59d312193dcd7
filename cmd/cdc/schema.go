package main

import (
	"slices"

	"github.com/cdc-dev/cdc/internal/judge"
	"github.com/cdc-dev/cdc/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) schemaCommand() *cli.Command {
	return &cli.Command{
		Name: "schema", Usage: "print the JSON Schema of the language, or of a target's files",
		UsageText: "cdc schema [--output-of FORMAT]",
		Description: `Prints a JSON Schema (draft-07) of cdc.yaml, for editors: descriptions, values, defaults and snippets are in it.
With --output-of, prints cdc's own schema of a target's file format, which everything that cdc emits is held
to: there is no public one of buildspec.yml, appspec.yml or shippable.yml.`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output-of", Usage: "`FORMAT`: the file format of a target instead of the language"},
		},
		Action: p.schema,
	}
}

func (p *program) schema(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("", "schema takes no argument")
	}
	data := schema.JSONSchema()
	if name := c.String("output-of"); name != "" {
		formats := judge.Names()
		if !slices.Contains(formats, name) {
			return usagef(meant(name, formats, "the formats are "+joined(formats)), "there is no file format %q", name)
		}
		data = judge.Schema(name)
	}
	p.out.Write(data)
	return nil
}
