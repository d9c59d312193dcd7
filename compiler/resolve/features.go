package resolve

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// features records every use of a feature, in order of the spec's sections. A use points at the text that asks for it,
// in `defaults` when it stands there.
func (r *resolver) features() {
	r.pipelineFeatures()
	for i, e := range r.spec.Environments {
		r.environmentFeatures(e, r.plan.Environments[i])
	}
	several := len(r.plan.Jobs) > 1
	r.use(plan.OneJob, place(r.spec.JobsNode), "jobs", nil, nil, "")
	if several {
		r.use(plan.SeveralJobs, key(r.spec.Node, "jobs"), "jobs", nil, nil, "")
	}
	for _, j := range r.spec.Jobs {
		if out := r.jobs[j.Name.V]; out != nil {
			r.jobFeatures(j, out)
		}
	}
	r.lateFeatures()
}

func (r *resolver) use(f plan.Feature, at diag.Range, path string, job *plan.Job, env *plan.Environment, detail string) {
	r.plan.Uses = append(r.plan.Uses, plan.Use{Feature: f, At: at, Path: path, Job: job, Env: env, Detail: detail})
}

// key is the place of a key in a map.
func key(n *source.Node, name string) diag.Range {
	if k := n.Key(name); k != nil {
		return k.Range
	}
	return diag.Range{}
}

func (r *resolver) pipelineFeatures() {
	t := r.spec.Triggers
	if t == nil {
		r.use(plan.NoTriggers, diag.Range{}, "", nil, nil, "")
	} else {
		r.triggerFeatures(t)
	}
	if len(r.plan.Stages) > 0 && r.plan.StagesGiven {
		r.use(plan.Stages, key(r.spec.Node, "stages"), "stages", nil, nil, "")
	}
	for i, n := range r.plan.Secrets {
		at, path := r.spec.Secrets[i].Key.At(), "secrets."+n.Name
		switch {
		case n.Parameter != "":
			r.use(plan.SecretsSSM, at, path, nil, nil, n.Name)
		case n.Manager != nil:
			r.use(plan.SecretsManagerSecrets, at, path, nil, nil, n.Name)
		default:
			r.use(plan.SecretsCI, at, path, nil, nil, n.Name)
		}
	}
}

func (r *resolver) triggerFeatures(t *spec.Triggers) {
	at := func(k string) diag.Range { return key(t.Node, k) }
	if t.Push != nil {
		r.use(plan.PushTrigger, at("push"), "triggers.push", nil, nil, "")
	}
	if t.Tag != nil {
		r.use(plan.TagTrigger, at("tag"), "triggers.tag", nil, nil, "")
	}
	if t.MergeRequest != nil {
		r.use(plan.MergeRequestTrigger, at("merge_request"), "triggers.merge_request", nil, nil, "")
		for i, a := range t.MergeRequest.Actions {
			if a.V == "merged" {
				r.use(plan.MergedTrigger, a.At(), index("triggers.merge_request.actions", i), nil, nil, "")
			}
		}
	}
	if t.ScheduleNode != nil && len(t.Schedule) > 0 {
		r.use(plan.ScheduleTrigger, at("schedule"), "triggers.schedule", nil, nil, t.Schedule[0].Cron.V)
	}
	if !t.Manual.Or(true) {
		r.use(plan.NoManual, at("manual"), "triggers.manual", nil, nil, "")
	}
	for _, f := range []struct {
		f    *spec.Filter
		path string
	}{{t.Push, "triggers.push"}, {t.MergeRequest, "triggers.merge_request"}} {
		if f.f != nil {
			r.paths(f.f, f.path, nil)
		}
	}
}

func (r *resolver) paths(f *spec.Filter, path string, job *plan.Job) {
	switch {
	case len(f.Paths) > 0:
		r.use(plan.PathFilters, key(f.Node, "paths"), path+".paths", job, nil, "")
	case len(f.NotPaths) > 0:
		r.use(plan.PathFilters, key(f.Node, "not_paths"), path+".not_paths", job, nil, "")
	}
}

