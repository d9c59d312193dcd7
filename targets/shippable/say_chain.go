package shippable

import (
	"fmt"
	"strings"

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

// sayParallel refuses what a chain of jobs cannot be: a matrix makes builds, not commands.
func sayParallel(p *plan.Plan, u plan.Use) diag.List {
	for _, j := range p.Jobs {
		if j.Matrix != nil {
			return diag.List{finding(diag.Error, "several-jobs", u, "a chain cannot hold "+j.Name+": its matrix makes several builds of the whole chain",
				"choose it alone with `--jobs "+j.Name+"`")}
		}
	}
	return nil
}
