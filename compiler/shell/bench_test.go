package shell

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
)

// BenchmarkJobs is the shell text of 10,000 jobs with three steps each, no two alike, as the compiler handles it.
func BenchmarkJobs(b *testing.B) {
	var texts []string
	for i := range 10000 {
		texts = append(texts,
			fmt.Sprintf("npm ci --cache .npm-%d --prefer-offline", i),
			fmt.Sprintf("make test-%d NAME=\"$CI_JOB_NAME\"", i),
			fmt.Sprintf("docker push registry.example.com/app-%d:${{ git.sha }}", i))
		if i%10 == 0 {
			texts = append(texts, fmt.Sprintf("if test -f r-%d.txt; then\n  pip install -r r-%d.txt\nfi\ntar -czf out.tgz dist", i, i))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range texts {
			Check(s, Sh)
			State(s, Sh)
			refs := ref.Find(s)
			values := make([]plan.Text, len(refs))
			for i := range refs {
				values[i] = plan.Run(plan.GitSHA)
			}
			Interpolate(s, refs, values)
		}
	}
}

func BenchmarkReadText(b *testing.B) {
	for b.Loop() {
		ReadText("if [ -n \"$X\" ]; then aws s3 sync dist \"s3://$BUCKET/$PREFIX\"; fi\necho done", Sh)
	}
}

// BenchmarkLongWord is one word, and one line of a here-document, of 300 KB that are full of references.
func BenchmarkLongWord(b *testing.B) {
	for name, form := range map[string]string{"word": "echo %s", "line": "cat <<EOF\n%s\nEOF"} {
		src := fmt.Sprintf(form, strings.Repeat("a/${{ vars.X }}", 300<<10/15))
		refs := ref.Find(src)
		values := make([]plan.Text, len(refs))
		for i := range values {
			values[i] = plan.Lit("value")
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				Interpolate(src, refs, values)
			}
		})
	}
}
