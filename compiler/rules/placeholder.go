package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
)

// placeholders finds what `cdc init` writes where it was told nothing: an account that AWS gives to nobody, and a repository
// that nobody can have. Each is said once.
func (c *checker) placeholders() {
	said := map[string]bool{}
	for _, e := range c.s.Environments {
		if v := e.Account.V; strings.HasPrefix(v, "0000000000") && !said[v] {
			said[v] = true
			c.warn("placeholder", e.Account.At(), "environments."+e.Name.V+".account", v+" stands for an account of yours: nothing can be deployed there",
				"write your account's number, here and wherever "+v+" stands")
		}
	}
	if c.s.Bootstrap == nil || c.s.Bootstrap.Roles == nil || c.s.Bootstrap.Roles.Oidc == nil {
		return
	}
	subjects := func(all []spec.Text, path string) {
		for _, s := range all {
			if strings.HasPrefix(s.V, "project_path:-your-group-/") && !said[s.V] {
				said[s.V] = true
				c.warn("placeholder", s.At(), path, "-your-group- stands for the group of your project: no token of GitLab has this subject, so no job can take the role",
					"write the path of your project on GitLab")
			}
		}
	}
	const path = "bootstrap.roles.trust.oidc.subjects"
	subjects(c.s.Bootstrap.Roles.Oidc.Subjects, path)
	for _, e := range c.s.Bootstrap.Roles.Oidc.ByEnvironment {
		subjects(e.V, path+"."+e.Key.V)
	}
}
