package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// environments checks each environment: its account, region, roles and URL, and whether anything uses it.
func (c *checker) environments() {
	deploys, used := map[string][]*spec.Job{}, map[string]bool{}
	for _, j := range c.s.Jobs {
		used[j.Environment.V], used[j.Access.V] = true, true
		if j.Environment.Set() {
			deploys[j.Environment.V] = append(deploys[j.Environment.V], j)
		}
	}
	if d := c.s.Defaults; d != nil {
		c.region(d.Region, "defaults.region")
		c.identity(d.Roles, d.Oidc, "defaults")
		c.role(d.Roles, d.Oidc, "", "defaults")
	}
	c.placeholders()
	for _, e := range c.s.Environments {
		path := "environments." + e.Name.V
		c.region(e.Region, path+".region")
		c.identity(e.Roles, e.Oidc, path)
		account := e.Account.V
		if !e.Account.Set() {
			account = ""
		}
		c.role(e.Roles, e.Oidc, account, path)
		c.roleAccount(e, path)
		c.url(e.URL, path+".url")
		c.ephemeral(e, deploys[e.Name.V], path)
		switch {
		case !used[e.Name.V] && len(c.s.Jobs) > 0 && e.Ephemeral == nil:
			c.warn("environment-unused", e.Name.At(), path, "no job names it under `environment` or `access`", "delete it, or deploy to it")
		case len(deploys[e.Name.V]) == 0 && e.Approval != nil && e.Approval.Enabled.Or(true) && e.Approval.Node != nil:
			c.warn("approval-unused", e.Approval.Node.Range, path+".approval", "no job deploys to "+e.Name.V+", so nobody is ever asked",
				"write `environment: "+e.Name.V+"` in the job that deploys; `access` only borrows the account")
		}
	}
}

func (c *checker) envNames() []string {
	var names []string
	for _, e := range c.s.Environments {
		names = append(names, e.Name.V)
	}
	return names
}

// regions are the regions of AWS as of August 2026 (AWS General Reference, "AWS service endpoints"); an unknown one that
// has the right form is only doubted.
var regions = strings.Fields(`us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2
	ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ap-northeast-1
	ap-northeast-2 ap-northeast-3 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-south-1
	eu-south-2 eu-north-1 il-central-1 mx-central-1 me-south-1 me-central-1 sa-east-1 us-gov-east-1 us-gov-west-1 cn-north-1
	cn-northwest-1 eusc-de-east-1`)

func (c *checker) region(r spec.Text, path string) {
	if !r.Set() || contains(regions, r.V) || !looksLikeRegion(r.V) {
		return // the shape speaks of those that look like no region at all
	}
	help := didYouMean(c.guess.near(r.V, regions), "", "")
	message := "cdc knows no region " + quote(r.V) + " of AWS"
	if help == "" {
		help = "check the name; every AWS command will carry it"
	} else {
		message += ", and every AWS command will carry it"
	}
	c.warn("unknown-region", r.At(), path, message, help)
}

// looksLikeRegion: "eu-west-3".
func looksLikeRegion(s string) bool {
	parts := strings.Split(s, "-")
	if len(parts) < 3 || len(parts) > 4 {
		return false
	}
	last := parts[len(parts)-1]
	return len(parts[0]) >= 2 && last >= "1" && len(last) == 1 && last <= "9"
}

// identity: a job never assumes two roles.
func (c *checker) identity(r *spec.Roles, o *spec.Oidc, path string) {
	if r == nil || o == nil || !r.Assume.Set() || !o.Role.Set() {
		return
	}
	c.error("two-identities", r.Assume.At(), path+".roles.assume", "`oidc.role` is assumed already; a job assumes one role and never two",
		"keep `oidc` where the target issues ID tokens, else `roles.assume`")
}

