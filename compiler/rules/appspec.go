package rules

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// appSpec checks what CodeDeploy finds out only on the machine (CodeDeploy User Guide, "AppSpec file reference").
func (c *checker) appSpec() {
	c.appSpecBundle()
	if c.s.AppSpec == nil || c.s.AppSpec.Server == nil {
		return
	}
	a := c.s.AppSpec.Server
	windows := a.OS.V == "windows"
	for i, f := range a.Files {
		if d := f.Destination; d.Set() && !absolute(d.V) {
			c.error("destination-relative", d.At(), index("appspec.files", i)+".destination",
				strconv.Quote(d.V)+" is not absolute: CodeDeploy refuses the whole revision", "write the directory from the root of the machine: /"+strings.TrimLeft(d.V, "./"))
		}
	}
	if windows && len(a.Permissions) > 0 {
		c.error("appspec-windows", a.Permissions[0].Node.Range, "appspec.permissions",
			"Windows has no such owners and modes, and a deployment that sets them fails", "delete `permissions`, or set them in a script")
	}
	for _, h := range a.Hooks {
		c.appSpecHooks(h, windows)
	}
}

// appSpecBundle finds bundles without their appspec: the file is written at the root of the repository, and `aws deploy
// push` packs another directory and ends when it is not there.
func (c *checker) appSpecBundle() {
	if c.s.AppSpec == nil {
		return
	}
	for _, j := range c.s.Jobs {
		brought := false
		for _, key := range sections[:3] {
			for i, s := range section(j, key) {
				brought = brought || slices.ContainsFunc(s.Run, func(t spec.Text) bool { return strings.Contains(t.V, "appspec") })
				a, _ := s.Action.(*spec.CodeDeploy)
				if a == nil || a.S3 == nil || !a.S3.Source.Set() || brought || path.Clean(a.S3.Source.V) == "." {
					continue
				}
				c.out.Add(diag.New(diag.Warning, "appspec-outside", a.S3.Source.At(),
					index("jobs."+j.Name.V+"."+key, i)+".codedeploy.revision.s3.source",
					"appspec.yml is written beside the spec, and the bundle is made of "+a.S3.Source.V+" only: without one in it the push fails").
					WithHelp("copy it in a step before: cp appspec.yml " + a.S3.Source.V))
			}
		}
	}
}

// absolute reports whether a path starts at the root, of Linux or of a drive.
func absolute(p string) bool {
	return strings.HasPrefix(p, "/") || len(p) > 2 && p[1] == ':' && (p[2] == '\\' || p[2] == '/')
}

// eventSeconds is what all scripts of one lifecycle event may take together; it is also what a script without a timeout
// may take.
const eventSeconds = 3600

// old are the events whose scripts come from the revision that is being replaced.
var old = map[string]bool{"ApplicationStop": true, "BeforeBlockTraffic": true, "AfterBlockTraffic": true}

func (c *checker) appSpecHooks(h spec.Named[[]*spec.AppSpecHook], windows bool) {
	path := "appspec.hooks." + h.Key.V
	sum := 0
	for i, s := range h.V {
		if s.Timeout.Set() {
			sum += s.Timeout.V
		} else if len(h.V) > 1 {
			sum += eventSeconds
		}
		if windows && s.RunAs.Set() {
			c.error("appspec-windows", s.RunAs.At(), index(path, i)+".runas", "Windows cannot run a script as another user, and the deployment fails", "delete the key")
		}
	}
	if sum > eventSeconds {
		c.error("appspec-timeout", h.Key.At(), path,
			"its scripts may take "+strconv.Itoa(sum)+" seconds together (3,600 each where no timeout is written), and CodeDeploy gives an event 3,600",
			"write a `timeout` for each script, 3,600 in all")
	}
	if old[h.Key.V] && len(h.V) > 0 {
		c.out.Add(diag.New(diag.Note, "appspec-previous", h.Key.At(), path,
			"runs from the revision that is being replaced: never on a first deployment, and a change to it takes effect one deployment later"))
	}
}
