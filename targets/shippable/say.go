package shippable

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// chained reports whether the spec asks for several jobs in one build.
func chained(p *plan.Plan) bool { return p.Options.Get("chain").True() }

// sayChain refuses several jobs, unless they were asked to run as a chain and can: one build has one image, one account
// and one status.
func sayChain(p *plan.Plan, uses []plan.Use) diag.List {
	u := uses[0]
	images, accounts := map[string]bool{}, map[string]bool{}
	for _, j := range p.Jobs {
		if j.Image != nil {
			images[j.Image.Name.String()] = true
		}
		if j.Env != nil {
			accounts[j.Env.Account] = true
		}
	}
	what := ""
	switch {
	case len(accounts) > 1 && len(accounts) >= len(images):
		what = fmt.Sprintf("%d accounts", len(accounts))
	case len(images) > 1:
		what = fmt.Sprintf("%d images", len(images))
	case chained(p):
		return sayParallel(p, u)
	default:
		return sayOneJob(p, u)
	}
	return diag.List{finding(diag.Error, "several-jobs", u, fmt.Sprintf("%d jobs in %s cannot be one Shippable build", len(p.Jobs), what),
		"choose one with `--jobs`, for example `--jobs "+p.Jobs[0].Name+"`")}
}

// sayOneJob names what ties the jobs together, since it is what a chain would carry.
func sayOneJob(p *plan.Plan, u plan.Use) diag.List {
	why := fmt.Sprintf("the spec has %d", len(p.Jobs))
	var readers []string
	from := map[string]bool{}
	for _, j := range p.Jobs {
		for _, n := range j.Needs {
			if n.Artifacts {
				readers = append(readers, j.Name)
				from[n.Job.Name] = true
				why = n.Job.Name
			}
		}
	}
	if len(from) == 1 {
		verb := " needs a file of "
		if len(readers) > 1 {
			verb = " need a file of "
		}
		why = and(readers) + verb + why
	} else if len(from) > 1 {
		why = fmt.Sprintf("the spec has %d", len(p.Jobs))
	}
	run := "both"
	if len(p.Jobs) > 2 {
		run = "them"
	}
	return diag.List{finding(diag.Error, "several-jobs", u, "Shippable runs one job in one build, and "+why,
		"set `targets.shippable.chain: true` to run "+run+" in one build")}
}

// sayParallel refuses what a chain of jobs cannot be: a matrix, or jobs that one build would run under conditions of
// their own and another job needs.
func sayParallel(p *plan.Plan, u plan.Use) diag.List {
	for _, j := range p.Jobs {
		if j.Matrix != nil {
			return diag.List{finding(diag.Error, "several-jobs", u, "a chain cannot hold "+j.Name+": its matrix makes several builds of the whole chain",
				"choose it alone with `--jobs "+j.Name+"`")}
		}
	}
	return nil
}

func sayMatrix(p *plan.Plan, uses []plan.Use) diag.List { return nil }

func sayEntrypoint(p *plan.Plan, uses []plan.Use) diag.List {
	if p.Options.Get("dialect").Or("build") != "travis" {
		return nil
	}
	return each(diag.Warning, "entrypoint-lost", "the old dialect takes an image by its name only", "use `dialect: build`")(p, uses)
}

func sayRuntime(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	seen := ""
	for _, u := range uses {
		lang := u.Path[strings.LastIndexByte(u.Path, '.')+1:]
		if _, ok := languages[lang]; !ok {
			out.Add(finding(diag.Warning, "runtime-lost", u, "Shippable has no language for "+lang+"; the build's image must bring it", "set `image.shippable`"))
		} else if seen != "" && seen != lang {
			out.Add(finding(diag.Warning, "runtime-lost", u, "a Shippable build has one language, here "+seen+"; "+lang+" is what the image brings", "set `image.shippable` to an image that has both"))
		} else {
			seen = lang
		}
	}
	return out
}

func sayRunner(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		r := u.Job.Runner
		if r.Compute != "" || r.Arch != "" || len(r.Tags) > 1 {
			out.Add(finding(diag.Warning, "runner-lost", u, "Shippable chooses a node by one pool: size, architecture and further tags are left out", ""))
		}
	}
	return out
}

