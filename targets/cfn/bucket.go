package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// bucket is the artifact bucket, shared by the accounts. Readers and writers are roles and not whole accounts; a bucket
// policy can name only roles that exist, so the roles are deployed first.
func bucket(b *builder) *template {
	if b.boot.Bucket == nil || b.plan.Bucket == nil {
		return nil
	}
	readers, writers := b.principals()
	t := &template{description: b.plan.Name + " - artifact bucket"}
	if len(readers) > 0 {
		t.description += ", shared with the " + and(envNames(b.sharing())) + " accounts"
	}
	t.head = b.bucketHead()
	props := append(emit.Map{{Key: "BucketName", Value: emit.Str(pattern(b.plan.Bucket.Name))}}, secureBucket(b.lifecycle())...)
	if !b.boot.Bucket.Versioned {
		props = slices.DeleteFunc(props, func(e emit.Entry) bool { return e.Key == "VersioningConfiguration" })
	}
	t.kept("ArtifactBucket", "AWS::S3::Bucket", props)
	objects := sub("${ArtifactBucket.Arn}" + subText(below(b.plan.Bucket)))
	var all []statement
	for _, s := range []struct {
		sid, action string
		who         emit.Seq
	}{{"Readers", "s3:GetObject", readers}, {"Writers", "s3:PutObject", writers}} {
		if len(s.who) > 0 {
			all = append(all, statement{sid: s.sid, principal: emit.Map{{Key: "AWS", Value: s.who}},
				actions: []string{s.action}, resources: []emit.Value{objects}})
		}
	}
	t.resource("ArtifactBucketPolicy", "AWS::S3::BucketPolicy", emit.Map{
		{Key: "Bucket", Value: ref("ArtifactBucket")},
		{Key: "PolicyDocument", Value: document(append(all, tlsOnly("ArtifactBucket"))...)},
	})
	t.outputs.Add("ArtifactBucket", emit.Map{{Key: "Value", Value: ref("ArtifactBucket")},
		{Key: "Export", Value: emit.Map{{Key: "Name", Value: sub("${AWS::StackName}-ArtifactBucket")}}}})
	return t
}

// below is the objects of the spec's prefix.
func below(b *plan.Bucket) string {
	if b.Prefix.Empty() {
		return "/*"
	}
	return "/" + pattern(b.Prefix) + "/*"
}

func (b *builder) bucketHead() []string {
	line := "Deploy it in the runner's account"
	if r := b.boot.Roles; r != nil {
		line = "Deploy second, in the runner's account"
		if r.Account != "" {
			line += " (" + r.Account + ")"
		}
	}
	if len(b.sharing()) > 0 {
		line += ": the policy names roles, so deploy " + b.path("roles") + " in every account first."
	}
	return []string{"", line, "  " + b.deployLine("bucket", b.region(), "")}
}

// region is the region of the first environment, or of the defaults.
func (b *builder) region() string {
	for _, e := range b.plan.Environments {
		if e.Region != "" {
			return e.Region
		}
	}
	return b.plan.Region
}

// lifecycle ends unfinished uploads and replaced versions; uploads themselves only when the author says so.
func (b *builder) lifecycle() emit.Map {
	m := emit.Map{
		{Key: "Id", Value: emit.Str("unfinished-and-replaced")}, {Key: "Status", Value: emit.Str("Enabled")},
		{Key: "AbortIncompleteMultipartUpload", Value: emit.Map{{Key: "DaysAfterInitiation", Value: emit.Int(7)}}},
	}
	if b.boot.Bucket.Versioned {
		m.Add("NoncurrentVersionExpiration", emit.Map{{Key: "NoncurrentDays", Value: emit.Int(30)}})
	}
	if d := b.boot.Bucket.Expire; d != nil {
		m.Add("ExpirationInDays", emit.Int(int64(max(1, (d.Seconds+86399)/86400))))
	}
	return m
}

// sharing are the environments whose roles use the bucket.
func (b *builder) sharing() []*plan.Environment {
	var out []*plan.Environment
	for _, e := range b.plan.Environments {
		if b.uses(e, "s3:GetObject") && (e.AssumeRole != "" || e.OidcRole != "" || e.ExecutionRole != "") {
			out = append(out, e)
		}
	}
	return out
}

// uses reports whether a job of the environment needs an action on the bucket.
func (b *builder) uses(e *plan.Environment, action string) bool {
	var n needs
	for _, j := range b.plan.Jobs {
		if j.Env == e {
			n.job(b.plan, j)
		}
	}
	prefix := "s3:::" + patternText(b.plan.Bucket.Name)
	return slices.ContainsFunc(n.all, func(x need) bool {
		return strings.HasPrefix(x.resource, prefix) && slices.Contains(x.actions, action)
	})
}

// principals are the roles that read and those that write. CloudFormation reads under the execution role.
func (b *builder) principals() (readers, writers emit.Seq) {
	for _, e := range b.sharing() {
		service := e.AssumeRole
		if service == "" {
			service = e.OidcRole
		}
		for _, role := range []string{service, e.ExecutionRole} {
			if role != "" {
				readers = append(readers, commented(role, e.Name))
			}
		}
		if service != "" && b.uses(e, "s3:PutObject") {
			writers = append(writers, commented(service, e.Name))
		}
	}
	return readers, writers
}

// commented is an item with the environment that it belongs to.
func commented(item, about string) emit.Value { return emit.Noted{Value: emit.Str(item), Line: about} }
