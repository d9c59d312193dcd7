package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/judge"
	"github.com/urfave/cli/v2"
)

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name: "completion", Usage: "print a completion script for a shell",
		UsageText: "cdc completion bash|zsh|fish|powershell",
		ArgsUsage: "bash|zsh|fish|powershell",
		Description: `Prints a script that completes commands, flags and their values:

  bash        source <(cdc completion bash)                    in ~/.bashrc
  zsh         source <(cdc completion zsh)                     in ~/.zshrc, after compinit
  fish        cdc completion fish > ~/.config/fish/completions/cdc.fish
  powershell  cdc completion powershell | Out-String | Invoke-Expression    in $PROFILE`,
		Action: func(c *cli.Context) error {
			shells := map[string]func(*writer, []*cli.Command){"bash": bash, "zsh": zsh, "fish": fish, "powershell": powershell}
			names := []string{"bash", "zsh", "fish", "powershell"}
			if c.Args().Len() != 1 {
				return usagef("one of "+joined(names), "completion takes the name of a shell")
			}
			print := shells[c.Args().First()]
			if print == nil {
				return usagef(meant(c.Args().First(), names, "one of "+joined(names)), "there is no completion for %q", c.Args().First())
			}
			print(&writer{p: p}, p.commands())
			return nil
		},
	}
}

// writer writes a script line by line.
type writer struct{ p *program }

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w.p.out, format+"\n", args...) }

// values is what may follow a flag: words, or files, or directories, or neither.
func (w *writer) values(f cli.Flag) (words []string, files bool) {
	switch hint := placeholder(f); {
	case len(choices(f)) > 0:
		return choices(f), false
	case strings.HasPrefix(hint, "TARGET"):
		return append(w.p.targetNames(), "all"), false
	case hint == "FORMAT":
		return judge.Names(), false
	case hint == "FORMAT=PATH":
		for _, f := range diag.Formats() {
			words = append(words, f.Name+"=")
		}
		return words, false
	case strings.HasPrefix(hint, "DIR"), strings.HasPrefix(hint, "PATH"):
		return nil, true
	}
	return nil, false
}

// listed reports whether the value of a flag may be several, behind commas.
func listed(f cli.Flag) bool { return strings.Contains(placeholder(f), "[,…]") }

// arguments is what a command takes: words, or files.
func (w *writer) arguments(c *cli.Command) (words []string, files bool) {
	switch {
	case c.Name == "help":
		return names(w.p.commands()), false
	case c.ArgsUsage == "CODE":
		for _, i := range diag.All() {
			words = append(words, string(i.Code))
		}
		slices.Sort(words)
		return words, false
	case c.ArgsUsage != "":
		return strings.Split(c.ArgsUsage, "|"), false
	}
	return nil, strings.Contains(c.UsageText, "FILE")
}

func names(table []*cli.Command) []string {
	var out []string
	for _, c := range table {
		out = append(out, c.Name)
	}
	return out
}

// spellings is every way to write a flag.
func spellings(f cli.Flag) []string {
	var out []string
	for _, n := range f.Names() {
		out = append(out, dashed(n))
	}
	return out
}

func joined(words []string) string { return strings.Join(words, ", ") }