// role checks the account of a role's ARN.
func (c *checker) role(r *spec.Roles, o *spec.Oidc, account, path string) {
	check := func(t spec.Text, path string) {
		if strings.HasPrefix(t.V, "arn:") && !strings.Contains(t.V, "${{") {
			parts := strings.SplitN(t.V, ":", 6)
			if len(parts) == 6 && account != "" && !strings.Contains(account, "${{") && parts[4] != account {
				c.error("role-account", t.At(), path, "a role of account "+parts[4]+" in an environment of account "+account+": its jobs would work in the wrong account",
					"write the role's name only, or the ARN of account "+account)
			}
		}
	}
	if r != nil {
		check(r.Assume, path+".roles.assume")
		check(r.Execution, path+".roles.execution")
	}
	if o != nil {
		check(o.Role, path+".oidc.role")
	}
}

// roleAccount: a role's name alone needs an account to become an ARN.
func (c *checker) roleAccount(e *spec.Environment, path string) {
	if e.Account.Set() {
		return
	}
	roles, oidc := e.Roles, e.Oidc
	if d := c.s.Defaults; d != nil {
		if roles == nil {
			roles = d.Roles
		}
		if oidc == nil {
			oidc = d.Oidc
		}
	}
	names := []spec.Text{}
	if roles != nil {
		names = append(names, roles.Assume, roles.Execution)
	}
	if oidc != nil {
		names = append(names, oidc.Role)
	}
	for _, n := range names {
		if n.Set() && !strings.HasPrefix(n.V, "arn:") && !strings.Contains(n.V, "${{") {
			c.error("role-account", e.Name.At(), path, "role "+n.V+" is a name only, and the environment has no account that it could be in",
				"add `account:`, or write the role as an ARN")
			return
		}
	}
}

func (c *checker) url(t spec.Text, path string) {
	bare := stripRefs(t.V)
	if !t.Set() || t.V == "" || strings.HasPrefix(t.V, "${{") || strings.Contains(bare, "$") || strings.Contains(bare, "{{") {
		return // known later, or said of the text
	}
	if !strings.HasPrefix(t.V, "https://") && !strings.HasPrefix(t.V, "http://") {
		c.error("bad-url", t.At(), path, "nothing links to a URL that begins with neither http:// nor https://", "write https://"+strings.TrimPrefix(t.V, "//"))
		return
	}
	if strings.ContainsAny(bare, " \t\n<>\"") {
		c.error("bad-url", t.At(), path, "a URL has no blanks and no quotes", "")
	}
}

// stripRefs takes the references out of a text.
func stripRefs(s string) string {
	if !strings.Contains(s, "${{") {
		return s
	}
	var b strings.Builder
	for {
		before, after, _ := strings.Cut(s, "${{")
		b.WriteString(before)
		_, rest, closed := strings.Cut(after, "}}")
		if !closed {
			return b.String()
		}
		s = rest
	}
}

// ephemeral: the instance that one job makes, one job stops.
func (c *checker) ephemeral(e *spec.Environment, deploys []*spec.Job, path string) {
	if e.Ephemeral == nil || e.Ephemeral.Node == nil {
		return
	}
	at := path + ".ephemeral"
	switch {
	case len(deploys) == 0:
		c.error("ephemeral-jobs", e.Ephemeral.Node.Range, at, "no job deploys to "+e.Name.V+", so there is nothing to stop", "write `environment: "+e.Name.V+"` in the job that makes it")
	case len(deploys) > 1:
		c.error("ephemeral-jobs", deploys[1].Environment.At(), "jobs."+deploys[1].Name.V+".environment",
			deploys[0].Name.V+" deploys to "+e.Name.V+", too, and only one job can make what one job stops", "put the steps of both into one job, or use `access` here")
	}
	for _, s := range e.Ephemeral.Stop {
		if n := readsFile(s); n.Set() {
			c.error("stop-reads-file", n.At(), at+".stop", "the stop job runs when the branch is gone, without checkout and artifacts: "+n.V+" does not exist there", "")
		}
	}
	if g := e.Approval; g != nil && g.Node != nil && g.Enabled.Or(true) {
		c.warn("ephemeral-approval", g.Node.Range, path+".approval", "every branch would wait for a person before its review app exists", "delete it, if that is not meant")
	}
}