func (r *resolver) environmentFeatures(e *spec.Environment, env *plan.Environment) {
	if !r.used(env) {
		return
	}
	path := "environments." + env.Name
	deploys := r.deployedTo(env)
	use := func(f plan.Feature, at diag.Range, sub, detail string) { r.use(f, at, path+sub, deploys, env, detail) }
	if deploys != nil {
		use(plan.Environments, e.Name.At(), "", "")
		if !env.URL.Empty() {
			use(plan.EnvironmentURL, e.URL.At(), ".url", e.URL.V)
		}
		if env.Serial {
			at := e.Name.At()
			if e.Serial.Set() {
				at = e.Serial.At()
			}
			use(plan.Concurrency, at, ".serial", "")
		}
		if g := env.Approval; g != nil {
			r.gateFeatures(g, e.Approval, key(e.Node, "approval"), path+".approval", deploys, env)
		}
		if env.Ephemeral != nil {
			use(plan.ReviewApps, key(e.Node, "ephemeral"), ".ephemeral", "")
		}
	}
	switch {
	case env.OidcRole != "" && e.Oidc != nil:
		use(plan.OIDC, key(e.Node, "oidc"), ".oidc", env.OidcRole)
	case env.OidcRole != "":
		r.use(plan.OIDC, key(r.spec.Defaults.Node, "oidc"), "defaults.oidc", deploys, env, env.OidcRole)
	case env.AssumeRole != "" && e.Roles != nil:
		use(plan.AssumeRoles, key(e.Node, "roles"), ".roles", env.AssumeRole)
	case env.AssumeRole != "":
		r.use(plan.AssumeRoles, key(r.spec.Defaults.Node, "roles"), "defaults.roles", deploys, env, env.AssumeRole)
	case env.Account != "":
		use(plan.AccountCheck, e.Account.At(), ".account", env.Account)
	}
}

func (r *resolver) gateFeatures(g *plan.Gate, written *spec.Gate, at diag.Range, path string, job *plan.Job, env *plan.Environment) {
	r.use(plan.ManualGate, at, path, job, env, g.Message)
	if written == nil {
		return
	}
	if len(written.Approvers) > 0 {
		r.use(plan.GateApprovers, key(written.Node, "approvers"), path+".approvers", job, env, "")
	}
	if written.Timeout.Set() {
		r.use(plan.GateTimeout, written.Timeout.At(), path+".timeout", job, env, written.Timeout.V)
	}
}

// used reports whether a chosen job works in the environment.
func (r *resolver) used(env *plan.Environment) bool {
	for _, j := range r.plan.Jobs {
		if j.Env == env {
			return true
		}
	}
	return false
}

// deployedTo is the first chosen job that deploys to the environment, or nil.
func (r *resolver) deployedTo(env *plan.Environment) *plan.Job {
	for _, j := range r.plan.Jobs {
		if j.Env == env && j.Deploys {
			return j
		}
	}
	return nil
}

func (r *resolver) lateFeatures() {
	for i, n := range r.spec.Notify {
		path := "notify." + n.Name.V
		at := key(n.Node, "slack")
		if s := n.Slack; s != nil {
			f, k := plan.SlackWebhook, s.Webhook
			if s.Integration.Set() {
				f, k = plan.SlackIntegration, s.Integration
			}
			r.use(f, at, path+".slack", nil, nil, k.V)
		}
		for k, e := range n.Events {
			if e.V == "fixed" {
				r.use(plan.NotifyFixed, e.At(), index(path+".events", k), nil, nil, r.plan.Notify[i].Name)
			}
		}
	}
	if r.spec.AppSpec != nil {
		r.use(plan.AppSpecOutput, key(r.spec.Node, "appspec"), "appspec", nil, nil, "")
	}
	if b := r.spec.Bootstrap; b != nil {
		for _, f := range []struct {
			f    plan.Feature
			name string
			set  bool
		}{
			{plan.BootRolesFeature, "roles", b.Roles != nil}, {plan.BootBucketFeature, "bucket", b.Bucket != nil},
			{plan.BootPipelineFeature, "pipeline", b.Pipeline != nil}, {plan.BootCodeBuildFeature, "codebuild", b.CodeBuild != nil},
			{plan.BootEcrFeature, "ecr", b.Ecr != nil}, {plan.BootCodeDeployFeature, "codedeploy", b.CodeDeploy != nil},
		} {
			if f.set {
				r.use(f.f, key(b.Node, f.name), "bootstrap."+f.name, nil, nil, "")
			}
		}
	}
	if !r.plan.Raw.IsZero() {
		r.use(plan.RawOverrides, r.plan.Raw.At, r.plan.Raw.Path, nil, nil, "")
	}
}
