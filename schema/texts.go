package schema

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/schema/model"
)

// fault is what is wrong with a text, where in it, and the fix. The zero range is the whole value.
type fault struct {
	code          diag.Code
	message, help string
	at            diag.Range
}

// textFaults says what is wrong with a text that its definition refuses, beside the definition's name in pipeline.cue.
// Each definition with a constraint has its line here, which a test holds.
var textFaults = map[string]func(n *source.Node, at place) fault{
	"Filled":    emptyText,
	"Name":      badName,
	"JobName":   badJobName,
	"VarName":   badVarName,
	"AxisName":  badVarName,
	"ArgName":   plainFault("bad-name", "letters, digits and _, no digit first"),
	"ParamName": plainFault("bad-name", "CloudFormation names parameters with letters and digits only"),
	"Operator":  plainFault("bad-name", "an operator of IAM conditions is letters, such as StringLike"),
	"Version":   badVersion,
	"Account":   badAccount,
	"Region":    badRegion,
	"Glob":      badGlob,
	"Duration":  badDuration,
	"RelPath":   badPath,
	"Bucket":    badBucket,
	"S3Url":     badS3Url,
	"Role":      badRole,
	"SsmName":   plainFault("bad-name", "a parameter's name has letters, digits and _ . - / only"),
	"FileMode":  plainFault("bad-mode", "a mode is one to four octal digits, such as 755"),
	"SlashName": plainFault("bad-name", "a slash command is / and small letters, digits, _ or -"),
}

// text reports a text that fits no alternative of its type.
func (w *walker) text(t *model.Type, n *source.Node, at place) {
	if class(t, n.Text) != 0 {
		return
	}
	if t.Texts[0].IsConst {
		w.word(t, n, at)
		return
	}
	f := textFaults[t.Texts[0].Def](n, at)
	if f.at.IsZero() {
		f.at = n.Range
	}
	w.say(f.code, f.at, at.path, f.message, f.help)
}

// word reports a word that is not one of those allowed.
func (w *walker) word(t *model.Type, n *source.Node, at place) {
	if at.path == "cdc" {
		w.say("unknown-version", n.Range, at.path, "this cdc reads v1; "+n.Text+" is not a version it knows", "write cdc: v1")
		return
	}
	var all []string
	for _, x := range t.Texts {
		all = append(all, x.Const)
	}
	w.unknownValue(all, n, at)
}

func (w *walker) unknownValue(all []string, n *source.Node, at place) {
	message := shown(n) + " is not one of " + words(all)
	if len(all) == 1 {
		message = shown(n) + " is not " + all[0] + ", the only word here"
	}
	help := ""
	if at.path != "" && otherTool(at, n) != "" {
		help = otherTool(at, n)
	} else if near := nearest(n.Text, all); near != "" {
		help = fmt.Sprintf("did you mean %q?", near)
	} else if n.Text == "" {
		help = "write one of them, or delete the key"
	}
	w.say("unknown-value", n.Range, at.path, message, help)
}

func plainFault(code diag.Code, rule string) func(*source.Node, place) fault {
	return func(n *source.Node, at place) fault {
		if n.Text == "" {
			return emptyText(n, at)
		}
		return fault{code: code, message: shown(n) + " cannot be used here: " + rule}
	}
}

func emptyText(n *source.Node, at place) fault {
	help := "delete the key, or write its value"
	if f := at.field(); f != nil && f.Required {
		help = "for example `" + f.Name + ": " + f.Doc.Example + "`"
	}
	if at.key == nil {
		help = "delete the item"
	}
	return fault{code: "empty-text", message: "is empty", help: help}
}

func badVersion(n *source.Node, at place) fault {
	if n.Text == "" {
		return emptyText(n, at)
	}
	f := fault{code: "bad-version", message: shown(n) + " is no version: a version has a number, no spaces, and no sign before it"}
	if i := strings.IndexAny(n.Text, "0123456789"); i > 0 {
		f.help = "write " + strings.TrimRight(n.Text[i:], " .xX*")
	} else {
		f.help = example(at)
	}
	return f
}

