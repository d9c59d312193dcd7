package targets

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// Matrix is the table of support, made from the targets' own rows: for each feature, how it reaches each target. The form
// is text, markdown or json.
func Matrix(all []compiler.Target, form string) string {
	switch form {
	case "json":
		return matrixJSON(all)
	case "markdown":
		return matrixMarkdown(all)
	}
	return matrixText(all)
}

// answer is a target's answer for a feature: its letter and the remark behind it.
func answer(t compiler.Target, f plan.Feature) (letter, remark string) {
	for _, row := range t.Rows {
		if row.Feature == f {
			return row.Support.Letter(), row.Remark
		}
	}
	return "?", ""
}

func cells(all []compiler.Target) [][]string {
	head := []string{"feature"}
	for _, t := range all {
		head = append(head, t.Name)
	}
	out := [][]string{head}
	for _, f := range plan.Features() {
		line := []string{f.String()}
		for _, t := range all {
			letter, remark := answer(t, f)
			line = append(line, strings.TrimSpace(letter+" "+remark))
		}
		out = append(out, line)
	}
	return out
}

func matrixText(all []compiler.Target) string {
	table := cells(all)
	width := make([]int, len(table[0]))
	for _, line := range table {
		for i, c := range line {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	for _, line := range table {
		var text strings.Builder
		for i, c := range line {
			text.WriteString(c + strings.Repeat(" ", width[i]-utf8.RuneCountInString(c)+2))
		}
		b.WriteString(strings.TrimRight(text.String(), " ") + "\n")
	}
	return b.String()
}

func matrixMarkdown(all []compiler.Target) string {
	var b strings.Builder
	for i, line := range cells(all) {
		for k := range line {
			line[k] = strings.ReplaceAll(line[k], "|", `\|`)
		}
		b.WriteString("| " + strings.Join(line, " | ") + " |\n")
		if i == 0 {
			b.WriteString(strings.Repeat("| --- ", len(line)) + "|\n")
		}
	}
	return b.String()
}

func matrixJSON(all []compiler.Target) string {
	type support struct {
		Target  string `json:"target"`
		Support string `json:"support"`
		Remark  string `json:"remark"`
	}
	type feature struct {
		Feature string    `json:"feature"`
		Targets []support `json:"targets"`
	}
	out := []feature{}
	for _, f := range plan.Features() {
		line := feature{Feature: f.String(), Targets: []support{}}
		for _, t := range all {
			letter, remark := answer(t, f)
			line.Targets = append(line.Targets, support{t.Name, letter, remark})
		}
		out = append(out, line)
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		panic(fmt.Sprint("targets: ", err)) // structs of texts only
	}
	return string(data) + "\n"
}
