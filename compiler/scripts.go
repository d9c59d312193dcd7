package compiler

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// Scripts reports the scripts of the appspec that are not there. exists says whether a path, relative to the spec, is a
// file. Where some of the scripts are there, one that is not is a slip; where none is, the build may make them.
func (s *Spec) Scripts(exists func(path string) bool) diag.List {
	if s.Spec == nil || s.Spec.AppSpec == nil || s.Spec.AppSpec.Server == nil {
		return nil
	}
	var missing []spec.Text
	var paths []string
	found := 0
	for _, h := range s.Spec.AppSpec.Server.Hooks {
		for i, hook := range h.V {
			if !hook.Location.Set() {
				continue
			}
			if exists(strings.TrimPrefix(hook.Location.V, "/")) {
				found++
				continue
			}
			missing = append(missing, hook.Location)
			paths = append(paths, "appspec.hooks."+h.Key.V+"["+strconv.Itoa(i)+"].location")
		}
	}
	var out diag.List
	wrong := faulty(s.findings)
	for i, m := range missing {
		if wrong.hold(m.At()) {
			continue // it could not be there under that name
		}
		level, message := diag.Warning, "is not there beside the spec, and a deployment without it fails with ScriptMissing"
		if found == 0 {
			level, message = diag.Note, "is not there beside the spec; unless the build makes it, the deployment fails with ScriptMissing"
		}
		out.Add(diag.New(level, "script-missing", m.At(), paths[i], m.V+" "+message))
	}
	return out
}
