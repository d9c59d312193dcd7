package main

import "github.com/urfave/cli/v2"

// commands lists every command, in the order in which a newcomer meets them. A new one is a file of its own and a line
// here; help, completion and the manual page follow from what it says of itself: Usage is one line, UsageText the synopsis,
// Description the text, and the backquoted part of a flag's usage its placeholder (in small letters: the values it allows).
func (p *program) commands() []*cli.Command {
	return []*cli.Command{
		p.initCommand(),
		p.compileCommand(),
		p.lintCommand(),
		p.fmtCommand(),
		p.graphCommand(),
		p.explainCommand(),
		p.targetsCommand(),
		p.schemaCommand(),
		p.completionCommand(),
		p.manCommand(),
		p.versionCommand(),
		p.helpCommand(),
	}
}

// The flags that several commands have.

func colorFlag() cli.Flag {
	return &cli.StringFlag{Name: "color", Usage: "`auto|always|never`: colour findings; auto does on a terminal, unless NO_COLOR is set"}
}

func failOnFlag() cli.Flag {
	return &cli.StringFlag{Name: "fail-on", Value: "error", Usage: "`error|warning|note`: exit 1 when there is a finding of this level or worse"}
}

func strictFlag() cli.Flag {
	return &cli.BoolFlag{Name: "strict", Usage: "turn warnings into errors"}
}
