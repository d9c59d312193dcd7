package executor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// real are the programs that run as they are: the shells, and tools without effect beyond the checkout.
var real = strings.Fields(`bash sh dash cat cut tr rm mkdir mktemp sed grep head tail sort uniq wc basename dirname env
	date expr sleep test true false printf echo ls touch chmod id tee xargs find`)

// known are commands that are stubs wherever they stand, in the argument of sh -c too.
var known = strings.Fields(`aws docker curl jq git pip python npm npx node go make sam chalice tar zip cp mv timeout sudo apt-get
	codebuild-hash-files`)

// builtins are no commands to find on PATH.
var builtins = strings.Fields(`. : [ [[ alias bg break builtin cd command continue declare echo eval exec exit export false fg getopts
	hash jobs kill local popd printf pushd pwd read readonly return set shift source test times trap true type typeset
	ulimit umask unalias unset wait shippable_retry`)

// stub records a call as its number of words and the words, each with a NUL behind, counts it, and fails when it is the
// one that must fail; else it makes the file that the call would write, and answers. It runs nothing but builtins of the
// shell, but for a mkdir.
const stub = `#!%s
name=${0##*/}
case "$name $*" in
jq\ * | *--password-stdin* | *\ @-*)
	input=
	while IFS= read -r line || [ -n "$line" ]; do input="$input$line"; done
	set -- "$@" "<$input"
	;;
esac
printf '%%s\0' "$(($# + 1))" "$name" "$@" >> "$CDC_STUB/calls"
read -r count < "$CDC_STUB/count"
count=$((count + 1))
echo "$count" > "$CDC_STUB/count"
refused=
case "$name $*" in
${CDC_STUB_REFUSE:-/}) refused=1 ;;
esac
if [ "$count" = "$CDC_STUB_FAIL" ] || [ "$refused" ]; then
	echo "$name: refused by the test" >&2
	exit 3
fi
last=
for word; do
	case $last in
	-o | -czf | --output-template-file | --junitfile)
		case $word in /*) ;; *) [ "${word%%/*}" = "$word" ] || [ -d "${word%%/*}" ] || "${0%%/*}/mkdir" -p "${word%%/*}"; : > "$word" ;; esac
		;;
	esac
	last=$word
done
case "$name $*" in
%sesac
`

// Stubs fills a directory with the programs that may run: real ones for the tools, stubs for all other commands of the
// scripts. The stubs record their calls in the directory that CDC_STUB names, which Record prepares.
func Stubs(bin string, answers []Answer, scripts []Script) error {
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return err
	}
	sh, err := exec.LookPath("dash")
	if err != nil {
		return err
	}
	var arms strings.Builder
	for _, a := range answers {
		fmt.Fprintf(&arms, "%s) printf '%%s\\n' %s ;;\n", strings.ReplaceAll(a.Pattern, " ", `\ `), quote(a.Output))
	}
	if err := os.WriteFile(filepath.Join(bin, ".stub"), fmt.Appendf(nil, stub, sh, arms.String()), 0o755); err != nil {
		return err
	}
	return link(bin, scripts)
}

// Record makes dir ready to take the calls of one run.
func Record(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, "calls"), nil, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "count"), []byte("0\n"), 0o644)
}

func link(bin string, scripts []Script) error {
	for _, name := range real {
		path, err := exec.LookPath(name)
		if name == "sh" {
			path, err = exec.LookPath("dash")
		}
		if err != nil {
			return err
		}
		if err := symlink(path, filepath.Join(bin, name)); err != nil {
			return err
		}
	}
	for _, name := range append(commands(scripts), known...) {
		if slices.Contains(real, name) || slices.Contains(builtins, name) || strings.Contains(name, "/") {
			continue
		}
		if err := symlink(".stub", filepath.Join(bin, name)); err != nil {
			return err
		}
	}
	return nil
}

func symlink(from, to string) error {
	if err := os.Symlink(from, to); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// commands returns the names of the simple commands in the scripts, as far as they are literal and no functions.
func commands(scripts []Script) (out []string) {
	declared := map[string]bool{}
	calls(scripts, func(words []*syntax.Word) {
		if name := words[0].Lit(); name != "" {
			out = append(out, name)
		}
	}, func(name string) { declared[name] = true })
	return slices.DeleteFunc(out, func(name string) bool { return declared[name] })
}

// entered returns the directories that the scripts enter, from the checkout or from wherever they are.
func entered(scripts []Script) (out []string) {
	calls(scripts, func(words []*syntax.Word) {
		if len(words) != 2 || words[0].Lit() != "cd" {
			return
		}
		var path strings.Builder
		syntax.Walk(words[1], func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Lit:
				path.WriteString(n.Value)
			case *syntax.SglQuoted:
				path.WriteString(n.Value)
			case *syntax.ParamExp: // the checkout
				return false
			}
			return true
		})
		if dir := strings.Trim(path.String(), "/"); filepath.IsLocal(dir) {
			out = append(out, dir)
		}
	}, func(string) {})
	return out
}

// calls visits the simple commands and the functions of the scripts.
func calls(scripts []Script, call func(words []*syntax.Word), function func(name string)) {
	for _, script := range scripts {
		f, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(script.Text), "")
		if err != nil {
			continue
		}
		syntax.Walk(f, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.FuncDecl:
				function(n.Name.Value)
			case *syntax.CallExpr:
				if len(n.Args) > 0 {
					call(n.Args)
				}
			}
			return true
		})
	}
}

// checkout makes what the scripts expect in the checkout: the directories they enter, one below the other, and in each the
// programs they call by a relative path, as stubs.
func checkout(work, bin string, scripts []Script) error {
	dirs := []string{""}
	for _, dir := range entered(scripts) {
		for _, above := range dirs {
			if below := filepath.Join(above, dir); !slices.Contains(dirs, below) && len(dirs) < 80 {
				dirs = append(dirs, below)
			}
		}
	}
	for _, dir := range dirs {
		if err := os.MkdirAll(filepath.Join(work, dir), 0o755); err != nil {
			return err
		}
	}
	for _, name := range commands(scripts) {
		if !strings.Contains(name, "/") || !filepath.IsLocal(name) {
			continue
		}
		for _, dir := range dirs {
			program := filepath.Join(work, dir, name)
			if err := os.MkdirAll(filepath.Dir(program), 0o755); err != nil {
				return err
			}
			if err := symlink(filepath.Join(bin, ".stub"), program); err != nil {
				return err
			}
		}
	}
	return nil
}

// temporary is what mktemp makes of a directory.
var temporary = regexp.MustCompile(`(\$DIR)?/(?:\w[\w.-]*/)*tmp\.\w{10}`)

// ReadCalls reads what the stubs of dir recorded for a checkout in work. Both and temporary files are written as $WORK,
// $DIR and $TMP, so that runs can be compared.
func ReadCalls(dir, work string) ([]Call, error) {
	path := filepath.Join(dir, "calls")
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text := strings.NewReplacer(work, "$WORK", dir, "$DIR").Replace(string(data))
	words := strings.Split(temporary.ReplaceAllString(text, "$$TMP"), "\x00")
	var calls []Call
	for len(words) > 1 {
		var n int
		if _, err := fmt.Sscan(words[0], &n); err != nil || n >= len(words) {
			return nil, fmt.Errorf("%s: broken record %q", path, words[0])
		}
		calls = append(calls, slices.Clone(words[1:n+1]))
		words = words[n+1:]
	}
	return calls, nil
}
