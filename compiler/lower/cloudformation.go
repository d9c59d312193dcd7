package lower

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

func (c Context) cloudFormation(a *plan.CloudFormation) []plan.Command {
	switch a.Op {
	case "package":
		return []plan.Command{one(c.cfnPackage(a))}
	case "deploy":
		return []plan.Command{one(c.cfnDeploy(a))}
	case "create-change-set":
		return []plan.Command{c.createChangeSet(a)}
	case "execute-change-set":
		return c.executeChangeSet(a)
	case "delete":
		return c.deleteStack(a)
	}
	return nil
}

func (c Context) cfnPackage(a *plan.CloudFormation) plan.Script {
	k := c.aws("cloudformation package").opt("--template-file", c.file(a.Template))
	return bucket(k, a.Bucket).opt("--output-template-file", c.file(a.Output)).block()
}

// cfnDeploy always writes what an empty change set means: the default differs between the CLI's major versions (AWS CLI
// version 2 migration guide, "Change to default behaviour of deploy").
func (c Context) cfnDeploy(a *plan.CloudFormation) plan.Script {
	k := c.aws("cloudformation deploy").opt("--stack-name", a.Stack).opt("--template-file", c.file(a.Template))
	bucket(k, a.Bucket).opt("--role-arn", plan.Lit(c.ExecutionRole))
	k.list("--parameter-overrides", plainPairs(a.Parameters))
	capabilities(k, a.Capabilities)
	inline(k, "--tags", plainPairs(a.Tags))
	if a.FailOnEmpty {
		return k.raw("--fail-on-empty-changeset").block()
	}
	return k.raw("--no-fail-on-empty-changeset").block()
}

// createChangeSet decides between CREATE and UPDATE as CloudFormation does: a stack that only ever had change sets is in
// REVIEW_IN_PROGRESS and still wants CREATE. `wait` fails for an empty change set as it does for a broken one, so the
// reason decides. A set of the same name that an earlier try of the commit left behind is deleted, which is no failure where
// there is none (API reference, DeleteChangeSet); a set of another commit may be waiting for a person, and stays.
func (c Context) createChangeSet(a *plan.CloudFormation) plan.Command {
	stack, set := a.Stack, a.ChangeSet
	status := c.aws("cloudformation describe-stacks").opt("--stack-name", stack).
		raw("--query 'Stacks[0].StackStatus' --output text 2>/dev/null || echo NONE").line()
	all := []plan.Script{
		capture("cdc_status", status),
		src(`case "$cdc_status" in NONE | REVIEW_IN_PROGRESS) cdc_type=CREATE ;; *) cdc_type=UPDATE ;; esac`),
	}
	if OfOneCommit(set) {
		left := c.aws("cloudformation delete-change-set").opt("--stack-name", stack).opt("--change-set-name", set).line()
		all = append(all, cat(src(`[ "$cdc_status" = NONE ] || `), left))
	}
	create := c.aws("cloudformation create-change-set").opt("--stack-name", stack).opt("--change-set-name", set).
		raw(`--change-set-type "$cdc_type"`)
	if a.Bucket != nil && c.Region != "" {
		key := plan.Join(slashed(a.Bucket.Prefix), set, plan.Lit(".yml"))
		to := plan.Join(plan.Lit("s3://"), a.Bucket.Name, plan.Lit("/"), key)
		all = append(all, c.aws("s3 cp").arg(shell.Word(c.file(a.Template))).arg(shell.Word(to)).line())
		url := plan.Join(plan.Lit("https://"), a.Bucket.Name, plan.Lit(".s3."+c.Region+"."+dnsSuffix(c.Region)+"/"), key)
		create.opt("--template-url", url)
	} else {
		create.opt("--template-body", plan.Join(plan.Lit("file://"), c.file(a.Template)))
	}
	create.opt("--role-arn", plan.Lit(c.ExecutionRole))
	create.list("--parameters", shorthand(a.Parameters, "ParameterKey=", ",ParameterValue="))
	capabilities(create, a.Capabilities)
	inline(create, "--tags", shorthand(a.Tags, "Key=", ",Value="))
	all = append(all, create.block())
	all = append(all, c.awaitChangeSet(a)...)
	show := c.describe(stack, set).
		raw("--query 'Changes[].ResourceChange.[Action,LogicalResourceId,ResourceType,Replacement]' --output table")
	return sub(append(all, show.line())...)
}

// OfOneCommit reports whether only runs of one commit can give a change set its name.
func OfOneCommit(name plan.Text) bool {
	return slices.ContainsFunc([]plan.RunVar{plan.GitSHA, plan.GitShortSHA, plan.GitTag, plan.RunID, plan.RunNumber}, name.Uses)
}

// describe starts a call that describes a change set.
func (c Context) describe(stack, set plan.Text) *call {
	return c.aws("cloudformation describe-change-set").opt("--stack-name", stack).opt("--change-set-name", set)
}

