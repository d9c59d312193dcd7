package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// call is a command line, sorted: the command, its flags, its arguments. urfave/cli stops looking for flags at the first
// argument and then drops them in silence (`cdc lint a.yaml --format json` would print the wrong format and exit 0), prints
// usage errors to stdout and has exit codes of its own. So cdc sorts the command line itself, judges it, and hands cli one
// that it cannot misread.
type call struct {
	command       *cli.Command
	flags         []string
	args          []string
	help, version bool
}

// argv is the command line for urfave/cli.
func (c call) argv() []string {
	return slices.Concat([]string{"cdc", c.command.Name}, c.flags, []string{"--"}, c.args)
}

// parse sorts a command line. Flags may stand anywhere up to "--", in front of the command too.
func parse(table []*cli.Command, args []string) (call, error) {
	var c call
	words, flags, err := split(table, args)
	if err != nil {
		return c, err
	}
	if len(words) > 0 {
		if c.command, err = find(table, words[0]); err != nil {
			return c, err
		}
		c.args = words[1:]
	}
	for _, f := range flags {
		switch {
		case f.name == "help" || f.name == "h":
			c.help = true
		case f.name == "version" && c.command == nil:
			c.version = true
		case c.command == nil:
			return c, usagef("", "%s stands without a command; `cdc help` lists the commands", f.text)
		default:
			if f.name, err = f.check(c.command); err != nil {
				return c, err
			}
			c.flags = append(c.flags, f.argv()...)
		}
	}
	return c, nil
}

// written is a flag as written.
type written struct {
	text, name, value string
	hasValue          bool
}

func (f written) argv() []string {
	if f.hasValue {
		return []string{"--" + f.name + "=" + f.value}
	}
	return []string{"--" + f.name}
}

// split takes flags out of the words. Which flag takes the next word as its value depends on the command, so the command is
// found first.
func split(table []*cli.Command, args []string) (words []string, flags []written, err error) {
	known := allFlags(table)
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a == "--" {
			return append(words, args[i+1:]...), flags, nil
		}
		if len(a) < 2 || a[0] != '-' {
			if words = append(words, a); len(words) == 1 {
				known = flagsOf(table, a)
			}
			continue
		}
		f := written{text: a, name: strings.TrimPrefix(strings.TrimPrefix(a, "-"), "-")}
		f.name, f.value, f.hasValue = strings.Cut(f.name, "=")
		if takesValue(known, f.name) && !f.hasValue {
			if i++; i == len(args) || len(args[i]) > 1 && args[i][0] == '-' {
				return nil, nil, usagef("", "%s needs a value: %s", a, synopsis(lookup(known, f.name)))
			}
			f.value, f.hasValue = args[i], true
		}
		flags = append(flags, f)
	}
	return words, flags, nil
}

func find(table []*cli.Command, name string) (*cli.Command, error) {
	var names []string
	for _, c := range table {
		if c.Name == name {
			return c, nil
		}
		names = append(names, c.Name)
	}
	return nil, usagef(meant(name, names, "`cdc help` lists the commands"), "there is no command %q", name)
}

// check judges one flag: known to the command, with a value where it takes one, and one of those it allows. It returns the
// flag's first name: urfave/cli refuses a flag that is written in two ways.
func (f written) check(command *cli.Command) (name string, err error) {
	flag := lookup(command.Flags, f.name)
	if flag == nil {
		var names []string
		for _, known := range command.Flags {
			names = append(names, dashed(longest(known)))
		}
		help := meant(dashed(f.name), names, "`cdc help "+command.Name+"` lists its flags")
		if other := elsewhere[f.name]; other != "" && command.Name == "compile" {
			help = other
		}
		return "", usagef(help,
			"%s has no flag %s", command.Name, dashed(f.name))
	}
	name = flag.Names()[0]
	if _, isBool := flag.(*cli.BoolFlag); isBool {
		if f.hasValue && f.value != "true" && f.value != "false" {
			err = usagef("", "%s is on or off and takes no value", dashed(name))
		}
	} else if allowed := choices(flag); len(allowed) > 0 && !slices.Contains(allowed, f.value) {
		err = usagef(meant(f.value, allowed, "one of "+joined(allowed)), "%s cannot be %q", dashed(name), f.value)
	}
	return name, err
}

// elsewhere is what flags of other programs are called in compile.
var elsewhere = map[string]string{
	"stdout": "`-o -` prints the files", "print": "`-o -` prints the files", "out": "`-o DIR` writes below DIR, and `-o -` prints the files",
	"out-dir": "`-o DIR` writes below DIR", "output-dir": "`-o DIR` writes below DIR", "outdir": "`-o DIR` writes below DIR",
	"dry-run": "`--diff` shows what would change and writes nothing", "n": "`--diff` shows what would change and writes nothing",
	"dryrun": "`--diff` shows what would change and writes nothing", "verify": "`--check` writes nothing, and exits 4 when a file differs",
	"file": "the spec is an argument: cdc compile FILE", "f": "the spec is an argument: cdc compile FILE",
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func allFlags(table []*cli.Command) []cli.Flag {
	var out []cli.Flag
	for _, c := range table {
		out = append(out, c.Flags...)
	}
	return out
}

func flagsOf(table []*cli.Command, command string) []cli.Flag {
	for _, c := range table {
		if c.Name == command {
			return c.Flags
		}
	}
	return nil
}

func lookup(flags []cli.Flag, name string) cli.Flag {
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

func takesValue(flags []cli.Flag, name string) bool {
	f := lookup(flags, name)
	_, isBool := f.(*cli.BoolFlag)
	return f != nil && !isBool
}

func longest(f cli.Flag) string {
	return slices.MaxFunc(f.Names(), func(a, b string) int { return len(a) - len(b) })
}

// placeholder is what stands for a flag's value: the part of its usage in backquotes.
func placeholder(f cli.Flag) string {
	if d, ok := f.(cli.DocGenerationFlag); ok {
		if parts := strings.SplitN(d.GetUsage(), "`", 3); len(parts) == 3 {
			return parts[1]
		}
	}
	return ""
}

// choices is the values that a flag allows: those of a placeholder such as "error|warning|note". A placeholder in capitals
// stands for any value.
func choices(f cli.Flag) []string {
	all := placeholder(f)
	if all == "" || all != strings.ToLower(all) {
		return nil
	}
	return strings.Split(all, "|")
}
