package conformance

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// templateCheck holds one family of properties over all templates; tolerated are findings that stand, by the template's
// name and how they begin, with the reason.
type templateCheck struct {
	name      string
	find      func(m map[string]any) []string
	tolerated map[string]string
}

var (
	policyCheck = templateCheck{name: "policies", find: policyProblems}
	bucketCheck = templateCheck{name: "buckets", find: bucketProblems, tolerated: map[string]string{
		"cfn-raw/want/cfn/cfn/bucket.yml: ArtifactBucket: RestrictPublicBuckets is not set": "the author's raw override, and cdc warns",
		"cfn-raw/want/cfn/cfn/bucket.yml: ArtifactBucket keeps no versions":                 "the author's raw override, and cdc warns",
	}}
	referenceCheck = templateCheck{name: "references", find: referenceProblems}
	sizeCheck      = templateCheck{name: "sizes", find: sizeProblems}
	pipelineCheck  = templateCheck{name: "pipelines", find: pipelineProblems}
)

// over runs a check over all templates.
func (c templateCheck) over(t *testing.T) {
	t.Helper()
	start := time.Now()
	files := goldens(t, isTemplate)
	used := map[string]bool{}
	for _, f := range files {
		if c.name == sizeCheck.name && len(f.Data) > 51200 {
			t.Errorf("%s has %d bytes, and 51200 is the most", f.Name(), len(f.Data))
		}
		for _, problem := range c.find(templateOf(t, f)) {
			text := f.Name() + ": " + problem
			if c.tolerated[text] == "" {
				t.Error(text)
			}
			used[text] = true
		}
	}
	for text := range c.tolerated {
		if !used[text] {
			t.Errorf("nothing is found any more of %s", text)
		}
	}
	report(t, c.name, "own", len(files), len(files), start)
}

// TestTemplatePolicies: whom a role trusts and what it may do.
func TestTemplatePolicies(t *testing.T) { policyCheck.over(t) }

// TestTemplateBuckets: what every bucket has.
func TestTemplateBuckets(t *testing.T) { bucketCheck.over(t) }

// TestTemplateReferences: whatever a template refers to is there, and an ARN where one is wanted.
func TestTemplateReferences(t *testing.T) { referenceCheck.over(t) }

// TestTemplateSizes: what the services take.
func TestTemplateSizes(t *testing.T) { sizeCheck.over(t) }

// TestTemplatePipelines: what the actions of a pipeline hand to each other.
func TestTemplatePipelines(t *testing.T) { pipelineCheck.over(t) }

// mutation plants one fault in a template; apply reports whether the template has a place for it.
type mutation struct {
	name  string
	check templateCheck
	want  string
	apply func(m map[string]any) bool
}

// inStatements changes the first statement that fits.
func inStatements(fits, change func(s map[string]any) bool) func(m map[string]any) bool {
	return func(m map[string]any) bool {
		done := false
		walk(m["Resources"], "", func(path string, s map[string]any) {
			if done || s["Effect"] == nil || strings.Contains(path, "/KeyPolicy/") || strings.Contains(path, "/Listed") || !fits(s) {
				return
			}
			done = change(s)
		})
		return done
	}
}

// set changes keys of a statement; nil deletes one.
func set(pairs ...any) func(s map[string]any) bool {
	return func(s map[string]any) bool {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i+1] == nil {
				delete(s, pairs[i].(string))
			} else {
				s[pairs[i].(string)] = pairs[i+1]
			}
		}
		return true
	}
}

func allows(s map[string]any) bool {
	return s["Effect"] == "Allow" && s["Resource"] != nil && s["Principal"] == nil
}
func passes(s map[string]any) bool {
	return allows(s) && slices.Contains(listOf(s["Action"]), any("iam:PassRole"))
}
func ofPrincipal(kind string) func(s map[string]any) bool {
	return func(s map[string]any) bool { return s["Effect"] == "Allow" && dig(s, "Principal", kind) != nil }
}

