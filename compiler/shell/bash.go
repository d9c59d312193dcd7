package shell

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// bashism is something that bash understands and sh need not. What dash does with it was seen with dash 0.5.12 (Debian
// 12), and a test sees it again.
type bashism struct {
	// does is what dash does, as the end of a sentence.
	does string
	// instead is the form that every sh understands; empty when there is no short one.
	instead string
}

// bashisms are constructs of the syntax, by the short form that names them.
var bashisms = map[string]bashism{
	"[[":            {`dash says "[[: not found", which ends the step`, "write [ ] with = and quoted variables"},
	"((":            {"dash runs it as commands in a subshell", `write [ "$N" -gt 0 ] or N=$((N + 1))`},
	"for ((":        {`dash stops at it: "Bad for loop variable"`, "write a while loop, or `for N in 1 2 3`"},
	"a=()":          {`dash stops at it: "( unexpected"`, `write a list in the positional parameters: set -- a b, then "$@"`},
	"a[0]=":         {`dash says "not found" and sets nothing`, ""},
	"+=":            {`dash says "not found" and the variable stays as it was`, "write A=${A}more"},
	"${!V}":         {`dash stops at it: "Bad substitution"`, ""},
	"${V[0]}":       {`dash stops at it: "Bad substitution"`, ""},
	"${V:0:7}":      {`dash stops at it: "Bad substitution"`, `write $(printf '%s' "$V" | cut -c1-7)`},
	"${V/x/y}":      {`dash stops at it: "Bad substitution"`, `write $(printf '%s' "$V" | sed 's/x/y/')`},
	"${V^^}":        {`dash stops at it: "Bad substitution"`, `write $(printf '%s' "$V" | tr a-z A-Z)`},
	"${V@Q}":        {`dash stops at it: "Bad substitution"`, ""},
	"$'":            {"dash leaves the dollar and the escapes in the text", "write $(printf '…')"},
	`$"`:            {"dash leaves the dollar in the text", "take the dollar away"},
	"$[":            {"dash takes it as text", "write $(( ))"},
	"$((i++))":      {"dash stops at it or changes nothing", "write $((i + 1))"},
	"$((**))":       {"dash stops at it", ""},
	"$((16#f))":     {"dash stops at it", "write 0xf"},
	"<(":            {`dash stops at it: "( unexpected"`, "write to a file first"},
	"$(<":           {"dash gives the empty text", "write $(cat FILE)"},
	"<<<":           {`dash stops at it: "redirection unexpected"`, "write printf '%s\\n' TEXT | COMMAND"},
	"&>":            {"dash runs the command in the background and empties the file", "write > FILE 2>&1"},
	">&":            {`dash stops at it: "Bad fd number"`, "write > FILE 2>&1"},
	"{fd}>":         {"dash takes it as an argument", "write a number, such as 3>"},
	"|&":            {`dash stops at it: "& unexpected"`, "write 2>&1 |"},
	";&":            {`dash stops at it: "& unexpected"`, ""},
	"{a,b}":         {"dash leaves the braces as they are", "write the words out"},
	"extglob":       {`dash stops at it: "( unexpected"`, ""},
	"[^":            {"dash takes the ^ as a character to match", "write [!"},
	"function":      {"dash stops at it", "write NAME() { …; }"},
	"function name": {`dash stops at it: "Bad function name"`, "use letters, digits and _ only"},
	"select":        {"dash stops at it", ""},
	"local -r":      {`dash says "bad variable name" and stops`, "leave the option away"},
	"coproc":        {`dash says "coproc: not found"`, ""},
	"time":          {"dash looks for a program of that name, which many images lack", "take it away"},
	"if [[":         {`dash says "[[: not found" and takes the else branch`, "write [ ] with = and quoted variables"},
	"==":            {`dash says "unexpected operator", and the test is false`, "write ="},
	"=~":            {`dash says "unexpected operator", and the test is false`, "write a case, or grep -E"},
	"[ -v":          {`dash says "unexpected operator", and the test is false`, `write [ -n "${NAME+x}" ]`},
	"echo -e":       {"dash prints the option, too", "write printf '…\\n'"},
	"printf -v":     {`dash says "Illegal option" and sets nothing`, "write NAME=$(printf …)"},
	"printf %q":     {`dash says "invalid directive"`, ""},
	"read -x":       {`dash says "Illegal option" and reads nothing`, "of the options, sh has -r and -p"},
	"read":          {`dash says "arg count" and reads nothing`, "name a variable"},
	"export -f":     {`dash says "Illegal option" and stops`, ""},
	"trap ERR":      {`dash says "bad trap"`, ""},
	"trap SIG":      {`dash says "bad trap"`, "leave SIG away: INT, TERM"},
	"kill -SIG":     {`dash says "Illegal option"`, "leave SIG away: kill -TERM"},
	"type -t":       {"dash takes the option for a name", "write command -v NAME"},
	"wait -n":       {`dash says "Illegal option" and waits for nothing`, ""},
	"exec -a":       {"dash takes the option for a program", ""},
	". FILE":        {"dash looks for a file without a slash in PATH only", ""},
}

