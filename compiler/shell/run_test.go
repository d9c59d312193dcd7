package shell

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/internal/diag"
)

// nasty are values that a careless compiler gets wrong.
var nasty = []string{
	"", " ", "a", "a b", "  two  spaces ", "it's", `say "hi"`, "$HOME", "${HOME}", "$(echo gone)", "`echo gone`", `back\slash`,
	`\`, `\\`, `end\`, `\n`, "line\nbreak", "\nnewline first", "newline last\n", "tab\there", "*", "?", "[a]", "~", "~root", "a=b", "a=~", "-n", "-e", "--", "#no comment",
	"a#b", "{a,b}", "{1..3}", "!", "!!", "a!b", "a;b", "a&b", "a|b", "<a", ">a", "(a)", "}", "a}b", "{", "]]", "if", "done", "é", "日本", "%s", "%", "&", "'", `"`,
	"''", `'"'`, "$", "$$", "$1", "a$", "EOF", "x,y", "1", "007", "EOF\nEOF", ":", "/", "a/b:c@d", "^", "\\$x", "\\\"", `\'`, "\\`", "\\\\`\"$'",
}

// mixed are fewer of them, and some together, for tests that start many processes.
var mixed = []string{"", "a", " ", "it's", `"$HOME" ${HOME} $(echo gone) $1`, "`echo gone`", `back\slash \\ \$x \" \' \` + "`", `end\`, "\nline\nbreak\n.", "*", "~",
	"a=b", "-n", "#no", "{a,b}", "!", "a;b&c|d<e>f(g)", "a}b", "}", "if", "日本", "%s", `'"'"'`, "$", "EOF", "EOF\nEOF", "7", "x\n\ty"}

// shells runs the test once for each shell of the targets that this machine has.
func shells(t *testing.T, run func(t *testing.T, sh string)) {
	for _, name := range []string{"dash", "bash"} {
		t.Run(name, func(t *testing.T) {
			path, err := exec.LookPath(name)
			if err != nil {
				t.Skip(name + " is not on this machine")
			}
			run(t, path)
		})
	}
}

// output is what sh prints when it runs the script.
func output(t *testing.T, sh, script string) string {
	t.Helper()
	cmd := exec.Command(sh, "-e", "-c", script)
	cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=/home/nobody", "LC_ALL=C.UTF-8"}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v: %s\nscript:\n%s", err, out, script)
	}
	return string(out)
}

func TestQuoteRuns(t *testing.T) {
	shells(t, func(t *testing.T, sh string) {
		var script, want strings.Builder
		for _, v := range nasty {
			script.WriteString("printf '%s\\036' " + Quote(v) + "\n")
			script.WriteString("printf '%s\\036' " + Word(plan.Lit(v)).Shell(nil) + "\n")
			script.WriteString("printf '%s\\036' " + DoubleQuoted(plan.Lit(v)).Shell(nil) + "\n")
			want.WriteString(v + "\036" + v + "\036" + v + "\036")
		}
		if got := output(t, sh, script.String()); got != want.String() {
			t.Errorf("got  %q\nwant %q", got, want.String())
		}
	})
}

