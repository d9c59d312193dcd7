package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// maxTemplate is what the API takes as a text; a larger one must be uploaded (CloudFormation User Guide, "Quotas").
const maxTemplate = 51200

// Characters of policies, without white space (IAM User Guide, "IAM and AWS STS quotas"): all inline policies of a role
// together, one managed policy, the trust of a role.
const (
	maxInline  = 10240
	maxManaged = 6144
	maxTrust   = 2048
)

func tooLarge(p *plan.Plan, t *template, f compiler.File) diag.List {
	if len(f.Data) <= maxTemplate {
		return nil
	}
	return diag.List{diag.New(diag.Error, "template-too-large", p.Bootstrap.At, "bootstrap",
		f.Path+" has "+itoa(len(f.Data))+" bytes, and CloudFormation takes 51,200").
		WithHelp("choose fewer jobs with `targets.cfn.jobs`, or keep buildspecs in files: `buildspec: file`")}
}

// largePolicies finds what IAM would refuse when the stack is deployed.
func largePolicies(p *plan.Plan, t *template) diag.List {
	var out diag.List
	at, path := placeOf(p.Bootstrap, t.name)
	say := func(what string, size, most int) {
		if size > most {
			out.Add(diag.New(diag.Error, "policy-too-large", at, path, what+" have "+itoa(size)+" characters, and IAM takes "+itoa(most)).
				WithHelp("let fewer jobs or environments share the role: `targets.cfn.jobs`, `bootstrap.roles.environments`, or shorter lists of permissions"))
		}
	}
	for _, account := range accountsOf(p) {
		m := measure{p, account}
		before := len(out)
		for _, r := range t.resources {
			props, _ := field(r.Value, "Properties").(emit.Map)
			if !m.holds(field(r.Value, "Condition")) {
				continue
			}
			switch field(r.Value, "Type") {
			case emit.Str("AWS::IAM::Role"):
				say("the policies of "+r.Key, m.inline(t, r.Key, props), maxInline)
				say("the conditions of who may assume "+r.Key, m.size(field(props, "AssumeRolePolicyDocument")), maxTrust)
			case emit.Str("AWS::IAM::ManagedPolicy"):
				say("the statements of "+r.Key, m.size(field(props, "PolicyDocument")), maxManaged)
			}
		}
		if len(out) > before {
			break // the other accounts have the same fault
		}
	}
	return out
}

// placeOf is where the spec asks for a template.
func placeOf(b *plan.Bootstrap, name string) (diag.Range, string) {
	at := b.At
	switch name {
	case "roles":
		at = b.Roles.At
	case "codebuild":
		at = b.CodeBuild.At
	case "codedeploy":
		at = b.CodeDeploy.At
	case "pipeline":
		at = b.Pipeline.At
	}
	return at, "bootstrap." + name
}

// accountsOf are the accounts that a template may be deployed in; "" where that makes no difference.
func accountsOf(p *plan.Plan) []string {
	var out []string
	for _, e := range p.Environments {
		if !slices.Contains(out, e.Account) {
			out = append(out, e.Account)
		}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// measure knows how long a policy becomes in one account.
type measure struct {
	p       *plan.Plan
	account string
}

// holds reports whether a condition of a template holds in the account.
func (m measure) holds(condition emit.Value) bool {
	name, ok := condition.(emit.Str)
	if !ok {
		return true
	}
	for _, e := range m.p.Environments {
		if is(e) == string(name) {
			return e.Account == m.account
		}
	}
	return true
}

// inline is the length of all inline policies of a role: its own, and those that are attached to it.
func (m measure) inline(t *template, id string, props emit.Map) int {
	n := 0
	own, _ := field(props, "Policies").(emit.Seq)
	for _, x := range own {
		n += m.size(field(x, "PolicyDocument"))
	}
	for _, r := range t.resources {
		p, _ := field(r.Value, "Properties").(emit.Map)
		roles, _ := field(p, "Roles").(emit.Seq)
		if field(r.Value, "Type") == emit.Value(emit.Str("AWS::IAM::Policy")) && m.holds(field(r.Value, "Condition")) && slices.Contains(roles, ref(id)) {
			n += m.size(field(p, "PolicyDocument"))
		}
	}
	return n
}

// field is the value of a key, or nil.
func field(v emit.Value, key string) emit.Value {
	m, _ := v.(emit.Map)
	for _, e := range m {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// known are the values of pseudo parameters where they are longest, and an ARN of a resource.
var known = strings.NewReplacer("${AWS::Partition}", "aws-us-gov", "${AWS::AccountId}", "123456789012", "${AWS::Region}", "ap-southeast-1",
	"${CIAccountID}", "123456789012")

// arnLength is that of an ARN which CloudFormation makes: a role of a stack with a long name.
const arnLength = 96

// size is the number of characters of a value as JSON without white space.
func (m measure) size(v emit.Value) int {
	switch v := v.(type) {
	case nil:
		return 0
	case emit.Str:
		return len(quoteJSON(string(v)))
	case emit.Map:
		n := 1 // a comma behind each but the last, and two braces
		for _, e := range v {
			n += len(quoteJSON(e.Key)) + 1 + m.size(e.Value) + 1
		}
		return max(n, 2)
	case emit.Seq:
		n := 1
		for _, x := range v {
			if s := m.size(x); s > 0 {
				n += s + 1
			}
		}
		return max(n, 2)
	case emit.Flow:
		return m.size(v.Value)
	case emit.Noted:
		return m.size(v.Value)
	case emit.Tag:
		return m.tag(v)
	}
	return len(string(emit.JSON(v)))
}

// tag is the length of what an intrinsic function becomes.
func (m measure) tag(t emit.Tag) int {
	switch t.Name {
	case "!Ref":
		if t.Value == emit.Value(emit.Str("AWS::NoValue")) {
			return 0
		}
		return arnLength
	case "!GetAtt":
		return arnLength
	case "!If":
		if s, ok := t.Value.(emit.Seq); ok && len(s) == 3 {
			if m.holds(s[0]) {
				return m.size(s[1])
			}
			return m.size(s[2])
		}
	case "!Sub":
		if s, ok := t.Value.(emit.Str); ok {
			text := known.Replace(string(s))
			return len(text) + 2 + arnLength*strings.Count(text, ".Arn}")
		}
	}
	return m.size(t.Value)
}
