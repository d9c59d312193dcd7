package shell

import (
	"os/exec"
	"strings"
	"testing"
)

// TestDash sees that dash does with each bashism what its message says. A shell that is not dash, or a newer one that has
// learnt the construct, shows here first.
func TestDash(t *testing.T) {
	dash, err := exec.LookPath("dash")
	if err != nil {
		t.Skip("dash is not on this machine")
	}
	for _, c := range []struct{ kind, script, want string }{
		{"[[", "[[ a == a ]]; echo go", "[[: not found\ngo"},
		{"if [[", "if [[ a == a ]]; then echo then; else echo else; fi", "[[: not found\nelse"},
		{"((", "N=1; ((N=2)); echo $N", "1"},
		{"for ((", "for ((i=0;i<2;i++)); do echo $i; done", "Bad for loop variable"},
		{"a=()", "a=(x y)", `"(" unexpected`},
		{"a[0]=", "a[0]=x; echo \"<$a>\"", "not found\n<>"},
		{"+=", "A=a; A+=b; echo $A", "not found\na"},
		{"${!V}", "V=HOME; echo ${!V}", "Bad substitution"},
		{"${V[0]}", "echo ${V[0]}", "Bad substitution"},
		{"${V:0:7}", "V=abc; echo ${V:0:2}", "Bad substitution"},
		{"${V/x/y}", "V=abc; echo ${V/a/b}", "Bad substitution"},
		{"${V^^}", "V=abc; echo ${V^^}", "Bad substitution"},
		{"${V@Q}", "V=abc; echo ${V@Q}", "Bad substitution"},
		{"$'", "printf %s $'a'", "$a"},
		{`$"`, `printf %s $"a"`, "$a"},
		{"$[", "echo $[1+1]", "$[1+1]"},
		{"$((i++))", "i=1; echo $((i++))", "expecting primary"},
		{"$((**))", "echo $((2**3))", "expecting primary"},
		{"$((16#f))", "echo $((16#f))", "expecting EOF"},
		{"<(", "cat <(echo a)", `"(" unexpected`},
		{"$(<", "echo \"<$(< /etc/passwd)>\"", "<>"},
		{"<<<", "cat <<< a", "redirection unexpected"},
		{"&>", "echo out &> /dev/null; sleep 0.1; echo go", "out\ngo"},
		{">&", "echo out >&file", "Bad fd number"},
		{"{fd}>", "echo {fd}>/dev/null; echo {fd}>&1", "{fd}"},
		{"|&", "echo a |& cat", `"&" unexpected`},
		{";&", "case a in a) echo a;& esac", `"&" unexpected`},
		{"{a,b}", "echo {a,b} {1..3}", "{a,b} {1..3}"},
		{"extglob", "echo @(a|b)", `"(" unexpected`},
		{"[^", "case b in [^a]) echo yes;; *) echo no;; esac", "no"},
		{"function", "function f { echo f; }", `"}" unexpected`},
		{"function name", "f-g() { echo fg; }", "Bad function name"},
		{"select", "select x in a b; do echo $x; done", `"do" unexpected`},
		{"coproc", "coproc cat", "coproc: not found"},
		{"==", "if [ a == a ]; then echo then; else echo else; fi", "unexpected operator\nelse"},
		{"=~", "if [ a =~ a ]; then echo then; else echo else; fi", "unexpected operator\nelse"},
		{"[ -v", "if [ -v HOME ]; then echo then; else echo else; fi", "unexpected operator\nelse"},
		{"echo -e", "echo -e a", "-e a"},
		{"printf -v", "printf -v X a; echo \"<$X>\"", "Illegal option -v\n<>"},
		{"printf %q", "printf %q a", "invalid directive"},
		{"read -x", "echo a | { read -a x; }", "Illegal option -a"},
		{"read", "echo a | { read; }", "arg count"},
		{"export -f", "export -f x; echo go", "Illegal option -f"},
		{"local -r", "f() { local -r x=1; }; f", "bad variable name"},
		{"trap ERR", "trap : ERR", "bad trap"},
		{"trap SIG", "trap : SIGTERM", "bad trap"},
		{"kill -SIG", "kill -SIGTERM $$", "Illegal option"},
		{"type -t", "type -t ls", "-t: not found"},
		{"wait -n", "sleep 0 & wait -n", "Illegal option -n"},
		{"exec -a", "exec -a x ls", "-a: not found"},
		{". FILE", "cd /etc; . os-release", "not found"},
		{"source", "source ./x", "source: not found"},
		{"pushd", "pushd /", "pushd: not found"},
		{"declare", "declare x=1", "declare: not found"},
		{"let", "let x=1", "let: not found"},
		{"shopt", "shopt -s x", "shopt: not found"},
		{"mapfile", "mapfile x", "mapfile: not found"},
		{"builtin", "builtin echo", "builtin: not found"},
		{"disown", "disown", "disown: not found"},
		{"$RANDOM", "echo \"<$RANDOM$SECONDS$UID$BASH_VERSION$OSTYPE>\"", "<>"},
		{"echo-escape", `printf %s "$(echo 'a\tb')"`, "a\tb"},
	} {
		cmd := exec.Command(dash, "-c", c.script)
		cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=/"}
		out, _ := cmd.CombinedOutput()
		if !containsInOrder(string(out), c.want) {
			t.Errorf("%s: %s\ngives %q, want %q", c.kind, c.script, out, c.want)
		}
		if problems := Check(c.script, Sh); len(problems) == 0 || problems[0].Code != "bash-only" && c.kind != "echo-escape" {
			t.Errorf("%s: Check(%q) = %+v", c.kind, c.script, problems)
		}
		if len(Check(c.script, Bash)) > 0 && c.kind != "exec -a" && c.kind != "shopt" {
			t.Errorf("%s: Check(%q, bash) = %+v", c.kind, c.script, Check(c.script, Bash))
		}
	}
}

// containsInOrder reports whether the lines of want occur in s one after another.
func containsInOrder(s, want string) bool {
	for _, line := range strings.Split(want, "\n") {
		i := strings.Index(s, line)
		if i < 0 {
			return false
		}
		s = s[i+len(line):]
	}
	return true
}
