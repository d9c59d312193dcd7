package rules

import "github.com/cdc-dev/cdc/compiler/source"

// context is a set of contexts that references may name.
type context uint8

const (
	inName context = 1 << iota
	inVars
	inEnv    // environment: the job's own
	inEnvs   // environments
	inMatrix // matrix
	inRun    // git, run, workspace: known when the pipeline runs

	literals = inName | inVars | inEnv | inEnvs
	anything = literals | inMatrix | inRun
)

// kind is who reads a text.
type kind uint8

const (
	forPeople   kind = iota // people; or it is checked elsewhere
	asIs                    // a name or a pattern: taken as written
	forVariable             // a variable
	forShell                // a shell
	forTarget               // AWS, docker, the target: no shell reads it
	forPath                 // the file system, without a shell
)

// slot is a place in the language where text may stand.
type slot struct {
	kind  kind
	allow context
	what  string // "an artifact's path"; for messages
	// address: the text becomes part of a host or resource name, where a raw branch name does not fit.
	address bool
	// image: it is the name of a container image.
	image bool
	// form is the form of the name that it must be; nil: any text.
	form *form
	// shaped: the shape of the language speaks of `$X` here already.
	shaped bool
	keys   map[string]*slot // of a map; what is not listed is any
	any    *slot
	item   *slot // of a sequence; nil: the slot itself
}

// child is the slot of a key's value.
func (s *slot) child(key string) *slot {
	if k, ok := s.keys[key]; ok {
		return k
	}
	if s.any != nil {
		return s.any
	}
	return ignored
}

func (s *slot) of() *slot {
	if s.item != nil {
		return s.item
	}
	return s
}

type keys = map[string]*slot

