package lower

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// codeDeploy pushes or names a revision, deploys it and waits with the CLI's own waiter, whose exit status is kept.
func (c Context) codeDeploy(a *plan.CodeDeploy) []plan.Command {
	var all []plan.Script
	create := c.aws("deploy create-deployment").opt("--application-name", a.Application).opt("--deployment-group-name", a.Group)
	if a.GitHub {
		create.arg(cat(src("--github-location "), shell.DoubleQuoted(plan.Join(
			plan.Lit("repository="), a.Repository, plan.Lit(",commitId="), a.Commit))))
	} else {
		push := c.aws("deploy push").opt("--application-name", a.Application).
			opt("--s3-location", plan.Join(plan.Lit("s3://"), a.Bucket, plan.Lit("/"), a.Key))
		if a.Source != "" && a.Source != "." || !c.InRoot {
			push.opt("--source", c.file(a.Source))
		}
		all = append(all, push.raw("--ignore-hidden-files").block())
		create.arg(cat(src("--s3-location "), shell.DoubleQuoted(plan.Join(
			plan.Lit("bucket="), a.Bucket, plan.Lit(",key="), a.Key, plan.Lit(",bundleType=zip")))))
	}
	create.opt("--deployment-config-name", a.Config).opt("--description", a.Description)
	create.raw("--query deploymentId --output text")
	if !a.Wait {
		return []plan.Command{sub(append(all, create.block())...)}
	}
	wait := c.aws("deploy wait deployment-successful").raw(`--deployment-id "$cdc_id"`)
	return []plan.Command{sub(append(all, capture("cdc_id", create.block()), wait.line())...)}
}

// ecs registers the service's task definition again with another image. A container that does not exist is an error:
// jq alone would change nothing, and the old image would be deployed green. The service is stable as well when the
// deployment circuit breaker has rolled it back (ECS Developer Guide, "Deployment circuit breaker"), so what it runs decides.
func (c Context) ecs(a *plan.Ecs) []plan.Command {
	service := func(verb, flag string) *call {
		return c.aws("ecs "+verb).opt("--cluster", a.Cluster).opt(flag, a.Service)
	}
	old := service("describe-services", "--services").raw("--query 'services[0].taskDefinition' --output text").line()
	task := c.aws("ecs describe-task-definition").raw(`--task-definition "$cdc_old" --query taskDefinition --output json`).line()
	jq := cat(src(`printf '%s' "$cdc_task" | jq --arg image `), shell.DoubleQuoted(a.Image))
	pick := []plan.Script{
		src(`  (if (.containerDefinitions | length) == 1 then . else error("the task has several containers: name one") end)`),
		src(`  | .containerDefinitions[0].image = $image`),
	}
	if !a.Container.Empty() {
		jq = cat(jq, src(" --arg container "), shell.Word(a.Container))
		pick = []plan.Script{
			src(`  (if any(.containerDefinitions[]; .name == $container) then . else error("no container \($container)") end)`),
			src(`  | (.containerDefinitions[] | select(.name == $container)).image = $image`),
		}
	}
	filter := lines(append([]plan.Script{cat(jq, src(" '"))}, append(pick,
		src(`  | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy)`),
		src(`'`))...)...)
	register := c.aws("ecs register-task-definition").
		raw(`--cli-input-json "$cdc_task" --query taskDefinition.taskDefinitionArn --output text`).line()
	update := service("update-service", "--service").raw(`--task-definition "$cdc_new" > /dev/null`).line()
	all := []plan.Script{capture("cdc_old", old), capture("cdc_task", task), capture("cdc_task", filter),
		capture("cdc_new", register), update}
	if a.Wait {
		primary := service("describe-services", "--services").
			raw(`--query "services[0].deployments[?status=='PRIMARY'].taskDefinition | [0]" --output text`).line()
		all = append(all, service("wait services-stable", "--services").line(), capture("cdc_now", primary),
			src(`if [ "$cdc_now" != "$cdc_new" ]; then`),
			src(`  echo "The service runs $cdc_now and not $cdc_new: the deployment was rolled back, or another took its place." >&2`),
			src(`  exit 1`),
			src(`fi`))
	}
	return []plan.Command{sub(all...)}
}

