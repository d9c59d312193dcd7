package rules

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
	for _, n := range o.ByEnvironment {
		c.known(n.Key, path+".trust.oidc.subjects."+n.Key.V)
	}
}