// bashCommands are commands that are built into bash only; dash says "not found".
var bashCommands = map[string]string{
	"source": "", "pushd": "write ( cd DIR && … ), or cd and cd -", "popd": "write ( cd DIR && … ), or cd and cd -",
	"dirs": "", "declare": "leave it away", "typeset": "leave it away", "nameref": "", "let": "write N=$((…))", "shopt": "",
	"mapfile": `write while read -r LINE; do …; done`, "readarray": `write while read -r LINE; do …; done`, "enable": "",
	"builtin": "leave it away", "caller": "", "compgen": "", "complete": "", "disown": "", "bind": "", "history": "", "logout": "", "suspend": "",
}

// bashVariables are variables that only bash sets, and what to write instead.
var bashVariables = map[string]string{
	"RANDOM": "write $(od -An -N2 -tu2 /dev/urandom | tr -d ' ')", "SECONDS": "write $(date +%s)", "PIPESTATUS": " ", "FUNCNAME": " ",
	"BASH": " ", "BASHPID": "write $$", "BASH_SOURCE": "write $0", "BASH_VERSION": " ", "BASH_REMATCH": " ", "BASH_LINENO": " ",
	"BASH_COMMAND": " ", "BASH_SUBSHELL": " ", "DIRSTACK": " ", "UID": "write $(id -u)", "EUID": "write $(id -u)", "GROUPS": "write $(id -G)",
	"OSTYPE": "write $(uname -s)", "MACHTYPE": "write $(uname -m)", "HOSTTYPE": "write $(uname -m)", "EPOCHSECONDS": "write $(date +%s)",
}

const useBash = "set `shell: bash`"

// bashOnly reports something that only bash understands, once for each kind.
func (r *reader) bashOnly(kind string, at Span) { r.bashOnlyAs(kind, at, "") }

// bashOnlyAs is bashOnly with a help that is better than the general one.
func (r *reader) bashOnlyAs(kind string, at Span, instead string) {
	if r.bash || slices.Contains(r.said, kind) {
		return
	}
	r.said = append(r.said, kind)
	b, known := bashisms[kind]
	shown := kind
	switch {
	case known:
		shown = r.shown(kind, at)
	case strings.HasPrefix(kind, "$"):
		b = bashism{"in dash it is empty", strings.TrimSpace(bashVariables[kind[1:]])}
	default:
		b = bashism{`dash says "` + kind + `: not found"`, bashCommands[kind]}
	}
	if instead != "" {
		b.instead = instead
	}
	level := diag.Error
	if kind == "time" {
		level = diag.Warning
	}
	help := useBash
	if b.instead != "" {
		help += ", or " + b.instead
	}
	r.add(level, "bash-only", at, "`"+shown+"` is bash, and this job runs in sh on CodeBuild; "+b.does, help)
}

// shown is how a construct appears in the message: as the user wrote it where that is short.
func (r *reader) shown(kind string, at Span) string {
	if s := r.src[at.Start:min(at.End, len(r.src))]; len(s) <= 30 && !strings.ContainsAny(s, "`\n") {
		return s
	}
	return kind
}

// bashCommand looks at the commands that only bash has syntax for.
func (r *reader) bashCommand(s *syntax.Stmt, e env) {
	switch c := s.Cmd.(type) {
	case *syntax.TestClause:
		if kind := "[["; !slices.Contains(r.said, kind) {
			if e.guarded {
				r.bashOnly("if [[", Span{offset(c.Left), offset(c.Left) + 2})
			} else {
				r.bashOnly(kind, Span{offset(c.Left), offset(c.Left) + 2})
			}
			r.said = append(r.said, "[[", "if [[")
		}
		r.testWords(c.X, e)
	case *syntax.ArithmCmd:
		r.bashOnly("((", Span{offset(c.Left), offset(c.Left) + 2})
		r.arithmetic(c.X, e, true)
	case *syntax.LetClause:
		r.bashOnly("let", Span{offset(c.Let), offset(c.Let) + 3})
		for _, x := range c.Exprs {
			r.arithmetic(x, e, true)
		}
	case *syntax.TimeClause:
		r.bashOnly("time", Span{offset(c.Time), offset(c.Time) + 4})
		r.stmt(c.Stmt, e)
	case *syntax.CoprocClause:
		r.bashOnly("coproc", Span{offset(c.Coproc), offset(c.Coproc) + len("coproc")})
		e.apart = true
		r.stmt(c.Stmt, e)
	}
}

