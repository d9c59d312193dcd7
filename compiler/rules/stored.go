package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// storedValues finds what stands where a spec only names a secret: its value. There every text is a credential, whatever it
// looks like.
func storedValues(root *source.Node, found func(Credential)) {
	v := stored{found: found}
	if secrets := root.Get("secrets"); secrets != nil {
		v.table("secrets", secrets)
	}
	if jobs := root.Get("jobs"); jobs != nil {
		for i := range jobs.Entries {
			e := &jobs.Entries[i]
			path := "jobs." + e.Key.Text
			if secrets := e.Value.Get("secrets"); secrets != nil {
				v.table(path+".secrets", secrets)
			}
			for _, key := range sections {
				v.logins(path+"."+key, e.Value.Get(key))
			}
		}
	}
	if notify := root.Get("notify"); notify != nil {
		for i, n := range notify.Items {
			if slack := n.Get("slack"); slack != nil {
				v.named(index("notify", i)+".slack.webhook", slack.Get("webhook"), "SLACK_WEBHOOK")
			}
		}
	}
}

type stored struct{ found func(Credential) }

const aStoredValue = "the value of a secret; a spec only says where it comes from"

// table looks at `secrets`, of the spec or, mistaken for that, of a job.
func (v stored) table(path string, n *source.Node) {
	for i := range n.Entries {
		key, value := n.Entries[i].Key.Text, n.Entries[i].Value
		v.entry(path+"."+key, key, value)
		for k := range value.Entries {
			if e := &value.Entries[k]; !contains(stores, e.Key.Text) || e.Key.Text == "from" && mixed(e.Value.Text) {
				v.entry(path+"."+key+"."+e.Key.Text, key, e.Value)
			}
		}
		for _, item := range value.Items {
			v.entry(path+"."+key, key, item)
		}
	}
	for i, item := range n.Items {
		if name, value, ok := strings.Cut(item.Text, "="); ok && item.Kind == source.Scalar && value != "" && shellName().MatchString(name) {
			v.say(index(path, i), name, item, len(name)+1)
		}
	}
}

// stores are the keys that say where a secret comes from.
var stores = []string{"from", "ssm", "secretsmanager", "shippable"}

func (v stored) entry(path, name string, n *source.Node) {
	if n.Kind == source.Scalar && !namesStore(n.Text, name) {
		v.say(path, name, n, 0)
	}
}

func (v stored) say(path, name string, n *source.Node, from int) {
	at := n.Range
	if from > 0 {
		at = n.Sub(from, len(n.Text))
	}
	v.found(Credential{Text: n.Text[from:], At: at, Is: aStoredValue, path: path, help: whence(name)})
}

func whence(name string) string {
	return "replace it, since whoever reads the repository has it, and write where it comes from: `secrets: {" + name + ": {from: ci}}`, or {ssm: ...} or {secretsmanager: ...}"
}

// somewhere is what people write for the place of a secret instead of a value: a path, an ARN, a variable, a word for a store.
var somewhere = lazily(`(?i)^(|[/$].*|arn:.*|.*\$?\{\{.*|\W*|true|false|yes|no|on|off|null|none|secrets?|env|environment|(from *)?(ci|gitlab|github|shippable|codebuild|vault|ssm|ssm[:/ ].*|parameter.?store.*|secrets.?manager.*))$`)

func namesStore(value, name string) bool {
	return strings.EqualFold(value, name) || somewhere().MatchString(value)
}

// logins looks at the password of each docker step.
func (v stored) logins(path string, steps *source.Node) {
	if steps == nil {
		return
	}
	for i, s := range steps.Items {
		if login := s.Get("docker").Get("login"); login != nil {
			v.named(index(path, i)+".docker.login.password", login.Get("password"), "REGISTRY_PASSWORD")
		}
	}
}

// named looks at a place where the name of a secret is wanted. A name in the language of the shell is one, unless it mixes
// small letters, capitals and digits as no name does.
func (v stored) named(path string, n *source.Node, name string) {
	if n == nil || n.Kind != source.Scalar || n.Text == "" || strings.ContainsAny(n.Text, "$ {}") || shellName().MatchString(n.Text) && !mixed(n.Text) {
		return
	}
	key := path[strings.LastIndexByte(path, '.')+1:]
	v.found(Credential{Text: n.Text, At: n.Range, Is: "the value of a secret stands where its name is wanted", path: path, help: nameInstead(key, name)})
}

func nameInstead(key, name string) string {
	return "replace it, since whoever reads the repository has it, keep the new one outside the spec, `secrets: {" + name + ": {from: ci}}`, and write `" + key + ": " + name + "` here"
}

func mixed(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.ToUpper(s) != s && strings.ToLower(s) != s
}

// keepOutside is the help for a credential in a text: outside the file, or where a name is wanted, the name.
func (t *text) keepOutside() string {
	switch {
	case t.at.key == "webhook":
		return nameInstead("webhook", "SLACK_WEBHOOK")
	case strings.HasPrefix(t.path(), "secrets."):
		return whence(t.at.key)
	}
	return moveSecret
}

// Within reports whether a finding is about the very text of the credential, or about one that has it in it.
func (c Credential) Within(at diag.Range) bool {
	return !c.At.Start.Before(at.Start) && !at.End.Before(c.At.End)
}
