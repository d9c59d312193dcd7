package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) explainCommand() *cli.Command {
	return &cli.Command{
		Name: "explain", Usage: "say what a finding or a key means",
		UsageText: "cdc explain CODE\ncdc explain KEYPATH\ncdc explain --list",
		ArgsUsage: "CODE",
		Description: `With the code of a finding, such as needs-absent: what it says, what happens if it is left, a spec that has it,
and the same spec mended. With a path of keys, such as jobs.*.steps or environments.*.approval: what the key
means, from the language itself. "*" stands for a name of your own, names and indices may be left
out, and so may the beginning of a path, where one key only ends like that.`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "list", Usage: "list the codes of all findings"},
			colorFlag(),
		},
		Action: p.explain,
	}
}

func (p *program) explain(c *cli.Context) error {
	if c.Bool("list") {
		if c.Args().Present() {
			return usagef("", "--list takes no argument")
		}
		for _, i := range sortedCodes() {
			fmt.Fprintf(p.out, "%-24s %-8s %s\n", i.Code, i.Level, strings.TrimSuffix(i.Title, "."))
		}
		return nil
	}
	if c.Args().Len() != 1 {
		return usagef("`cdc explain --list` shows the codes", "explain takes one code or one path of keys")
	}
	word := c.Args().First()
	if info, ok := lookupCode(word); ok {
		p.explainCode(info, p.color(c.String("color"), p.outTTY))
		return nil
	}
	paths := findKey(word)
	if len(paths) == 1 {
		text, _ := schema.Explain(paths[0])
		io.WriteString(p.out, strings.TrimRight(text, "\n")+"\n")
		return nil
	}
	if len(paths) > 1 {
		p.explainKeys(word, paths)
		return nil
	}
	return usagef(or(meantKey(word), "`cdc explain --list` shows the codes; a path looks like jobs.*.steps"),
		"there is no finding and no key %q", word)
}

// explainKeys lists the keys that end alike.
func (p *program) explainKeys(word string, paths []string) {
	fmt.Fprintf(p.out, "%s is the end of %d keys; `cdc explain PATH` tells all of one:\n\n", word, len(paths))
	width := 0
	for _, path := range paths {
		width = max(width, len(path))
	}
	titles := map[string]string{}
	for _, k := range schema.Keys(true) {
		titles[k.Path], _, _ = strings.Cut(k.Doc.Text, ".")
	}
	for _, path := range paths {
		fmt.Fprintln(p.out, strings.TrimRight(fmt.Sprintf("  %-*s  %s", width, path, titles[path]), " "))
	}
}

// lookupCode takes a code as it stands in a report too: "error[unknown-key]".
func lookupCode(word string) (diag.Info, bool) {
	if _, in, ok := strings.Cut(strings.TrimSuffix(word, "]"), "["); ok {
		word = in
	}
	return diag.Lookup(diag.Code(strings.ReplaceAll(strings.ToLower(word), "_", "-")))
}

func sortedCodes() []diag.Info {
	all := slices.Clone(diag.All())
	slices.SortFunc(all, func(a, b diag.Info) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return all
}

// explainCode says all there is about a code. What cdc says of the bad spec is not remembered but found, here and now.
func (p *program) explainCode(i diag.Info, color bool) {
	fmt.Fprintf(p.out, "%s (%s): %s\n\n", i.Code, i.Level, i.Title)
	for _, line := range wrap(i.Why, 96) {
		fmt.Fprintln(p.out, line)
	}
	if i.Bad != "" {
		in := input{name: "cdc.yaml", base: "cdc.yaml", data: []byte(i.Bad)}
		one := p.lintOne(in, p.pick([]string{i.Target}), false)
		fmt.Fprintf(p.out, "\nA spec that has it:\n\n%s\nWhat cdc says of it:\n\n", indent(example(i.Bad)))
		p.out.WriteString(indent(string(diag.Human(diag.Report{Found: of(one.found, i.Code), Files: []diag.File{one.file}, Color: color}))))
	}
	if i.Good != "" {
		fmt.Fprintf(p.out, "\nMended:\n\n%s", indent(example(i.Good)))
	}
}

// example shows a spec; one that a terminal would not show as it is, quoted and with escapes, and a very long one cut.
func example(spec string) string {
	const most = 2000
	if strings.ContainsFunc(spec, func(c rune) bool {
		return c != '\n' && c != '\t' && !unicode.IsGraphic(c) || c == unicode.ReplacementChar
	}) {
		spec = strconv.QuoteToASCII(spec)
	}
	if len(spec) > most {
		spec = spec[:most] + "…"
	}
	return spec
}

func of(found diag.List, code diag.Code) diag.List {
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Code != code })
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	if !strings.HasSuffix(text, "\n") {
		b.WriteByte('\n')
	}
	return b.String()
}
