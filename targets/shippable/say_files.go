package shippable

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

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
