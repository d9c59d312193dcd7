package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// awsNames holds names that come from `vars` to the rules that names have which are written out: those are judged where they
// stand (stackName, changeSetName, the shape of a bucket), before anybody knows what a variable holds.
func (c *planner) awsNames() {
	if b := c.p.Bucket; b != nil {
		c.bucketName(b.Name, b.At, b.Path)
	}
	for _, j := range c.p.Jobs {
		for _, steps := range [][]plan.Step{j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always} {
			for i := range steps {
				c.namesOf(&steps[i])
			}
		}
	}
}

func (c *planner) namesOf(s *plan.Step) {
	check := func(t plan.Text, key, what string, code diag.Code) {
		if raw := s.Written(key); strings.Contains(raw, "${{") && stackFault(stripRefs(raw)) == "" {
			at, path := s.Arg(key)
			c.stackLike(t, at, path, what, code)
		}
	}
	bucket := func(t plan.Text, key string) {
		if strings.Contains(s.Written(key), "${{") {
			at, path := s.Arg(key)
			c.bucketName(t, at, path)
		}
	}
	switch a := s.Action.(type) {
	case *plan.CloudFormation:
		check(a.Stack, "stack", "stack", "bad-stack-name")
		check(a.ChangeSet, "change_set", "change set", "bad-change-set-name")
		if a.Bucket != nil {
			bucket(a.Bucket.Name, "bucket")
		}
	case *plan.Sam:
		check(a.Stack, "stack", "stack", "bad-stack-name")
		if a.Bucket != nil {
			bucket(a.Bucket.Name, "bucket")
		}
	case *plan.CodeDeploy:
		bucket(a.Bucket, "revision.s3.bucket")
	}
}

// stackLike judges what is known of a name of CloudFormation; what only the run knows may be anything.
func (c *planner) stackLike(t plan.Text, at diag.Range, path, what string, code diag.Code) {
	known := ""
	for _, p := range t {
		if p.Var == 0 {
			known += p.Lit
		}
	}
	whole, literal := t.Literal()
	called := "the " + what + " is called " + whole
	if !literal {
		called = "the " + what + "'s name has " + known + " in it"
	}
	switch fault := stackFault(known); {
	case strings.Contains(known, "${{"): // said of the reference
	case fault != "":
		c.error(code, at, path, called+", and CloudFormation takes letters, digits and `-` only", "")
	case len(t) > 0 && t[0].Var == 0 && t[0].Lit != "" && !alpha(t[0].Lit[0]):
		c.error(code, at, path, called+", and such a name begins with a letter", "")
	case literal && len(whole) > 128:
		c.error("name-too-long", at, path, "a "+what+"'s name has at most 128 characters, and this one has "+itoa(len(whole)), "")
	}
}

// stackFault is the first character that no name of CloudFormation has.
func stackFault(s string) string {
	for i := 0; i < len(s); i++ {
		if !alnum(s[i]) && s[i] != '-' {
			return s[i : i+1]
		}
	}
	return ""
}

// bucketNames are those that S3 takes (Amazon S3 User Guide, "General purpose bucket naming rules").
var bucketNames = lazily(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

func (c *planner) bucketName(t plan.Text, at diag.Range, path string) {
	if name, ok := t.Literal(); ok && name != "" && !strings.Contains(name, "$") /* said of the text */ && !bucketNames().MatchString(name) {
		c.error("bad-bucket", at, path, "S3 names buckets with 3 to 63 small letters, digits, dots and -, and "+name+" is not such a name", "")
	}
}