// lambda waits for the new code before it publishes it: publish-version during an update fails or publishes the old code
// (AWS Lambda Developer Guide, "Lambda function states").
func (c Context) lambda(a *plan.Lambda) []plan.Command {
	update := c.aws("lambda update-function-code").opt("--function-name", a.Function)
	if a.Zip != "" {
		update.opt("--zip-file", plan.Join(plan.Lit("fileb://"), c.file(a.Zip)))
	} else {
		update.opt("--image-uri", a.Image)
	}
	wait := c.aws("lambda wait function-updated-v2").opt("--function-name", a.Function).line()
	out := []plan.Command{one(cat(update.line(), src(" > /dev/null"))), one(wait)}
	if !a.Publish && a.Alias.Empty() {
		return out
	}
	publish := c.aws("lambda publish-version").opt("--function-name", a.Function).raw("--query Version --output text").line()
	all := []plan.Script{capture("cdc_version", publish), src(`echo "Published version $cdc_version."`)}
	if !a.Alias.Empty() {
		all = append(all, c.aws("lambda update-alias").opt("--function-name", a.Function).opt("--name", a.Alias).
			raw(`--function-version "$cdc_version" > /dev/null`).line())
	}
	return append(out, sub(all...))
}

func (c Context) s3Sync(a *plan.S3Sync) []plan.Command {
	k := c.aws("s3 sync").arg(shell.Word(c.file(a.From))).arg(shell.Word(a.To))
	if a.Delete {
		k.raw("--delete")
	}
	return []plan.Command{one(k.opt("--acl", a.ACL).opt("--cache-control", a.CacheControl).line())}
}

// startBuild polls, because the AWS CLI has no waiter for builds; a call that fails ends the step, and so does every
// status but the two that go on.
func (c Context) startBuild(a *plan.StartBuild) []plan.Command {
	start := c.aws("codebuild start-build").opt("--project-name", a.Project).opt("--source-version", a.Branch).
		raw("--query build.id --output text").line()
	if !a.Wait {
		return []plan.Command{one(start)}
	}
	status := c.aws("codebuild batch-get-builds").
		raw(`--ids "$cdc_id" --query 'builds[0].buildStatus' --output text`).line()
	return []plan.Command{sub(
		capture("cdc_id", start),
		src(`echo "Waiting for $cdc_id."`),
		src(`while :; do`),
		cat(src("  "), capture("cdc_status", status)),
		src(`  case "$cdc_status" in`),
		src(`    SUCCEEDED) break ;;`),
		src(`    IN_PROGRESS) sleep 10 ;;`),
		src(`    *)`),
		src(`      echo "$cdc_id ended with $cdc_status." >&2`),
		src(`      exit 1`),
		src(`      ;;`),
		src(`  esac`),
		src(`done`),
	)}
}

func (c Context) sam(a *plan.Sam) []plan.Command {
	k := &call{head: src("sam " + a.Op)}
	if a.Op != "build" && c.Region != "" {
		k.opt("--region", plan.Lit(c.Region))
	}
	k.opt("--stack-name", a.Stack)
	if a.Template != "" {
		k.opt("--template-file", c.file(a.Template))
	}
	switch a.Op {
	case "build":
		if a.Container {
			k.raw("--use-container")
		}
	case "package":
		bucket(k, a.Bucket).opt("--output-template-file", c.file(a.Output))
	case "deploy":
		bucket(k, a.Bucket).opt("--role-arn", plan.Lit(c.ExecutionRole))
		k.list("--parameter-overrides", samPairs(a.Parameters))
		capabilities(k, a.Capabilities)
		k.raw("--no-confirm-changeset")
		if a.FailOnEmpty {
			k.raw("--fail-on-empty-changeset")
		} else {
			k.raw("--no-fail-on-empty-changeset")
		}
	case "delete":
		k.raw("--no-prompts")
	}
	if a.Op == "deploy" || a.Op == "package" {
		return []plan.Command{one(k.block())}
	}
	return []plan.Command{one(k.line())}
}

// samPairs writes K=V words. The SAM CLI splits the value again, so one with a blank or a quote is quoted once more.
func samPairs(vars []plan.Var) []plan.Script {
	out := make([]plan.Script, len(vars))
	for i, v := range vars {
		out[i] = pair(v.Name+"=", shorthandText(v.Value))
	}
	return out
}
