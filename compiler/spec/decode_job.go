package spec

import "github.com/cdc-dev/cdc/compiler/source"

func defaults(n *source.Node) *Defaults {
	d := &Defaults{Node: n}
	each(n, func(key string, _, v *source.Node) {
		switch key {
		case "image":
			d.Image = image(v)
		case "runtime":
			d.Runtime = vars(v)
		case "shell":
			d.Shell = text(v)
		case "region":
			d.Region = text(v)
		case "timeout":
			d.Timeout = text(v)
		case "retry":
			d.Retry = retry(v)
		case "runner":
			d.Runner = runner(v)
		case "cache":
			d.Cache = cache(v)
		case "roles":
			d.Roles = roles(v)
		case "oidc":
			d.Oidc = oidc(v)
		case "checkout":
			d.Checkout = checkout(v)
		case "install":
			d.Install, d.InstallNode = steps(v), v
		}
	})
	return d
}

func job(k, n *source.Node) *Job {
	j := &Job{Node: n, Name: key(k)}
	each(n, func(key string, _, v *source.Node) {
		if !j.placing(key, v) && !j.machine(key, v) {
			j.work(key, v)
		}
	})
	return j
}

// placing reads the keys that say where, when and after what a job runs.
func (j *Job) placing(key string, v *source.Node) bool {
	switch key {
	case "description":
		j.Description = text(v)
	case "stage":
		j.Stage = text(v)
	case "needs":
		j.Needs, j.NeedsNode = list(v, need), v
	case "when":
		j.WhenNode = v
		if v.Kind == source.Map {
			j.When = []*Filter{filter(v)}
		} else {
			j.When = list(v, filter)
		}
	case "environment":
		j.Environment = text(v)
	case "access":
		j.Access = text(v)
	case "gate":
		j.Gate = gate(v)
	case "matrix":
		j.Matrix = matrix(v)
	case "retry":
		j.Retry = retry(v)
	case "timeout":
		j.Timeout = text(v)
	case "allow_failure":
		j.AllowFailure = boolean(v)
	default:
		return false
	}
	return true
}

// machine reads the keys that say in what a job runs.
func (j *Job) machine(key string, v *source.Node) bool {
	switch key {
	case "image":
		j.Image = image(v)
	case "runtime":
		j.Runtime, j.RuntimeNode = vars(v), v
	case "shell":
		j.Shell = text(v)
	case "runner":
		j.Runner = runner(v)
	case "docker":
		j.Docker = boolean(v)
	case "services":
		j.Services = list(v, service)
	case "vars":
		j.Vars = vars(v)
	case "secrets":
		j.Secrets = texts(v)
	case "cache":
		j.Cache = cache(v)
	case "checkout":
		j.Checkout = checkout(v)
	case "dir":
		j.Dir = text(v)
	default:
		return false
	}
	return true
}

// work reads the keys that say what a job does and hands on.
func (j *Job) work(key string, v *source.Node) {
	switch key {
	case "artifacts":
		j.Artifacts = &Artifacts{
			Node: v, Paths: texts1(v, "paths"), When: text1(v, "when"), ExpireIn: text1(v, "expire_in"), Name: text1(v, "name"),
		}
		if s := v.Get("secondary"); s != nil {
			j.Artifacts.Secondary, j.Artifacts.SecondaryNode = named(s, texts), s
		}
	case "reports":
		j.Reports = &Reports{Node: v, JUnit: texts1(v, "junit"), Cobertura: texts1(v, "cobertura"), Dotenv: text1(v, "dotenv")}
	case "install":
		j.Install, j.InstallNode = steps(v), v
	case "before":
		j.Before = steps(v)
	case "steps":
		j.Steps = steps(v)
	case "on_success":
		j.OnSuccess = steps(v)
	case "on_failure":
		j.OnFailure = steps(v)
	case "always":
		j.Always = steps(v)
	}
}

func need(n *source.Node) *Need {
	if n.Kind == source.Scalar {
		return &Need{Node: n, Job: text(n)}
	}
	return &Need{
		Node: n, Job: text1(n, "job"), Artifacts: bool1(n, "artifacts"), Optional: bool1(n, "optional"),
		Matrix: vars1(n, "matrix"),
	}
}

// image reads an image: a text, one map with a name, or a map with an image for each target.
func image(n *source.Node) *Image {
	i := &Image{Node: n}
	switch {
	case n.Kind == source.Scalar, n.Get("name") != nil, n.Get("entrypoint") != nil, n.Get("pull") != nil:
		i.All = imageRef(n)
	default:
		i.PerTarget = named(n, imageRef)
	}
	return i
}

func imageRef(n *source.Node) *ImageRef {
	if n.Kind == source.Scalar {
		return &ImageRef{Node: n, Name: text(n)}
	}
	return &ImageRef{
		Node: n, Name: text1(n, "name"), Entrypoint: texts1(n, "entrypoint"), EntrypointNode: n.Get("entrypoint"),
		Pull: text1(n, "pull"),
	}
}

func retry(n *source.Node) *Retry {
	if n.Kind == source.Scalar {
		return &Retry{Node: n, Max: integer(n)}
	}
	return &Retry{Node: n, Max: int1(n, "max"), When: texts1(n, "when")}
}

func runner(n *source.Node) *Runner {
	return &Runner{Node: n, Tags: texts1(n, "tags"), Compute: text1(n, "compute"), Arch: text1(n, "arch")}
}

func checkout(n *source.Node) *Checkout {
	return &Checkout{
		Node: n, Enabled: boolean(n), Depth: int1(n, "depth"), Submodules: bool1(n, "submodules"), LFS: bool1(n, "lfs"),
	}
}

func cache(n *source.Node) *Cache {
	c := &Cache{Node: n, Paths: texts1(n, "paths")}
	if v := n.Get("key"); v != nil {
		c.Key = &CacheKey{Node: v, Text: text(v), Files: texts1(v, "files"), Prefix: text1(v, "prefix")}
	}
	if v := n.Get("fallback_keys"); v != nil {
		c.FallbackKeys, c.FallbackNode = texts(v), v
	}
	return c
}

func service(n *source.Node) *Service {
	if n.Kind == source.Scalar {
		return &Service{Node: n, Image: text(n)}
	}
	s := &Service{Node: n, Image: text1(n, "image"), Alias: text1(n, "alias"), Vars: vars1(n, "vars")}
	if v := n.Get("ports"); v != nil {
		s.Ports = ints(v)
	}
	return s
}

// ints reads a list of whole numbers.
func ints(n *source.Node) []Int {
	var out []Int
	for _, item := range n.Items {
		if i := integer(item); i.Set() {
			out = append(out, i)
		}
	}
	return out
}

func matrix(n *source.Node) *Matrix {
	m := &Matrix{Node: n}
	each(n, func(name string, k, v *source.Node) {
		if name == "include" {
			m.Include = list(v, vars)
			return
		}
		m.Axes = append(m.Axes, Named[[]Text]{Key: key(k), V: texts(v)})
	})
	return m
}
