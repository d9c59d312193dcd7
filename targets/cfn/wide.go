package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// What the permissions that an author lists amount to. They hold for every resource, and with the actions of IAM that give
// permissions away a role has them all.

// allows reports whether the pattern of a policy admits an action. Letters are not told apart by case, `*` stands for any
// text and `?` for one character (IAM JSON Policy Elements Reference, "Action").
func allows(pattern, action string) bool {
	return admits(strings.ToLower(pattern), strings.ToLower(action))
}

func admits(pattern, text string) bool {
	back, at := -1, 0 // where the last star stands, and what it has taken so far
	p, t := 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			back, at = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case back >= 0:
			at++
			p, t = back+1, at
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// allowsAny reports whether a list admits one of the actions.
func allowsAny(list []string, actions []string) bool {
	return slices.ContainsFunc(list, func(pattern string) bool {
		return slices.ContainsFunc(actions, func(a string) bool { return allows(pattern, a) })
	})
}

// givesAway are the actions by which whoever may call them on any resource has all permissions (IAM User Guide, "Delegating
// permissions management to other IAM users using permissions boundaries").
var givesAway = []string{"iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateAccessKey",
	"iam:CreateLoginProfile", "iam:CreatePolicyVersion", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy",
	"iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:UpdateLoginProfile"}

// isAll and isIAM report whether a pattern admits every action, or every action of IAM: they admit one that does not exist.
func isAll(pattern string) bool { return allows(pattern, "-:-") }
func isIAM(pattern string) bool { return allows(pattern, "iam:-") }

// isManaged reports whether an ARN is that policy of AWS's own.
func isManaged(arn, name string) bool { return strings.HasSuffix(arn, ":policy/"+name) }

// everything reports whether permissions are those of an administrator.
func everything(p plan.Permissions) bool {
	return slices.ContainsFunc(p.Actions, isAll) || slices.ContainsFunc(p.Managed, func(m string) bool { return isManaged(m, "AdministratorAccess") })
}

// changes reports whether permissions may hold actions that change roles. What a managed policy holds is not known here.
func changes(p plan.Permissions) bool { return len(p.Managed) > 0 || allowsAny(p.Actions, changesRole) }

// wide reports permissions without bounds; files is what decides over who, the templates or the pipeline.
func wide(p plan.Permissions, files string) diag.List {
	if p.Boundary != "" {
		return nil
	}
	who := "whoever can change " + files + " on any branch"
	for i, m := range p.Managed {
		path := p.Path + ".managed_policies[" + itoa(i) + "]"
		help := "list what " + files + " creates under `permissions`, or set `boundary`"
		switch {
		case isManaged(m, "AdministratorAccess"):
			return diag.List{diag.New(diag.Warning, "admin-policy", p.ManagedAt[i], path, "AdministratorAccess lets "+who+" do anything in these accounts").WithHelp(help)}
		case isManaged(m, "IAMFullAccess"):
			return diag.List{diag.New(diag.Warning, "admin-policy", p.ManagedAt[i], path, "IAMFullAccess is as much as an administrator: "+who+
				" may give a role any permission, and with it do anything in these accounts").WithHelp(help)}
		}
	}
	for i, a := range p.Actions {
		path := p.Path + ".permissions[" + itoa(i) + "]"
		switch {
		case isAll(a):
			return diag.List{diag.New(diag.Warning, "admin-policy", p.ActionsAt[i], path, "`"+a+"` lets "+who+" do anything in these accounts").
				WithHelp("list the actions, or set `boundary`")}
		case isIAM(a):
			return diag.List{diag.New(diag.Warning, "admin-policy", p.ActionsAt[i], path, "`"+a+"` is as much as an administrator: "+who+
				" may give a role any permission, and with it do anything in these accounts").WithHelp("list the actions of IAM that are needed, or set `boundary`")}
		}
	}
	return giving(p, who)
}

// giving says which listed actions give permissions away, on any resource as all that is listed. Templates that make roles
// need such actions, so it is no more than a note.
func giving(p plan.Permissions, who string) diag.List {
	for i, a := range p.Actions {
		if allowsAny([]string{a}, givesAway) {
			return diag.List{diag.New(diag.Note, "role-permissions", p.ActionsAt[i], p.Path+".permissions["+itoa(i)+"]", "`"+a+"` holds for every role but those of roles.yml: "+
				who+" may give a role any permission, and with it do anything else in these accounts").
				WithHelp("set `boundary` to a policy that lets roles be made with a boundary only")}
		}
	}
	for i, a := range p.Actions {
		if allows(a, "iam:PassRole") {
			return diag.List{diag.New(diag.Note, "role-permissions", p.ActionsAt[i], p.Path+".permissions["+itoa(i)+"]", "`"+a+"` holds for every role: "+
				who+" may let a function or a machine work under any role of these accounts that its service may take").
				WithHelp("name the roles in a policy of your own, under `managed_policies`, or set `boundary`")}
		}
	}
	return nil
}