// inResources changes the first resource of a type.
func inResources(kind string, change func(id string, r map[string]any) bool) func(m map[string]any) bool {
	return func(m map[string]any) bool {
		for _, id := range sorted(resources(m)) {
			r := mapOf(resources(m)[id])
			if r["Type"] == kind && change(id, r) {
				return true
			}
		}
		return false
	}
}

// graft sets or, with nil, deletes what a path of keys leads to. A number goes into a list.
func graft(root any, value any, keys ...any) bool {
	for i, k := range keys {
		last := i == len(keys)-1
		switch k := k.(type) {
		case int:
			list, ok := root.([]any)
			if !ok || k >= len(list) {
				return false
			}
			root = list[k]
		case string:
			m, ok := root.(map[string]any)
			if !ok || m[k] == nil {
				return false
			}
			if last && value == nil {
				delete(m, k)
			} else if last {
				m[k] = value
			}
			root = m[k]
		}
	}
	return true
}

// property plants a value in the first resource of a type.
func property(kind string, value any, keys ...any) func(m map[string]any) bool {
	return inResources(kind, func(_ string, r map[string]any) bool { return graft(r, value, keys...) })
}

// inCalls changes the first call of an intrinsic function that fits.
func inCalls(name string, value func(old any) any) func(m map[string]any) bool {
	return func(m map[string]any) bool {
		done := false
		walk(m["Resources"], "", func(_ string, v map[string]any) {
			if old, ok := v[name]; ok && !done {
				if v[name] = value(old); v[name] != nil {
					done = true
					return
				}
				v[name] = old
			}
		})
		return done
	}
}

// inActions changes the actions of the first pipeline: the first that change says it has changed.
func inActions(change func(stage, action int, a map[string]any, stages []any) bool) func(m map[string]any) bool {
	return inResources("AWS::CodePipeline::Pipeline", func(_ string, r map[string]any) bool {
		stages := listOf(dig(r, "Properties", "Stages"))
		for i, s := range stages {
			for n, a := range listOf(dig(s, "Actions")) {
				if change(i, n, mapOf(a), stages) {
					return true
				}
			}
		}
		return false
	})
}

func artifactOf(a any, key string) string { return first(dig(a, key), "Name") }