// readsFile is a file that a typed step reads from the workspace, if it names one.
func readsFile(s *spec.Step) spec.Text {
	switch a := s.Action.(type) {
	case *spec.CloudFormation:
		return a.Template
	case *spec.Sam:
		return a.Template
	case *spec.Lambda:
		return a.Zip
	case *spec.S3Sync:
		if !strings.HasPrefix(a.From.V, "s3://") {
			return a.From
		}
	case *spec.Docker:
		return a.Build
	}
	return spec.Text{}
}

// jobPlaces checks the environment that each job names, and that what deploys names one.
func (c *checker) jobPlaces() {
	for _, j := range c.s.Jobs {
		path := "jobs." + j.Name.V
		c.known(j.Environment, path+".environment")
		c.known(j.Access, path+".access")
		if j.Environment.Set() && j.Access.Set() && j.Node != nil {
			c.error("access-twice", rangeOf(j.Node.Key("access")), path, "`environment` already gives what `access` gives", "delete `access`")
		}
		if _, set := c.env(j); !set {
			c.homeless(j, path)
		} else {
			c.regionless(j, path)
		}
		c.bypass(j, path)
		c.gateKept(j, path)
	}
}

func (c *checker) known(name spec.Text, path string) {
	if !name.Set() || name.V == "" || c.envs[name.V] != nil {
		return
	}
	for _, e := range c.s.Environments {
		if strings.EqualFold(e.Name.V, name.V) && strings.ToLower(name.V) == name.V {
			return // of the two, the name with capitals is wrong, which its shape says
		}
	}
	c.error("unknown-environment", name.At(), path, "there is no environment "+quote(name.V), c.envMeant(name.V))
}

// envMeant is the help for the name of an environment that there is not.
func (c *checker) envMeant(name string) string {
	if len(c.s.Environments) == 0 {
		return "add it: environments: {" + name + ": {account: \"...\", region: ...}}"
	}
	if g := c.guess.near(name, c.envNames()); g != "" {
		return "did you mean " + quote(g) + line(c.envs[g].Name.At()) + "?"
	}
	return those("the environments", c.envNames())
}

// homeless: a job that deploys and names no environment.
func (c *checker) homeless(j *spec.Job, path string) {
	for _, key := range sections[:3] {
		for i, s := range section(j, key) {
			if to := deploysTo(s.Action); to != "" {
				c.warn("no-environment", rangeOf(nodeOf(s)), index(path+"."+key, i), "deploys to "+to+" and names no environment: no account is checked, no role assumed, nothing approved",
					"define it under `environments`, and write `environment:` in this job")
				return
			}
		}
	}
}

// deploysTo is what a typed step changes, or nothing. Packaging and building change nothing that runs.
func deploysTo(a spec.Action) string {
	switch a := a.(type) {
	case *spec.CloudFormation:
		if a.Action.V != "package" && a.Action.V != "" {
			return "CloudFormation"
		}
	case *spec.Sam:
		if a.Action.V == "deploy" || a.Action.V == "delete" {
			return "CloudFormation"
		}
	case *spec.CodeDeploy:
		return "CodeDeploy"
	case *spec.Ecs:
		return "ECS"
	case *spec.Lambda:
		return "Lambda"
	case *spec.S3Sync:
		if strings.HasPrefix(a.To.V, "s3://") || strings.HasPrefix(a.To.V, "${{") {
			return "S3"
		}
	}
	return ""
}

// callsAWS reports whether a typed step calls AWS.
func callsAWS(a spec.Action) bool {
	switch a := a.(type) {
	case *spec.Docker, *spec.Message, nil:
		return false
	case *spec.Sam:
		return a.Action.V != "build"
	}
	return true
}

