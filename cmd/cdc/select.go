package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/urfave/cli/v2"
)

func targetFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "target", Aliases: []string{"t"}, Usage: "`TARGET[,…]|all`: the targets, instead of those that the spec names under `targets`; may be repeated"}
}

// list joins a repeated flag and splits it at commas.
func list(values []string) []string {
	var out []string
	for _, v := range values {
		for _, word := range strings.Split(v, ",") {
			if word = strings.TrimSpace(word); word != "" && !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	return out
}

func (p *program) targetNames() []string {
	var names []string
	for _, t := range p.targets {
		names = append(names, t.Name)
	}
	return names
}

// asked returns the targets that -t names, in cdc's order; nil without -t.
func (p *program) asked(flag []string) ([]compiler.Target, error) {
	names := list(flag)
	if slices.Contains(names, "all") {
		return p.targets, nil
	}
	for _, n := range names {
		if known := p.targetNames(); !slices.Contains(known, n) {
			return nil, usagef(meant(n, append(known, "all"), "the targets are "+strings.Join(known, ", ")), "there is no target %q", n)
		}
	}
	return p.pick(names), nil
}

// named returns the targets that the spec names. One that this version does not have is said, once.
func (p *program) named(spec *compiler.Spec) []compiler.Target {
	return p.pick(spec.Targets())
}

func (p *program) pick(names []string) []compiler.Target {
	var out []compiler.Target
	for _, t := range p.targets {
		if slices.Contains(names, t.Name) {
			out = append(out, t)
		}
	}
	return out
}

// covers reports whether the targets of a run are all that the spec names: only then can a finding be missed.
func (p *program) covers(spec *compiler.Spec, run []compiler.Target) bool {
	for _, t := range p.named(spec) {
		if !slices.ContainsFunc(run, func(r compiler.Target) bool { return r.Name == t.Name }) {
			return false
		}
	}
	return true
}

// absent returns the targets that the spec names and this version of cdc does not have.
// Of one that no version has a finding tells.
func (p *program) absent(spec *compiler.Spec) []string {
	var out []string
	if slices.ContainsFunc(spec.Findings(), func(d diag.Diagnostic) bool { return d.Code == "unknown-target" }) {
		return nil
	}
	for _, n := range spec.Targets() {
		if !slices.Contains(p.targetNames(), n) {
			out = append(out, n)
		}
	}
	return out
}

func (p *program) sayAbsent(names []string) {
	for _, n := range names {
		fmt.Fprintf(p.err, "cdc: this version has no target %s yet; it is left out\n", n)
	}
}
