package shell

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"mvdan.cc/sh/v3/syntax"
)

// Text is the shell text of a step that was read once. It is not changed after ReadText.
type Text struct {
	src, masked string
	dialect     string
	refs        []ref.Ref
	plain       bool
	file        *syntax.File // nil when the text is plain, or cannot be read
	problems    []Problem
	facts       Facts
}

// ReadText reads the text of one step and finds everything that this package knows about it.
func ReadText(src, dialect string) *Text {
	t := &Text{src: src, dialect: dialect, refs: ref.Find(src)}
	t.masked = mask(src, t.refs)
	if isPlainText(src, t.masked, t.refs) {
		t.plain, t.facts = true, plainFacts(src, t.masked)
		return t
	}
	t.read()
	return t
}

// read is ReadText for a text that is not plain.
func (t *Text) read() {
	f, fault := parse(t.masked, t.dialect)
	if fault != nil {
		t.problems = []Problem{*fault}
		return
	}
	t.file = f
	r := reader{src: t.src, bash: t.dialect == Bash, facts: &t.facts}
	r.stmts(f.Stmts, env{})
	r.end(f.Stmts)
	r.checkNegated()
	r.checkOptions(f.Stmts)
	r.references(f, t.refs)
	sortProblems(r.problems)
	t.problems = r.problems
}

// Problems are the findings about the text, by place.
func (t *Text) Problems() []Problem { return t.problems }

// Facts are what the text does that other steps may depend on.
func (t *Text) Facts() *Facts { return &t.facts }

// State is what the text leaves behind in its shell.
func (t *Text) State() plan.State {
	if t.plain {
		return plan.State{}
	}
	return stateOf(t.file)
}

// Check returns the findings about the text of one step, by place. Most steps are one plain command, which is known to
// have none without being parsed.
func Check(src, dialect string) []Problem {
	refs := ref.Find(src)
	if isPlainText(src, mask(src, refs), refs) {
		return nil
	}
	return ReadText(src, dialect).problems
}