func badName(n *source.Node, at place) fault {
	if n.Text == "" {
		return emptyText(n, at)
	}
	f := fault{code: "bad-name", message: `small letters, digits and "-", a letter first, at most 63`}
	if at.path == "name" {
		f.message += ": it names stacks, roles and buckets"
	}
	return proposed(f, n)
}

// proposed gives a finding about a name the nearest name that is one, and says what nobody sees in the text.
func proposed(f fault, n *source.Node) fault {
	if hidden := source.Invisible(n.Text); hidden != "" {
		f.message += "; " + hidden + " stands in this one"
	}
	if s := slug(source.Visible(n.Text), 63); s != "" {
		f.help = "write " + s
	}
	return f
}

// slug is the nearest name of small letters, digits and "-".
func slug(s string, limit int) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9' && b.Len() > 0:
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	out := b.String()
	return strings.Trim(out[:min(len(out), limit)], "-")
}

func badJobName(n *source.Node, at place) fault {
	if n.Text == "" {
		return emptyText(n, at)
	}
	f := fault{code: "bad-name", message: "letters, digits, spaces and _ . : / - , a letter or digit first, at most 255"}
	return proposed(f, n)
}

// reserved are the beginnings of names that an executor or the compiler sets itself.
var reserved = []struct{ prefix, owner string }{
	{"CI_", "GitLab sets CI_… itself"}, {"GITLAB_", "GitLab sets GITLAB_… itself"},
	{"CODEBUILD_", "CodeBuild sets CODEBUILD_… itself"}, {"SHIPPABLE_", "Shippable sets SHIPPABLE_… itself"},
	{"cdc_", "the compiler makes variables named cdc_…"},
}

func badVarName(n *source.Node, at place) fault {
	if n.Text == "" {
		return emptyText(n, at)
	}
	for _, r := range reserved {
		if rest, ok := strings.CutPrefix(n.Text, r.prefix); ok {
			return fault{code: "reserved-name", message: r.owner + ", so " + n.Text + " would not hold what is written here", help: renamed(rest)}
		}
	}
	if shellName(n.Text) {
		return fault{code: "reserved-name", message: "the shell itself lives by " + n.Text + "; changing it breaks the steps", help: "set it in a step where it is needed, or choose another name"}
	}
	if at.name() == "webhook" || at.name() == "password" {
		return fault{code: "bad-name", message: "the name of a secret stands here, never its value",
			help: "define one, such as secrets: {TOKEN: {from: ci}}, put the value where it comes from, and write TOKEN here"}
	}
	f := fault{code: "bad-name", message: shown(n) + " cannot be a variable of the shell: letters, digits and _, no digit first"}
	if s := strings.ReplaceAll(strings.ToUpper(slug(n.Text, 255)), "-", "_"); s != "" {
		f.help = s
	}
	return f
}

func renamed(rest string) string {
	if rest == "" || rest[0] >= '0' && rest[0] <= '9' {
		return "choose another name"
	}
	return "choose another name, such as APP_" + rest
}

func shellName(s string) bool {
	return contains([]string{"PATH", "HOME", "PWD", "OLDPWD", "SHELL", "IFS", "ENV", "BASH_ENV"}, s)
}

func badAccount(n *source.Node, at place) fault {
	bare := strings.NewReplacer("-", "", " ", "", "_", "").Replace(n.Text)
	switch {
	case n.Text == "":
		return emptyText(n, at)
	case !digits(bare):
		return fault{code: "bad-account", message: shown(n) + " is no AWS account: an account is 12 digits"}
	case len(bare) == 12:
		return fault{code: "bad-account", message: "an account is written as 12 digits and nothing else", help: "write \"" + bare + "\""}
	case len(bare) < 12 && len(bare) > 8:
		return fault{code: "bad-account", message: fmt.Sprintf("has %d digits, and an account has 12", len(bare)),
			help: "was a leading zero lost? then write \"" + strings.Repeat("0", 12-len(bare)) + bare + "\""}
	}
	return fault{code: "bad-account", message: fmt.Sprintf("has %d digits, and an account has 12", len(bare))}
}

