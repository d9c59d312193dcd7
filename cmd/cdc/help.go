package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"
)

func (p *program) helpCommand() *cli.Command {
	return &cli.Command{
		Name: "help", Usage: "describe a command", UsageText: "cdc help [COMMAND]",
		Description: "Prints what a command does, its flags and its exit codes. `cdc COMMAND --help` is the same.",
		Action: func(c *cli.Context) error {
			table := p.commands()
			switch c.Args().Len() {
			case 0:
				p.overview(table)
				return nil
			case 1:
				command, err := find(table, c.Args().First())
				if err == nil {
					p.describe(command)
				}
				return err
			}
			return usagef("", "help describes one command at a time")
		},
	}
}

const overviewHead = `cdc: one pipeline file, checked before it is trusted, compiled into whatever runs it.

A team writes cdc.yaml once. cdc checks it, with findings at the very character, and writes
.gitlab-ci.yml, buildspec.yml, shippable.yml, appspec.yml and CloudFormation templates from it:
each behaves as the spec says, or cdc says where and why not.

Commands:
`

const overviewTail = `
First steps:
  cdc init                      write a first cdc.yaml for this directory
  cdc lint                      check the cdc.yaml of this directory or of one above it
  cdc fmt -w                    order its keys and put its spacing right; comments stay
  cdc compile                   write the files of every target that it names
  cdc compile --check --diff    show what compile would change; exit 4 when anything would
  cdc explain needs-absent      what a finding means, and how to mend it
  cdc explain jobs.*.steps      what a key of the language means

Exit codes: 0 done, 1 findings, 2 wrong use, 3 the world failed, 4 generated files are out of date.
More: cdc help COMMAND, and ` + "https://github.com/cdc-dev/cdc\n"

// overview is what `cdc` alone says.
func (p *program) overview(table []*cli.Command) {
	io.WriteString(p.out, overviewHead)
	for _, c := range table {
		fmt.Fprintf(p.out, "  %-12s%s\n", c.Name, c.Usage)
	}
	io.WriteString(p.out, overviewTail)
}

// describe is what `cdc help COMMAND` says.
func (p *program) describe(c *cli.Command) {
	fmt.Fprintf(p.out, "cdc %s: %s\n\n", c.Name, c.Usage)
	for i, line := range strings.Split(c.UsageText, "\n") {
		fmt.Fprintf(p.out, "%s%s\n", [...]string{"Usage: ", "       "}[min(i, 1)], line)
	}
	fmt.Fprintf(p.out, "\n%s\n", strings.TrimSpace(c.Description))
	if len(c.Flags) > 0 {
		fmt.Fprintf(p.out, "\nFlags:\n")
	}
	for _, f := range c.Flags {
		head := synopsis(f)
		for i, line := range wrap(flagText(f), 64) {
			if i == 0 && len(head) > 26 || i > 0 {
				if i == 0 {
					fmt.Fprintf(p.out, "  %s\n", head)
				}
				head = ""
			}
			fmt.Fprintf(p.out, "  %-28s%s\n", head, line)
		}
	}
}

// synopsis is a flag with its placeholder: "-t, --target TARGET[,…]|all".
func synopsis(f cli.Flag) string {
	var names []string
	for _, n := range f.Names() {
		if len(n) == 1 {
			names = append([]string{dashed(n)}, names...)
		} else {
			names = append(names, dashed(n))
		}
	}
	return strings.TrimSpace(strings.Join(names, ", ") + " " + placeholder(f))
}

// flagText is a flag's usage without its placeholder, with its default.
func flagText(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return ""
	}
	text := d.GetUsage()
	if _, rest, ok := strings.Cut(text, "`: "); ok {
		text = rest
	}
	if s, ok := f.(*cli.StringFlag); ok && s.Value != "" {
		text += " (default " + s.Value + ")"
	}
	return text
}

func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}