var mutations = []mutation{
	{"Action: *", policyCheck, "allows *", inStatements(allows, set("Action", "*"))},
	{"every action of a service", policyCheck, "allows s3:*", inStatements(allows, set("Action", []any{"s3:*"}))},
	{"every resource", policyCheck, "allows s3:GetObject on every resource", inStatements(allows, set("Action", "s3:GetObject", "Resource", "*"))},
	{"NotAction", policyCheck, "grants what nobody has thought of", inStatements(allows, set("NotAction", "s3:GetObject"))},
	{"a name as resource", policyCheck, "bucket is no ARN", inStatements(allows, set("Resource", []any{"bucket"}))},
	{"iam:PassRole on *", policyCheck, "passes any role", inStatements(passes, set("Resource", "*"))},
	{"no PassedToService", policyCheck, "passes a role to any service", inStatements(passes, set("Condition", nil))},
	{"a service without its account", policyCheck, "trusts a service on behalf of any account", inStatements(ofPrincipal("Service"), set("Condition", nil))},
	{"everybody", policyCheck, "everybody", inStatements(ofPrincipal("AWS"), set("Principal", "*"))},
	{"every account", policyCheck, "everybody", inStatements(ofPrincipal("AWS"), set("Principal", map[string]any{"AWS": "*"}))},
	{"one of several principals is everybody", policyCheck, "everybody", inStatements(ofPrincipal("AWS"), set("Principal", map[string]any{"AWS": []any{"arn:x", "*"}}))},
	{"a principal by its name", policyCheck, "runner is no ARN", inStatements(ofPrincipal("AWS"), set("Principal", map[string]any{"AWS": "runner"}))},
	{"any token", policyCheck, "trusts any token", inStatements(ofPrincipal("Federated"), set("Condition", nil))},
	{"ForAllValues", policyCheck, "ForAllValues holds for a request without the key", inStatements(ofPrincipal("Federated"),
		func(s map[string]any) bool {
			s["Condition"] = map[string]any{"ForAllValues:StringEquals": s["Condition"]}
			return true
		})},
	{"a pattern without a wildcard", policyCheck, "StringLike without a pattern", inStatements(ofPrincipal("Federated"),
		set("Condition", map[string]any{"StringLike": map[string]any{"x:aud": "a", "x:sub": "b"}}))},
	{"a function that any account calls", policyCheck, "lets a service of any account call", property("AWS::Lambda::Permission", nil, "Properties", "SourceArn")},

	{"no TLS", bucketCheck, "without TLS", property("AWS::S3::BucketPolicy", map[string]any{"Ref": "Another"}, "Properties", "Bucket")},
	{"TLS for some requests", bucketCheck, "without TLS", inStatements(func(s map[string]any) bool { return s["Effect"] == "Deny" && s["Action"] == "s3:*" }, set("Action", "s3:GetObject"))},
	{"TLS for the bucket only", bucketCheck, "without TLS", inStatements(func(s map[string]any) bool { return s["Effect"] == "Deny" && s["Action"] == "s3:*" }, set("Resource", "arn:x"))},
	{"public ACLs", bucketCheck, "BlockPublicAcls is not set", property("AWS::S3::Bucket", "false", "Properties", "PublicAccessBlockConfiguration", "BlockPublicAcls")},
	{"a public policy", bucketCheck, "BlockPublicPolicy is not set", property("AWS::S3::Bucket", nil, "Properties", "PublicAccessBlockConfiguration", "BlockPublicPolicy")},
	{"public ACLs that are there", bucketCheck, "IgnorePublicAcls is not set", property("AWS::S3::Bucket", "false", "Properties", "PublicAccessBlockConfiguration", "IgnorePublicAcls")},
	{"a bucket that was public", bucketCheck, "RestrictPublicBuckets is not set", property("AWS::S3::Bucket", nil, "Properties", "PublicAccessBlockConfiguration")},
	{"ACLs", bucketCheck, "takes ACLs", property("AWS::S3::Bucket", "ObjectWriter", "Properties", "OwnershipControls", "Rules", 0, "ObjectOwnership")},
	{"no encryption", bucketCheck, "is not encrypted", property("AWS::S3::Bucket", nil, "Properties", "BucketEncryption")},
	{"no versions", bucketCheck, "keeps no versions", property("AWS::S3::Bucket", "Suspended", "Properties", "VersioningConfiguration", "Status")},
	{"no lifecycle", bucketCheck, "keeps everything for ever", property("AWS::S3::Bucket", nil, "Properties", "LifecycleConfiguration")},
	{"not retained", bucketCheck, "is deleted with its stack", property("AWS::S3::Bucket", "Delete", "DeletionPolicy")},

	{"Ref", referenceCheck, `there is no "Nothing"`, inCalls("Ref", func(any) any { return "Nothing" })},
	{"GetAtt of nothing", referenceCheck, `"Nothing" () has no attribute`, inCalls("Fn::GetAtt", func(any) any { return []any{"Nothing", "Arn"} })},
	{"an attribute that is none", referenceCheck, `has no attribute "Name2"`, inCalls("Fn::GetAtt", func(old any) any { return []any{listOf(old)[0], "Name2"} })},
	{"Sub of nothing", referenceCheck, `there is no "Nothing"`, inCalls("Fn::Sub", func(old any) any { return str(old) + "${Nothing}" })},
	{"Sub of an attribute", referenceCheck, `has no attribute "Arn"`, inCalls("Fn::Sub", func(old any) any { return str(old) + "${Nothing.Arn}" })},
	{"If", referenceCheck, "there is no condition IsNothing", inCalls("Fn::If", func(old any) any { return append([]any{"IsNothing"}, listOf(old)[1:]...) })},
	{"a resource's condition", referenceCheck, "there is no condition IsNothing", func(m map[string]any) bool {
		for _, id := range sorted(resources(m)) {
			if graft(resources(m)[id], "IsNothing", "Condition") {
				return true
			}
		}
		return false
	}},
	{"a parameter for nothing", referenceCheck, "nothing reads the parameter Nothing", func(m map[string]any) bool {
		parameters := mapOf(m["Parameters"])
		if parameters != nil {
			parameters["Nothing"] = map[string]any{"Type": "String"}
		}
		return parameters != nil
	}},
	{"a role by its name", referenceCheck, "ServiceRole wants an ARN", property("AWS::CodeBuild::Project", "build", "Properties", "ServiceRole")},
	{"a role by Ref", referenceCheck, "RoleArn wants an ARN", inResources("AWS::CodePipeline::Pipeline", func(_ string, r map[string]any) bool {
		return graft(r, map[string]any{"Ref": dig(r, "Properties", "RoleArn").(map[string]any)["Fn::GetAtt"].([]any)[0]}, "Properties", "RoleArn")
	})},
	{"a target by its name", referenceCheck, "Arn wants an ARN", property("AWS::Events::Rule", "notify", "Properties", "Targets", 0, "Arn")},

	{"an artifact made twice", pipelineCheck, "is also made in", inActions(func(i, _ int, a map[string]any, stages []any) bool {
		if i == 0 || a["OutputArtifacts"] == nil {
			return false
		}
		return graft(a, artifactOf(first0(stages), "OutputArtifacts"), "OutputArtifacts", 0, "Name")
	})},
	{"an artifact that nobody makes", pipelineCheck, `consumes "Nothing", which is not made before`, inActions(func(_, _ int, a map[string]any, _ []any) bool {
		return graft(a, "Nothing", "InputArtifacts", 0, "Name")
	})},
	{"an artifact of a later action", pipelineCheck, "which is not made before", inActions(func(i, _ int, a map[string]any, _ []any) bool {
		return i > 0 && a["OutputArtifacts"] != nil && graft(a, artifactOf(a, "OutputArtifacts"), "InputArtifacts", 0, "Name")
	})},
	{"an artifact that nobody consumes", pipelineCheck, `nobody consumes "Nothing"`, inActions(func(_, _ int, a map[string]any, _ []any) bool {
		return graft(a, append(listOf(a["OutputArtifacts"]), map[string]any{"Name": "Nothing"}), "OutputArtifacts")
	})},
	{"an artifact's name", pipelineCheck, "or is no name", inActions(func(_, _ int, a map[string]any, _ []any) bool { return graft(a, "a b", "OutputArtifacts", 0, "Name") })},
	{"two actions of one name", pipelineCheck, "stands twice", inActions(func(_, n int, a map[string]any, stages []any) bool {
		for _, s := range stages {
			if all := listOf(dig(s, "Actions")); len(all) > 1 {
				return graft(all[1], dig(all[0], "Name"), "Name")
			}
		}
		return false
	})},
	{"a template of another artifact", pipelineCheck, "is in no input", inActions(func(_, _ int, a map[string]any, _ []any) bool {
		return graft(a, "Nothing::t.yml", "Configuration", "TemplatePath")
	})},
	{"polling", pipelineCheck, "polls", inActions(func(_, _ int, a map[string]any, _ []any) bool {
		return dig(a, "ActionTypeId", "Owner") == "AWS" && graft(a, "true", "Configuration", "PollForSourceChanges")
	})},
	{"no role for CloudFormation", pipelineCheck, "with the role", inActions(func(_, _ int, a map[string]any, _ []any) bool {
		return dig(a, "Configuration", "ActionMode") != nil && graft(a, nil, "Configuration", "RoleArn")
	})},

	{"inline policies", sizeCheck, "and 10240 is the most", property("AWS::IAM::Role", "arn:"+strings.Repeat("x", 10240), "Properties", "Policies", 0, "PolicyDocument", "Statement", 0, "Resource")},
	{"policies that are attached", sizeCheck, "and 10240 is the most", property("AWS::IAM::Policy", "arn:"+strings.Repeat("x", 10240), "Properties", "PolicyDocument", "Statement", 0, "Resource")},
	{"a trust", sizeCheck, "and 2048 is the most", inStatements(func(s map[string]any) bool { return s["Principal"] != nil && s["Action"] == "sts:AssumeRole" }, set("Sid", strings.Repeat("x", 2048)))},
	{"a managed policy", sizeCheck, "and 6144 is the most", inResources("AWS::IAM::Policy", func(_ string, r map[string]any) bool {
		r["Type"] = "AWS::IAM::ManagedPolicy"
		return graft(r, strings.Repeat("x", 6144), "Properties", "PolicyDocument", "Statement", 0, "Resource")
	})},
	{"a function's code", sizeCheck, "and 4096 is the most", property("AWS::Lambda::Function", strings.Repeat("x", 4097), "Properties", "Code", "ZipFile")},
	{"a role's name", sizeCheck, "and 64 is the most", property("AWS::IAM::Role", strings.Repeat("x", 65), "Properties", "RoleName")},
}