// sayServices: Shippable starts services of its own, on localhost, in the version that its image has.
func sayServices(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		for _, s := range u.Job.Services {
			if s.At != u.At {
				continue
			}
			name := serviceName(s)
			if name == "" {
				out.Add(finding(diag.Error, "service-unknown", u, "Shippable has no service for "+s.Image.String()+", and the steps that use it would fail or test nothing",
					"start it in a step with docker run"))
				continue
			}
			out.Add(finding(diag.Warning, "service-changed", u, "becomes Shippable's own "+name+" on localhost: "+lostParts(u.Job, s)+" left out", ""))
		}
	}
	return out
}

func lostParts(j *plan.Job, s plan.Service) string {
	parts := []string{"the version"}
	for _, piece := range s.Image {
		if piece.Var == plan.MatrixValue {
			parts[0] = "the version (so " + values(j, piece.Name) + " test the same server)"
		}
	}
	if s.Alias != "" {
		parts = append(parts, "the alias "+s.Alias)
	}
	for _, v := range s.Vars {
		parts = append(parts, v.Name)
	}
	if len(parts) == 1 {
		return parts[0] + " is"
	}
	return and(parts) + " are"
}

func values(j *plan.Job, axis string) string {
	for _, a := range j.Matrix.Axes {
		if a.Name == axis && len(a.Values) == 2 {
			return "both values of " + axis
		}
	}
	return "all values of " + axis
}

// sayArtifacts: in a chain the files stay in the build's folder; a single build keeps nothing.
func sayArtifacts(p *plan.Plan, uses []plan.Use) diag.List {
	if len(p.Jobs) > 1 {
		return nil
	}
	return each(diag.Warning, "artifacts-lost", "Shippable keeps no files of a build", "upload them in a step: s3_sync")(p, uses)
}

func sayAllowFailure(p *plan.Plan, uses []plan.Use) diag.List {
	if len(p.Jobs) > 1 && !chained(p) {
		return nil
	}
	return each(diag.Error, "allow-failure-lost",
		"a Shippable build is one job: its failure is the build's failure, and everything behind it would not run",
		"leave the job out with `targets.shippable.jobs`, or write `continue_on_error: true` on the step that may fail")(p, uses)
}

func sayRetry(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		what := "by itself"
		if w := u.Job.Retry.When; len(w) == 1 && w[0] == "infrastructure" {
			what = "after its machine is lost"
		}
		out.Add(finding(diag.Warning, "retry-lost", u, "Shippable cannot start a build again "+what, ""))
	}
	return out
}

func sayTimeout(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		out.Add(finding(diag.Note, "set-outside", u, "set "+u.Detail+" in Shippable (project settings)", ""))
	}
	return out
}

// sayPush says that pull requests are built unasked, and refuses filters that `branches` cannot hold.
func sayPush(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	t, u := p.Triggers, uses[0]
	for _, g := range slices.Concat(t.Push.Branches, t.Push.NotBranches) {
		if !writable(g) {
			out.Add(finding(diag.Error, "glob-unwritable", u, `Shippable's filter knows a "*" at the end of a name only, and "`+g+`" is another form`,
				"list the branches, or filter in the job with `when`"))
		}
	}
	if t.MergeRequest == nil {
		out.Add(finding(diag.Note, "trigger-outside", u, "Shippable builds pull requests"+to(t.Push.Branches)+
			" as well, until that is switched off in the settings of the project; they run the tests and do not deploy", ""))
	}
	return out
}

func to(branches []string) string {
	if len(branches) == 0 || everything(branches) {
		return ""
	}
	return " to " + and(branches)
}

func sayMergeRequest(p *plan.Plan, uses []plan.Use) diag.List { return nil }

// deploying are the jobs of the plan that deploy.
func deploying(p *plan.Plan) []string {
	var out []string
	for _, j := range p.Jobs {
		if j.Deploys {
			out = append(out, j.Name)
		}
	}
	return out
}

