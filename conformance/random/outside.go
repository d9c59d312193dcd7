package random

import "github.com/cdc-dev/cdc/internal/emit"

func (g *gen) appspec() emit.Value {
	switch g.below(4) {
	case 0:
		return emit.Map{{Key: "ecs", Value: g.appspecECS()}}
	case 1:
		return emit.Map{{Key: "lambda", Value: g.appspecLambda()}}
	}
	linux := g.odds(75)
	o := g.object().add("os", emit.Str(map[bool]string{true: "linux", false: "windows"}[linux]))
	o.may(80, "files", func() emit.Value {
		return emit.Seq{emit.Map{{Key: "source", Value: emit.Str("/")}, {Key: "destination", Value: emit.Str("/srv/app")}}}
	})
	o.may(40, "file_exists", g.some("disallow", "overwrite", "retain"))
	if linux {
		o.may(60, "permissions", func() emit.Value {
			return emit.Seq{g.object().add("object", emit.Str("/srv/app")).may(50, "pattern", str("**")).
				may(50, "except", func() emit.Value { return emit.Strs("*.conf") }).may(60, "owner", str("app")).may(60, "group", str("app")).
				may(60, "mode", pick(g, []func() emit.Value{raw("0755"), str("644")})).may(50, "acls", func() emit.Value { return emit.Strs("u:app:rw") }).
				may(50, "context", func() emit.Value {
					return g.object().may(60, "user", str("system_u")).add("type", emit.Str("httpd_sys_content_t")).may(60, "range", str("s0")).m
				}).may(60, "type", func() emit.Value { return emit.Strs(pick(g, []string{"file", "directory"})) }).m}
		})
	}
	o.may(80, "hooks", func() emit.Value {
		h := g.object()
		for _, event := range []string{"ApplicationStop", "BeforeInstall", "AfterInstall", "ApplicationStart", "ValidateService", "BeforeBlockTraffic", "AfterBlockTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"} {
			h.may(40, event, func() emit.Value {
				return emit.Seq{g.object().add("location", emit.Str("scripts/run.sh")).may(60, "timeout", func() emit.Value { return emit.Int(300) }).may(40, "runas", str("root")).m}
			})
		}
		return h.m
	})
	return o.m
}

func (g *gen) appspecECS() emit.Value {
	props := g.object().add("TaskDefinition", emit.Str("arn:aws:ecs:eu-west-1:"+account+":task-definition/orders:7")).
		add("LoadBalancerInfo", emit.Map{{Key: "ContainerName", Value: emit.Str("orders")}, {Key: "ContainerPort", Value: emit.Int(8080)}}).
		may(60, "PlatformVersion", str("1.4.0")).
		may(60, "NetworkConfiguration", func() emit.Value {
			return emit.Map{{Key: "AwsvpcConfiguration", Value: emit.Map{{Key: "Subnets", Value: emit.Strs("subnet-1")},
				{Key: "SecurityGroups", Value: emit.Strs("sg-1")}, {Key: "AssignPublicIp", Value: emit.Str("DISABLED")}}}}
		}).
		may(60, "CapacityProviderStrategy", func() emit.Value {
			return emit.Seq{g.object().add("CapacityProvider", emit.Str("FARGATE")).may(60, "Base", func() emit.Value { return emit.Int(1) }).may(60, "Weight", func() emit.Value { return emit.Int(2) }).m}
		})
	o := g.object().add("Resources", emit.Seq{emit.Map{{Key: "TargetService", Value: emit.Map{{Key: "Type", Value: emit.Str("AWS::ECS::Service")}, {Key: "Properties", Value: props.m}}}}})
	return o.may(80, "Hooks", func() emit.Value {
		var out emit.Seq
		for _, event := range []string{"BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"} {
			if g.odds(60) {
				out = append(out, emit.Map{{Key: event, Value: emit.Str("orders-hook")}})
			}
		}
		return out
	}).m
}

func (g *gen) appspecLambda() emit.Value {
	function := emit.Map{{Key: "Type", Value: emit.Str("AWS::Lambda::Function")}, {Key: "Properties", Value: emit.Map{
		{Key: "Name", Value: emit.Str("orders")}, {Key: "Alias", Value: emit.Str("live")}, {Key: "CurrentVersion", Value: emit.Raw("1")}, {Key: "TargetVersion", Value: emit.Str("2")}}}}
	o := g.object().add("Resources", emit.Seq{emit.Map{{Key: "orders", Value: function}}})
	return o.may(80, "Hooks", func() emit.Value {
		var out emit.Seq
		for _, event := range []string{"BeforeAllowTraffic", "AfterAllowTraffic"} {
			if g.odds(80) {
				out = append(out, emit.Map{{Key: event, Value: emit.Str("orders-hook")}})
			}
		}
		return out
	}).m
}

