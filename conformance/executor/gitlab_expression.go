package executor

import (
	"fmt"
	"regexp"
	"strings"
)

// The words of an expression of rules:if (GitLab's manual, "CI/CD job rules", "Variable expressions"): variables, texts in
// either quote, patterns with flags, null, and the operators.
var expressionWord = regexp.MustCompile(`^\s*(?:(\$\w+)|"([^"]*)"|'([^']*)'|(/(?:\\.|[^/\\])*/[a-zA-Z]*)|(null)|(==|!=|=~|!~|&&|\|\||\(|\)))`)

// token is a word of an expression: its kind is '$', '"', '/', 'n' or 'o', for an operator.
type token struct {
	kind byte
	text string
}

func tokens(text string) ([]token, error) {
	var out []token
	for strings.TrimSpace(text) != "" {
		m := expressionWord.FindStringSubmatchIndex(text)
		if m == nil {
			return nil, fmt.Errorf("no word of an expression: %q", text)
		}
		for group, kind := range []byte{'$', '"', '"', '/', 'n', 'o'} {
			if from := m[2*group+2]; from >= 0 {
				out = append(out, token{kind, text[from:m[2*group+3]]})
			}
		}
		text = text[m[1]:]
	}
	return out, nil
}

// value is what a word stands for; a variable that is not there is null.
type value struct {
	text string
	null bool
}

func (v value) holds() bool { return !v.null && v.text != "" }

// strength of the operators: a comparison binds more than and, and and more than or.
var strength = map[string]int{"||": 1, "&&": 2, "==": 3, "!=": 3, "=~": 3, "!~": 3}

// holds evaluates an expression.
func holds(expression string, vars map[string]string) (bool, error) {
	words, err := tokens(expression)
	if err != nil {
		return false, err
	}
	r := &reader{words: words, vars: vars}
	v, err := r.climb(1)
	if err == nil && len(r.words) > 0 {
		err = fmt.Errorf("%q stands behind the end of %q", r.words[0].text, expression)
	}
	return v.holds(), err
}

type reader struct {
	words []token
	vars  map[string]string
}

func (r *reader) next() token {
	if len(r.words) == 0 {
		return token{}
	}
	t := r.words[0]
	r.words = r.words[1:]
	return t
}

func (r *reader) climb(least int) (value, error) {
	left, err := r.operand()
	for err == nil && len(r.words) > 0 && r.words[0].kind == 'o' && strength[r.words[0].text] >= least {
		operator := r.next().text
		var right value
		if right, err = r.climb(strength[operator] + 1); err == nil {
			left, err = apply(operator, left, right)
		}
	}
	return left, err
}

func (r *reader) operand() (value, error) {
	switch t := r.next(); t.kind {
	case '$':
		text, there := r.vars[t.text[1:]]
		return value{text, !there}, nil
	case '"', '/':
		return value{text: t.text}, nil
	case 'n':
		return value{null: true}, nil
	case 'o':
		if t.text == "(" {
			v, err := r.climb(1)
			if end := r.next(); err == nil && end.text != ")" {
				err = fmt.Errorf("a parenthesis is open")
			}
			return v, err
		}
		fallthrough
	default:
		return value{}, fmt.Errorf("%q is no operand", t.text)
	}
}

func apply(operator string, left, right value) (value, error) {
	var is bool
	switch operator {
	case "&&":
		is = left.holds() && right.holds()
	case "||":
		is = left.holds() || right.holds()
	case "==":
		is = left == right
	case "!=":
		is = left != right
	default:
		found, err := found(left, right)
		if err != nil {
			return value{}, err
		}
		is = found == (operator == "=~")
	}
	if is {
		return value{text: "true"}, nil
	}
	return value{null: true}, nil
}

// found looks for a pattern, which stands there or in a variable, anywhere in the text. Nothing is found in null.
func found(text, pattern value) (bool, error) {
	end := strings.LastIndex(pattern.text, "/")
	if !strings.HasPrefix(pattern.text, "/") || end < 1 {
		return false, fmt.Errorf("%q is no pattern", pattern.text)
	}
	source := strings.ReplaceAll(pattern.text[1:end], `\/`, "/")
	if flags := pattern.text[end+1:]; flags != "" {
		source = "(?" + flags + ")" + source
	}
	re, err := regexp.Compile(source) // GitLab takes RE2, as Go does
	return err == nil && !text.null && re.MatchString(text.text), err
}
