package schema

import (
	"fmt"
	"strings"

	"github.com/cdc-dev/cdc/schema/model"
)

// Markdown writes docs/language.md: the introduction, which is written by hand, and every key of the language, one section for
// each map.
func Markdown(introduction string) []byte {
	var b strings.Builder
	b.WriteString("<!-- Code generated from schema/language_intro.md and schema/pipeline.cue; DO NOT EDIT. -->\n\n# The language `cdc: v1`\n\n")
	b.WriteString(introduction)
	b.WriteString("\n# Every key\n\nMade from `schema/pipeline.cue`. `*` stands for a name of your own; a key with ! must be there. " +
		"A text is text as typed: `3.10` is \"3.10\". `cdc explain jobs.*.timeout` says the same in the terminal.\n")
	seen := map[*model.Map]bool{}
	var section func(path string, t *model.Type)
	section = func(path string, t *model.Type) {
		below := children(path, t)
		maps := allMaps(t)
		if len(below) == 0 || seen[maps[0]] {
			return
		}
		for _, m := range maps {
			seen[m] = true
		}
		name := path
		if name == "" {
			name = "The top of the file"
		} else {
			name = "`" + name + "`"
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", name, about(t))
		table(&b, below)
		for _, k := range below {
			if k.typ == &tStep || k.typ.List != nil && k.typ.List.Elem == &tStep {
				if k.Path != "jobs.*.steps" {
					continue
				}
			}
			section(k.Path, k.typ)
		}
	}
	section("", &tSpec)
	b.WriteString("\n## Texts and words\n\nWhat a text must look like, by its kind:\n\n| kind | rule |\n| --- | --- |\n")
	for _, t := range allTypes {
		if len(t.Texts) > 0 && len(t.Maps) == 0 && t.List == nil && !t.Texts[0].IsConst {
			fmt.Fprintf(&b, "| %s | %s |\n", t.Name, cell(t.Doc.Text))
		}
	}
	return []byte(b.String())
}

// about is the documentation of what a section is about.
func about(t *model.Type) string {
	for t.Doc.Text == "" && t.List != nil {
		t = t.List.Elem
	}
	if t.Doc.Text != "" {
		return t.Doc.Text
	}
	var all []string
	for _, m := range allMaps(t) {
		all = append(all, m.Doc.Text)
	}
	return strings.Join(all, " Or: ")
}

func table(b *strings.Builder, keys []Key) {
	b.WriteString("| key | what it says | value | default | example |\n| --- | --- | --- | --- | --- |\n")
	for _, k := range keys {
		text := k.Doc.Text
		if len(k.Of) > 0 {
			text += " Only with " + code(strings.Join(k.Of, "`, `")) + "."
		}
		for _, w := range k.Doc.Words {
			text += "<br>" + code(w.Word) + ": " + w.Text
		}
		fmt.Fprintf(b, "| %s%s | %s | %s | %s | %s |\n", code(last(k.Path)), mark(k), cell(text), cell(k.Kind), cell(k.Doc.Default), code(exampleLine(k)))
	}
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + cell(s) + "`"
}

// cell is a text inside a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
