package cfn

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

func pipeline(b *builder) *template { return nil }

func checkPipeline(p *plan.Plan) diag.List { return nil }
