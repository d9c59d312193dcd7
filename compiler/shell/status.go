package shell

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// end looks at the command that gives the step its status. A list whose failing command is not its last, and a negated
// command, are overlooked by errexit (POSIX.1-2017, set, -e): the step fails where its status is looked at, as it
// should, and not where the next line simply follows; a target that joins lines asks for Facts.Unseen.
func (r *reader) end(list []*syntax.Stmt) {
	if len(list) == 0 {
		return
	}
	s := list[len(list)-1]
	if s.Background {
		return
	}
	if s.Negated {
		r.facts.Unseen = true
		r.negatedEnd(s)
		return
	}
	switch c := s.Cmd.(type) {
	case *syntax.BinaryCmd:
		if c.Op == syntax.AndStmt {
			r.facts.Unseen = true
			if isTest(c.X) {
				r.andList(s, c)
			}
		}
		if c.Op == syntax.OrStmt {
			r.end([]*syntax.Stmt{c.Y})
		}
	case *syntax.Block:
		r.end(c.Stmts)
	case *syntax.IfClause:
		for ; c != nil; c = c.Else {
			r.end(c.Then)
		}
	case *syntax.WhileClause:
		r.end(c.Do)
	case *syntax.ForClause:
		r.end(c.Do)
	case *syntax.CaseClause:
		for _, item := range c.Items {
			r.end(item.Stmts)
		}
	}
}

func (r *reader) andList(s *syntax.Stmt, c *syntax.BinaryCmd) {
	test, then := r.text(c.X), r.text(c.Y)
	if b, ok := c.Y.Cmd.(*syntax.Block); ok && len(b.Stmts) > 0 && len(c.Y.Redirs) == 0 {
		then = strings.TrimSpace(r.src[offset(b.Lbrace)+1 : offset(b.Rbrace)])
		then = strings.TrimRight(then, "; ")
	}
	help := "write: if " + test + "; then " + then + "; fi"
	if strings.Contains(help, "\n") || len(help) > 160 {
		help = "write it as `if`, `then` and `fi`, which is true when there is nothing to do"
	}
	r.add(diag.Warning, "and-list-fails", Span{offset(s.Pos()), r.stmtEnd(s)},
		r.whenFalse(c.X)+" this step fails", help)
}

// stmtEnd is the end of a statement without the separator behind it.
func (r *reader) stmtEnd(s *syntax.Stmt) int { return offset(s.Pos()) + len(r.text(s)) }

// whenFalse says in the user's names when a test is false.
func (r *reader) whenFalse(s *syntax.Stmt) string {
	c, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || s.Negated || len(c.Args) < 3 {
		return "when the test is false"
	}
	name := c.Args[0].Lit()
	if want := map[string]int{"[": 4, "test": 3}[name]; want != len(c.Args) {
		return "when the test is false"
	}
	subject := r.text(c.Args[2])
	if v, ok := variableOf(c.Args[2]); ok {
		subject = v
	}
	switch c.Args[1].Lit() {
	case "-n":
		return "when " + subject + " is empty"
	case "-z":
		return "when " + subject + " is not empty"
	case "-e", "-f", "-d", "-s", "-x", "-r":
		return "when " + subject + " is not there"
	}
	return "when the test is false"
}

// variableOf returns the name when a word is one variable, quoted or not.
func variableOf(w *syntax.Word) (string, bool) {
	if len(w.Parts) != 1 {
		return "", false
	}
	p := w.Parts[0]
	if q, ok := p.(*syntax.DblQuoted); ok && len(q.Parts) == 1 {
		p = q.Parts[0]
	}
	v, ok := p.(*syntax.ParamExp)
	if !ok || v.Param == nil || v.Exp != nil && v.Exp.Word != nil {
		return "", false
	}
	return v.Param.Value, isName(v.Param.Value)
}

// isTest reports whether a command is run for its answer, so that "false" is no failure to its author.
func isTest(s *syntax.Stmt) bool {
	if s.Negated || toNull(s) {
		return true
	}
	switch c := s.Cmd.(type) {
	case *syntax.TestClause, *syntax.ArithmCmd:
		return true
	case *syntax.CallExpr:
		switch firstWord(s) {
		case "[", "test", "grep", "egrep", "fgrep", "type", "which", "hash", "cmp", "diff", "true", "false":
			return true
		case "command":
			return len(c.Args) > 1 && strings.HasPrefix(c.Args[1].Lit(), "-")
		}
	case *syntax.BinaryCmd:
		if c.Op == syntax.Pipe {
			return isTest(c.Y)
		}
		return isTest(c.X) && isTest(c.Y)
	case *syntax.Block:
		return len(c.Stmts) == 1 && isTest(c.Stmts[0])
	case *syntax.Subshell:
		return len(c.Stmts) == 1 && isTest(c.Stmts[0])
	}
	return false
}

// toNull reports whether all output of a command is thrown away, as of one that is asked only whether it works.
func toNull(s *syntax.Stmt) bool {
	for _, rd := range s.Redirs {
		if isStdout(rd) && rd.Word.Lit() == "/dev/null" {
			return true
		}
	}
	return false
}