func bash(w *writer, table []*cli.Command) {
	all := strings.Join(names(table), " ")
	w.line(`# Completion of cdc for bash.`)
	w.line(`_cdc() {`)
	w.line(`  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= words= files= head= i`)
	w.line(`  if [[ $cur == "=" ]]; then cur=`) // --flag=value is three words where "=" breaks words, as it does by default
	w.line(`  elif [[ $prev == "=" && $COMP_CWORD -gt 2 ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}`)
	w.line(`  elif [[ $cur == --*=* ]]; then head=${cur%%%%=*}= prev=${cur%%%%=*} cur=${cur#*=}; fi`)
	w.line(`  for ((i = 1; i < COMP_CWORD; i++)); do`)
	w.line(`    case ${COMP_WORDS[i]} in %s) command=${COMP_WORDS[i]}; break ;; esac`, strings.ReplaceAll(all, " ", "|"))
	w.line(`  done`)
	w.line(`  COMPREPLY=()`)
	w.line(`  case "$command $prev" in`)
	for _, c := range table {
		for _, f := range c.Flags {
			words, files := w.values(f)
			if words == nil && !files && placeholder(f) == "" {
				continue
			}
			var cases []string
			for _, s := range spellings(f) {
				cases = append(cases, fmt.Sprintf("%q", c.Name+" "+s))
			}
			if words == nil && !files { // a word of the user's own, and no file
				w.line(`    %s) return ;;`, strings.Join(cases, "|"))
				continue
			}
			reply := fmt.Sprintf(`COMPREPLY=($(compgen -P "$head" -W %q -- "$cur"))`, strings.Join(words, " "))
			if listed(f) {
				reply = `if [[ $cur == *,* ]]; then head+=${cur%,*}, cur=${cur##*,}; fi; ` + reply
			}
			if files {
				reply = `COMPREPLY=($(compgen -P "$head" -f -- "$cur"))`
			} else if strings.HasSuffix(words[0], "=") {
				reply += `; compopt -o nospace 2> /dev/null`
			}
			w.line(`    %s) %s; return ;;`, strings.Join(cases, "|"), reply)
		}
	}
	w.line(`  esac`)
	w.line(`  case "$command" in`)
	for _, c := range table {
		words, files := w.arguments(c)
		for _, f := range c.Flags {
			words = append(words, spellings(f)...)
		}
		w.line(`    %s) words=%q files=%s ;;`, c.Name, strings.Join(append(words, "--help"), " "), map[bool]string{true: "1", false: ""}[files])
	}
	w.line(`    *) words=%q ;;`, all+" --help --version")
	w.line(`  esac`)
	w.line(`  COMPREPLY=($(compgen -W "$words" -- "$cur"))`)
	w.line(`  if [[ -n $files && $cur != -* ]]; then COMPREPLY=($(compgen -f -- "$cur")); fi`)
	w.line(`}`)
	w.line(`complete -o filenames -F _cdc cdc`)
}

func zsh(w *writer, table []*cli.Command) {
	w.line("#compdef cdc")
	w.line("# Completion of cdc for zsh.")
	w.line("_cdc() {")
	w.line("  local -a commands; local context state line")
	w.line("  commands=(")
	for _, c := range table {
		w.line("    %s", zshQuote(c.Name+":"+c.Usage))
	}
	w.line("  )")
	w.line("  _arguments -C '1: :->command' '*:: :->rest'")
	w.line("  case $state in")
	w.line("    command) _describe -t commands 'cdc command' commands ;;")
	w.line("    rest)")
	w.line("      case $words[1] in")
	for _, c := range table {
		specs := []string{"'(- *)'{-h,--help}'[describe the command]'"}
		for _, f := range c.Flags {
			specs = append(specs, w.zshFlag(f))
		}
		switch words, files := w.arguments(c); {
		case files:
			specs = append(specs, "'*:spec:_files'")
		case words != nil:
			specs = append(specs, zshQuote("1:"+c.Name+":("+strings.Join(words, " ")+")"))
		}
		w.line("        %s) _arguments -S %s ;;", c.Name, strings.Join(specs, " \\\n          "))
	}
	w.line("      esac ;;")
	w.line("  esac")
	w.line("}")
	w.line("compdef _cdc cdc")
}

