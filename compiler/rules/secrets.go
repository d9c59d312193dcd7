package rules

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// secretRef reports a secret that would be written into the file.
func (t *text) secretRef(r ref.Ref) {
	name := r.Path[len(r.Path)-1]
	where := "the jobs that read it"
	if t.job != nil {
		where = "jobs." + t.job.Name.V + ".secrets"
	}
	t.c.listed[name] = true
	help := "use $" + name + " in a step, and list " + name + " under " + where
	if t.slot.kind == forVariable {
		t.error("secret-in-variable", r.Start, r.End, "a secret in a variable is stored in plain text by CodeBuild and shown by GitLab", help)
		return
	}
	message := "a reference becomes part of the file, and a secret must never stand there"
	if t.slot.kind != forShell {
		message = t.slot.what + " is shown in logs and settings, and cannot hold a secret"
	}
	t.error("secret-in-text", r.Start, r.End, message, help)
}

// secretUse checks that secrets exist, are listed where they are read, and are read where they are listed.
func (c *checker) secretUse() {
	c.sameNames()
	for _, j := range c.s.Jobs {
		c.jobSecrets(j)
	}
	for i, n := range c.s.Notify {
		if n.Slack != nil && n.Slack.Webhook.Set() {
			c.needSecret(n.Slack.Webhook, index("notify", i)+".slack.webhook")
		}
	}
	for _, n := range c.s.Secrets {
		if !c.listed[n.Key.V] {
			c.warn("secret-unused", n.Key.At(), "secrets."+n.Key.V, "no job lists it and no notification uses it",
				"list it under the `secrets` of the job that reads $"+n.Key.V+", or delete it")
		}
	}
}

// sameNames looks for secrets and variables of one name. Variables of the spec and of an environment meet the secret in some
// job. One of a job that does not list the secret meets it where the secret stands in the project's settings: all jobs have
// those, and they outrank the file (GitLab CI/CD variables, "CI/CD variable precedence").
func (c *checker) sameNames() {
	if len(c.secrets) == 0 {
		return
	}
	inSettings := map[string]bool{}
	onGitLab := len(c.s.Targets) == 0 || slices.ContainsFunc(c.s.Targets, func(t *spec.Target) bool { return t.Name.V == "gitlab" })
	for _, s := range c.s.Secrets {
		inSettings[s.Key.V] = onGitLab || s.V.From.Set()
	}
	c.hiddenBy(c.s.Vars, "vars.", c.secrets)
	for _, e := range c.s.Environments {
		c.hiddenBy(e.Vars, "environments."+e.Name.V+".vars.", c.secrets)
	}
	for _, j := range c.s.Jobs {
		if len(j.Vars) > 0 {
			c.hiddenBy(j.Vars, "jobs."+j.Name.V+".vars.", inSettings)
		}
	}
}

// hiddenBy reports variables that have the name of one of the secrets.
func (c *checker) hiddenBy(vars []spec.KV, path string, secrets map[string]bool) {
	for _, kv := range vars {
		if name := kv.Key.V; secrets[name] {
			c.hidden(kv.Key, path+name)
		}
	}
}

func (c *checker) hidden(v spec.Text, path string) {
	c.error("secret-hidden", v.At(), path, "there is a secret "+v.V+", too, and which of the two the steps see differs by target", "rename one of them")
}

// shellName is what a variable of the shell can be called.
var shellName = lazily(`^[A-Za-z_][A-Za-z0-9_]*$`)

// needSecret notes the use of a secret and reports one that does not exist.
func (c *checker) needSecret(name spec.Text, path string) {
	c.listed[name.V] = true
	if c.secrets[name.V] || len(name.V) == 0 {
		return
	}
	if !shellName().MatchString(name.V) {
		return // said of its shape
	}
	var known []string
	for _, n := range c.s.Secrets {
		known = append(known, n.Key.V)
	}
	help := didYouMean(c.guess.near(name.V, known), "", "")
	if help == "" {
		help = "define it: secrets: {" + name.V + ": {from: ci}}"
	}
	c.error("unknown-secret", name.At(), path, "there is no secret "+quote(name.V), help)
}

func (c *checker) jobSecrets(j *spec.Job) {
	path := ""
	at := func() string {
		if path == "" {
			path = "jobs." + j.Name.V
		}
		return path
	}
	for i, s := range j.Secrets {
		c.needSecret(s, index(at()+".secrets", i))
		for _, kv := range j.Vars {
			if kv.Key.V == s.V {
				c.hidden(kv.Key, at()+".vars."+s.V)
			}
		}
	}
	install := j.Install
	if j.InstallNode == nil && c.s.Defaults != nil {
		install = c.s.Defaults.Install
	}
	for _, sec := range [][]*spec.Step{install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always} {
		for _, s := range sec {
			c.stepSecrets(j, s, at)
		}
	}
}

// stepSecrets looks for secrets that a step reads without their being listed, and for those it prints.
func (c *checker) stepSecrets(j *spec.Job, s *spec.Step, at func() string) {
	if d, ok := s.Action.(*spec.Docker); ok && d.Login != nil && d.Login.Password.Set() {
		c.needSecret(d.Login.Password, stepPath(j, s, at())+".docker.login.password")
		c.mustList(j, d.Login.Password.V, d.Login.Password.At(), stepPath(j, s, at()))
	}
	if len(c.secrets) == 0 {
		return
	}
	for _, t := range s.Run {
		if len(c.secrets) == 0 || t.Node == nil || strings.IndexByte(t.V, '$') < 0 {
			continue
		}
		c.textSecrets(j, s, t, at)
	}
}

func (c *checker) textSecrets(j *spec.Job, s *spec.Step, t spec.Text, at func() string) {
	var said []string
	printed := false
	for _, r := range c.memo.read(t.V, s.Shell.Or(c.dialect(j))).Facts().Reads {
		if !c.secrets[r.Name] || r.Own || hasVar(s.Vars, r.Name) || hasVar(j.Vars, r.Name) {
			continue
		}
		c.listed[r.Name] = true
		if !contains(said, r.Name) {
			said = append(said, r.Name)
			c.mustList(j, r.Name, t.Node.Sub(r.Start, r.End), stepPath(j, s, at()))
		}
		if r.Printed && !printed {
			printed = true
			c.warn("secret-printed", t.Node.Range, stepPath(j, s, at()), "prints a secret; GitLab and CodeBuild mask it, Shippable does not", "")
		}
	}
}

func (c *checker) mustList(j *spec.Job, name string, at diag.Range, path string) {
	if !c.secrets[name] {
		return
	}
	for _, s := range j.Secrets {
		if s.V == name {
			return
		}
	}
	c.error("secret-not-listed", at, path, "$"+name+" is empty here: jobs."+j.Name.V+".secrets does not list it", "add `secrets: ["+name+"]` to the job")
}

// stepPath finds the path of a step in its job.
func stepPath(j *spec.Job, s *spec.Step, job string) string {
	for _, key := range sections {
		for i, x := range section(j, key) {
			if x == s {
				return index(job+"."+key, i)
			}
		}
	}
	return "defaults.install"
}

var sections = []string{"install", "before", "steps", "on_success", "on_failure", "always"}

// nodeOf is the node of a step, for findings about all of it.
func nodeOf(s *spec.Step) *source.Node {
	if s.Node != nil {
		return s.Node
	}
	if len(s.Run) > 0 {
		return s.Run[0].Node
	}
	return nil
}
