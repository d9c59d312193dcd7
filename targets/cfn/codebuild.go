package cfn

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

func codebuild(b *builder) *template { return nil }

func checkCodeBuild(p *plan.Plan) diag.List { return nil }
