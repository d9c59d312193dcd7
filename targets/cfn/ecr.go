package cfn

import (
	"regexp"
	"slices"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// ecr is the image repositories by themselves; beside a project of their own they stand in its template (codebuild).
func ecr(b *builder) *template {
	if b.boot.Ecr == nil || b.boot.CodeBuild != nil {
		return nil
	}
	all := b.images()
	t := &template{description: b.plan.Name + " - image repository " + and(imageNames(all))}
	if len(all) > 1 {
		t.description = b.plan.Name + " - image repositories " + and(imageNames(all))
	}
	t.head = b.ecrHead(all)
	b.repositories(t)
	b.repositoryOutputs(t)
	return t
}

// image is one repository of ECR: where the docker steps say that it is; "" where they do not.
type image struct{ account, region, name string }

func imageNames(all []image) []string {
	out := make([]string, len(all))
	for i, m := range all {
		out[i] = m.name
	}
	return out
}

// images are the repositories to make: the one that the author names, else those that the docker steps push to, else one
// of the pipeline's name.
func (b *builder) images() []image {
	var out []image
	for _, j := range b.plan.Jobs {
		for _, s := range j.Steps {
			d, ok := s.Action.(*plan.Docker)
			if !ok {
				continue
			}
			for _, t := range d.Tags {
				m := ecrImage.FindStringSubmatch(pattern(t))
				if m == nil || b.boot.Ecr.Repository != "" && m[3] != b.boot.Ecr.Repository {
					continue
				}
				if i := (image{m[1], m[2], m[3]}); !slices.ContainsFunc(out, func(o image) bool { return o.name == i.name }) {
					out = append(out, i)
				}
			}
		}
	}
	if len(out) == 0 {
		out = []image{{name: b.boot.Ecr.Repository}}
		if out[0].name == "" {
			out[0].name = b.plan.Name
		}
	}
	return out
}

// repositoryID is the logical id of a repository: the first one's is always the same.
func (b *builder) repositoryID(name string) string {
	if all := b.images(); all[0].name == name {
		return "Repository"
	}
	return "Repository" + camel(name)
}

func (b *builder) ecrHead(all []image) []string {
	first, region := "Deploy before the first image is pushed", all[0].region
	if region == "" {
		region = b.region()
	}
	if a := all[0].account; a != "" {
		first += ", in account " + a
	} else if a := b.account(); a != "" {
		first += ", in account " + a
	}
	if slices.ContainsFunc(all, func(m image) bool { return len(b.pushers(m)) > 0 }) {
		first += ": the policy names roles, so deploy " + b.path("roles") + " in every account first."
	} else {
		first += ":"
	}
	return []string{"", first, "  " + b.deployLine("ecr", region, "")}
}

// repositories adds them.
func (b *builder) repositories(t *template) {
	for _, m := range b.images() {
		id := b.repositoryID(m.name)
		props := emit.Map{
			{Key: "RepositoryName", Value: emit.Str(m.name)},
			{Key: "ImageScanningConfiguration", Value: emit.Map{{Key: "ScanOnPush", Value: emit.Bool(true)}}},
			{Key: "LifecyclePolicy", Value: emit.Map{{Key: "LifecyclePolicyText", Value: emit.Str(expireUntagged)}}},
		}
		if who := b.pushers(m); len(who) > 0 {
			props.Add("RepositoryPolicyText", document(statement{sid: "Pushers", principal: emit.Map{{Key: "AWS", Value: who}}, actions: pushActions}))
		}
		t.kept(id, "AWS::ECR::Repository", props)
	}
}

// repositoryOutputs are their addresses.
func (b *builder) repositoryOutputs(t *template) {
	for _, m := range b.images() {
		id := b.repositoryID(m.name)
		t.output(id+"Uri", getAtt(id, "RepositoryUri"), "")
	}
}

// expireUntagged removes images that lost their tag to a newer one.
const expireUntagged = `{"rules": [{"rulePriority": 1, "description": "untagged images", "selection": {"tagStatus": "untagged", ` +
	`"countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14}, "action": {"type": "expire"}}]}`

// pushActions are what pushing an image and reading its layers takes (Amazon ECR User Guide, "IAM permissions for pushing
// an image").
var pushActions = []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload",
	"ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"}

// pushers are the roles of other accounts that push to a repository: their own account's leave is not enough.
func (b *builder) pushers(m image) emit.Seq {
	var out emit.Seq
	for _, e := range b.plan.Environments {
		role := e.AssumeRole
		if role == "" {
			role = e.OidcRole
		}
		if role == "" || m.account == "" || e.Account == m.account {
			continue
		}
		var n needs
		for _, j := range b.plan.Jobs {
			if j.Env == e {
				n.job(b.plan, j)
			}
		}
		resource := "ecr:" + m.region + ":" + m.account + ":repository/" + m.name
		if slices.ContainsFunc(n.all, func(x need) bool { return x.resource == resource }) {
			out = append(out, commented(role, e.Name))
		}
	}
	return out
}

// repositoryName is the form of a repository's name (Amazon ECR API Reference, "CreateRepository").
var repositoryName = regexp.MustCompile(`^[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$`)

func checkEcr(p *plan.Plan) diag.List {
	e := p.Bootstrap.Ecr
	if e == nil {
		return nil
	}
	if e.Repository != "" && (!repositoryName.MatchString(e.Repository) || len(e.Repository) > 256) {
		return diag.List{diag.New(diag.Error, "bad-name", e.At, "bootstrap.ecr.repository",
			"ECR names a repository with small letters, digits and . _ - between them, in parts with / between, 256 characters at most")}
	}
	if name := (&builder{plan: p, boot: p.Bootstrap}).images()[0].name; len(name) < 2 {
		return diag.List{diag.New(diag.Error, "name-limit", e.At, "bootstrap.ecr", "the repository "+name+" has one character, and ECR wants two").
			WithHelp("set `repository` to a longer name")}
	}
	return nil
}