// first0 is the first action of the first stage.
func first0(stages []any) any { return listOf(dig(stages[0], "Actions"))[0] }

// TestTemplateMutations plants a fault of each kind in every golden template that has a place for it: the checks see what
// they are for, in real templates.
func TestTemplateMutations(t *testing.T) {
	files := goldens(t, isTemplate)
	for _, x := range mutations {
		t.Run(x.name, func(t *testing.T) {
			planted := 0
			for _, f := range files {
				m := templateOf(t, f)
				if !x.apply(m) {
					continue
				}
				planted++
				if got := x.check.find(m); !slices.ContainsFunc(got, func(p string) bool { return strings.Contains(p, x.want) }) {
					t.Errorf("%s: want %q, have %q", f.Name(), x.want, got)
				}
			}
			if planted == 0 {
				t.Error("no template has a place for it")
			}
		})
	}
}

// TestStatementProblems: the checks see what they are for.
func TestStatementProblems(t *testing.T) {
	for want, s := range map[string]string{
		"allows *":                               `{Effect: Allow, Action: "*", Resource: "arn:x"}`,
		"allows s3:*":                            `{Effect: Allow, Action: [s3:*], Resource: "arn:x"}`,
		"allows s3:GetObject on every resource":  `{Effect: Allow, Action: s3:GetObject, Resource: "*"}`,
		"passes a role to any service":           `{Effect: Allow, Action: iam:PassRole, Resource: "arn:x"}`,
		"passes any role":                        `{Effect: Allow, Action: iam:PassRole, Resource: "*", Condition: {StringEquals: {"iam:PassedToService": x}}}`,
		"name is no ARN":                         `{Effect: Allow, Action: s3:GetObject, Resource: name}`,
		"everybody":                              `{Effect: Allow, Action: s3:GetObject, Resource: "arn:x", Principal: {AWS: "*"}}`,
		"trusts a service on behalf":             `{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: x}}`,
		"trusts any token":                       `{Effect: Allow, Action: sts:AssumeRoleWithWebIdentity, Principal: {Federated: "arn:x"}}`,
		"ForAllValues holds":                     `{Effect: Allow, Action: s3:GetObject, Resource: "arn:x", Condition: {"ForAllValues:StringLike": {a: b}}}`,
		"Not… grants what nobody has thought of": `{Effect: Allow, NotAction: s3:GetObject, Resource: "arn:x"}`,
	} {
		var m map[string]any
		if err := yaml.Unmarshal([]byte(s), &m); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(statementProblems("", m), "; "); !strings.Contains(got, want) {
			t.Errorf("%s: want %q, have %q", s, want, got)
		}
	}
}
