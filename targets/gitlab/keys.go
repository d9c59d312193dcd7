package gitlab

// globalKey is a key at the top of the file that is no job, and no word for one (CI/CD YAML reference, "Unavailable names
// for jobs").
type globalKey struct {
	name string
	// from is what the key is written from; empty: cdc never writes it.
	from string
}

// globalKeys are the keys at the top of the file in the order in which they are written.
var globalKeys = []globalKey{
	{"spec", ""},
	{"include", ""},
	{"workflow", "triggers"},
	{"stages", "stages"},
	{"default", "defaults"},
	{"variables", "vars"},
	{"image", ""},
	{"services", ""},
	{"before_script", ""},
	{"after_script", ""},
	{"cache", ""},
	{"types", ""},
	{"pages", ""},
	{"true", ""},
	{"false", ""},
	{"nil", ""},
	{"pages:deploy", ""},
}

// jobKey is a keyword of a job. value makes what stands there, or nil for nothing; keywords that cdc never writes have
// none.
type jobKey struct {
	name string
	// from is the key of the language that it is written from.
	from  string
	value valueOf
}

// jobKeys are the keywords of a job, in the order in which they are written: what the job is, where it runs, when it
// exists, what it does, what it leaves.
var jobKeys = []jobKey{
	{"extends", "environment", (*job).extends},
	{"stage", "stage", (*job).stage},
	{"tags", "runner", (*job).tags},
	{"image", "image", (*job).image},
	{"services", "services", (*job).services},
	{"needs", "needs", (*job).needs},
	{"dependencies", "needs", (*job).dependencies},
	{"id_tokens", "oidc", (*job).idTokens},
	{"identity", "", nil},
	{"secrets", "", nil},
	{"inputs", "", nil},
	{"inherit", "", nil},
	{"variables", "vars", (*job).variables},
	{"parallel", "matrix", (*job).parallel},
	{"interruptible", "", nil},
	{"timeout", "timeout", (*job).timeout},
	{"retry", "retry", (*job).retry},
	{"environment", "environment", (*job).environment},
	{"resource_group", "environment", (*job).resourceGroup},
	{"only", "", nil},
	{"except", "", nil},
	{"when", "gate", (*job).when},
	{"start_in", "", nil},
	{"allow_failure", "allow_failure", (*job).allowFailure},
	{"rules", "when", (*job).rules},
	{"manual_confirmation", "gate", (*job).confirmation},
	{"coverage", "", nil},
	{"cache", "cache", (*job).cache},
	{"hooks", "", nil},
	{"before_script", "before", (*job).beforeScript},
	{"script", "steps", (*job).script},
	{"run", "", nil},
	{"after_script", "always", (*job).afterScript},
	{"artifacts", "artifacts", (*job).artifacts},
	{"release", "", nil},
	{"trigger", "", nil},
	{"publish", "", nil},
	{"pages", "", nil},
}

// reserved reports whether GitLab takes the name for something other than a job.
func reserved(name string) bool {
	return globalPlace(name) >= 0
}

// writtenFrom returns the key of the language that a job's keyword is written from, or nothing.
func writtenFrom(keyword string) string {
	for _, k := range jobKeys {
		if k.name == keyword {
			return k.from
		}
	}
	return ""
}