var (
	ignored = &slot{}
	// taken as written: the resolver never looks for references there.
	name    = &slot{kind: asIs, what: "a name"}
	pattern = &slot{kind: asIs, what: "a pattern"}
	file    = &slot{kind: forPath, allow: literals, what: "a path"}
	jobFile = &slot{kind: forPath, allow: literals | inMatrix, what: "a path"}
	arg     = &slot{kind: forTarget, allow: anything, what: "an argument"}
	address = &slot{kind: forTarget, allow: anything, what: "a name in AWS", address: true}
	tag     = &slot{kind: forTarget, allow: anything, what: "an image name", image: true, address: true}
	command = &slot{kind: forShell, allow: anything, what: "shell text"}
	args    = &slot{any: arg}
	// names that AWS or a forge gives the form of
	functionName = &slot{kind: forTarget, allow: anything, what: "a function's name", form: functionForm}
	ecsName      = &slot{kind: forTarget, allow: anything, what: "a name in ECS", form: ecsForm}
	projectName  = &slot{kind: forTarget, allow: anything, what: "a project's name", form: projectForm}
	forgeName    = &slot{kind: forTarget, allow: anything, what: "a repository's name", form: forgeForm}
	jobVars      = &slot{any: &slot{kind: forVariable, allow: anything, what: "a variable"}}
	image        = &slot{kind: forTarget, allow: anything, what: "an image name", image: true, keys: keys{
		"name": tag, "gitlab": {kind: forTarget, allow: anything, what: "an image name", image: true, keys: keys{"name": tag}},
		"codebuild": tag, "shippable": {kind: forTarget, allow: anything, what: "an image name", image: true, keys: keys{"name": tag}}}}
	versions = &slot{any: &slot{kind: forTarget, allow: literals | inMatrix, what: "a version", shaped: true}}
	cache    = &slot{keys: keys{
		"key":           {kind: forTarget, allow: anything, what: "a cache key", keys: keys{"files": file, "prefix": {kind: forTarget, allow: anything, what: "a cache key"}}},
		"fallback_keys": {kind: forTarget, allow: anything, what: "a cache key"},
		"paths":         jobFile}}
	roleName = &slot{kind: forTarget, allow: literals, what: "a role"}
	bucket   = &slot{kind: forTarget, allow: anything, what: "a bucket", address: true}
	roles    = &slot{keys: keys{"assume": roleName, "execution": roleName}}
	oidc     = &slot{keys: keys{"role": roleName, "audience": name}}
	filter   = &slot{any: pattern, keys: keys{"event": ignored, "actions": ignored}}
	gate     = &slot{keys: keys{"message": {kind: forTarget, allow: literals, what: "a gate's message"}}}

	step = &slot{kind: forShell, allow: anything, what: "shell text", keys: keys{
		"name": ignored, "dir": file, "vars": jobVars, "run": command, "shell": ignored,
		"docker": {keys: keys{"build": file, "file": file, "tags": tag, "args": args, "test": command,
			"login": {keys: keys{"user": arg, "password": ignored}}}},
		"cloudformation": {keys: keys{"stack": address, "template": file, "change_set": address, "parameters": args,
			"tags": args, "bucket": bucket, "prefix": arg, "output": file, "outputs": file}},
		"sam": {keys: keys{"stack": address, "template": file, "bucket": bucket, "output": file, "parameters": args}},
		"codedeploy": {keys: keys{"application": arg, "group": arg, "config": arg, "description": arg,
			"revision": {keys: keys{"s3": {keys: keys{"bucket": bucket, "key": arg, "source": file}},
				"github": {keys: keys{"repository": forgeName, "commit": arg}}}}}},
		"ecs":         {keys: keys{"cluster": ecsName, "service": ecsName, "container": ecsName, "image": tag}},
		"lambda":      {keys: keys{"function": functionName, "zip": file, "image": tag, "alias": arg}},
		"s3_sync":     {keys: keys{"from": file, "to": arg, "acl": arg, "cache_control": arg}},
		"start_build": {keys: keys{"project": projectName, "branch": arg}},
		"notify":      {keys: keys{"via": ignored, "message": arg}},
	}}

	environmentSlot = &slot{keys: keys{
		"account": {kind: forTarget, allow: inName | inVars | inEnvs, what: "an account", shaped: true},
		"region":  {kind: forTarget, allow: inName | inVars | inEnvs, what: "a region", shaped: true},
		"roles":   roles, "oidc": oidc,
		"url":      {kind: forTarget, allow: literals | inRun, what: "a URL", address: true},
		"vars":     {any: &slot{kind: forVariable, allow: literals | inRun, what: "an environment's variable"}},
		"branches": pattern, "not_branches": pattern, "tags": pattern, "not_tags": pattern,
		"approval":  gate,
		"ephemeral": {keys: keys{"stop": step}},
	}}

	jobSlot = &slot{keys: keys{
		"stage": name, "environment": name, "access": name, "when": filter, "gate": gate,
		"image": image, "runtime": versions, "vars": jobVars, "cache": cache, "dir": file,
		"services": {kind: forTarget, allow: anything, what: "an image name", image: true,
			keys: keys{"image": tag, "alias": name, "vars": jobVars}},
		"matrix": {any: &slot{kind: forTarget, allow: literals &^ inEnv, what: "a matrix value"},
			keys: keys{"include": {any: &slot{kind: forTarget, allow: literals &^ inEnv, what: "a matrix value"}}}},
		"artifacts": {keys: keys{"paths": jobFile, "name": {kind: forTarget, allow: anything, what: "an artifact's name"}, "secondary": {any: jobFile}}},
		"reports":   {any: jobFile},
		"install":   step, "before": step, "steps": step, "on_success": step, "on_failure": step, "always": step,
	}}

	defaultsSlot = &slot{keys: keys{
		"image": image, "runtime": versions, "cache": cache, "roles": roles, "oidc": oidc, "install": step,
		"region": {kind: forTarget, allow: inName | inVars, what: "a region", shaped: true},
	}}

	bootSlot = below(slot{kind: forTarget, allow: inName | inVars, what: "a bootstrap value"})
	bootName = func(f *form) *slot { s := *bootSlot; s.form, s.any = f, nil; return &s }
	// the parts of bootstrap that are names of others
	bootstrapSlot = slot{any: bootSlot, keys: keys{
		"ecr": {any: bootSlot, keys: keys{"repository": bootName(repositoryForm)}},
		"codebuild": {any: bootSlot, keys: keys{"source": {any: bootSlot, keys: keys{
			"github": {any: bootName(forgeForm)}, "bitbucket": {any: bootName(forgeForm)}, "gitlab": {any: bootName(forgeForm)}}}}},
		"pipeline": {any: bootSlot, keys: keys{"source": {any: bootSlot, keys: keys{
			"connection": {any: bootSlot, keys: keys{"repository": bootName(forgeForm)}}}}}},
	}}
	appSpecSlot = below(slot{kind: forTarget, allow: inName | inVars, what: "an appspec value"})

	rootSlot = &slot{keys: keys{
		"vars":     {any: &slot{kind: forVariable, allow: inName | inVars | inEnvs | inRun, what: "a pipeline variable"}},
		"defaults": defaultsSlot, "environments": {any: environmentSlot}, "jobs": {any: jobSlot},
		"triggers": {keys: keys{"push": filter, "tag": filter, "merge_request": filter,
			"schedule": {keys: keys{"cron": {kind: asIs, what: "a cron line"}, "branch": name}}}},
		"stages": name,
		"artifact_bucket": {kind: forTarget, allow: inName | inVars | inEnvs, what: "a bucket", keys: keys{
			"name":   {kind: forTarget, allow: inName | inVars | inEnvs, what: "a bucket"},
			"prefix": {kind: forTarget, allow: inName | inVars | inEnvs | inRun, what: "a prefix"}}},
		"bootstrap": &bootstrapSlot, "appspec": appSpecSlot,
		"notify": {keys: keys{"branches": pattern, "not_branches": pattern, "slack": {any: name}}},
	}}
)

// below is a slot that holds for everything below it.
func below(s slot) *slot {
	s.any = &s
	return &s
}

// place is a node on the way from the root, kept as a list so that a path is written only when a finding needs it.
type place struct {
	up  *place
	key string
	n   int // of an item, with key ""
}

// name is the key that the node stands under, itself or its list.
func (p *place) name() string {
	for ; p != nil; p = p.up {
		if p.key != "" {
			return p.key
		}
	}
	return ""
}

// String is the path in the user's names: "jobs.deploy.steps[0]".
func (p *place) String() string {
	if p == nil {
		return ""
	}
	up := p.up.String()
	switch {
	case p.key == "":
		return index(up, p.n)
	case up == "":
		return p.key
	}
	return up + "." + p.key
}

// visit calls f for every scalar below n.
func visit(n *source.Node, s *slot, at *place, f func(n *source.Node, s *slot, at *place)) {
	switch n.Kind {
	case source.Scalar:
		f(n, s, at)
	case source.Map:
		for i := range n.Entries {
			e := &n.Entries[i]
			visit(e.Value, s.child(e.Key.Text), &place{up: at, key: e.Key.Text}, f)
		}
	case source.Seq:
		if s.of().kind == forShell {
			n = n.Commands()
		}
		for i, item := range n.Items {
			visit(item, s.of(), &place{up: at, n: i}, f)
		}
	}
}
