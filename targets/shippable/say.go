package shippable

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// chained reports whether the spec asks for several jobs in one build.
func chained(p *plan.Plan) bool { return p.Options.Get("chain").True() }

// sayChain refuses several jobs, unless they were asked to run as a chain and can: one build has one image, one account
// and one version of its language.
func sayChain(p *plan.Plan, uses []plan.Use) diag.List {
	u := uses[0]
	images, accounts, pools := map[string]bool{}, map[string]bool{}, map[string]bool{}
	versions := map[string]map[string]bool{}
	bare := false
	for _, j := range p.Jobs {
		if j.Image != nil {
			images[j.Image.Name.String()] = true
		} else {
			bare = true
		}
		if j.Env != nil {
			accounts[j.Env.Account] = true
		}
		pools[strings.Join(j.Runner.Tags, " ")] = true
		for _, r := range j.Runtime {
			if versions[r.Lang] == nil {
				versions[r.Lang] = map[string]bool{}
			}
			versions[r.Lang][r.Version.String()] = true
		}
	}
	what := ""
	switch {
	case len(accounts) > 1 && len(accounts) >= len(images):
		what = fmt.Sprintf("%d accounts", len(accounts))
	case len(images) > 1:
		what = fmt.Sprintf("%d images", len(images))
	case !chained(p):
		return sayOneJob(p, u)
	case bare && len(images) > 0:
		what = "an image and without one"
	case len(pools) > 1:
		what = fmt.Sprintf("%d pools of runners", len(pools))
	default:
		for _, lang := range []string{"python", "node", "java", "go", "ruby", "php"} {
			if n := len(versions[lang]); n > 1 {
				what = fmt.Sprintf("%d versions of %s", n, lang)
			}
		}
	}
	if what == "" {
		return sayParallel(p, u)
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

// sayImage refuses an image that is another in each instance of a matrix: the file names one.
func sayImage(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if _, ok := u.Job.Image.Name.Literal(); !ok {
			out.Add(finding(diag.Error, "image-varies", u, "Shippable's file names one image, and "+u.Detail+" is known only when the build runs",
				"write the name out, or take the version from `runtime`"))
		}
	}
	return out
}

func sayEntrypoint(p *plan.Plan, uses []plan.Use) diag.List {
	if dialect(p) == "travis" {
		return each(diag.Warning, "entrypoint-lost", "the old dialect takes an image by its name only", "use `dialect: build`")(p, uses)
	}
	var out diag.List
	for _, u := range uses {
		if len(u.Job.Image.Entrypoint) > 1 {
			out.Add(finding(diag.Error, "entrypoint-lost", u, "docker takes one program as an entrypoint, and here are "+fmt.Sprint(len(u.Job.Image.Entrypoint))+" words",
				"write `entrypoint: [\"\"]` and start the program in a step"))
		}
	}
	return out
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
			out.Add(sayVersion(lang, u)...)
		}
	}
	return out
}

// newest is, for each language, the first version that came out after 3 May 2021, when the last of Shippable's images had
// been made (the release pages of the languages).
var newest = map[string][2]int{"python": {3, 10}, "node": {17, 0}, "java": {17, 0}, "go": {1, 17}, "ruby": {3, 1}, "php": {8, 1}}

var vendor = regexp.MustCompile(`^(corretto|temurin|zulu|liberica|sapmachine|graalvm)[-_]?`)

// sayVersion speaks of versions that Shippable's own images cannot have, and of JDKs that get another vendor.
func sayVersion(lang string, u plan.Use) diag.List {
	var out diag.List
	for _, v := range wantedVersions(lang, u) {
		version := vendor.ReplaceAllString(v, "")
		if version != v && lang == "java" {
			out.Add(finding(diag.Warning, "runtime-changed", u, "Shippable's JDKs are of OpenJDK and Oracle: "+v+" becomes "+versions(languages[lang], []string{v})[0],
				"set `image.shippable` to an image that has "+v))
		}
		var major, minor int
		if n, _ := fmt.Sscanf(strings.TrimPrefix(version, "openjdk"), "%d.%d", &major, &minor); n == 0 || u.Job.Image != nil {
			continue
		}
		if first := newest[lang]; major > first[0] || major == first[0] && minor >= first[1] {
			out.Add(finding(diag.Note, "runtime-newer", u, "Shippable's images are of May 2021 at the latest, and "+lang+" "+v+" is younger: the server must have an image of its own that brings it",
				"set `image.shippable`"))
		}
	}
	return out
}

