// Package targets lists the targets of cdc.
package targets

import (
	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets/cfn"
	"github.com/cdc-dev/cdc/targets/codebuild"
	"github.com/cdc-dev/cdc/targets/gitlab"
	"github.com/cdc-dev/cdc/targets/shippable"
)

// All is every target, in the order in which findings and tables name them.
var All = []compiler.Target{gitlab.Target, codebuild.Target, shippable.Target, cfn.Target}

// Named returns the target of that name.
func Named(name string) (compiler.Target, bool) {
	for _, t := range All {
		if t.Name == name {
			return t, true
		}
	}
	return compiler.Target{}, false
}