func (g *gen) bootstrap() emit.Value {
	o := g.object()
	if g.roles {
		o.add("roles", g.bootRoles())
	}
	o.may(60, "bucket", func() emit.Value { return g.object().may(50, "versioned", g.flag).may(50, "expire", g.week).m })
	o.may(30, "ecr", func() emit.Value { return g.object().may(80, "repository", str("orders")).m })
	if g.pipeline {
		o.add("pipeline", g.bootPipeline())
	}
	if g.build {
		o.add("codebuild", g.bootCodeBuild())
	}
	o.may(30, "codedeploy", func() emit.Value {
		return g.object().may(60, "tags", func() emit.Value { return emit.Map{{Key: "Name", Value: emit.Str("demo")}} }).may(40, "role", str("CodeDeployServiceRole")).m
	})
	if o.m == nil {
		o.add("bucket", emit.Map{})
	}
	return o.m
}

func (g *gen) bootRoles() emit.Value {
	trust := emit.Map{{Key: "account", Value: emit.Raw("210987654321")}}
	if g.odds(50) {
		trust.Add("condition", emit.Map{{Key: "StringLike", Value: emit.Map{{Key: "aws:userid", Value: emit.Str("AROAEXAMPLERUNNER:*")}}}})
	}
	if g.odds(40) {
		subjects := emit.Value(emit.Str("project_path:acme/shop:ref_type:branch:ref:main"))
		if g.odds(60) {
			var m emit.Map
			for _, e := range g.envs {
				m.Add(e.name, emit.Str("project_path:acme/shop:ref:main"))
			}
			subjects = m
		}
		trust = emit.Map{{Key: "oidc", Value: g.object().add("provider", emit.Str("gitlab.com")).may(60, "audience", str("https://gitlab.com")).add("subjects", subjects).m}}
	}
	permissions := func() emit.Value {
		return g.object().may(60, "managed_policies", func() emit.Value { return emit.Strs("arn:aws:iam::aws:policy/ReadOnlyAccess") }).
			may(60, "permissions", func() emit.Value { return emit.Strs("ssm:GetParameter") }).may(60, "boundary", str("arn:aws:iam::"+account+":policy/boundary")).m
	}
	return g.object().add("trust", trust).may(60, "assume", permissions).may(60, "execution", permissions).
		may(50, "environments", func() emit.Value { return emit.Strs(g.envs[0].name) }).m
}

func (g *gen) bootPipeline() emit.Value {
	var source emit.Map
	switch g.below(3) {
	case 0:
		source.Add("codecommit", g.object().may(60, "repository", str("orders")).may(50, "create", g.flag).may(50, "branch", str("main")).m)
	case 1:
		token := emit.Map{{Key: "parameter", Value: emit.Str("GithubPersonalToken")}}
		if g.odds(45) {
			token = emit.Map{{Key: "secretsmanager", Value: emit.Map{{Key: "id", Value: emit.Str("GithubRepoAccess")}, {Key: "key", Value: emit.Str("OAuthToken")}}}}
		}
		source.Add("github", g.object().may(80, "owner", str("acme")).may(80, "repo", str("orders")).may(50, "branch", str("main")).add("token", token).m)
	default:
		source.Add("connection", g.object().may(60, "arn", str("arn:aws:codeconnections:eu-west-1:"+account+":connection/example")).add("repository", emit.Str("acme/orders")).may(60, "branch", str("main")).m)
	}
	return g.object().may(60, "style", g.some("jobs", "chalice-v1", "chalice-v2")).add("source", source).may(50, "build_image", str("aws/codebuild/standard:7.0")).
		may(50, "compute", g.some("small", "medium")).may(50, "app_bucket", g.flag).may(50, "app_bucket_var", str("BUNDLE_BUCKET")).
		may(50, "buildspec", g.some("inline", "file")).may(50, "buildspec_file", str("ci/buildspec.yml")).m
}

func (g *gen) bootCodeBuild() emit.Value {
	repository := emit.Map{{Key: "repository", Value: emit.Str("acme/orders")}}
	kind := pick(g, []string{"github", "bitbucket", "gitlab", "codecommit"})
	if kind == "codecommit" {
		repository[0].Value = emit.Str("orders")
	}
	return g.object().add("source", emit.Map{{Key: kind, Value: repository}}).may(60, "image", str("aws/codebuild/standard:7.0")).
		may(60, "chatops", func() emit.Value {
			return emit.Map{{Key: "slack", Value: g.object().add("slash_command", emit.Str("/deploy")).
				may(60, "projects", func() emit.Value { return emit.Map{{Key: "main", Value: emit.Str("orders")}} }).m}}
		}).m
}
