package spec

import "github.com/cdc-dev/cdc/compiler/source"

func steps(n *source.Node) []*Step { return list(n.Commands(), step) }

// step reads a step. Of two actions, which are an error, the first counts.
func step(n *source.Node) *Step {
	s := &Step{Node: n}
	if n.Kind == source.Scalar {
		s.Run = []Text{text(n)}
		return s
	}
	each(n, func(name string, k, v *source.Node) {
		switch name {
		case "name":
			s.Name = text(v)
		case "dir":
			s.Dir = text(v)
		case "vars":
			s.Vars = vars(v)
		case "continue_on_error":
			s.ContinueOnError = boolean(v)
		case "shell":
			s.Shell = text(v)
		case "run":
			s.Run = texts(v.Commands())
		default:
			if a := action(name, v); a != nil && s.Action == nil {
				s.Action, s.ActionKey = a, key(k)
			}
		}
	})
	return s
}

// action reads a typed action; nil when the key is none.
func action(name string, n *source.Node) Action {
	switch name {
	case "docker":
		return docker(n)
	case "cloudformation":
		return cloudFormation(n)
	case "sam":
		return sam(n)
	case "codedeploy":
		return codeDeploy(n)
	case "ecs":
		return &Ecs{
			Node: n, Cluster: text1(n, "cluster"), Service: text1(n, "service"), Container: text1(n, "container"),
			Image: text1(n, "image"), Wait: bool1(n, "wait"),
		}
	case "lambda":
		return &Lambda{
			Node: n, Function: text1(n, "function"), Zip: text1(n, "zip"), Image: text1(n, "image"),
			Alias: text1(n, "alias"), Publish: bool1(n, "publish"),
		}
	case "s3_sync":
		return &S3Sync{
			Node: n, From: text1(n, "from"), To: text1(n, "to"), ACL: text1(n, "acl"),
			CacheControl: text1(n, "cache_control"), Delete: bool1(n, "delete"),
		}
	case "start_build":
		return &StartBuild{Node: n, Project: text1(n, "project"), Branch: text1(n, "branch"), Wait: bool1(n, "wait")}
	case "notify":
		return &Message{Node: n, Via: text1(n, "via"), Text: text1(n, "message")}
	}
	return nil
}

func docker(n *source.Node) *Docker {
	d := &Docker{
		Node: n, Build: text1(n, "build"), File: text1(n, "file"), Tags: texts1(n, "tags"), Push: bool1(n, "push"),
		Args: vars1(n, "args"), Test: texts1(n, "test"),
	}
	if v := n.Get("login"); v != nil {
		d.Login = &Login{Node: v, User: text1(v, "user"), Password: text1(v, "password")}
	}
	return d
}

func cloudFormation(n *source.Node) *CloudFormation {
	return &CloudFormation{
		Node: n, Action: text1(n, "action"), Stack: text1(n, "stack"), Template: text1(n, "template"),
		ChangeSet: text1(n, "change_set"), Parameters: vars1(n, "parameters"), Capabilities: texts1(n, "capabilities"),
		Tags: vars1(n, "tags"), OnEmpty: text1(n, "on_empty"), Bucket: text1(n, "bucket"), Prefix: text1(n, "prefix"),
		Output: text1(n, "output"), Outputs: text1(n, "outputs"),
	}
}

func sam(n *source.Node) *Sam {
	return &Sam{
		Node: n, Action: text1(n, "action"), Stack: text1(n, "stack"), Template: text1(n, "template"),
		Container: bool1(n, "container"), Bucket: text1(n, "bucket"), Output: text1(n, "output"),
		Parameters: vars1(n, "parameters"), Capabilities: texts1(n, "capabilities"), OnEmpty: text1(n, "on_empty"),
	}
}

func codeDeploy(n *source.Node) *CodeDeploy {
	c := &CodeDeploy{
		Node: n, Application: text1(n, "application"), Group: text1(n, "group"), Config: text1(n, "config"),
		Description: text1(n, "description"), Wait: bool1(n, "wait"),
	}
	revision := n.Get("revision")
	if v := revision.Get("s3"); v != nil {
		c.S3 = &S3Revision{Node: v, Bucket: text1(v, "bucket"), Key: text1(v, "key"), Source: text1(v, "source")}
	}
	if v := revision.Get("github"); v != nil {
		c.GitHub = &GitHubRevision{Node: v, Repository: text1(v, "repository"), Commit: text1(v, "commit")}
	}
	return c
}