func (w *writer) zshFlag(f cli.Flag) string {
	text := "[" + strings.NewReplacer("[", "(", "]", ")").Replace(flagText(f)) + "]"
	switch words, files := w.values(f); {
	case listed(f) && words != nil:
		text += ":value:_sequence compadd - " + strings.Join(words, " ")
	case words != nil:
		text += ":value:(" + strings.Join(words, " ") + ")"
	case files:
		text += ":path:_files"
	case placeholder(f) != "":
		text += ":value:"
	}
	names := spellings(f)
	except := "(" + strings.Join(names, " ") + ")"
	if _, isBool := f.(*cli.BoolFlag); !isBool { // the value may stand behind "=" as well
		for i, n := range names {
			names[i] = n + map[bool]string{true: "=", false: "+"}[strings.HasPrefix(n, "--")]
		}
	}
	if _, repeated := f.(*cli.StringSliceFlag); repeated {
		return zshAlternatives("*", names, text)
	}
	return zshAlternatives(except, names, text)
}

func zshAlternatives(prefix string, names []string, text string) string {
	if len(names) == 1 {
		return zshQuote(prefix + names[0] + text)
	}
	return zshQuote(prefix) + "{" + strings.Join(names, ",") + "}" + zshQuote(text)
}

func zshQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func fish(w *writer, table []*cli.Command) {
	quote := func(s string) string { return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'" }
	w.line("# Completion of cdc for fish.")
	w.line("complete -c cdc -f")
	all := strings.Join(names(table), " ")
	for _, c := range table {
		w.line("complete -c cdc -n 'not __fish_seen_subcommand_from %s' -a %s -d %s", all, c.Name, quote(c.Usage))
	}
	for _, c := range table {
		when := "-n '__fish_seen_subcommand_from " + c.Name + "'"
		switch words, files := w.arguments(c); {
		case files:
			w.line("complete -c cdc %s -F", when)
		case words != nil:
			w.line("complete -c cdc %s -a %s", when, quote(strings.Join(words, " ")))
		}
		for _, f := range c.Flags {
			line := "complete -c cdc " + when
			for _, n := range f.Names() {
				line += map[bool]string{true: " -s ", false: " -l "}[len(n) == 1] + n
			}
			switch words, files := w.values(f); {
			case words != nil && listed(f):
				line += " -x -a " + quote("(__fish_append , "+strings.Join(words, " ")+")")
			case words != nil:
				line += " -x -a " + quote(strings.Join(words, " "))
			case files:
				line += " -r -F"
			case placeholder(f) != "":
				line += " -x"
			}
			w.line("%s -d %s", line, quote(flagText(f)))
		}
	}
}

func powershell(w *writer, table []*cli.Command) {
	quote := func(words []string) string {
		var out []string
		for _, s := range words {
			out = append(out, "'"+strings.ReplaceAll(s, "'", "''")+"'")
		}
		return "@(" + strings.Join(out, ", ") + ")"
	}
	w.line("# Completion of cdc for PowerShell.")
	w.line("Register-ArgumentCompleter -Native -CommandName cdc -ScriptBlock {")
	w.line("  param($word, $line, $cursor)")
	w.line("  $commands = %s", quote(names(table)))
	w.line("  $words = @{")
	for _, c := range table {
		words, _ := w.arguments(c)
		for _, f := range c.Flags {
			words = append(words, spellings(f)...)
		}
		w.line("    '%s' = %s", c.Name, quote(append(words, "--help")))
	}
	w.line("  }")
	w.line("  $values = @{")
	for _, c := range table {
		for _, f := range c.Flags {
			if words, _ := w.values(f); words != nil {
				for _, s := range spellings(f) {
					w.line("    '%s %s' = %s", c.Name, s, quote(words))
				}
			}
		}
	}
	w.line("  }")
	w.line("  $before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.ToString() })")
	w.line("  $command = $before | Select-Object -Skip 1 | Where-Object { $commands -contains $_ } | Select-Object -First 1")
	w.line("  $choice = $commands")
	w.line("  if ($command) {")
	w.line("    $choice = $values[\"$command $($before[-1])\"]")
	w.line("    if (-not $choice) { $choice = $words[$command] }")
	w.line("  }")
	w.line("  $choice | Where-Object { $_ -like \"$word*\" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }")
	w.line("}")
}
