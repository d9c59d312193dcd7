package spec

import "github.com/cdc-dev/cdc/compiler/source"

func bootstrap(n *source.Node) *Bootstrap {
	b := &Bootstrap{Node: n}
	each(n, func(key string, _, v *source.Node) {
		switch key {
		case "roles":
			b.Roles = bootRoles(v)
		case "bucket":
			b.Bucket = &BootBucket{Node: v, Versioned: bool1(v, "versioned"), Expire: text1(v, "expire")}
		case "ecr":
			b.Ecr = &BootEcr{Node: v, Repository: text1(v, "repository")}
		case "pipeline":
			b.Pipeline = bootPipeline(v)
		case "codebuild":
			b.CodeBuild = bootCodeBuild(v)
		case "codedeploy":
			b.CodeDeploy = &BootCodeDeploy{Node: v, Tags: vars1(v, "tags"), Role: text1(v, "role")}
		}
	})
	return b
}

func bootRoles(n *source.Node) *BootRoles {
	b := &BootRoles{Node: n, TrustNode: n.Get("trust"), Environments: texts1(n, "environments")}
	if v := n.Get("assume"); v != nil {
		b.Assume = permissions(v)
	}
	if v := n.Get("execution"); v != nil {
		b.Execution = permissions(v)
	}
	if b.TrustNode == nil {
		return b
	}
	b.Account = text1(b.TrustNode, "account")
	if v := b.TrustNode.Get("condition"); v != nil {
		b.Condition = named(v, vars)
	}
	if v := b.TrustNode.Get("oidc"); v != nil {
		b.Oidc = bootOidc(v)
	}
	return b
}

// bootOidc reads trust by OIDC; its subjects hold everywhere, or are keyed by environment.
func bootOidc(n *source.Node) *BootOidc {
	o := &BootOidc{Node: n, Provider: text1(n, "provider"), Audience: text1(n, "audience"), Subjects: texts1(n, "subjects")}
	if v := n.Get("subjects"); v != nil {
		o.ByEnvironment = named(v, texts)
	}
	return o
}

func permissions(n *source.Node) *Permissions {
	return &Permissions{
		Node: n, ManagedPolicies: texts1(n, "managed_policies"), Permissions: texts1(n, "permissions"),
		Boundary: text1(n, "boundary"),
	}
}

func bootPipeline(n *source.Node) *BootPipeline {
	p := &BootPipeline{
		Node: n, Style: text1(n, "style"), SourceNode: n.Get("source"), BuildImage: text1(n, "build_image"),
		Compute: text1(n, "compute"), AppBucket: bool1(n, "app_bucket"), AppBucketVar: text1(n, "app_bucket_var"),
		BuildSpec: text1(n, "buildspec"), BuildSpecFile: text1(n, "buildspec_file"),
	}
	if v := p.SourceNode.Get("codecommit"); v != nil {
		p.CodeCommit = &CodeCommitSource{
			Node: v, Repository: text1(v, "repository"), Branch: text1(v, "branch"), Create: bool1(v, "create"),
		}
	}
	if v := p.SourceNode.Get("github"); v != nil {
		p.GitHub = gitHubSource(v)
	}
	if v := p.SourceNode.Get("connection"); v != nil {
		p.Connection = &ConnectionSource{
			Node: v, ARN: text1(v, "arn"), Repository: text1(v, "repository"), Branch: text1(v, "branch"),
		}
	}
	return p
}

func gitHubSource(n *source.Node) *GitHubSource {
	g := &GitHubSource{Node: n, Owner: text1(n, "owner"), Repo: text1(n, "repo"), Branch: text1(n, "branch")}
	token := n.Get("token")
	if token == nil {
		return g
	}
	g.TokenParameter = text1(token, "parameter")
	if v := token.Get("secretsmanager"); v != nil {
		g.TokenSecretID, g.TokenSecretKey = text1(v, "id"), text1(v, "key")
	}
	return g
}

func bootCodeBuild(n *source.Node) *BootCodeBuild {
	b := &BootCodeBuild{Node: n, Image: text1(n, "image")}
	if v := n.Get("source"); v != nil {
		each(v, func(_ string, k, v *source.Node) {
			if !b.Forge.Set() {
				b.Forge, b.Repository = key(k), text1(v, "repository")
			}
		})
	}
	if v := n.Get("chatops").Get("slack"); v != nil {
		b.Slack = &ChatOps{Node: v, SlashCommand: text1(v, "slash_command"), Projects: vars1(v, "projects")}
	}
	return b
}

func appSpec(n *source.Node) *AppSpec {
	a := &AppSpec{Node: n, Ecs: n.Get("ecs"), Lambda: n.Get("lambda")}
	if a.Ecs == nil && a.Lambda == nil {
		a.Server = appSpecServer(n)
	}
	return a
}

func appSpecServer(n *source.Node) *AppSpecServer {
	s := &AppSpecServer{Node: n, OS: text1(n, "os"), FileExists: text1(n, "file_exists")}
	each(n, func(key string, _, v *source.Node) {
		switch key {
		case "files":
			s.Files = list(v, func(n *source.Node) *AppSpecFile {
				return &AppSpecFile{Node: n, Source: text1(n, "source"), Destination: text1(n, "destination")}
			})
		case "permissions":
			s.Permissions = list(v, appSpecPermission)
		case "hooks":
			s.Hooks = named(v, func(n *source.Node) []*AppSpecHook { return list(n, appSpecHook) })
		}
	})
	return s
}

func appSpecPermission(n *source.Node) *AppSpecPermission {
	p := &AppSpecPermission{
		Node: n, Object: text1(n, "object"), Pattern: text1(n, "pattern"), Owner: text1(n, "owner"),
		Group: text1(n, "group"), Mode: text1(n, "mode"), Except: texts1(n, "except"), ACLs: texts1(n, "acls"),
		Type: texts1(n, "type"), ContextNode: n.Get("context"),
	}
	if v := p.ContextNode; v != nil {
		p.ContextUser, p.ContextType, p.ContextRange = text1(v, "user"), text1(v, "type"), text1(v, "range")
	}
	return p
}

func appSpecHook(n *source.Node) *AppSpecHook {
	return &AppSpecHook{Node: n, Location: text1(n, "location"), RunAs: text1(n, "runas"), Timeout: int1(n, "timeout")}
}
