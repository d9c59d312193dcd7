package cfn

import "github.com/cdc-dev/cdc/internal/emit"

// chalicePermissions are what CloudFormation needs to create, change and delete the stacks of a Chalice application:
// what `chalice package` writes for functions, their roles, a REST API and schedules. Functions, rules and roles have the
// names that CloudFormation makes of the stack's; a REST API has none to hold on to.
func chalicePermissions(stacks []string) []statement {
	named := func(prefix, suffix string) []emit.Value {
		var out []emit.Value
		for _, s := range stacks {
			out = append(out, arn(prefix+s+suffix))
		}
		return out
	}
	roles := named("iam::${AWS::AccountId}:role/", "-*")
	pass := passTo("lambda.amazonaws.com", roles...)
	return []statement{
		{actions: []string{"cloudformation:CreateChangeSet"}, resources: []emit.Value{arn("cloudformation:${AWS::Region}:aws:transform/Serverless-2016-10-31")}},
		{actions: []string{"s3:GetObject", "s3:GetObjectVersion"}, resources: []emit.Value{sub("${ApplicationBucket.Arn}/*")}},
		{actions: []string{"lambda:AddPermission", "lambda:CreateAlias", "lambda:CreateFunction", "lambda:DeleteAlias", "lambda:DeleteFunction",
			"lambda:DeleteFunctionConcurrency", "lambda:GetAlias", "lambda:GetFunction", "lambda:GetFunctionCodeSigningConfig",
			"lambda:GetFunctionConfiguration", "lambda:GetPolicy", "lambda:GetRuntimeManagementConfig", "lambda:ListTags",
			"lambda:ListVersionsByFunction", "lambda:PublishVersion", "lambda:PutFunctionConcurrency", "lambda:RemovePermission",
			"lambda:TagResource", "lambda:UntagResource", "lambda:UpdateAlias", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"},
			resources: named("lambda:${AWS::Region}:${AWS::AccountId}:function:", "-*")},
		{actions: []string{"apigateway:DELETE", "apigateway:GET", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"}, resources: []emit.Value{
			arn("apigateway:${AWS::Region}::/restapis"), arn("apigateway:${AWS::Region}::/restapis/*"), arn("apigateway:${AWS::Region}::/tags/*")}},
		{actions: []string{"events:DeleteRule", "events:DescribeRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"},
			resources: named("events:${AWS::Region}:${AWS::AccountId}:rule/", "-*")},
		{actions: []string{"iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:GetRole",
			"iam:GetRolePolicy", "iam:PutRolePolicy", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy"}, resources: roles},
		pass,
	}
}
