package cfn

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/emit"
)

// The intrinsic functions, in their short form (CloudFormation Template Reference, "Intrinsic function reference").

func ref(name string) emit.Value { return emit.Tag{Name: "!Ref", Value: emit.Str(name)} }

// getAtt is one attribute of a resource: getAtt("Role", "Arn").
func getAtt(id, attribute string) emit.Value {
	return emit.Tag{Name: "!GetAtt", Value: emit.Str(id + "." + attribute)}
}

// sub is a text with ${…} of the template's own. What a user wrote must pass subText first.
func sub(text string) emit.Value { return emit.Tag{Name: "!Sub", Value: emit.Str(text)} }

// subText makes text of the user safe inside !Sub, where ${X} would be taken for a reference.
func subText(s string) string { return strings.ReplaceAll(s, "${", "${!") }

// arn is an ARN as a !Sub text. Every ARN begins with the partition of the region that the stack is in.
func arn(rest string) emit.Value { return sub("arn:${AWS::Partition}:" + rest) }

func ifElse(condition string, yes, no emit.Value) emit.Value {
	return emit.Tag{Name: "!If", Value: emit.Seq{emit.Str(condition), yes, no}}
}

// only is a value where a condition holds, and nothing where not.
func only(condition string, v emit.Value) emit.Value {
	return ifElse(condition, v, ref("AWS::NoValue"))
}

func equals(a, b emit.Value) emit.Value {
	return emit.Tag{Name: "!Equals", Value: emit.Flow{Value: emit.Seq{a, b}}}
}

// contains is for rules only.
func contains(list []string, v emit.Value) emit.Value {
	return emit.Tag{Name: "!Contains", Value: emit.Flow{Value: emit.Seq{emit.Strs(list...), v}}}
}

// long turns short forms into the long ones that JSON has.
func long(v emit.Value) emit.Value {
	switch v := v.(type) {
	case emit.Map:
		out := make(emit.Map, len(v))
		for i, e := range v {
			e.Value, e.Head, e.Line, e.Blank = long(e.Value), nil, "", false
			out[i] = e
		}
		return out
	case emit.Seq:
		out := make(emit.Seq, len(v))
		for i, x := range v {
			out[i] = long(x)
		}
		return out
	case emit.Flow:
		return long(v.Value)
	case emit.Noted:
		return long(v.Value)
	case emit.Tag:
		return longTag(v)
	}
	return v
}

func longTag(t emit.Tag) emit.Value {
	name := strings.TrimPrefix(t.Name, "!")
	switch name {
	case "Ref", "Condition":
		return emit.Map{{Key: name, Value: t.Value}}
	case "GetAtt":
		if s, ok := t.Value.(emit.Str); ok {
			id, attribute, _ := strings.Cut(string(s), ".")
			return emit.Map{{Key: "Fn::GetAtt", Value: emit.Strs(id, attribute)}}
		}
	}
	return emit.Map{{Key: "Fn::" + name, Value: long(t.Value)}}
}

// texts is a value that is one text or a list of several, as IAM allows.
func texts(all []string) emit.Value {
	if len(all) == 1 {
		return emit.Str(all[0])
	}
	return emit.Strs(all...)
}

// values is the same for values.
func values(all []emit.Value) emit.Value {
	if len(all) == 1 {
		return all[0]
	}
	return emit.Seq(all)
}
