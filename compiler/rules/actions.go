package rules

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
)

func itoa(n int) string { return strconv.Itoa(n) }

// hooks checks that hooks only tell: their result never changes the job's.
func (c *checker) hooks() {
	for _, j := range c.s.Jobs {
		for _, key := range sections[3:] {
			for i, s := range section(j, key) {
				if to := deploysTo(s.Action); to != "" {
					c.error("deploy-in-hook", rangeOf(nodeOf(s)), index("jobs."+j.Name.V+"."+key, i), "deploys to "+to+" in a hook, whose failure nobody sees: the job would stay green",
						"move it to `steps`, or to a job of its own that needs "+j.Name.V)
				}
			}
		}
	}
}

// actions checks the arguments of typed steps.
func (c *checker) actions() {
	for _, j := range c.s.Jobs {
		for _, key := range sections {
			for i, s := range section(j, key) {
				if s.Action != nil {
					c.action(j, s, func() string { return index("jobs."+j.Name.V+"."+key, i) + "." + s.ActionKey.V })
				}
			}
		}
	}
	for _, e := range c.s.Environments {
		if e.Ephemeral == nil {
			continue
		}
		for i, s := range e.Ephemeral.Stop {
			if s.Action != nil {
				c.action(nil, s, func() string { return index("environments."+e.Name.V+".ephemeral.stop", i) + "." + s.ActionKey.V })
			}
		}
	}
}

func (c *checker) action(j *spec.Job, s *spec.Step, path func() string) {
	sub := func(key string) func() string { return func() string { return path() + "." + key } }
	switch a := s.Action.(type) {
	case *spec.Docker:
		c.docker(j, a, path)
	case *spec.CloudFormation:
		c.stackName(a.Stack, sub("stack"))
		c.changeSetName(a.ChangeSet, sub("change_set"))
	case *spec.Sam:
		c.stackName(a.Stack, sub("stack"))
	case *spec.CodeDeploy:
		c.codeDeploy(a, path)
	case *spec.Lambda:
		c.lambda(a, path)
	case *spec.Message:
		c.via(a.Via, sub("via"))
	}
}

// constant reports whether a text is known when it is compiled, as it stands.
func constant(t spec.Text) bool { return t.Set() && t.V != "" && !strings.Contains(t.V, "${{") }

// stackName holds a constant name to CloudFormation's rule (API reference, CreateStack, StackName): letters, digits and
// `-`, a letter first, at most 128.
func (c *checker) stackName(t spec.Text, path func() string) {
	bare := stripRefs(t.V)
	if !t.Set() || strings.IndexByte(bare, '$') >= 0 || strings.Contains(bare, "{{") {
		return // said of the text
	}
	for i := 0; i < len(bare); i++ {
		if !alnum(bare[i]) && bare[i] != '-' {
			c.error("bad-stack-name", t.At(), path(), "a stack's name has letters, digits and `-` only", dashed(t.V))
			return
		}
	}
	switch {
	case bare != "" && t.V[0] == bare[0] && !alpha(t.V[0]):
		c.error("bad-stack-name", t.At(), path(), "a stack's name begins with a letter", "")
	case constant(t) && len(t.V) > 128:
		c.error("name-too-long", t.At(), path(), "a stack's name has at most 128 characters, and this one has "+itoa(len(t.V)), "")
	}
}

// dashed offers a name with every character that does not fit replaced.
func dashed(s string) string {
	if strings.Contains(s, "${{") {
		return ""
	}
	return "write " + strings.Map(func(r rune) rune {
		if r < 128 && alnum(byte(r)) {
			return r
		}
		return '-'
	}, s)
}

func alpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// changeSetName holds a constant name to CloudFormation's rule (API reference, CreateChangeSet, ChangeSetName).
func (c *checker) changeSetName(t spec.Text, path func() string) {
	bare := stripRefs(t.V)
	if !t.Set() || strings.IndexByte(bare, '$') >= 0 || strings.Contains(bare, "{{") {
		return // said of the text
	}
	for i := 0; i < len(bare); i++ {
		if !alnum(bare[i]) && bare[i] != '-' {
			c.error("bad-change-set-name", t.At(), path(), "a change set's name has letters, digits and `-` only", dashed(t.V))
			return
		}
	}
	switch {
	case bare != "" && t.V[0] == bare[0] && !alpha(t.V[0]):
		c.error("bad-change-set-name", t.At(), path(), "a change set's name begins with a letter", "write release-"+t.V)
	case strings.HasPrefix(t.V, "${{ git.sha") || strings.HasPrefix(t.V, "${{ git.short_sha") || strings.HasPrefix(t.V, "${{ run.id"):
		c.error("bad-change-set-name", t.At(), path(), "a change set's name begins with a letter, and a commit or a run often begins with a digit", "write release-"+t.V)
	case constant(t) && len(t.V) > 128:
		c.error("name-too-long", t.At(), path(), "a change set's name has at most 128 characters, and this one has "+itoa(len(t.V)), "")
	}
}

func (c *checker) docker(j *spec.Job, a *spec.Docker, path func() string) {
	seen := map[string]bool{}
	for i, t := range a.Tags {
		if seen[t.V] {
			c.error("name-twice", t.At(), index(path()+".tags", i), "the same image name stands here twice", "delete one of them")
			continue
		}
		seen[t.V] = true
		if !a.Push.V || !constantStart(t.V) {
			continue
		}
		repo, _, _ := strings.Cut(t.V, ":")
		if strings.Contains(repo, "/") && !strings.Contains(repo, "//") || strings.ContainsAny(repo, ".$") {
			continue
		}
		c.error("no-registry", t.At(), index(path()+".tags", i), "`push` would send "+repo+" to Docker Hub's own library, where nobody may push", "begin it with the registry, such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/"+repo)
	}
	if l := a.Login; l != nil && l.Password.Set() && j == nil {
		c.needSecret(l.Password, path()+".login.password")
	}
}

// constantStart reports whether the part before the tag is constant.
func constantStart(s string) bool {
	repo, _, _ := strings.Cut(s, ":")
	return repo != "" && !strings.Contains(repo, "${{")
}

func (c *checker) codeDeploy(a *spec.CodeDeploy, path func() string) {
	if a.S3 == nil {
		return
	}
	if constant(a.S3.Key) {
		c.warn("revision-constant", a.S3.Key.At(), path()+".revision.s3.key", "every run writes the same key, so two runs at once can deploy one another's bundle, and no older one can be deployed again",
			"put ${{ git.sha }} into it: ${{ name }}/${{ git.sha }}.zip")
	}
}

func (c *checker) lambda(a *spec.Lambda, path func() string) {
	switch {
	case a.Node == nil:
	case !a.Zip.Set() && !a.Image.Set():
		c.error("lambda-code", a.Node.Range, path(), "there is no code to put into the function", "add `zip: FILE` or `image: IMAGE`")
	case a.Zip.Set() && a.Image.Set():
		c.error("lambda-code", a.Image.At(), path()+".image", "a function has a zip file or an image, not both", "delete one of them")
	}
}

// channels checks the channels of `notify`.
func (c *checker) channels() {
	for i, n := range c.s.Notify {
		seen := map[string]bool{}
		for k, e := range n.Events {
			if seen[e.V] || seen["always"] && (e.V == "success" || e.V == "failure") {
				c.warn("name-twice", e.At(), index(index("notify", i)+".events", k), e.V+" is told already", "delete it")
			}
			seen[e.V] = true
		}
	}
}

func (c *checker) via(t spec.Text, path func() string) {
	if !t.Set() || t.V == "" || c.channel[t.V] {
		return
	}
	var names []string
	for _, n := range c.s.Notify {
		names = append(names, n.Name.V)
	}
	help := didYouMean(c.guess.near(t.V, names), `"`, `"`)
	if help == "" {
		help = "define it: notify: [{name: " + t.V + ", slack: {webhook: SECRET}, events: [failure]}]"
	}
	c.error("unknown-channel", t.At(), path(), "`notify` has no channel "+quote(t.V), help)
}
