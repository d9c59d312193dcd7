package resolve

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/spec"
)

func (r *resolver) environments() {
	for _, e := range r.spec.Environments {
		env := r.environment(e)
		r.plan.Environments = append(r.plan.Environments, env)
		r.envs[env.Name] = env
	}
}

func (r *resolver) environment(e *spec.Environment) *plan.Environment {
	sc := scope{env: e}
	env := &plan.Environment{
		Name: e.Name.V, Account: r.literal(e.Account, sc), Region: r.region(e, sc).Must(),
		URL: r.text(e.URL, sc), Tier: e.Tier.V, Vars: r.vars(e.Vars, sc),
		Serial: e.Serial.Or(true), SerialWritten: e.Serial.V, At: e.Name.At(),
		Approval: r.gate(e.Approval, "environments."+e.Name.V+".approval", sc),
	}
	if e.Refs != nil {
		refs := filter(e.Refs).Refs
		env.Refs = &refs
		for _, list := range [][]spec.Text{e.Refs.Branches, e.Refs.Tags, e.Refs.NotBranches, e.Refs.NotTags} {
			if len(list) > 0 && env.RefsAt.IsZero() {
				env.RefsAt = list[0].At()
			}
		}
	}
	env.Written = written(env.Written, "account", e.Account, env.Account)
	env.Written = written(env.Written, "region", e.Region, env.Region)
	r.roles(e, env)
	if e.Ephemeral != nil {
		env.Ephemeral = &plan.Ephemeral{
			PerMergeRequest: e.Ephemeral.Per.V == "merge_request", AutoStop: duration(e.Ephemeral.AutoStop),
		}
	}
	return env
}

// written notes what a text with references became; of one without, its shape has spoken.
func written(in []plan.Written, key string, t spec.Text, value string) []plan.Written {
	if !strings.Contains(t.V, "${{") {
		return in
	}
	return append(in, plan.Written{Key: key, Value: value, At: t.At()})
}

// region is the environment's region, or the default one.
func (r *resolver) region(e *spec.Environment, sc scope) plan.Text {
	if e != nil && e.Region.Set() {
		return r.text(e.Region, sc)
	}
	if r.spec.Defaults != nil {
		return r.text(r.spec.Defaults.Region, sc)
	}
	return nil
}

// roles fills in the environment's identity. `roles` and `oidc` are each used whole, the environment's own before the
// defaults'. An OIDC role takes the place of an assumed one: a job never assumes two.
func (r *resolver) roles(e *spec.Environment, env *plan.Environment) {
	roles, oidc := e.Roles, e.Oidc
	if d := r.spec.Defaults; d != nil {
		if roles == nil {
			roles = d.Roles
		}
		if oidc == nil && (e.Roles == nil || !e.Roles.Assume.Set()) {
			oidc = d.Oidc
		}
	}
	sc := scope{env: e}
	role := func(key string, t spec.Text) string {
		arn := roleARN(r.literal(t, sc), env)
		env.Written = written(env.Written, key, t, arn)
		return arn
	}
	if roles != nil {
		env.AssumeRole, env.ExecutionRole = role("roles.assume", roles.Assume), role("roles.execution", roles.Execution)
	}
	if oidc != nil && oidc.Role.Set() {
		env.OidcRole, env.AssumeRole = role("oidc.role", oidc.Role), ""
		env.Audience = oidc.Audience.Or(plan.DefaultAudience)
	}
}

// roleARN completes a role's name to an ARN of the environment's account; the partition follows from the region (AWS
// General Reference, "Amazon Resource Names", partition). A name without an account cannot be completed.
func roleARN(role string, env *plan.Environment) string {
	if role == "" || strings.HasPrefix(role, "arn:") || env.Account == "" {
		return role
	}
	return "arn:" + Partition(env.Region) + ":iam::" + env.Account + ":role/" + role
}

// Partition is the AWS partition of a region.
func Partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// gate is a gate as written, or nil when there is none or it is false.
func (r *resolver) gate(g *spec.Gate, path string, sc scope) *plan.Gate {
	if g == nil || g.Enabled.Set() && !g.Enabled.V {
		return nil
	}
	out := &plan.Gate{Message: r.literal(g.Message, sc), Approvers: strs(g.Approvers), Timeout: duration(g.Timeout), Path: path}
	if g.Node != nil {
		out.At = g.Node.Range
	}
	return out
}

// merge makes one gate of the job's own and the environment's; the job's message wins.
func merge(job, env *plan.Gate) *plan.Gate {
	switch {
	case job == nil:
		return env
	case env == nil:
		return job
	}
	out := *job
	if out.Message == "" {
		out.Message = env.Message
	}
	if out.Approvers == nil {
		out.Approvers = env.Approvers
	}
	if out.Timeout == nil {
		out.Timeout = env.Timeout
	}
	return &out
}

var units = map[byte]int{'s': 1, 'm': 60, 'h': 3600, 'd': 86400, 'w': 604800}

// duration reads a length of time such as "20 minutes" or "1w"; nil when there is none, or the schema reports it.
func duration(t spec.Text) *plan.Duration {
	digits := len(t.V) - len(strings.TrimLeft(t.V, "0123456789"))
	n, err := strconv.Atoi(t.V[:digits])
	unit := strings.TrimSpace(t.V[digits:])
	if err != nil || unit == "" || units[unit[0]] == 0 {
		return nil
	}
	return &plan.Duration{Text: t.V, Seconds: n * units[unit[0]], At: t.At()}
}