// frames are scripts with one reference `${{ v }}`; `p` prints each argument in brackets. A `V` in want is the value.
var frames = []struct{ script, want string }{
	{`p ${{ v }}`, "[V]"},
	{`p x${{ v }}y`, "[xVy]"},
	{`p ${{ v }}${{ v }}`, "[VV]"},
	{`p --opt=${{ v }}`, "[--opt=V]"},
	{`p "${{ v }}"`, "[V]"},
	{`p "a ${{ v }} b"`, "[a V b]"},
	{`p "x${{ v }}y"`, "[xVy]"},
	{`p '${{ v }}'`, "[V]"},
	{`p 'a ${{ v }} b' c`, "[a V b][c]"},
	{`p '\${{ v }}'`, `[\V]`},
	{`F=f; p $F${{ v }}`, "[fV]"},
	{`F=f; p "$F${{ v }}"`, "[fV]"},
	{`F=f; p "$F${{ v }}tail"`, "[fVtail]"},
	{`F=f; p "${F}${{ v }}"`, "[fV]"},
	{`F=f; p '$F${{ v }}'`, "[$FV]"},
	{`X=${{ v }}; p "$X"`, "[V]"},
	{`X="${{ v }}"; p "$X"`, "[V]"},
	{`export X=${{ v }}; p "$X"`, "[V]"},
	{`X=a${{ v }}b p z; p "$(X=a${{ v }}b; printf %s. "$X")"`, "[z][aVb.]"},
	{`p "$(printf '%s.' ${{ v }})"`, "[V.]"},
	{`p "$(printf '%s.' "${{ v }}")"`, "[V.]"},
	{`p "$(printf '%s.' 'a${{ v }}')"`, "[aV.]"},
	{"X=`printf '%s.' ${{ v }}`; p \"$X\"", "[V.]"},
	{"X=`printf '%s.' \"${{ v }}\"`; p \"$X\"", "[V.]"},
	{"X=`printf '%s.' 'a${{ v }}'`; p \"$X\"", "[aV.]"},
	{"p \"`printf '%s.' ${{ v }}`\"", "[V.]"},
	{"X=`printf '%s.' \\`printf '%s.' 'a${{ v }}'\\``; p \"$X\"", "*"},
	{"p \"`printf '%s.' '${{ v }}'`\"", "[V.]"},
	{"X=`cat <<EOF\n${{ v }}.\nEOF\n`\np \"$X\"", "[V.]"},
	{"p ${NONE:-${{ v }}}", "[V]"},
	{`p "${NONE:-${{ v }}}"`, "[V]"},
	{`p "${NONE:-a ${{ v }} b}"`, "[a V b]"},
	{`p "${NONE-"${{ v }}"}"`, "[V]"},
	{`S=1; p "${S:+${{ v }}}"`, "[V]"},
	{`X=${NONE:-${{ v }}}; p "$X"`, "[V]"},
	{`T=${{ v }}tail; p "${T#${{ v }}}"`, "[tail]"},
	{`T=${{ v }}tail; p ${T#${{ v }}}`, "[tail]"},
	{`T=head${{ v }}; p "${T%${{ v }}}"`, "[head]"},
	{`T=head${{ v }}; p "${T%"${{ v }}"}"`, "[head]"},
	{`case x${{ v }} in x${{ v }}) p yes;; *) p no;; esac`, "[yes]"},
	{`case x in ${{ v }}y) p no;; *) p yes;; esac`, "[yes]"},
	{`case "${{ v }}" in "${{ v }}") p yes;; *) p no;; esac`, "[yes]"},
	{`if [ x${{ v }} = "x${{ v }}" ]; then p yes; fi`, "[yes]"},
	{`for i in a ${{ v }} b; do p "$i"; done`, "[a][V][b]"},
	{`f() { p "$@"; }; f ${{ v }} end`, "[V][end]"},
	{"p \"$(cat <<EOF\nx ${{ v }} y\nEOF\n)\"", "[x V y]"},
	{"F=f\np \"$(cat <<EOF\n$F${{ v }}.\nEOF\n)\"", "[fV.]"},
	{"p \"$(cat <<-EOF\n\tx ${{ v }} y\n\tEOF\n)\"", "[x V y]"},
	{"p \"$(cat <<EOF\n${NONE:-${{ v }}}.\nEOF\n)\"", "[V.]"},
	{"p \"$(cat <<EOF\n$(printf '%s.' ${{ v }})\nEOF\n)\"", "[V.]"},
	{"p ${{ v }} # ${{ v }}\np b", "[V][b]"},
	{"p a > /dev/null; p a >/dev/null${NONE} ${{ v }}; p ${{ v }}>/dev/null; p ${{ v }}", "[V]"},
	{"p a |\ncat && p ${{ v }} || p no", "[a][V]"},
	{"p `p ${{ v }} >/dev/null; echo a`", "[a]"},
	{`eval "p \"\$(echo b)\" a"; p ${{ v }}`, "[b][a][V]"},
	{"p 'a'${{ v }}\"b\"", "[aVb]"},
	{"p a\\\n  ${{ v }}", "[a][V]"},
}

// refused reports whether Interpolate said that the value cannot stand here, which only a here-document may do.
func refused(t *testing.T, script, v string, problems []Problem) bool {
	for _, p := range problems {
		if p.Level == diag.Warning {
			continue
		}
		if strings.Contains(script, "${") && strings.ContainsAny(v, `"'{`) {
			return true
		}
		if !strings.Contains(script, "<<") || !strings.Contains(v, "EOF") && !strings.Contains(v, "\t") {
			t.Errorf("%s: %q: %+v", script, v, p)
		}
		return true
	}
	return false
}

func TestInterpolateRuns(t *testing.T) {
	const prelude = "p() { for a; do printf '[%s]\\036' \"$a\"; done; }\n"
	shells(t, func(t *testing.T, sh string) {
		for _, frame := range frames {
			var script, want strings.Builder
			script.WriteString(prelude)
			for _, v := range mixed {
				refs := ref.Find(frame.script)
				lits, runs := make([]plan.Text, len(refs)), make([]plan.Text, len(refs))
				for i := range refs {
					lits[i], runs[i] = plan.Lit(v), plan.Run(plan.GitMessage)
				}
				for _, values := range [][]plan.Text{lits, runs} {
					s, problems := Interpolate(frame.script, refs, values)
					if refused(t, frame.script, v, problems) {
						continue
					}
					script.WriteString("{ MSG=" + Quote(v) + "\n" + s.Shell(func(plan.RunVar, string) string { return "MSG" }) + "\n}\n")
					w := strings.ReplaceAll(frame.want, "][", "]\036[")
					want.WriteString(strings.ReplaceAll(w, "V", v) + "\036")
				}
			}
			if frame.want == "*" {
				output(t, sh, script.String())
				continue
			}
			if got := output(t, sh, script.String()); got != want.String() {
				t.Errorf("%s", frame.script)
				g, w := strings.Split(got, "\036"), strings.Split(want.String(), "\036")
				for i := range w {
					if i >= len(g) || g[i] != w[i] {
						t.Errorf("  got %q\n want %q", g[min(i, len(g)-1)], w[i])
					}
				}
			}
		}
	})
}
