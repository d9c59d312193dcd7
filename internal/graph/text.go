package graph

import (
	"strconv"
	"strings"
)

// Text draws the pipeline as lines: stages from left to right become groups from top to bottom.
func (g Graph) Text() string {
	var b strings.Builder
	b.WriteString(g.Name)
	if g.Run != "" {
		b.WriteString(": " + g.Run)
	}
	b.WriteString("\n")
	for _, s := range g.Stages {
		b.WriteString("\n")
		if s.Name != "" {
			b.WriteString(s.Name + "\n")
		}
		for _, j := range s.Jobs {
			j.text(&b)
		}
	}
	return b.String()
}

func (j Job) text(b *strings.Builder) {
	mark := "*"
	if j.Absent != "" {
		mark = "-"
	}
	b.WriteString("  " + mark + " " + j.label(" "))
	for i, e := range j.Needs {
		if i == 0 {
			b.WriteString("  <- ")
		} else {
			b.WriteString(", ")
		}
		b.WriteString(e.From)
		if e.Optional {
			b.WriteString(" (if there)")
		}
	}
	b.WriteString("\n")
	if j.Absent != "" {
		b.WriteString("      not in this run: " + j.Absent + "\n")
	}
}

// label is the job's name with what is special about it.
func (j Job) label(sep string) string {
	s := j.Name
	if j.Instances != 1 {
		s += sep + "x" + strconv.Itoa(j.Instances)
	}
	if j.Environment != "" {
		s += sep + "[" + j.Environment + "]"
	}
	if j.Gate {
		s += sep + "(waits for a person)"
	}
	if j.Stops {
		s += sep + "(ends it, when the branch is gone)"
	}
	return s
}

// jobs are all boxes, stage by stage.
func (g Graph) jobs() []Job {
	var out []Job
	for _, s := range g.Stages {
		out = append(out, s.Jobs...)
	}
	return out
}

// ids gives each job an identifier that mermaid and dot take as it is.
func (g Graph) ids() map[string]string {
	out := map[string]string{}
	for i, j := range g.jobs() {
		out[j.Name] = "j" + strconv.Itoa(i+1)
	}
	return out
}

// Mermaid draws a flowchart as GitLab, GitHub and many editors show it in Markdown.
func (g Graph) Mermaid() string {
	var b strings.Builder
	ids := g.ids()
	if g.Run != "" {
		b.WriteString("---\ntitle: " + strconv.Quote(g.Name+": "+g.Run) + "\n---\n")
	}
	b.WriteString("flowchart LR\n")
	for i, s := range g.Stages {
		in := "  "
		if s.Name != "" {
			b.WriteString("  subgraph s" + strconv.Itoa(i+1) + "[\"" + mermaidText(s.Name) + "\"]\n")
			in = "    "
		}
		for _, j := range s.Jobs {
			open, end := `["`, `"]`
			if j.Gate {
				open, end = `{{"`, `"}}`
			}
			b.WriteString(in + ids[j.Name] + open + mermaidText(j.label("<br>")) + end)
			if j.Absent != "" {
				b.WriteString(":::absent\n" + in + "%% not in this run: " + j.Absent)
			}
			b.WriteString("\n")
		}
		if s.Name != "" {
			b.WriteString("  end\n")
		}
	}
	for _, j := range g.jobs() {
		for _, e := range j.Needs {
			arrow := " --> "
			if !e.Files {
				arrow = " -.-> "
			}
			b.WriteString("  " + ids[e.From] + arrow + ids[j.Name] + "\n")
		}
	}
	if g.Run != "" {
		b.WriteString("  classDef absent stroke-dasharray: 4 4,opacity: 0.4\n")
	}
	return b.String()
}

func mermaidText(s string) string {
	return strings.NewReplacer("#", "#35;", `"`, "#quot;", "<br>", "<br>", "<", "#lt;", ">", "#gt;").Replace(s)
}

// Dot draws the pipeline for Graphviz.
func (g Graph) Dot() string {
	var b strings.Builder
	ids := g.ids()
	b.WriteString("digraph " + strconv.Quote(g.Name) + " {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n")
	for i, s := range g.Stages {
		in := "  "
		if s.Name != "" {
			b.WriteString("  subgraph cluster_" + strconv.Itoa(i+1) + " {\n    label=" + strconv.Quote(s.Name) + ";\n    color=gray;\n")
			in = "    "
		}
		for _, j := range s.Jobs {
			b.WriteString(in + ids[j.Name] + " [label=" + strconv.Quote(j.label("\n")))
			if j.Gate {
				b.WriteString(", shape=octagon")
			}
			if j.Absent != "" {
				b.WriteString(", color=gray, fontcolor=gray, style=\"rounded,dashed\", tooltip=" + strconv.Quote(j.Absent))
			}
			b.WriteString("];\n")
		}
		if s.Name != "" {
			b.WriteString("  }\n")
		}
	}
	for _, j := range g.jobs() {
		for _, e := range j.Needs {
			b.WriteString("  " + ids[e.From] + " -> " + ids[j.Name])
			if !e.Files {
				b.WriteString(" [style=dashed]")
			}
			b.WriteString(";\n")
		}
	}
	return b.String() + "}\n"
}
