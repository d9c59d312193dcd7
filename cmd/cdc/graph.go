package main

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/graph"
	"github.com/urfave/cli/v2"
)

func (p *program) graphCommand() *cli.Command {
	return &cli.Command{
		Name: "graph", Usage: "draw the pipeline, and show which jobs run for an event",
		UsageText: "cdc graph [FILE|-] [--format text|mermaid|dot|svg|json]\n" +
			"          [--event EVENT] [--branch NAME] [--tag NAME] [--target-branch NAME] [--changed PATH]…",
		Description: `Draws the jobs in their stages and the edges between them. A dashed arrow carries no files.

With --event, or with --branch or --tag alone, it shows one run: which jobs exist in it, and why the others
do not. The answer is the one that the findings are made from. --changed names a changed file, relative to
the repository, and may be repeated; without it every condition on paths holds, as it does for the first
push of a branch. Of a merge request --branch is the source and --target-branch where it wants to go.

  cdc graph                              the whole pipeline
  cdc graph --event merge_request --changed web/app.ts
  cdc graph --tag v1.2.0                 what a release runs, and what it does not
  cdc graph --format svg > pipeline.svg  to look at; mermaid draws it in a README

Exit codes: 0 done; 1 the spec has errors, which are shown instead; 2 wrong use; 3 a file could not be read.`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`text|mermaid|dot|svg|json`: the form of the drawing"},
			&cli.StringFlag{Name: "event", Usage: "`push|tag|merge_request|schedule|manual`: what starts the run"},
			&cli.StringFlag{Name: "branch", Usage: "`NAME`: the branch of the run"},
			&cli.StringFlag{Name: "tag", Usage: "`NAME`: the tag of the run"},
			&cli.StringFlag{Name: "target-branch", Usage: "`NAME`: where a merge request wants to go"},
			&cli.StringSliceFlag{Name: "changed", Usage: "`PATH`: a changed file; may be repeated"},
			colorFlag(),
		},
		Action: p.graph,
	}
}

func (p *program) graph(c *cli.Context) error {
	if c.Args().Len() > 1 {
		return usagef("run it once for each", "graph takes one spec, not %d", c.Args().Len())
	}
	draw := map[string]func(graph.Graph) string{"text": graph.Graph.Text, "mermaid": graph.Graph.Mermaid, "dot": graph.Graph.Dot,
		"svg": graph.Graph.SVG, "json": graph.Graph.JSON}[c.String("format")]
	in, err := p.open(c.Args().First(), "")
	if err != nil {
		return err
	}
	spec := compiler.Load(in.base, in.data)
	found := slices.DeleteFunc(settle(spec, slices.Clone(spec.Findings()), in.name, false, false),
		func(d diag.Diagnostic) bool { return d.Level != diag.Error })
	if len(found) > 0 || spec.Plan == nil {
		p.judge(found, "error")
		p.err.Write(diag.Human(diag.Report{Found: found, Files: []diag.File{text(in, spec)}, Color: p.color(c.String("color"), p.errTTY)}))
		return nil
	}
	run, err := runOf(c, spec.Plan)
	if err != nil {
		return err
	}
	p.out.WriteString(draw(graph.New(spec.Plan, run)))
	return nil
}

// runOf is the run that the flags describe, or nil when they describe none. What is not said is what the spec itself names:
// the first plain branch of its triggers, else main.
func runOf(c *cli.Context, p *plan.Plan) (*event.Run, error) {
	r := event.Run{Branch: c.String("branch"), Tag: c.String("tag"), Target: c.String("target-branch")}
	if changed := list(c.StringSlice("changed")); len(changed) > 0 {
		r.Changed = changed
	}
	switch name := c.String("event"); {
	case name != "":
		for _, e := range []plan.Event{plan.Push, plan.Tag, plan.MergeRequest, plan.Schedule, plan.Manual} {
			if e.String() == name {
				r.Event = e
			}
		}
	case r.Target != "":
		r.Event = plan.MergeRequest
	case r.Tag != "":
		r.Event = plan.Tag
	case r.Branch != "" || r.Changed != nil:
		r.Event = plan.Push
	default:
		return nil, nil
	}
	return complete(r, p)
}

// complete says what the flags leave open, and refuses what no run is: one on a tag and on a branch, or a push of a tag.
func complete(r event.Run, p *plan.Plan) (*event.Run, error) {
	main := defaultBranch(p)
	switch {
	case r.Tag != "" && r.Event != plan.Tag && r.Event != plan.Manual:
		return nil, usagef("leave out --tag, or choose --event tag or manual", "a %s is on no tag", r.Event)
	case r.Branch != "" && (r.Event == plan.Tag || r.Tag != ""):
		return nil, usagef("leave out --branch", "a tag is on no branch")
	case r.Target != "" && r.Event != plan.MergeRequest:
		return nil, usagef("leave out --target-branch, or choose --event merge_request", "only a merge request wants to go to a branch")
	case r.Event == plan.Tag && r.Tag == "":
		return nil, usagef("add --tag NAME", "which tag?")
	case r.Event == plan.MergeRequest && r.Target == "":
		r.Target = main
	case (r.Event == plan.Push || r.Event == plan.Schedule || r.Event == plan.Manual && r.Tag == "") && r.Branch == "":
		r.Branch = main
	}
	if r.Event == plan.MergeRequest && r.Branch == "" {
		r.Branch = "feature"
	}
	return &r, nil
}

// defaultBranch is the branch that a run is on when nobody says which.
func defaultBranch(p *plan.Plan) string {
	if t := p.Triggers; t != nil && t.Push != nil {
		for _, b := range t.Push.Branches {
			if !slices.ContainsFunc([]rune(b), func(c rune) bool { return c == '*' || c == '?' || c == '{' || c == '[' }) {
				return b
			}
		}
	}
	return "main"
}