// wantedVersions are the versions of a runtime in all instances of the job, each once.
func wantedVersions(lang string, u plan.Use) []string {
	var out []string
	for _, r := range u.Job.Runtime {
		if r.Lang != lang {
			continue
		}
		if !varies(r.Version) || u.Job.Matrix == nil {
			return []string{u.Detail}
		}
		for _, inst := range u.Job.Matrix.Instances {
			if v := r.Version.Expand(func(p plan.Part) string { return valueOf(inst, p.Name) }); !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

func sayRunner(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		switch r := u.Job.Runner; {
		case len(r.Tags) > 0 && dialect(p) == "travis":
			out.Add(finding(diag.Warning, "runner-lost", u, "the old dialect cannot choose a node", "use `dialect: build`"))
		case r.Compute != "" || r.Arch != "" || len(r.Tags) > 1:
			out.Add(finding(diag.Warning, "runner-lost", u, "Shippable chooses a node by one pool: size, architecture and further tags are left out", ""))
		}
	}
	return out
}

// sayCache: the old dialect has a switch only.
func sayCache(p *plan.Plan, uses []plan.Use) diag.List {
	if dialect(p) != "travis" {
		return nil
	}
	return each(diag.Warning, "cache-key-lost", "the old dialect caches the whole build folder, in one cache for all branches",
		"use `dialect: build`, which caches these directories only")(p, uses)
}

func sayCacheKey(p *plan.Plan, uses []plan.Use) diag.List {
	if dialect(p) == "travis" {
		return nil // said of the cache
	}
	return each(diag.Warning, "cache-key-lost", "Shippable has one cache for all branches, without a key", "")(p, uses)
}

// sayCheckout: depth and submodules can be written, in the old dialect submodules only.
func sayCheckout(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		c, lost := u.Job.Checkout, []string{}
		if c.None {
			lost = append(lost, "none")
		}
		if c.LFS {
			lost = append(lost, "lfs")
		}
		if c.Depth > 0 && dialect(p) == "travis" {
			lost = append(lost, "depth")
		}
		if first := p.Jobs[0].Checkout; c.Submodules && !first.Submodules {
			lost = append(lost, "submodules")
		}
		if len(lost) > 0 {
			out.Add(finding(diag.Warning, "checkout-lost", u, "Shippable checks the repository out in its own way: "+and(lost)+" is left out", ""))
		}
	}
	return out
}

// sayConcurrency refuses what was written; where it is only the default, the environment's own finding says it.
func sayConcurrency(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if u.Env != nil && u.Env.SerialWritten {
			out.Add(finding(diag.Note, "set-outside", u, "Shippable runs as many builds at once as it has nodes: give the project a pool of one node", ""))
		}
	}
	return out
}

// said is the answer of a row whose loss another row, or check, tells.
func said(*plan.Plan, []plan.Use) diag.List { return nil }

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
	if j.Matrix == nil { // the spec names a matrix that the job lacks, which the rules report
		return "all values of " + axis
	}
	for _, a := range j.Matrix.Axes {
		if a.Name == axis && len(a.Values) == 2 {
			return "both values of " + axis
		}
	}
	return "all values of " + axis
}

// sayArtifacts: in a chain the files stay in the build's folder for the jobs behind; nothing is kept after the build.
func sayArtifacts(p *plan.Plan, uses []plan.Use) diag.List {
	read := map[*plan.Job]bool{}
	for _, j := range p.Jobs {
		for _, n := range j.Needs {
			read[n.Job] = read[n.Job] || n.Artifacts
		}
	}
	unread := slices.DeleteFunc(slices.Clone(uses), func(u plan.Use) bool { return read[u.Job] })
	return each(diag.Warning, "artifacts-lost", "Shippable keeps no files of a build", "upload them in a step: s3_sync")(p, unread)
}

