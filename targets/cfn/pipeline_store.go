package cfn

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// stores are the buckets: one for what the build packages, one for what the actions hand to each other, and the key of
// the latter where another account reads it.
func (p *pipe) stores() {
	if p.appBucket() {
		p.store("ApplicationBucket", nil, "What `aws cloudformation package` uploads: written by the build, read by CloudFormation.")
	}
	if p.crosses() {
		p.key()
	}
	p.store(p.storeID, p.foreign(), "What the actions of the pipeline hand to each other.")
}

// store is a bucket; the roles of other accounts may read and write in it.
func (p *pipe) store(id string, foreign []*plan.Environment, about string) {
	lifecycle := emit.Map{{Key: "Id", Value: emit.Str("old-versions")}, {Key: "Status", Value: emit.Str("Enabled")},
		{Key: "NoncurrentVersionExpiration", Value: emit.Map{{Key: "NoncurrentDays", Value: emit.Int(90)}}},
		{Key: "AbortIncompleteMultipartUpload", Value: emit.Map{{Key: "DaysAfterInitiation", Value: emit.Int(7)}}}}
	props := secureBucket(lifecycle)
	all := []statement{tlsOnly(id)}
	if len(foreign) > 0 {
		props[0].Value = emit.Map{{Key: "ServerSideEncryptionConfiguration", Value: emit.Seq{emit.Map{
			{Key: "BucketKeyEnabled", Value: emit.Bool(true)},
			{Key: "ServerSideEncryptionByDefault", Value: emit.Map{{Key: "SSEAlgorithm", Value: emit.Str("aws:kms")},
				{Key: "KMSMasterKeyID", Value: getAtt("ArtifactKey", "Arn")}}}}}}}
		props = append(emit.Map{{Key: "BucketName", Value: sub(p.storeName())}}, props...)
		all = append(all, statement{sid: "Actions", principal: emit.Map{{Key: "AWS", Value: roleList(foreign)}},
			actions: []string{"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"}, resources: []emit.Value{sub("${" + id + ".Arn}/*")}})
	}
	if readers := p.packageReaders(); len(readers) > 0 && id == p.packageStore() {
		all = append(all, statement{sid: "Packages", principal: emit.Map{{Key: "AWS", Value: p.executionRoleList(readers)}},
			actions: packageActions, resources: []emit.Value{sub("${" + id + ".Arn}/" + plan.Packages + "/*")}})
	}
	p.t.kept(id, "AWS::S3::Bucket", props, about)
	p.t.resource(id+"Policy", "AWS::S3::BucketPolicy", emit.Map{
		{Key: "Bucket", Value: ref(id)}, {Key: "PolicyDocument", Value: document(all...)}})
}

// storeName is the bucket's name: fixed, because the roles of other accounts name it before it is there.
func (b *builder) storeName() string {
	return subText(b.plan.Name) + "-pipeline-${AWS::AccountId}"
}

func roleList(all []*plan.Environment) emit.Seq {
	var out emit.Seq
	for _, e := range all {
		out = append(out, commented(e.AssumeRole, e.Name))
	}
	return out
}

// key encrypts the artifacts: the default key of S3 cannot be used from another account.
func (p *pipe) key() {
	every := []emit.Value{emit.Str("*")} // of a key's own policy: this key
	all := []statement{
		{sid: "Account", principal: emit.Map{{Key: "AWS", Value: arn("iam::${AWS::AccountId}:root")}}, actions: []string{"kms:*"}, resources: every},
		{sid: "Actions", principal: emit.Map{{Key: "AWS", Value: roleList(p.foreign())}}, actions: useKey, resources: every},
	}
	if readers := p.packageReaders(); len(readers) > 0 && p.packageStore() == p.storeID {
		all = append(all, statement{sid: "Packages", principal: emit.Map{{Key: "AWS", Value: p.executionRoleList(readers)}},
			actions: []string{"kms:Decrypt"}, resources: every})
	}
	p.t.kept("ArtifactKey", "AWS::KMS::Key", emit.Map{
		{Key: "Description", Value: emit.Str("Artifacts of the pipeline " + p.plan.Name)},
		{Key: "EnableKeyRotation", Value: emit.Bool(true)},
		{Key: "KeyPolicy", Value: document(all...)},
	}, "The accounts that the actions work in read artifacts with it; "+p.path("roles")+" lets their roles.")
}