func saySchedule(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for i, s := range p.Triggers.Schedules {
		what := s.Description
		if what == "" {
			what = `"` + s.Cron + `"`
		}
		u := uses[0]
		u.Path = "triggers.schedule"
		if i > 0 {
			u.At = s.At
		}
		out.Add(finding(diag.Warning, "schedule-lost", u, "Shippable's file holds no schedule, so the "+what+" run is left out", ""))
	}
	return out
}

// sayPaths: a filter of paths that is dropped makes a job run more often. For tests that is time; for a deployment it is
// one that nobody asked for.
func sayPaths(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		switch names := deploying(p); {
		case u.Job == nil && len(names) > 0:
			out.Add(finding(diag.Error, "paths-lost", u, "Shippable cannot filter by path, so every push would deploy "+and(names),
				"leave "+and(names)+" to another target with `targets.shippable.jobs`"))
		case u.Job != nil && u.Job.Deploys:
			out.Add(finding(diag.Error, "paths-lost", u, "Shippable cannot filter by path, so "+u.Job.Name+" would deploy on every push", "delete the condition, or leave the job to another target"))
		case u.Job != nil:
			out.Add(finding(diag.Warning, "paths-lost", u, "Shippable cannot filter by path, so "+u.Job.Name+" runs"+often(u), ""))
		default:
			out.Add(finding(diag.Warning, "paths-lost", u, "Shippable cannot filter by path, so everything is built", ""))
		}
	}
	return out
}

func often(u plan.Use) string {
	for _, c := range u.Job.When {
		if c.Has(plan.Push) && len(c.Paths)+len(c.NotPaths) > 0 {
			return " for every push"
		}
	}
	return " for every pull request"
}

func sayGate(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		help := ""
		if rest := without(p); len(rest) == 1 || len(rest) > 0 && together(p) {
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
	if p.Options.Get("dialect").Or("build") != "travis" {
		return nil
	}
	return each(diag.Warning, "notify-lost", "the old dialect knows mail only; nobody is told", "use `dialect: build`, or `slack: {webhook: SECRET}`")(p, uses)
}

func sayFixed(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		for _, n := range p.Notify {
			if n.Name == u.Detail && n.Integration == "" {
				out.Add(finding(diag.Warning, "notify-lost", u, "a build does not know how the last one ended, so `fixed` is not told through a webhook",
					"use `slack: {integration: …}`, or the event success"))
			}
		}
	}
	return out
}

// check holds what needs the whole plan.
func check(p *plan.Plan) diag.List {
	var out diag.List
	at := p.Options.At
	out.Add(diag.New(diag.Note, "target-retired", at, "targets.shippable",
		"the hosted Shippable closed on 3 May 2021; only a Shippable Server of your own runs this file"))
	if len(p.Jobs) > 1 && !chained(p) {
		return out // the one root cause is said already
	}
	for _, j := range p.Jobs {
		out.Add(checkJob(p, j)...)
	}
	return out
}

func checkJob(p *plan.Plan, j *plan.Job) diag.List {
	var out diag.List
	if j.Image == nil && len(j.Runtime) == 0 && len(p.Jobs) == 1 {
		out.Add(diag.New(diag.Warning, "no-image", j.At, j.Path,
			"Shippable chooses its image by language, and this job names neither `runtime` nor `image`: with `language: none` the default image is used"))
	}
	var kinds []string
	for _, s := range slices.Concat(j.Install, j.Before, j.Steps) {
		if kind := callsAWS(s.Action); kind != "" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) > 0 && !slices.Contains(j.Secrets, "AWS_ACCESS_KEY_ID") {
		out.Add(diag.New(diag.Error, "credentials-missing", j.At, j.Path, strings.Join(kinds, ", ")+": no AWS credentials reach this job on Shippable").
			WithHelp("add the secrets AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY with `shippable` ciphertexts"))
	}
	return out
}

// callsAWS is the name of what a typed step calls of AWS, or "".
func callsAWS(a plan.Action) string {
	switch a := a.(type) {
	case nil:
		return ""
	case *plan.Docker:
		if a.Push && slices.ContainsFunc(a.Tags, func(t plan.Text) bool { return lower.IsECR(lower.Registry(t.String())) }) {
			return "ecr"
		}
		return ""
	case *plan.Message:
		return ""
	}
	return a.Kind()
}
