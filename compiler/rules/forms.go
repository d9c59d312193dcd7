package rules

import "regexp"

// form is how AWS, or a forge, lets something be called.
type form struct {
	re   func() *regexp.Regexp
	rule string // as it stands behind "cannot be used here: "
	help string
}

var (
	functionForm = &form{lazily(`^(arn:aws[a-zA-Z-]*:lambda:)?([a-z]{2}(-[a-z]+)+-[0-9]:)?([0-9]{12}:)?(function:)?[A-Za-z0-9_-]+(:(\$LATEST|[A-Za-z0-9_-]+))?$`),
		"Lambda names functions with letters, digits, - and _ only", ""}
	ecsForm        = &form{lazily(`^[A-Za-z0-9_-]{1,255}$|^arn:aws[a-z-]*:ecs:`), "ECS names clusters, services and containers with letters, digits, - and _ only", ""}
	projectForm    = &form{lazily(`^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$`), "CodeBuild names projects with letters, digits, - and _ only", ""}
	repositoryForm = &form{lazily(`^([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*$`), "ECR names repositories with small letters, digits and . _ - / only", ""}
	forgeForm      = &form{lazily(`^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+$`), "a repository is named with its owner", "write OWNER/NAME"}
)

// named checks a name that others give the form of.
func (t *text) named() {
	v, ok := t.value()
	if f := t.slot.form; ok && v != "" && !f.re().MatchString(v) && t.said == 0 {
		t.error("bad-name", 0, len(t.n.Text), quote(v)+" cannot be used here: "+f.rule, f.help)
	}
}
