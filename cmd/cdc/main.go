// Command cdc checks one pipeline file and compiles it into whatever runs it.
//
// This package is the only one that touches the world: disk, streams, environment, clock. One file holds each command;
// commands.go lists them, write.go is the only writer to disk.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/targets"
	"github.com/urfave/cli/v2"
)

func main() {
	// A run lasts milliseconds: collecting less often costs memory that nobody misses and saves a third of the time.
	debug.SetGCPercent(400)
	os.Exit(newProgram(targets.All).run(os.Args[1:]))
}

// The exit codes. Where several hold, the one that stands first here wins.
const (
	exitUsage    = 2 // wrong use: unknown flag or command, missing file, two candidates
	exitWorld    = 3 // the world failed: cannot read, cannot write, internal fault
	exitFindings = 1 // a finding at or above --fail-on
	exitStale    = 4 // generated files are out of date
)

// program is one run of cdc.
type program struct {
	in  io.Reader
	out *bufio.Writer // results
	err io.Writer     // findings, progress, usage errors
	env func(string) string
	terminal
	targets []compiler.Target

	misused, broken, findings, outdated bool // what went wrong so far
}

// terminal says which streams a person reads.
type terminal struct{ outTTY, errTTY bool }

func newProgram(all []compiler.Target) *program {
	return &program{
		in: os.Stdin, out: bufio.NewWriter(os.Stdout), err: os.Stderr, env: os.Getenv,
		terminal: terminal{isTerminal(os.Stdout), isTerminal(os.Stderr)}, targets: all,
	}
}

// usageError is wrong use of the command line; help says what to do instead, and may be empty.
type usageError struct{ message, help string }

func (e usageError) Error() string { return e.message }

func usagef(help, format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...), help}
}

// run does what the arguments say and returns the exit code.
func (p *program) run(args []string) (code int) {
	defer func() {
		if fault := recover(); fault != nil {
			p.fault(fault)
			code = p.exit()
		}
	}()
	if err := p.dispatch(args); err != nil {
		p.fail(err)
	}
	if err := p.out.Flush(); err != nil {
		p.fail(fmt.Errorf("cannot write to standard output: %w", cause(err)))
	}
	return p.exit()
}

func (p *program) exit() int {
	switch {
	case p.misused:
		return exitUsage
	case p.broken:
		return exitWorld
	case p.findings:
		return exitFindings
	case p.outdated:
		return exitStale
	}
	return 0
}

// fail prints an error, and remembers of which kind it is. A run can fail more than once.
func (p *program) fail(err error) {
	fmt.Fprintln(p.err, "cdc: "+oneLine(err.Error()))
	var use usageError
	if !errors.As(err, &use) {
		p.broken = true
		return
	}
	p.misused = true
	if use.help != "" {
		fmt.Fprintln(p.err, "  = help: "+oneLine(use.help))
	}
}

// fault tells of a panic: a mistake of ours, which the user can do nothing about but report. Nothing of the spec is shown,
// and no stack unless CDC_DEBUG asks for it.
func (p *program) fault(what any) {
	p.broken = true
	p.out.Flush()
	stack := debug.Stack()
	if c, ok := what.(caught); ok {
		what, stack = c.what, c.stack
	}
	fmt.Fprintf(p.err, "cdc: internal fault: %s\n", oneLine(fmt.Sprint(what)))
	fmt.Fprintf(p.err, "  = help: this is a mistake in cdc %s, not in your spec; please report it with the spec at %s/issues\n",
		buildOf().Version, diag.Home)
	if p.env("CDC_DEBUG") != "" {
		p.err.Write(stack)
	}
}

// oneLine shows text of the world on one line, without control characters.
func oneLine(s string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x20 || c == 0x7f {
			return ' '
		}
		return c
	}, s)
}

// cause is the reason in an error of the file system, without the operation and the path, which cdc says in its own words.
func cause(err error) error {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// dispatch finds the command and runs it.
func (p *program) dispatch(args []string) error {
	table := p.commands()
	call, err := parse(table, args)
	if err != nil {
		return err
	}
	switch {
	case call.version:
		return p.printVersion("text")
	case call.command == nil:
		p.overview(table)
		return nil
	case call.help:
		p.describe(call.command)
		return nil
	}
	misuse := func(_ *cli.Context, err error, _ bool) error { return usageError{message: err.Error()} }
	for _, c := range table {
		c.HideHelp, c.OnUsageError = true, misuse
	}
	app := &cli.App{
		Name: "cdc", Writer: p.err, ErrWriter: p.err, Commands: table, HideHelp: true, HideVersion: true,
		ExitErrHandler: func(*cli.Context, error) {}, DisableSliceFlagSeparator: true, OnUsageError: misuse,
	}
	return app.Run(call.argv())
}
