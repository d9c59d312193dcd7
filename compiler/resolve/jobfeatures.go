package resolve

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// jobFeatures records what one job asks for.
func (r *resolver) jobFeatures(j *spec.Job, out *plan.Job) {
	use := func(f plan.Feature, at diag.Range, sub, detail string) {
		r.use(f, at, out.Path+sub, out, out.Env, detail)
	}
	own := func(f plan.Feature, name, detail string) { use(f, key(j.Node, name), "."+name, detail) }
	// either points into the job, or into defaults where the job takes it from there.
	either := func(f plan.Feature, name, detail string) {
		if j.Node.Key(name) == nil && r.spec.Defaults != nil {
			r.use(f, key(r.spec.Defaults.Node, name), "defaults."+name, out, out.Env, detail)
			return
		}
		own(f, name, detail)
	}
	for _, n := range out.Needs {
		if n.Artifacts {
			r.use(plan.DataBetweenJobs, n.At, n.Path, out, out.Env, n.Job.Name)
		}
	}
	if len(j.When) > 0 || len(out.When) > 0 {
		name := "when"
		if len(j.When) == 0 {
			name = "environment"
		}
		own(plan.JobConditions, name, "")
	}
	for i, f := range j.When {
		path := out.Path + ".when"
		if j.WhenNode != nil && len(j.WhenNode.Items) > 0 {
			path = index(path, i)
		}
		r.paths(f, path, out)
	}
	if g := r.gate(j.Gate, "", scope{job: j}); g != nil {
		r.gateFeatures(g, j.Gate, key(j.Node, "gate"), out.Path+".gate", out, out.Env)
	}
	if out.Matrix != nil {
		own(plan.MatrixJobs, "matrix", "")
	}
	if out.Image != nil {
		r.use(plan.Images, out.Image.At, out.Image.Path, out, out.Env, out.Image.Name.String())
		if out.Image.EntrypointSet || out.Image.Pull != "" {
			r.use(plan.ImageEntrypoint, out.Image.At, out.Image.Path, out, out.Env, "")
		}
	}
	for _, rt := range out.Runtime {
		r.use(plan.Runtimes, rt.At, r.runtimePath(j, out)+"."+rt.Lang, out, out.Env, rt.Version.String())
	}
	if len(out.Runner.Tags) > 0 || out.Runner.Compute != "" || out.Runner.Arch != "" {
		either(plan.RunnerChoice, "runner", "")
	}
	for i, s := range out.Services {
		use(plan.Services, s.At, index(".services", i), s.Image.String())
	}
	if out.Docker {
		use(plan.DockerDaemon, dockerAt(j, out), "", "")
	}
	r.fileFeatures(j, out, use, either)
	r.limitFeatures(j, out, own, either)
	if out.Shell == "bash" {
		either(plan.BashShell, "shell", "")
	}
	r.stepFeatures(out)
}

func (r *resolver) runtimePath(j *spec.Job, out *plan.Job) string {
	if j.RuntimeNode == nil {
		return "defaults.runtime"
	}
	return out.Path + ".runtime"
}

func dockerAt(j *spec.Job, out *plan.Job) diag.Range {
	if j.Docker.Set() {
		return key(j.Node, "docker")
	}
	return out.At
}

func (r *resolver) fileFeatures(j *spec.Job, out *plan.Job, use func(plan.Feature, diag.Range, string, string), either func(plan.Feature, string, string)) {
	r.matrixPaths(j, out, use)
	if c := out.Cache; c != nil {
		either(plan.Caches, "cache", "")
		node, path := j.Cache, out.Path+".cache"
		if node == nil {
			node, path = r.spec.Defaults.Cache, "defaults.cache"
		}
		if !c.Key.Empty() || len(c.Files) > 0 {
			r.use(plan.CacheKeys, key(node.Node, "key"), path+".key", out, out.Env, "")
		}
		if len(c.Fallbacks) > 0 {
			r.use(plan.CacheFallbacks, key(node.Node, "fallback_keys"), path+".fallback_keys", out, out.Env, "")
		}
	}
	if a := j.Artifacts; a != nil && out.Artifacts != nil {
		use(plan.ArtifactFiles, key(j.Node, "artifacts"), ".artifacts", "")
		if len(a.Secondary) > 0 {
			use(plan.SecondaryArtifacts, key(a.Node, "secondary"), ".artifacts.secondary", "")
		}
		if a.ExpireIn.Set() {
			use(plan.ArtifactExpiry, key(a.Node, "expire_in"), ".artifacts.expire_in", a.ExpireIn.V)
		}
		if a.When.Set() && a.When.V != "success" {
			use(plan.ArtifactCondition, key(a.Node, "when"), ".artifacts.when", a.When.V)
		}
	}
	if p := j.Reports; p != nil {
		if len(p.JUnit) > 0 {
			use(plan.JUnitReports, key(p.Node, "junit"), ".reports.junit", "")
		}
		if len(p.Cobertura) > 0 {
			use(plan.CoberturaReports, key(p.Node, "cobertura"), ".reports.cobertura", "")
		}
		if p.Dotenv.Set() {
			use(plan.DotenvReports, key(p.Node, "dotenv"), ".reports.dotenv", p.Dotenv.V)
		}
	}
}