// regionless: a typed step in an environment of which nobody says the region, in a spec that says it of others. (A spec
// without any region relies on its runners, and means it.)
func (c *checker) regionless(j *spec.Job, path string) {
	e, _ := c.env(j)
	if e == nil || e.Region.Set() || c.s.Defaults != nil && c.s.Defaults.Region.Set() || !c.anyRegion() {
		return
	}
	for _, key := range sections[:3] {
		for i, s := range section(j, key) {
			if s.Action != nil && callsAWS(s.Action) {
				c.warn("no-region", e.Name.At(), "environments."+e.Name.V, "names no region, so "+index(path+"."+key, i)+" calls AWS in whatever region the runner has",
					"add `region:` to it, or to `defaults`")
				return
			}
		}
	}
}

func (c *checker) anyRegion() bool {
	for _, e := range c.s.Environments {
		if e.Region.Set() {
			return true
		}
	}
	return false
}

// bypass: `access` lends the account of an environment; what changes it there is never recorded, and never approved.
func (c *checker) bypass(j *spec.Job, path string) {
	e := c.envs[j.Access.V]
	if e == nil || j.Environment.Set() || e.Approval == nil || !e.Approval.Enabled.Or(true) || j.Gate != nil && j.Gate.Enabled.Or(true) {
		return
	}
	for _, key := range sections[:3] {
		for i, s := range section(j, key) {
			if changes(s.Action) {
				c.error("approval-bypassed", rangeOf(nodeOf(s)), index(path+"."+key, i), "changes "+e.Name.V+", which asks for approval"+line(rangeOf(e.Approval.Node))+", and with `access` nobody is asked",
					"write `environment: "+e.Name.V+"` instead of `access`, or add `gate: true` to the job")
				return
			}
			if at, words := inWords(s); words != "" {
				c.warn("approval-bypassed", at, index(path+"."+key, i), "`"+words+"` changes "+e.Name.V+", which asks for approval"+line(rangeOf(e.Approval.Node))+", and with `access` nobody is asked",
					"write `environment: "+e.Name.V+"` instead of `access`, or add `gate: true` to the job")
				return
			}
		}
	}
}

// deployWords are commands that change what runs.
var deployWords = lazily(`(?m)(?:^|[;&|(] *)(sam deploy|sam delete|aws cloudformation (?:deploy|execute-change-set|create-stack|update-stack|delete-stack)|aws deploy create-deployment|aws ecs update-service|aws lambda update-function-code|cdk deploy|terraform apply|(?:sls|serverless) deploy)\b`)

// inWords finds the command of a step that changes what runs. What only makes a change set says so in an option.
func inWords(s *spec.Step) (at diag.Range, words string) {
	for _, t := range s.Run {
		if t.Node == nil || strings.Contains(t.V, "--no-execute") {
			continue
		}
		if m := deployWords().FindStringSubmatchIndex(t.V); m != nil {
			return t.Node.Sub(m[2], m[3]), t.V[m[2]:m[3]]
		}
	}
	return diag.Range{}, ""
}

// gateKept: a job cannot lift the approval of its environment.
func (c *checker) gateKept(j *spec.Job, path string) {
	e := c.envs[j.Environment.V]
	if j.Gate == nil || j.Gate.Enabled.Or(true) || e == nil || e.Approval == nil || !e.Approval.Enabled.Or(true) {
		return
	}
	c.warn("gate-kept", j.Gate.Enabled.At(), path+".gate", "does not lift the approval of environment "+e.Name.V+line(rangeOf(e.Approval.Node))+": the job still waits for a person",
		"delete `gate`, or the approval")
}

// changes reports whether a typed step changes something that runs. Creating a change set does not; a sync may only hand
// over files.
func changes(a spec.Action) bool {
	if f, ok := a.(*spec.CloudFormation); ok {
		return f.Action.V == "deploy" || f.Action.V == "execute-change-set" || f.Action.V == "delete"
	}
	_, sync := a.(*spec.S3Sync)
	return !sync && deploysTo(a) != ""
}