func badRegion(n *source.Node, at place) fault {
	if n.Text == "" {
		return emptyText(n, at)
	}
	f := fault{code: "bad-region", message: shown(n) + " is no AWS region, and every AWS call would fail", help: "regions look like eu-west-1"}
	if near := nearest(n.Text, regions); near != "" {
		f.help = fmt.Sprintf("did you mean %q?", near)
	}
	return f
}

// regions are for suggestions only; a region that is not here is not wrong (AWS General Reference, "Regions", 2026).
var regions = []string{
	"us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "mx-central-1", "sa-east-1",
	"eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2",
	"ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
	"ap-southeast-7", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-east-1", "ap-east-2", "af-south-1",
	"il-central-1", "me-south-1", "me-central-1", "us-gov-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1",
}

func badGlob(n *source.Node, at place) fault {
	if n.Text == "" {
		return emptyText(n, at)
	}
	f := fault{code: "glob-negation", message: "a pattern cannot begin with !; it would match names that begin with !"}
	if key := at.name(); !strings.HasPrefix(key, "not_") && at.in != nil && at.in.Field("not_"+key) >= 0 {
		f.help = "write `not_" + key + ": " + strings.TrimLeft(n.Text, "! ") + "`"
	} else {
		f.help = "list what shall match instead"
	}
	return f
}

func badBucket(n *source.Node, at place) fault {
	bare, isURL := strings.CutPrefix(n.Text, "s3://")
	switch {
	case n.Text == "":
		return emptyText(n, at)
	case isURL:
		return fault{code: "bad-bucket", message: "a bucket is a name here, not a URL", help: "write " + slug(bare, 63)}
	case strings.Contains(n.Text, "$"):
		return unread(n, "a bucket's name")
	}
	return noBucket(n.Text)
}

// noBucket is the fault of a name that S3 would not give to a bucket.
func noBucket(name string) fault {
	f := fault{code: "bad-bucket", message: fmt.Sprintf("S3 names buckets with 3 to 63 small letters, digits, dots and -, and %q is not such a name", name)}
	if s := slug(name, 63); len(s) > 2 {
		f.help = "write " + s
	}
	return f
}

func badS3Url(n *source.Node, at place) fault {
	if n.Text == "" {
		return emptyText(n, at)
	}
	if rest, ok := strings.CutPrefix(n.Text, "s3://"); ok && rest != "" && rest[0] != '/' {
		name, prefix, _ := strings.Cut(rest, "/")
		f := noBucket(name)
		f.at = n.Sub(len("s3://"), len("s3://")+len(name))
		if f.help != "" && prefix != "" {
			f.help += "/" + prefix
		}
		f.help = strings.Replace(f.help, "write ", "write s3://", 1)
		return f
	}
	f := fault{code: "bad-bucket", message: shown(n) + " is no place in S3"}
	if s := strings.TrimLeft(n.Text, "/"); s != "" && !strings.Contains(s, ":") {
		f.help = "write s3://" + s
	} else {
		f.help = "write s3://BUCKET or s3://BUCKET/PREFIX"
	}
	return f
}

func badRole(n *source.Node, at place) fault {
	switch {
	case n.Text == "":
		return emptyText(n, at)
	case strings.HasPrefix(n.Text, "arn:"):
		return fault{code: "bad-role", message: shown(n) + " is no ARN of a role", help: "a role's ARN is arn:aws:iam::ACCOUNT:role/NAME"}
	case strings.Contains(n.Text, "$"):
		return unread(n, "a role's name")
	case strings.Contains(n.Text, "/"):
		return fault{code: "bad-role", message: "a role is named without its path", help: "write " + n.Text[strings.LastIndexByte(n.Text, '/')+1:] + ", or the whole ARN"}
	}
	return fault{code: "bad-role", message: "IAM names roles with at most 64 letters, digits and _+=,.@-, and " + shown(n) + " is not such a name"}
}

