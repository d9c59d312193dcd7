package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// detector finds one kind of credential by how it begins.
type detector struct {
	prefix string
	length int // of what follows the prefix, at least
	extra  string
	is     string // what it is, and the consequence
}

// The forms are those that the issuers publish so that scanners can find them (GitHub Docs, "About authentication to
// GitHub", token formats; GitLab Docs, "Token overview"; AWS IAM User Guide, "IAM identifiers", unique ID prefixes).
var detectors = []detector{
	{"AKIA", 16, "", "an AWS access key id; a spec never holds a credential"},
	{"ASIA", 16, "", "a temporary AWS access key id; a spec never holds a credential"},
	{"ghp_", 30, "", "a GitHub token"}, {"gho_", 30, "", "a GitHub token"}, {"ghu_", 30, "", "a GitHub token"},
	{"ghs_", 30, "", "a GitHub token"}, {"ghr_", 30, "", "a GitHub token"}, {"github_pat_", 22, "_", "a GitHub token"},
	{"glpat-", 20, "_-.", "a GitLab token"}, {"gldt-", 20, "_-", "a GitLab deploy token"}, {"glrt-", 20, "_-.", "a GitLab runner token"},
	{"glptt-", 20, "_-", "a GitLab trigger token"}, {"glcbt-", 20, "_-", "a GitLab job token"},
	{"xoxb-", 10, "-", "a Slack token"}, {"xoxp-", 10, "-", "a Slack token"}, {"xoxa-", 10, "-", "a Slack token"}, {"xoxr-", 10, "-", "a Slack token"},
	{"AIza", 35, "_-", "a Google API key"}, {"sk_live_", 16, "", "a Stripe key"}, {"npm_", 36, "", "an npm token"},
	{"pypi-AgEI", 20, "_-", "a PyPI token"}, {"dckr_pat_", 20, "_-", "a Docker token"},
	{"sk-ant-", 20, "_-", "an API key"}, {"sk-proj-", 20, "_-", "an API key"},
}

const moveSecret = "move it to `secrets` ({from: ci}, {ssm: ...} or {secretsmanager: ...}), and replace it if this was ever committed"

// credential reports a credential in plain sight. Its characters never reach the message.
func (t *text) credential() {
	said := credentials(t.n.Text, func(start, end int, is string) { t.error("plain-credential", start, end, is, t.keepOutside()) })
	switch {
	case said:
	case isAWSSecret(t.at.name(), t.n.Text):
		t.error("plain-credential", 0, len(t.n.Text), anAWSSecret, moveSecret)
	case t.slot.kind == forVariable && t.namedCredential():
	default:
		t.passwords()
	}
}

// credentials says where a text has credentials, and reports whether there was one.
func credentials(s string, found func(start, end int, is string)) bool {
	if len(s) < 12 {
		return false
	}
	any := false
	say := func(start, end int, is string) {
		any = true
		found(start, end, is)
	}
	for i := range detectors {
		d := &detectors[i]
		for at := 0; ; {
			n := strings.Index(s[at:], d.prefix)
			if n < 0 {
				break
			}
			start := at + n
			end := run(s, start+len(d.prefix), d.extra)
			if end-start-len(d.prefix) >= d.length && (start == 0 || !wordByte(s[start-1])) {
				say(start, end, d.is)
			}
			at = start + len(d.prefix)
		}
	}
	if i := strings.Index(s, "hooks.slack.com/services/T"); i >= 0 {
		start := max(0, strings.LastIndex(s[:i], "http"))
		say(start, run(s, i, "/._-"), "a Slack webhook URL; whoever has it can post")
	}
	privateKey(s, say)
	awsSecret(s, say)
	if !any {
		jwt(s, say)
	}
	if !any {
		passwordInURL(s, say)
	}
	return any
}

// Credential is one that stands in the file.
type Credential struct {
	Text string
	At   diag.Range
	Is   string
	// path and help are set where the place, and not the text, says that it is one.
	path, help string
}

// Credentials finds those in every text of a document, keys and misplaced ones included: wherever it stands, a credential
// is one, and no report may repeat it.
func Credentials(root *source.Node) []Credential {
	var out []Credential
	seen := map[*source.Node]bool{} // what aliases share; a short text is read again sooner than it is remembered
	once := func(n *source.Node) bool {
		old := seen[n]
		seen[n] = true
		return !old
	}
	var walk func(n *source.Node, name string)
	walk = func(n *source.Node, name string) {
		if n == nil {
			return
		}
		remembered := len(n.Entries)+len(n.Items) > 0 || len(n.Text) > 256
		if remembered && !once(n) {
			return
		}
		if n.Kind == source.Scalar {
			first, count := len(out), 0
			found := func(start, end int, is string) {
				switch count++; {
				case count <= maxSaid:
					out = append(out, Credential{Text: n.Text[start:end], At: n.Sub(start, end), Is: is})
				case count == maxSaid+1: // all of the text is one, so that none of it is shown
					out = append(out[:first], Credential{Text: n.Text, At: n.Range, Is: is})
				}
			}
			if !credentials(n.Text, found) && isAWSSecret(name, n.Text) {
				found(0, len(n.Text), anAWSSecret)
			}
			if len(out) > first && !remembered && !once(n) {
				out = out[:first]
			}
		}
		for i := range n.Entries {
			walk(n.Entries[i].Key, "")
			walk(n.Entries[i].Value, n.Entries[i].Key.Text)
		}
		for _, item := range n.Items {
			walk(item, name)
		}
	}
	walk(root, "")
	known := len(out)
	storedValues(root, func(c Credential) {
		if !slices.ContainsFunc(out[:known], func(k Credential) bool { return k.Within(c.At) }) {
			out = append(out, c)
		}
	})
	return out
}

