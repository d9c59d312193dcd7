package cfn

import (
	"github.com/cdc-dev/cdc/internal/emit"
)

// statement is one statement of an IAM policy.
type statement struct {
	sid       string
	deny      bool
	principal emit.Value // of a trust or resource policy
	actions   []string
	resources []emit.Value // none in a trust policy
	condition emit.Map
	about     string // comment: the jobs that ask for it
}

func (s statement) value() emit.Map {
	var m emit.Map
	if s.sid != "" {
		m.Add("Sid", emit.Str(s.sid))
	}
	effect := "Allow"
	if s.deny {
		effect = "Deny"
	}
	m = append(m, emit.Entry{Key: "Effect", Value: emit.Str(effect), Line: s.about})
	if s.principal != nil {
		m.Add("Principal", s.principal)
	}
	m.Add("Action", texts(s.actions))
	if len(s.resources) > 0 {
		m.Add("Resource", values(s.resources))
	}
	if len(s.condition) > 0 {
		m.Add("Condition", s.condition)
	}
	return m
}

// document is a policy document.
func document(statements ...statement) emit.Map {
	var all emit.Seq
	for _, s := range statements {
		all = append(all, s.value())
	}
	return policyDocument(all)
}

func policyDocument(statements emit.Seq) emit.Map {
	return emit.Map{{Key: "Version", Value: emit.Str("2012-10-17")}, {Key: "Statement", Value: statements}}
}

// policy is an inline policy of a role.
func policy(name string, statements ...statement) emit.Map {
	return emit.Map{{Key: "PolicyName", Value: emit.Str(name)}, {Key: "PolicyDocument", Value: document(statements...)}}
}

// trustService lets a service of AWS assume a role for resources of this account only: without the condition the
// service could be asked to by another account (IAM User Guide, "The confused deputy problem").
func trustService(service emit.Value) statement {
	return statement{
		principal: emit.Map{{Key: "Service", Value: service}},
		actions:   []string{"sts:AssumeRole"},
		condition: emit.Map{{Key: "StringEquals", Value: emit.Map{{Key: "aws:SourceAccount", Value: ref("AWS::AccountId")}}}},
	}
}

// passTo lets a role be passed to one service and no other.
func passTo(service string, resources ...emit.Value) statement {
	return statement{
		actions: []string{"iam:PassRole"}, resources: resources,
		condition: emit.Map{{Key: "StringEquals", Value: emit.Map{{Key: "iam:PassedToService", Value: emit.Str(service)}}}},
	}
}

// secureBucket is the properties that every bucket has: encryption, no public access, no ACLs, versions.
func secureBucket(lifecycle emit.Map) emit.Map {
	yes := emit.Bool(true)
	return emit.Map{
		{Key: "BucketEncryption", Value: emit.Map{{Key: "ServerSideEncryptionConfiguration", Value: emit.Seq{emit.Map{
			{Key: "ServerSideEncryptionByDefault", Value: emit.Map{{Key: "SSEAlgorithm", Value: emit.Str("AES256")}}},
		}}}}},
		{Key: "LifecycleConfiguration", Value: emit.Map{{Key: "Rules", Value: emit.Seq{lifecycle}}}},
		{Key: "OwnershipControls", Value: emit.Map{{Key: "Rules", Value: emit.Seq{emit.Map{{Key: "ObjectOwnership", Value: emit.Str("BucketOwnerEnforced")}}}}}},
		{Key: "PublicAccessBlockConfiguration", Value: emit.Map{
			{Key: "BlockPublicAcls", Value: yes}, {Key: "BlockPublicPolicy", Value: yes},
			{Key: "IgnorePublicAcls", Value: yes}, {Key: "RestrictPublicBuckets", Value: yes},
		}},
		{Key: "VersioningConfiguration", Value: emit.Map{{Key: "Status", Value: emit.Str("Enabled")}}},
	}
}

// tlsOnly refuses requests without TLS.
func tlsOnly(bucketID string) statement {
	return statement{
		sid: "TlsOnly", deny: true, principal: emit.Str("*"), actions: []string{"s3:*"},
		resources: []emit.Value{getAtt(bucketID, "Arn"), sub("${" + bucketID + ".Arn}/*")},
		condition: emit.Map{{Key: "Bool", Value: emit.Map{{Key: "aws:SecureTransport", Value: emit.Str("false")}}}},
	}
}