// unread is the fault of `$NAME` where no shell reads.
func unread(n *source.Node, what string) fault {
	start, end := variableAt(n.Text)
	return fault{code: "shell-variable", at: n.Sub(start, end), message: "no shell reads " + what + ", so " + n.Text[start:end] + " stays as it is",
		help: "write the value, or a `${{ }}` reference such as ${{ vars." + strings.Trim(n.Text[start:end], "${}") + " }}"}
}

// units of time, by the beginnings that people write.
var timeUnits = []struct {
	name    string
	letters string
}{
	{"seconds", "s sec secs second"}, {"minutes", "m min mins minute minutes"}, {"hours", "h hr hrs hour"},
	{"days", "d day"}, {"weeks", "w wk wks week"},
}

func badDuration(n *source.Node, at place) fault {
	s := strings.TrimSpace(n.Text)
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	count, unit := strings.TrimLeft(s[:i], "0"), strings.ToLower(strings.TrimSpace(s[i:]))
	f := fault{code: "bad-duration", message: shown(n) + " is no time", help: "a time is a number and its unit: 30 minutes, 2 hours, 1 week"}
	switch {
	case s == "":
		return emptyText(n, at)
	case strings.Contains(s, "${{"):
		f.code, f.message, f.help = "wrong-context", "a time is taken as written; nothing replaces the reference here", "write the time itself, such as 30 minutes"
	case s == "never":
		f.help = "there is no never; write the longest time that is meant, such as 52 weeks"
	case count == "" && i > 0:
		f.message = "0 is no time; delete the key for no limit of its own"
		f.help = ""
	case count != "" && unit == "":
		return fault{code: "duration-unit", message: s + " has no unit", help: "write " + withUnit(count, usualUnit(at))}
	case count != "":
		if u := unitOf(unit); u != "" {
			f.message, f.help = shown(n)+" has a unit that is not known", "write "+withUnit(count, u)
		} else if m, ok := minutes(s); ok {
			f.message, f.help = "a time is one number with one unit", "write "+withUnit(strconv.Itoa(m), "minutes")
		}
	}
	return f
}

// usualUnit is what a bare number most likely means.
func usualUnit(at place) string {
	switch at.name() {
	case "expire_in", "auto_stop", "expire":
		return "days"
	}
	return "minutes"
}

func withUnit(count, unit string) string {
	if count == "1" {
		unit = strings.TrimSuffix(unit, "s")
	}
	return count + " " + unit
}

func unitOf(s string) string {
	for _, u := range timeUnits {
		for _, l := range strings.Fields(u.letters) {
			if s == l || s == l+"s" || s == l+"." {
				return u.name
			}
		}
	}
	return ""
}

// minutes reads times of several parts, such as 1h30m and 1 hour 30 minutes.
func minutes(s string) (total int, ok bool) {
	scale := map[string]int{"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
		if i <= 0 || i > 4 {
			return 0, false
		}
		rest := strings.TrimLeft(s[i:], " ")
		j := strings.IndexFunc(rest, func(r rune) bool { return r < 'a' || r > 'z' })
		if j < 0 {
			j = len(rest)
		}
		n, _ := strconv.Atoi(s[:i])
		each := scale[unitOf(rest[:j])]
		if each == 0 {
			return 0, false
		}
		total, s = total+n*each, rest[j:]
	}
	return total, total > 0
}

// variableAt is where the first $NAME or ${NAME} stands that is no reference of the language.
func variableAt(s string) (start, end int) {
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || strings.HasPrefix(s[i:], "${{") {
			continue
		}
		if strings.HasPrefix(s[i:], "${") {
			if j := strings.IndexByte(s[i:], '}'); j > 0 {
				return i, i + j + 1
			}
			return i, len(s)
		}
		j := i + 1
		for j < len(s) && (s[j] == '_' || s[j] >= '0' && s[j] <= '9' || s[j] >= 'A' && s[j] <= 'Z' || s[j] >= 'a' && s[j] <= 'z') {
			j++
		}
		return i, j
	}
	return 0, len(s)
}
