package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
)

// bootstrap checks what the bootstrap says about the rest of the spec.
func (c *checker) bootstrap() {
	b := c.s.Bootstrap
	if b == nil || b.Roles == nil {
		return
	}
	path := "bootstrap.roles"
	for i, e := range b.Roles.Environments {
		c.known(e, index(path+".environments", i))
	}
	for i, e := range b.Roles.Environments {
		if env := c.envs[e.V]; env != nil && !env.Account.Set() {
			c.error("role-account", e.At(), index(path+".environments", i), "environment "+e.V+" has no account to make roles in"+line(env.Name.At()), "add `account:` to it")
		}
	}
	o := b.Roles.Oidc
	if o == nil {
		return
	}
	for i, s := range o.Subjects {
		c.subject(s, c.guarded(""), listPath(o.Subjects, path+".trust.oidc.subjects", i))
	}
	for _, n := range o.ByEnvironment {
		p := path + ".trust.oidc.subjects." + n.Key.V
		c.known(n.Key, p)
		for i, s := range n.V {
			c.subject(s, c.guarded(n.Key.V), listPath(n.V, p, i))
		}
	}
}

// guarded is the environment of that name (any, for the empty name) that is production or asks for approval.
func (c *checker) guarded(name string) string {
	for _, e := range c.s.Environments {
		if name != "" && e.Name.V != name {
			continue
		}
		if e.Tier.V == "production" || e.Approval != nil && e.Approval.Enabled.Or(true) {
			return e.Name.V
		}
	}
	return ""
}

// subject: a wildcard that lets every branch, or every project, into a guarded environment.
func (c *checker) subject(s spec.Text, guarded, path string) {
	if guarded == "" || !strings.Contains(s.V, "*") {
		return
	}
	who := ""
	switch first, _, _ := strings.Cut(strings.TrimPrefix(s.V, "project_path:"), ":"); {
	case s.V == "*" || strings.HasPrefix(s.V, "*"):
		who = "every project of the provider"
	case strings.Contains(first, "*"):
		who = "every project that matches " + first
	case strings.HasSuffix(s.V, ":*"):
		who = "every branch, tag and merge request"
		if strings.Contains(s.V, "ref_type:branch:") {
			who = "every branch"
		} else if strings.Contains(s.V, "ref_type:tag:") {
			who = "every tag"
		}
	}
	if who != "" {
		c.warn("subject-wildcard", s.At(), path, who+" may assume the role of environment "+guarded, "name the branch or the tags that deploy there")
	}
}
