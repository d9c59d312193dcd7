package rules

import "github.com/cdc-dev/cdc/compiler/spec"

// names checks names that two things of the spec would share.
func (c *checker) names() {
	for _, e := range c.s.Environments {
		if e.Ephemeral == nil {
			continue
		}
		if j := c.jobs["stop-"+e.Name.V]; j != nil {
			c.error("reserved-job", j.Name.At(), "jobs."+j.Name.V, "cdc makes a job of this name that stops environment "+e.Name.V+line(e.Name.At()),
				"rename the job; what it does belongs under environments."+e.Name.V+".ephemeral.stop")
		}
	}
	seen := map[string]bool{}
	for i, n := range c.s.Notify {
		if seen[n.Name.V] {
			c.error("name-twice", n.Name.At(), index("notify", i)+".name", "there is another channel "+quote(n.Name.V), "rename one of them")
		}
		seen[n.Name.V] = true
	}
	for _, j := range c.s.Jobs {
		c.aliases(j)
	}
}

// aliases: two services under one host name.
func (c *checker) aliases(j *spec.Job) {
	if len(j.Services) < 2 {
		return
	}
	seen := map[string]bool{}
	for i, s := range j.Services {
		if s.Alias.Set() && seen[s.Alias.V] {
			c.error("name-twice", s.Alias.At(), index("jobs."+j.Name.V+".services", i)+".alias", "another service has the host name "+quote(s.Alias.V), "rename one of them")
		}
		seen[s.Alias.V] = true
	}
}