func (c Context) awaitChangeSet(a *plan.CloudFormation) []plan.Script {
	wait := c.aws("cloudformation wait change-set-create-complete").opt("--stack-name", a.Stack).
		opt("--change-set-name", a.ChangeSet).line()
	if a.FailOnEmpty {
		return []plan.Script{wait}
	}
	reason := c.describe(a.Stack, a.ChangeSet).raw("--query StatusReason --output text").line()
	return []plan.Script{
		cat(src("if ! "), wait, src("; then")),
		cat(src("  "), capture("cdc_reason", reason)),
		src(`  echo "$cdc_reason"`),
		src(`  case "$cdc_reason" in`),
		src(`    *"didn't contain changes"* | *"No updates are to be performed"*) ;;`),
		src(`    *) exit 1 ;;`),
		src(`  esac`),
		src(`fi`),
	}
}

func (c Context) executeChangeSet(a *plan.CloudFormation) []plan.Command {
	status := c.describe(a.Stack, a.ChangeSet).raw("--query ExecutionStatus --output text").line()
	stack := c.aws("cloudformation describe-stacks").opt("--stack-name", a.Stack).
		raw("--query 'Stacks[0].StackStatus' --output text").line()
	execute := c.aws("cloudformation execute-change-set").opt("--stack-name", a.Stack).opt("--change-set-name", a.ChangeSet).line()
	empty := c.aws("cloudformation delete-change-set").opt("--stack-name", a.Stack).opt("--change-set-name", a.ChangeSet).line()
	wait := c.aws(`cloudformation wait "$cdc_wait"`).opt("--stack-name", a.Stack).line()
	out := []plan.Command{sub(
		capture("cdc_status", status),
		src(`if [ "$cdc_status" = UNAVAILABLE ]; then`),
		src(`  echo "The change set is empty: nothing to release."`),
		cat(src("  "), empty),
		src(`else`),
		cat(src("  "), capture("cdc_status", stack)),
		cat(src("  "), execute),
		src(`  case "$cdc_status" in REVIEW_IN_PROGRESS) cdc_wait=stack-create-complete ;; *) cdc_wait=stack-update-complete ;; esac`),
		cat(src("  "), wait),
		src(`fi`),
	)}
	if a.Outputs != "" {
		show := c.aws("cloudformation describe-stacks").opt("--stack-name", a.Stack).
			raw("--query 'Stacks[0].Outputs' --output json >").arg(shell.Word(c.file(a.Outputs))).line()
		out = append(out, one(show))
	}
	return out
}

func (c Context) deleteStack(a *plan.CloudFormation) []plan.Command {
	del := c.aws("cloudformation delete-stack").opt("--stack-name", a.Stack).opt("--role-arn", plan.Lit(c.ExecutionRole))
	wait := c.aws("cloudformation wait stack-delete-complete").opt("--stack-name", a.Stack)
	return []plan.Command{one(del.line()), one(wait.line())}
}

// bucket appends where a packaging call uploads to.
func bucket(k *call, b *plan.Bucket) *call {
	if b == nil {
		return k
	}
	return k.opt("--s3-bucket", b.Name).opt("--s3-prefix", b.Prefix)
}

func capabilities(k *call, names []string) {
	if len(names) > 0 {
		k.raw("--capabilities " + strings.Join(names, " "))
	}
}

// inline appends an option and its values on one line.
func inline(k *call, name string, values []plan.Script) {
	if len(values) == 0 {
		return
	}
	s := src(name)
	for _, v := range values {
		s = cat(s, src(" "), v)
	}
	k.arg(s)
}

// plainPairs writes K=V words, as `deploy` wants them.
func plainPairs(vars []plan.Var) []plan.Script {
	out := make([]plan.Script, len(vars))
	for i, v := range vars {
		out[i] = pair(v.Name+"=", v.Value)
	}
	return out
}

// shorthand writes words in the CLI's shorthand syntax, in which a comma or quote of the value must be quoted once more
// (AWS CLI User Guide, "Using shorthand syntax").
func shorthand(vars []plan.Var, key, value string) []plan.Script {
	out := make([]plan.Script, len(vars))
	for i, v := range vars {
		out[i] = pair(key+shorthandLit(v.Name)+value, shorthandText(v.Value))
	}
	return out
}

func shorthandLit(s string) string {
	if strings.ContainsAny(s, ",\"'\\=[]{} \t\n") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	return s
}

func shorthandText(t plan.Text) plan.Text {
	var lits strings.Builder
	for _, p := range t {
		lits.WriteString(p.Lit)
	}
	if shorthandLit(lits.String()) == lits.String() && !t.Uses(plan.GitMessage) && !t.Uses(plan.GitAuthor) {
		return t
	}
	out := plan.Lit(`"`)
	for _, p := range t {
		if p.Var == 0 {
			p.Lit = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p.Lit)
		}
		out = plan.Join(out, plan.Text{p})
	}
	return plan.Join(out, plan.Lit(`"`))
}

// slashed returns a prefix with its slash, or nothing.
func slashed(prefix plan.Text) plan.Text {
	if prefix.Empty() {
		return nil
	}
	return plan.Join(prefix, plan.Lit("/"))
}

// dnsSuffix is the domain of a region's endpoints (AWS General Reference, "AWS service endpoints").
func dnsSuffix(region string) string {
	if strings.HasPrefix(region, "cn-") {
		return "amazonaws.com.cn"
	}
	return "amazonaws.com"
}
