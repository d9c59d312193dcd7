package shippable

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

func sayGate(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	rest := without(p)
	for _, u := range uses {
		help := ""
		if len(rest) == 1 || len(rest) > 0 && together(p) {
			help = "leave it to another target: `targets.shippable.jobs: [" + strings.Join(rest, ", ") + "]`"
		}
		name := "the job"
		if u.Job != nil {
			name = u.Job.Name
		}
		out.Add(finding(diag.Error, "gate-lost", u, "Shippable has no manual gate: "+name+" would run at once", help))
	}
	return out
}

// together reports whether the jobs could be one chain.
func together(p *plan.Plan) bool {
	for _, j := range p.Jobs {
		if j.Image != nil && p.Jobs[0].Image != nil && j.Image.Name.String() != p.Jobs[0].Image.Name.String() ||
			j.Env != nil && j.Env.Account != "" {
			return false
		}
	}
	return true
}

// without is the jobs that neither wait for a person nor need one that does.
func without(p *plan.Plan) []string {
	gone := map[*plan.Job]bool{}
	var out []string
	for _, j := range chain(p) {
		gone[j] = j.Gate != nil || slices.ContainsFunc(j.Needs, func(n plan.Need) bool { return gone[n.Job] })
	}
	for _, j := range p.Jobs {
		if !gone[j] {
			out = append(out, j.Name)
		}
	}
	return out
}

func sayEnvironment(p *plan.Plan, uses []plan.Use) diag.List {
	return each(diag.Warning, "environment-lost",
		"Shippable records no deployments and runs as many builds at once as it has nodes; two pushes can deploy at once", "")(p, uses)
}

func sayOIDC(p *plan.Plan, uses []plan.Use) diag.List {
	u := uses[0]
	var names []string
	for _, j := range p.Jobs {
		if j.Credentials != nil && j.Credentials.OidcRole != "" {
			names = append(names, j.Name)
		}
	}
	role := u.Detail[strings.LastIndexByte(u.Detail, '/')+1:]
	return diag.List{finding(diag.Error, "oidc-lost", u, "Shippable issues no ID token, so "+and(names)+" could not assume "+role,
		"write `roles` instead, and list AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY under `secrets` with a `shippable` ciphertext")}
}

// saySecrets refuses the secrets that a job of the build reads and Shippable cannot have.
func saySecrets(why string) func(*plan.Plan, []plan.Use) diag.List {
	return func(p *plan.Plan, uses []plan.Use) diag.List {
		var out diag.List
		for _, u := range uses {
			for _, s := range p.Secrets {
				if s.Name == u.Detail && s.Shippable == "" && wanted(p, p.Jobs, s.Name) {
					help := "encrypt " + s.Name + "=VALUE in the settings of the project and add `shippable: CIPHERTEXT`"
					if slices.ContainsFunc(p.Notify, func(n plan.Notify) bool { return n.Webhook == s.Name }) {
						help += ", or use `slack: {integration: ...}`"
					}
					out.Add(finding(diag.Error, "secret-unreachable", u, why+"this secret has no `shippable` ciphertext", help))
				}
			}
		}
		return out
	}
}

func sayIntegration(p *plan.Plan, uses []plan.Use) diag.List {
	if dialect(p) != "travis" {
		return nil
	}
	return each(diag.Warning, "notify-lost", "the old dialect knows mail only; nobody is told", "use `dialect: build`, or `slack: {webhook: SECRET}`")(p, uses)
}

func sayFixed(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		for _, n := range p.Notify {
			if n.Name == u.Detail && n.Webhook != "" {
				out.Add(finding(diag.Warning, "notify-lost", u, "a build does not know how the last one ended, so `fixed` is not told through a webhook",
					"use `slack: {integration: …}`, or the event success"))
			}
		}
	}
	return out
}
