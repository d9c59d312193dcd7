package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
)

// passwords finds what only the words around it tell to be a credential: the value of a variable called DB_PASSWORD, the password
// of a `docker login`. It warns, because a name can mean something else.
func (t *text) passwords() {
	s := t.n.Text
	switch {
	case t.slot.kind == forVariable:
		if !t.forService(t.at.key) && credentialIn(t.at.key, s) {
			t.c.warn("plain-credential", t.n.Range, t.path(), "looks like a credential, by its name", moveSecret)
		}
	case t.slot.kind == forShell && mayHold(s):
		t.shellPasswords(s)
	}
}

// hints are parts of the words that the patterns below begin with; most steps have none of them.
var hints = []string{"assw", "ASSW", "oken", "OKEN", "ecret", "ECRET", "_KEY", "_key", "-key", "earer", "docker login", "mysql", "mariadb", " -u", "--user"}

func mayHold(s string) bool {
	for _, h := range hints {
		if strings.Contains(s, h) {
			return true
		}
	}
	return false
}

// value is a word of the shell in which nothing is replaced.
const value = `(?:"([^"$` + "`" + `\\\n]*)"|'([^'\n]*)'|([^\s"'$` + "`" + `;&|()<>\\]+))`

var (
	setsVariable = lazily(`(?m)(?:^|[\s;&|("'])([A-Za-z_][A-Za-z0-9_]*)=` + value)
	flagged      = lazily(`\s--([a-z-]*(?:password|passwd|token|secret|api-key))[= ]` + value)
	dockerLogin  = lazily(`docker login\b[^\n;|&]*?\s(?:-p|--password)[= ]?` + value)
	mysqlLogin   = lazily(`\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n;|&]*?\s-p` + value)
	bearer       = lazily(`(?i)authorization: *(?:bearer|token|basic) +([A-Za-z0-9+/=_.~-]+)`)
	userPassword = lazily(`\bcurl\b[^\n;|&]*?\s(?:-u|--user)[= ]["']?[\w.@-]+:([^\s"'$` + "`" + `;&|]+)`)
)

// shellPasswords looks at the words that commands take credentials by.
func (t *text) shellPasswords(s string) {
	found := map[int]bool{}
	say := func(start, end int, what string) {
		if t.said++; !found[start] && t.said <= maxSaid {
			found[start] = true
			t.c.warn("plain-credential", t.n.Sub(start, end), t.path(), what, moveSecret)
		}
	}
	named := func(re func() *regexp.Regexp, what string) {
		for _, m := range re().FindAllStringSubmatchIndex(s, maxSaid) {
			name := s[m[2]:m[3]]
			if start, end := group(m[4:]); end > start && !t.forService(name) && credentialIn(strings.ReplaceAll(name, "-", "_"), s[start:end]) {
				say(start, end, what+name)
			}
		}
	}
	named(setsVariable, "looks like a credential, by the name of the variable: ")
	named(flagged, "looks like a credential, by the option it is given to: --")
	for _, p := range []struct {
		re   func() *regexp.Regexp
		what string
		test bool // in a job with services it is that of a database for tests
	}{
		{dockerLogin, "the password of a registry", false}, {mysqlLogin, "the password of a database", true},
		{bearer, "a token in a header", false}, {userPassword, "a password on a command line", true},
	} {
		if p.test && (t.job != nil && len(t.job.Services) > 0 || strings.Contains(s, "localhost") || strings.Contains(s, "127.0.0.1")) {
			continue
		}
		for _, m := range p.re().FindAllStringSubmatchIndex(s, maxSaid) {
			if start, end := group(m[2:]); end > start && passwordLike(s[start:end]) {
				say(start, end, p.what+"; whoever reads the repository has it")
			}
		}
	}
}

// group is the one of the alternatives that matched.
func group(m []int) (start, end int) {
	for i := 0; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return m[i], m[i+1]
		}
	}
	return 0, 0
}

// forService reports whether a variable is the password of a database that runs beside a job, for its tests alone.
func (t *text) forService(name string) bool {
	first, _, _ := strings.Cut(strings.ToUpper(name), "_")
	switch first {
	case "POSTGRES", "PGPASSWORD", "MYSQL", "MARIADB", "MONGO", "MONGODB", "RABBITMQ", "REDIS", "MSSQL", "SA", "MINIO", "ELASTIC", "KEYCLOAK", "TEST":
		return true
	case "DB", "DATABASE", "PASSWORD":
		if t.job != nil {
			return len(t.job.Services) > 0
		}
		return slices.ContainsFunc(t.c.s.Jobs, func(j *spec.Job) bool { return len(j.Services) > 0 })
	}
	for p := t.at; p != nil; p = p.up {
		if p.key == "services" {
			return true
		}
	}
	return false
}

// credentialIn reports whether a name says that its value is a credential, and the value may be one.
func credentialIn(name, s string) bool {
	words := strings.Split(strings.ToUpper(name), "_")
	last := words[len(words)-1]
	for _, w := range words {
		if w == "PUBLIC" || w == "VITE" || w == "FAKE" || w == "DUMMY" || w == "MOCK" || w == "TEST" || w == "EXAMPLE" {
			return false // what everybody may know
		}
	}
	switch last {
	case "PASSWORD", "PASSWD":
		return passwordLike(s)
	case "SECRET", "TOKEN", "CREDENTIALS", "CREDENTIAL", "APIKEY":
		return passwordLike(s) && !nameLike(s)
	case "KEY":
		if len(words) > 1 {
			switch words[len(words)-2] {
			case "API", "PRIVATE", "SECRET", "ACCESS":
				return passwordLike(s) && !nameLike(s)
			}
		}
	}
	return false
}

// placeholder is in values that stand for none.
var placeholder = lazily(`(?i)change.?me|example|placeholder|dummy|fake|mock|sample|test|xxx|your|insecure|unused|redacted|replace|default|\*\*|local`)

// passwordLike reports whether a text may be a password: no path, reference, number or placeholder, and more than one kind of
// character.
func passwordLike(s string) bool {
	if len(s) < 8 || len(s) > 512 || strings.ContainsAny(s, " \t\n${}<>") || strings.Contains(s, "://") || strings.HasPrefix(s, "arn:") || strings.IndexByte("/.~-@%#", s[0]) >= 0 || placeholder().MatchString(s) {
		return false
	}
	var digit, letter bool
	for i := 0; i < len(s); i++ {
		digit = digit || '0' <= s[i] && s[i] <= '9'
		letter = letter || alnum(s[i]) && s[i] > '9'
	}
	return digit && letter && !version().MatchString(s)
}

// version is what looks like a version or an amount: 1.2.3-rc1, v20, 30days.
var version = lazily(`(?i)^v?\d+([.-]\w+)*$|^\d+[a-z]+$`)

// nameLike reports whether a text is made of words, as the name of a secret in a store is: orders-db2, ci/token, prod.token1.
func nameLike(s string) bool {
	return strings.ContainsAny(s, "-/.:") && strings.ToLower(s) == s || strings.Contains(s, "/") || strings.ToUpper(s) == s && strings.Contains(s, "_")
}