// sayDotenv: the variables are for later jobs.
func sayDotenv(p *plan.Plan, uses []plan.Use) diag.List {
	if len(p.Jobs) > 1 {
		return nil
	}
	return each(diag.Warning, "artifacts-lost", "these variables are for later jobs, and this build has none", "")(p, uses)
}

func sayAllowFailure(p *plan.Plan, uses []plan.Use) diag.List {
	if len(p.Jobs) > 1 && !chained(p) || len(p.Jobs) == 1 && p.Jobs[0].Matrix != nil {
		return nil // one root cause is said already; or matrix.allow_failures says it
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

// sayTimeout: the limit is the project's, so a chain needs the sum.
func sayTimeout(p *plan.Plan, uses []plan.Use) diag.List {
	if len(p.Jobs) > 1 && chained(p) {
		sum := 0
		for _, u := range uses {
			sum += u.Job.Timeout.Seconds
		}
		return diag.List{finding(diag.Note, "set-outside", uses[0], fmt.Sprintf("set %d minutes, the sum of the chain, in Shippable (project settings)", (sum+59)/60), "")}
	}
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
			out.Add(unwritable(u.At, u.Path, g, "list the branches, or filter in the job with `when`"))
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

// sayMergeRequest refuses jobs that are to deploy for a merge request: their deployments are left out of such builds.
// Of other jobs it says what is left out.
func sayMergeRequest(p *plan.Plan, uses []plan.Use) diag.List {
	opened, _ := actions(p.Triggers)
	if !opened || len(p.Jobs) > 1 && !chained(p) {
		return nil
	}
	var out diag.List
	space := event.New(p)
	for _, j := range p.Jobs {
		if !space.Has(space.Exists(j), plan.MergeRequest) {
			continue
		}
		if j.Deploys {
			out.Add(diag.New(diag.Error, "pull-request-deploys", j.At, j.Path,
				"Shippable runs the file of whoever opens a pull request, so cdc lets no such build deploy, and "+j.Name+" is to deploy for merge requests").
				WithHelp("say when it deploys: `when: {event: push}`, or leave the job to another target"))
			continue
		}
		if names := skipped(j); len(names) > 0 {
			out.Add(diag.New(diag.Note, "pull-request-skips", j.At, j.Path,
				"builds of pull requests leave out what publishes or reads a secret, because one from a fork has no secrets: "+and(names)))
		}
	}
	return out
}

// skipped is the steps that are left out of pull requests.
func skipped(j *plan.Job) []string {
	var out []string
	install, before, steps := guards(j)
	for _, l := range []struct {
		steps []plan.Step
		risk  []bool
	}{{j.Install, install}, {j.Before, before}, {j.Steps, steps}} {
		for i, r := range l.risk {
			if r {
				out = append(out, strings.TrimPrefix(l.steps[i].Path, j.Path+"."))
			}
		}
	}
	return out
}

// sayMerged: a merge is the push that it ends with.
func sayMerged(p *plan.Plan, uses []plan.Use) diag.List {
	return each(diag.Note, "merged-as-push", "Shippable has no event for a merge: every push to the target branch counts as one, a direct push too", "")(p, uses)
}

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

// saySchedule refuses to drop the runs in which a job deploys; of others it tells.
func saySchedule(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	space := event.New(p)
	var names []string
	for _, j := range p.Jobs {
		if j.Deploys && space.Has(space.Exists(j), plan.Schedule) {
			names = append(names, j.Name)
		}
	}
	if len(names) > 0 {
		return diag.List{finding(diag.Error, "schedule-lost", uses[0], "Shippable's file holds no schedule, so "+and(names)+" would never deploy on time",
			"leave "+and(names)+" to another target with `targets.shippable.jobs`, or keep the schedule off it: `when: {event: push}`")}
	}
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

// check holds what needs the whole plan.
func check(p *plan.Plan) diag.List {
	var out diag.List
	at := p.Options.At
	out.Add(diag.New(diag.Note, "target-retired", at, "targets.shippable",
		"the hosted Shippable closed on 3 May 2021; only a Shippable Server of your own runs this file").
		WithHelp("to move on, name another target in this spec, for example `targets: {gitlab: {}}`; the jobs stay as they are"))
	if len(p.Jobs) > 1 && !chained(p) {
		return out // the one root cause is said already
	}
	out.Add(checkRuns(p)...)
	for i, n := range p.Notify {
		for _, g := range slices.Concat(n.Branches, n.NotBranches) {
			if n.Integration != "" && dialect(p) != "travis" && !writable(g) {
				out.Add(unwritable(p.Notify[i].At, "notify."+n.Name+".branches", g, "list the branches"))
			}
		}
	}
	for _, j := range p.Jobs {
		out.Add(checkJob(p, j)...)
	}
	return out
}

func unwritable(at diag.Range, path, g, help string) diag.Diagnostic {
	return diag.New(diag.Error, "glob-unwritable", at, path,
		`Shippable's filter knows a "*" at the end of a name only, and "`+g+`" is another form`).WithHelp(help)
}

// checkRuns speaks of builds that Shippable starts and the spec does not, and of what it cannot tell apart.
func checkRuns(p *plan.Plan) diag.List {
	var out diag.List
	t := p.Triggers
	if t == nil {
		return nil
	}
	if t.Push == nil {
		out.Add(diag.New(diag.Note, "trigger-outside", t.At, "triggers",
			"Shippable builds every push"+exceptTags(t)+", and the spec lists none; such builds run the tests and do not deploy"))
	}
	if t.Tag != nil && t.Push != nil && len(t.Push.Branches) > 0 {
		for _, g := range t.Tag.Tags {
			if !writable(g) && !everything(t.Push.Branches) {
				out.Add(unwritable(t.Tag.At, "triggers.tag", g, "list the tags, or filter in the job with `when`"))
			}
		}
	}
	if t.Tag != nil && len(t.Tag.Tags) == 0 && t.Push != nil && len(t.Push.Branches) > 0 && !everything(t.Push.Branches) {
		out.Add(diag.New(diag.Note, "trigger-outside", t.Push.At, "triggers.push",
			"tags share the filter of branches, so one that admits every tag admits every branch; builds of other branches run the tests and do not deploy"))
	}
	space := event.New(p)
	for _, j := range p.Jobs {
		set := space.Exists(j)
		if branch := space.On(set, event.OnBranch); space.Has(branch, plan.Manual) && !space.Has(branch, plan.Push) {
			level, what := diag.Warning, " would run"
			if j.Deploys {
				level, what = diag.Error, " would deploy"
			}
			out.Add(diag.New(level, "manual-lost", j.At, j.Path,
				"Shippable cannot tell a build that a person starts from one of a push, so "+j.Name+what+" for every push").
				WithHelp("leave the job to another target with `targets.shippable.jobs`"))
		}
	}
	return out
}

func exceptTags(t *plan.Triggers) string {
	if t.Tag != nil && t.MergeRequest == nil && len(t.Tag.Tags) > 0 {
		return " to a branch whose name is like one of the tags"
	}
	return " to a branch"
}

func checkJob(p *plan.Plan, j *plan.Job) diag.List {
	var out diag.List
	if j.Image == nil && len(j.Runtime) == 0 && len(p.Jobs) == 1 {
		out.Add(diag.New(diag.Warning, "no-image", j.At, j.Path,
			"Shippable chooses its image by language, and this job names neither `runtime` nor `image`: with `language: none` the default image is used"))
	}
	var kinds []string
	if j.Credentials != nil && j.Credentials.AssumeRole != "" {
		kinds = append(kinds, "roles.assume")
	}
	for _, s := range slices.Concat(j.Install, j.Before, j.Steps) {
		if kind := callsAWS(s.Action); kind != "" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) > 0 && !slices.Contains(j.Secrets, "AWS_ACCESS_KEY_ID") && p.Raw.Get("integrations").Get("hub").IsZero() {
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
	case *plan.Sam:
		if a.Op == "build" {
			return ""
		}
	}
	return a.Kind()
}
