package lower

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// Slack posts a message to an incoming webhook, whose URL is in the secret's variable. Telling never fails a job: the log
// says that Slack did not take it.
//
// The payload is JSON: what the author of a commit chose (message, name, branch, tag) is escaped at run time, so that it
// can neither break the payload nor add keys to it.
func Slack(webhook, channel string, message plan.Text) plan.Command {
	var before []plan.Script
	payload := src(`"{`)
	if channel != "" {
		payload = cat(payload, src(`\"channel\": \"`+inJSON(channel)+`\", `))
	}
	payload = cat(payload, src(`\"text\": \"`))
	for _, p := range message {
		switch {
		case p.Var == 0:
			payload = cat(payload, src(inJSON(p.Lit)))
		case tame(p.Var):
			payload = cat(payload, plan.Script{{Var: p.Var, Name: p.Name, Quote: plan.Double}})
		default:
			name := "cdc_text" + strconv.Itoa(len(before)+1)
			escape := cat(src(`printf '%s' `), plan.Script{{Var: p.Var, Name: p.Name}},
				src(` | tr '\n\r\t' '   ' | sed 's/[\\"]/\\&/g'`))
			before = append(before, capture(name, escape))
			payload = cat(payload, src("${"+name+"}"))
		}
	}
	payload = cat(payload, src(`\"}"`))
	curl := cat(src("curl -fsS -o /dev/null -H 'Content-Type: application/json' \\\n  -d "), payload, src(` "$`+webhook+`" || echo "Slack did not take the message." >&2`))
	if len(before) == 0 {
		return one(curl)
	}
	return sub(append(before, curl)...)
}

// tame reports whether the value of a run-time value can hold no character that JSON gives a meaning to.
func tame(v plan.RunVar) bool {
	switch v {
	case plan.GitMessage, plan.GitAuthor, plan.GitBranch, plan.GitTag, plan.Workspace, plan.MatrixValue:
		return false
	}
	return true
}

// inJSON escapes literal characters for a JSON text that stands in double quotes of the shell.
func inJSON(s string) string {
	json := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(s)
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(json)
}
