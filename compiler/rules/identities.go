package rules

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/internal/diag"
)

var (
	accountForm = lazily(`^[0-9]{12}$`)
	regionForm  = lazily(`^[a-z][a-z](-[a-z]+)+-[0-9]+$`)
	roleForm    = lazily(`^arn:aws[a-z-]*:iam::[^:]*:role/[A-Za-z0-9+=,.@_/-]+$|^[A-Za-z0-9+=,.@_-]{1,64}$`)
)

// identities checks what became of references in accounts, regions and roles: the shape of the language judges those that are
// written out, and lets a reference pass.
func (c *planner) identities() {
	said, circled := map[plan.Written]bool{}, map[string]bool{}
	for _, e := range c.p.Environments {
		for _, w := range e.Written {
			path := "environments." + e.Name + "." + w.Key
			code, form, want := diag.Code("bad-role"), roleForm, "no role: IAM names roles with at most 64 letters, digits and _+=,.@-"
			switch w.Key {
			case "account":
				code, form, want = "bad-account", accountForm, "no AWS account: an account is 12 digits"
			case "region":
				code, form, want = "bad-region", regionForm, "no AWS region, and every AWS call would fail"
			}
			same := plan.Written{Key: w.Key, Value: w.Value}
			switch left := ref.Find(w.Value); {
			case said[same]: // by what it refers to
			case len(left) > 0 && c.circle(left[0], w.Key) && !circled[w.Key]:
				circled[w.Key] = true // a circle is one fault of all that are in it
				c.error("variable-cycle", w.At, path, "refers to itself through `"+left[0].Name()+"`", "write one of the values out")
			case len(left) == 0 && !form().MatchString(w.Value):
				c.error(code, w.At, path, "this becomes "+quote(w.Value)+", which is "+want, "")
				said[same] = true
			}
		}
	}
}

// circle reports whether a reference that was left names the same value of an environment that there is.
func (c *planner) circle(r ref.Ref, key string) bool {
	if r.Fault != ref.None || len(r.Path) != 3 || r.Path[0] != "environments" || r.Path[2] != key {
		return false
	}
	for _, e := range c.p.Environments {
		if e.Name == r.Path[1] {
			return true
		}
	}
	return false
}