func (r *reader) testWords(x syntax.TestExpr, e env) {
	switch x := x.(type) {
	case *syntax.BinaryTest:
		r.testWords(x.X, e)
		r.testWords(x.Y, e)
	case *syntax.UnaryTest:
		r.testWords(x.X, e)
	case *syntax.ParenTest:
		r.testWords(x.X, e)
	case *syntax.Word:
		said := r.said
		r.said = append(r.said, "{a,b}", "extglob") // neither is meant in [[ ]]
		r.word(x, e.condition())
		r.said = append(said, r.said[len(said)+2:]...)
	}
}

// bashCall looks at simple commands that only bash has, or whose options only bash has.
func (r *reader) bashCall(name string, args []*syntax.Word, s *syntax.Stmt, e env) {
	if r.bash {
		return
	}
	at, rest := span(args[0]), args[1:]
	first := ""
	if len(rest) > 0 {
		first = rest[0].Lit()
	}
	both := at
	if len(rest) > 0 {
		both.End = offset(rest[0].End())
	}
	if _, ok := bashCommands[name]; ok {
		instead := ""
		if name == "popd" || name == "dirs" {
			name = "pushd" // the cause of both
		}
		if name == "source" && len(rest) > 0 {
			instead = "write . " + r.dotted(rest[0])
		}
		r.bashOnlyAs(name, at, instead)
		return
	}
	switch name {
	case "[", "test":
		r.bashTest(name, rest)
	case "echo":
		if strings.HasPrefix(first, "-") && strings.Trim(first, "-neE") == "" && strings.ContainsAny(first, "eE") {
			r.echoOption(both, e)
		}
	case ".":
		if first != "" && !strings.Contains(first, "/") {
			r.bashOnlyAs(". FILE", both, "write . "+r.dotted(rest[0]))
		}
	case "trap":
		r.bashTrap(rest)
	case "read":
		r.bashRead(rest, both)
	default:
		r.bashOption(name, first, both, rest)
	}
}

// dotted is the word of a file as `.` finds it in every shell.
func (r *reader) dotted(w *syntax.Word) string {
	if lit := w.Lit(); lit != "" && !strings.Contains(lit, "/") {
		return "./" + r.text(w)
	}
	return r.text(w)
}

// echoOption reports `echo -e`: a blemish in the log, a fault where the text is used.
func (r *reader) echoOption(at Span, e env) {
	before := len(r.problems)
	r.bashOnly("echo -e", at)
	if len(r.problems) > before && !e.quiet {
		r.problems[before].Level = diag.Warning
	}
}

// bashTest looks at the operators of [ and test.
func (r *reader) bashTest(name string, args []*syntax.Word) {
	for i, w := range args {
		switch lit := w.Lit(); {
		case (lit == "==" || lit == "=~") && i > 0:
			r.bashOnly(lit, span(w))
		case lit == "-v" && (i == 0 || args[i-1].Lit() == "!"):
			r.bashOnly("[ -v", span(w))
		}
	}
}

func (r *reader) bashTrap(args []*syntax.Word) {
	for i, w := range args {
		switch lit := w.Lit(); {
		case i == 0:
		case lit == "ERR" || lit == "DEBUG" || lit == "RETURN":
			r.bashOnly("trap ERR", span(w))
		case strings.HasPrefix(lit, "SIG"):
			r.bashOnly("trap SIG", span(w))
		}
	}
}

// bashRead looks at the options of read: POSIX has -r, dash has -p, too.
func (r *reader) bashRead(args []*syntax.Word, at Span) {
	if len(args) == 0 {
		r.bashOnly("read", at)
	}
	for _, w := range args {
		lit := w.Lit()
		if !strings.HasPrefix(lit, "-") {
			return
		}
		if strings.Trim(lit, "-rp") != "" {
			r.bashOnly("read -x", Span{at.Start, offset(w.End())})
			return
		}
	}
}

// bashOption looks at single options of other commands.
func (r *reader) bashOption(name, first string, at Span, rest []*syntax.Word) {
	switch {
	case name == "printf" && first == "-v":
		r.bashOnly("printf -v", at)
	case name == "printf" && len(rest) > 0 && strings.Contains(r.text(rest[0]), "%q"):
		r.bashOnly("printf %q", at)
	case name == "type" && strings.HasPrefix(first, "-"):
		r.bashOnly("type -t", at)
	case name == "wait" && first == "-n":
		r.bashOnly("wait -n", at)
	case name == "exec" && first == "-a":
		r.bashOnly("exec -a", at)
	case name == "kill" && strings.HasPrefix(first, "-SIG"):
		r.bashOnly("kill -SIG", at)
	}
}
