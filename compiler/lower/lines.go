// Package lower turns typed steps into shell commands: the AWS CLI and docker lines that an expert would write, which
// wait for what they start and fail when it fails.
//
// Every command is written for a shell with errexit; targets whose executor does not set it do so in the block
// (plan.Command.Render). Variables that the commands make are named cdc_… and stay in a subshell.
package lower

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// src makes literal shell source.
func src(s string) plan.Script {
	if s == "" {
		return nil
	}
	return plan.Script{{Lit: s}}
}

// cat joins pieces of shell source; neighbouring literals become one.
func cat(parts ...plan.Script) plan.Script { return join("", parts) }

// lines joins lines of shell source.
func lines(all ...plan.Script) plan.Script { return join("\n", all) }

// join puts literal source between pieces, and makes one literal of neighbours: each text is copied once.
func join(between string, parts []plan.Script) plan.Script {
	var out plan.Script
	var lits []string // not yet in out
	flush := func() {
		if text := strings.Join(lits, ""); text != "" {
			out = append(out, plan.Piece{Lit: text})
		}
		lits = lits[:0]
	}
	for i, s := range parts {
		if i > 0 && between != "" {
			lits = append(lits, between)
		}
		for _, p := range s {
			if p.Var == 0 {
				lits = append(lits, p.Lit)
				continue
			}
			flush()
			out = append(out, p)
		}
	}
	flush()
	return out
}

// one makes a command of one line or block in the job's own shell.
func one(s plan.Script) plan.Command { return plan.Command{Script: s, Typed: true} }

// sub makes a command in a subshell.
func sub(all ...plan.Script) plan.Command {
	return plan.Command{Script: lines(all...), Subshell: true, Typed: true}
}

// call is a command line under construction: a head, then options.
type call struct {
	head  plan.Script
	parts []plan.Script
}

// aws starts a call of the AWS CLI. The region is always written, so that no setting of the machine decides it.
func (c Context) aws(verb string) *call {
	k := &call{head: src("aws " + verb)}
	if c.Region != "" {
		k.opt("--region", plan.Lit(c.Region))
	}
	return k
}

// arg appends one option that is shell source already.
func (k *call) arg(s plan.Script) *call { k.parts = append(k.parts, s); return k }

// raw appends literal shell source.
func (k *call) raw(s string) *call { return k.arg(src(s)) }

// opt appends an option and its value; an empty value leaves both out.
func (k *call) opt(name string, value plan.Text) *call {
	if value.Empty() {
		return k
	}
	return k.arg(cat(src(name+" "), shell.Word(value)))
}

// list appends an option and its values, each in double quotes and, in a block, on a line of its own.
func (k *call) list(name string, values []plan.Script) *call {
	if len(values) == 0 {
		return k
	}
	return k.arg(join(" \\\n    ", append([]plan.Script{src(name)}, values...)))
}

// line writes the call on one line.
func (k *call) line() plan.Script {
	return join(" ", append([]plan.Script{k.head}, k.parts...))
}

// block writes the call with one option a line.
func (k *call) block() plan.Script {
	return join(" \\\n  ", append([]plan.Script{k.head}, k.parts...))
}

// capture assigns what the call prints to a variable: NAME=$(…).
func capture(name string, s plan.Script) plan.Script { return cat(src(name+"=$("), s, src(")")) }

// pair writes key and value as one word in double quotes.
func pair(key string, value plan.Text) plan.Script {
	return shell.DoubleQuoted(plan.Join(plan.Lit(key), value))
}