func (r *resolver) limitFeatures(j *spec.Job, out *plan.Job, own, either func(plan.Feature, string, string)) {
	if out.Retry != nil {
		either(plan.Retries, "retry", "")
	}
	if out.Timeout != nil {
		either(plan.Timeouts, "timeout", out.Timeout.Text)
	}
	if out.AllowFailure {
		own(plan.AllowedFailures, "allow_failure", "")
	}
	for _, h := range []struct {
		name  string
		steps []plan.Step
	}{{"on_success", out.OnSuccess}, {"on_failure", out.OnFailure}, {"always", out.Always}} {
		if len(h.steps) > 0 {
			own(plan.Hooks, h.name, "")
		}
	}
	if j.Checkout != nil || r.spec.Defaults != nil && r.spec.Defaults.Checkout != nil {
		either(plan.CheckoutOptions, "checkout", "")
	}
}

// stepFeatures records typed steps and steps that go on after a failure.
func (r *resolver) stepFeatures(out *plan.Job) {
	for _, list := range [][]plan.Step{out.Install, out.Before, out.Steps, out.OnSuccess, out.OnFailure, out.Always} {
		for _, s := range list {
			if f := actionFeature(s.Action); f != 0 {
				r.use(f, s.At, s.Path, out, out.Env, "")
			}
			if plan.Stores(s.Action) {
				at, path := s.Arg("")
				r.use(plan.StoredPackages, at, path, out, out.Env, "")
			}
			if s.ContinueOnError {
				r.use(plan.ContinueOnError, s.At, s.Path, out, out.Env, "")
			}
		}
	}
}

func actionFeature(a plan.Action) plan.Feature {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return plan.CloudFormationSteps
	case *plan.Sam:
		return plan.SamSteps
	case *plan.CodeDeploy:
		if a.GitHub {
			return plan.CodeDeployGitHub
		}
		return plan.CodeDeployS3
	case *plan.Ecs:
		return plan.EcsSteps
	case *plan.Lambda:
		return plan.LambdaSteps
	case *plan.S3Sync:
		return plan.S3SyncSteps
	case *plan.StartBuild:
		return plan.StartBuildSteps
	case *plan.Message:
		return plan.NotifySteps
	}
	return 0
}

// matrixPaths records the paths that differ from instance to instance.
func (r *resolver) matrixPaths(j *spec.Job, out *plan.Job, use func(plan.Feature, diag.Range, string, string)) {
	if out.Matrix == nil {
		return
	}
	each := func(texts []spec.Text, path string) {
		for i, t := range texts {
			if plan.HasMatrix(r.literal(t, scope{job: j})) {
				use(plan.MatrixPaths, t.At(), index(path, i), t.V)
			}
		}
	}
	if j.Artifacts != nil {
		each(j.Artifacts.Paths, ".artifacts.paths")
		for _, s := range j.Artifacts.Secondary {
			each(s.V, ".artifacts.secondary."+s.Key.V)
		}
	}
	if j.Cache != nil {
		each(j.Cache.Paths, ".cache.paths")
	}
	if j.Reports != nil {
		each(j.Reports.JUnit, ".reports.junit")
		each(j.Reports.Cobertura, ".reports.cobertura")
		if t := j.Reports.Dotenv; plan.HasMatrix(r.literal(t, scope{job: j})) {
			use(plan.MatrixPaths, t.At(), ".reports.dotenv", t.V)
		}
	}
}
