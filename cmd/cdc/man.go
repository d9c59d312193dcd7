package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

func (p *program) manCommand() *cli.Command {
	return &cli.Command{
		Name: "man", Usage: "print the manual page", UsageText: "cdc man",
		Description: "Prints the manual page cdc(1) in roff: cdc man | man -l -",
		Action: func(c *cli.Context) error {
			p.man(p.commands())
			return nil
		},
	}
}

// roff makes text safe for roff: a backslash, and a dot or quote that begins a line, mean something there.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

func (p *program) man(table []*cli.Command) {
	line := func(format string, args ...any) { fmt.Fprintf(p.out, format+"\n", args...) }
	line(`.TH CDC 1 "" "cdc" "User Commands"`)
	line(".SH NAME\ncdc \\- one pipeline file, checked before it is trusted, compiled into whatever runs it")
	line(".SH SYNOPSIS\n.B cdc\n.I COMMAND\n[\n.I FLAGS\n] [\n.I ARGUMENTS\n]")
	line(".SH DESCRIPTION")
	_, about, _ := strings.Cut(overviewHead, "\n\n")
	about, _, _ = strings.Cut(about, "\n\n")
	p.roffLines(about)
	line(".SH COMMANDS")
	for _, c := range table {
		line(".SS %s", roff("cdc "+c.Name))
		line(".nf")
		p.roffLines(c.UsageText)
		line(".fi\n.PP")
		p.roffText(c.Description)
		for _, f := range c.Flags {
			line(".TP\n.B %s\n%s", roff(synopsis(f)), roff(flagText(f)))
		}
	}
	line(".SH EXIT STATUS")
	for _, e := range [...][2]string{
		{"0", "done; no finding at or above --fail-on"}, {"1", "findings"},
		{"2", "wrong use: unknown flag or command, missing file, two candidates"},
		{"3", "the world failed: cannot read, cannot write, internal fault"},
		{"4", "generated files are out of date"},
	} {
		line(".TP\n.B %s\n%s", e[0], roff(e[1]))
	}
	line(".SH ENVIRONMENT")
	for _, e := range [...][2]string{
		{"NO_COLOR", "when set, no colour, unless --color=always"},
		{"CLICOLOR_FORCE", "when set and not 0, colour without a terminal too"},
		{"CDC_DEBUG", "when set, an internal fault prints its stack"},
	} {
		line(".TP\n.B %s\n%s", e[0], roff(e[1]))
	}
	line(".SH FILES\n.TP\n.B %s\nthe spec, in the working directory or upward to the root of the repository", roff(joined(discoverable)))
}

// roffText writes a description: indented lines stand as they are, an empty line begins a paragraph.
func (p *program) roffText(text string) {
	for _, para := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if strings.HasPrefix(para, "  ") {
			fmt.Fprintln(p.out, ".nf")
			p.roffLines(para)
			fmt.Fprintln(p.out, ".fi\n.PP")
			continue
		}
		p.roffLines(para)
		fmt.Fprintln(p.out, ".PP")
	}
}

func (p *program) roffLines(text string) {
	for _, l := range strings.Split(text, "\n") {
		fmt.Fprintln(p.out, roff(l))
	}
}