// Finding is what is said of the credential where no rule knows the place.
func (c Credential) Finding() diag.Diagnostic {
	return diag.New(diag.Error, "plain-credential", c.At, c.path, c.Is).WithHelp(cmp.Or(c.help, moveSecret))
}

// anAWSSecret is what a secret access key is. It has 40 characters of base64 and no form of its own (AWS IAM User Guide,
// "Manage access keys for IAM users"), so only the name before it tells what it is.
const anAWSSecret = "an AWS secret access key; a spec never holds a credential"

const awsSecretLength = 40

// isAWSSecret reports whether a value has the name and the length of a secret access key, of whatever characters. The length
// comes first: few values have it, and every value of a spec is asked about.
func isAWSSecret(name, value string) bool {
	return len(value) == awsSecretLength && run(value, 0, "/+=") == awsSecretLength && namesAWSSecret(name)
}

// namesAWSSecret reports whether a name ends like AWS_SECRET_ACCESS_KEY, in the spellings of the SDKs.
func namesAWSSecret(name string) bool {
	n := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
	return strings.HasSuffix(n, "secretaccesskey") || strings.HasSuffix(n, "awssecretkey")
}

// awsSecret finds secret access keys that a text sets: export AWS_SECRET_ACCESS_KEY=..., aws_secret_access_key = ...,
// "SecretAccessKey": "...".
func awsSecret(s string, say func(start, end int, is string)) {
	for _, name := range []string{"SECRET_ACCESS_KEY", "secret_access_key", "ecretAccessKey", "AWS_SECRET_KEY", "aws_secret_key"} {
		for at := 0; ; {
			i := strings.Index(s[at:], name)
			if i < 0 {
				break
			}
			at += i + len(name)
			start := at + len(s[at:]) - len(strings.TrimLeft(s[at:], " \t=:,\"'\\"))
			if end := run(s, start, "/+="); start > at && end-start == awsSecretLength {
				say(start, end, anAWSSecret)
			}
		}
	}
}

// privateKey finds a key in PEM (RFC 7468), up to its last line where the text has that.
func privateKey(s string, say func(start, end int, is string)) {
	const mark = "PRIVATE KEY-----"
	i := strings.Index(s, mark)
	if i < 0 {
		return
	}
	start, end := strings.LastIndex(s[:i], "-----BEGIN"), i+len(mark)
	if start < 0 {
		return
	}
	if n := strings.Index(s[end:], mark); n >= 0 {
		end += n + len(mark)
	}
	say(start, end, "a private key")
}

// jwt finds a signed token: three parts in base64url, of which the first two are JSON objects (RFC 7519).
func jwt(s string, say func(start, end int, is string)) {
	i := strings.Index(s, "eyJ")
	if i < 0 {
		return
	}
	end := run(s, i, "_-.")
	parts := strings.Split(s[i:end], ".")
	if len(parts) == 3 && strings.HasPrefix(parts[1], "eyJ") && len(parts[2]) >= 20 {
		say(i, end, "a signed token (JWT)")
	}
}

// passwordInURL finds scheme://user:password@host.
func passwordInURL(s string, say func(start, end int, is string)) {
	for at := 0; ; {
		i := strings.Index(s[at:], "://")
		if i < 0 {
			return
		}
		start := at + i + len("://")
		at = start
		end := start + strings.IndexAny(s[start:]+" ", "/ \t\n\"'")
		host := strings.LastIndexByte(s[start:end], '@')
		if host < 0 {
			continue
		}
		user, password, ok := strings.Cut(s[start:start+host], ":")
		if ok && len(password) >= 8 && !strings.ContainsAny(password, "${<*") {
			from := start + len(user) + 1
			say(from, from+len(password), "a password in a URL")
		}
	}
}

// secretNames are parts of names that only a credential has.
var secretNames = []string{"SECRET", "PASSWORD", "PASSWD", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY"}

// namedCredential finds a value that looks random under a name that says it is secret.
func (t *text) namedCredential() bool {
	s, name := t.n.Text, strings.ToUpper(t.at.key)
	if len(s) < 16 || strings.ContainsAny(s, "$ {}") || strings.Contains(s, "://") || strings.HasPrefix(s, "arn:") || !random(s) && !namesAWSSecret(name) {
		return false
	}
	for _, n := range secretNames {
		if strings.Contains(name, n) {
			t.c.warn("plain-credential", t.n.Range, t.path(), "looks like a credential, by its name and its characters", moveSecret)
			return true
		}
	}
	return false
}

// random reports whether a text mixes digits and letters of both cases, or is long and hexadecimal.
func random(s string) bool {
	var digits, upper, lower, hex int
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digits++
			hex++
		case 'A' <= c && c <= 'Z':
			upper++
		case 'a' <= c && c <= 'z':
			lower++
			if c <= 'f' {
				hex++
			}
		}
	}
	return digits >= 3 && upper >= 3 && lower >= 3 || len(s) >= 32 && hex == len(s) && digits >= 6
}

// run is the end of the letters, digits and extra characters from at on.
func run(s string, at int, extra string) int {
	for at < len(s) && (alnum(s[at]) || strings.IndexByte(extra, s[at]) >= 0) {
		at++
	}
	return at
}

func alnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func wordByte(c byte) bool { return alnum(c) || c == '_' }