// negatedEnd reports a negated command that gives the step its status.
func (r *reader) negatedEnd(s *syntax.Stmt) {
	r.negated = slices.DeleteFunc(r.negated, func(n *syntax.Stmt) bool { return n == s })
	r.negation(s, "succeeds, this step fails")
}

// checkNegated reports the negated commands before the last one, which no shell stops at.
func (r *reader) checkNegated() {
	for _, s := range r.negated {
		r.negation(s, "succeeds, the step goes on: no shell stops at `!`")
	}
}

func (r *reader) negation(s *syntax.Stmt, consequence string) {
	command := strings.TrimSpace(strings.TrimPrefix(r.text(s), "!"))
	help := "write: if " + command + "; then exit 1; fi"
	if strings.Contains(help, "\n") {
		help = "write it as `if`, `then exit 1` and `fi`"
	}
	name := "the command"
	if w := firstWord(s); w != "" {
		name = "`" + w + "`"
	}
	r.add(diag.Warning, "negated-command", Span{offset(s.Pos()), r.stmtEnd(s)},
		"when "+name+" "+consequence, help)
}

// checkPipe finds a command whose failure the pipe hides: sh has the status of the last command only, and bash with
// pipefail, as GitLab runs it, stops.
func (r *reader) checkPipe(stages []*syntax.Stmt, e env) {
	if r.bash || e.guarded || needsInput(stages[len(stages)-1]) {
		return
	}
	for i, s := range stages[:len(stages)-1] {
		if !mayFail(s, true) {
			continue
		}
		name, last := commandName(s), commandName(stages[len(stages)-1])
		r.add(diag.Warning, "pipe-hides-failure", Span{offset(s.Pos()), r.stmtEnd(stages[i])},
			"when "+name+" fails, sh goes on with the status of "+last+", and GitLab's bash stops",
			"set `shell: bash`, which sets pipefail everywhere, or write to a file and read it in the next line")
		return
	}
}

// commandName shows a command by its first word.
func commandName(s *syntax.Stmt) string {
	if w := firstWord(s); w != "" {
		return "`" + w + "`"
	}
	switch s.Cmd.(type) {
	case *syntax.WhileClause, *syntax.ForClause:
		return "the loop"
	case *syntax.Block, *syntax.Subshell:
		return "the block"
	}
	return "the command"
}

// steady are commands that read or print text, and fail only when the machine does.
var steady = wordSet("echo printf true : pwd date basename dirname whoami id uname hostname nproc cut tr sed awk head tail sort uniq wc " +
	"rev tac paste fold column tee seq yes env printenv expr sleep test [ command type which")

// local are commands that read what is there: in a pipe, where they are there to list and filter, nobody means their
// failure to end the job.
var local = wordSet("cat ls find ps df du grep egrep fgrep xargs set export")

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// mayFail reports whether a command has a failure that its author would want to know of.
func mayFail(s *syntax.Stmt, inPipe bool) bool {
	switch c := s.Cmd.(type) {
	case *syntax.CallExpr:
		if len(c.Args) == 0 {
			return false
		}
		name := c.Args[0].Lit()
		return !steady[name] && !(inPipe && local[name])
	case *syntax.BinaryCmd:
		if c.Op == syntax.OrStmt {
			return mayFail(c.Y, inPipe)
		}
		return mayFail(c.X, inPipe || c.Op == syntax.Pipe) || mayFail(c.Y, inPipe)
	case *syntax.Block:
		return anyFails(c.Stmts, inPipe)
	case *syntax.Subshell:
		return anyFails(c.Stmts, inPipe)
	case *syntax.TestClause, *syntax.ArithmCmd, *syntax.FuncDecl, *syntax.DeclClause:
		return false
	case *syntax.ForClause:
		return anyFails(c.Do, inPipe)
	}
	return s.Cmd != nil
}

func anyFails(list []*syntax.Stmt, inPipe bool) bool {
	for _, s := range list {
		if mayFail(s, inPipe) {
			return true
		}
	}
	return false
}

// needsInput reports whether a command fails by itself when it gets no input, so that a failure before it is not hidden.
func needsInput(s *syntax.Stmt) bool {
	c, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || len(c.Args) == 0 {
		return false
	}
	var words []string
	for _, a := range c.Args {
		words = append(words, a.Lit())
	}
	all := " " + strings.Join(words, " ") + " "
	switch words[0] {
	case "docker", "podman", "helm", "buildah", "crane", "oras", "npm", "nerdctl", "skopeo":
		return strings.Contains(all, " --password-stdin ")
	case "kubectl", "oc":
		return strings.Contains(all, " apply ") || strings.Contains(all, " create ") || strings.Contains(all, " replace ")
	case "tar", "gunzip", "unzip", "zcat", "patch", "grep", "egrep", "fgrep":
		return !strings.Contains(all, " -v ")
	case "jq":
		return strings.Contains(all, " -e ")
	}
	return false
}
