"""Reads base64 YAML documents, one a line, with PyYAML's own safe loader, or with "c" as argument with the one that
libyaml serves, and prints each tree in the notation of conformance/tree.go."""

import base64
import sys

import yaml


def text(s):
    return base64.b64encode(s.encode("utf-8", "surrogatepass")).decode()


class Tagged:
    def __init__(self, tag, value):
        self.tag, self.value = tag, value


def tagged(loader, suffix, node):
    if isinstance(node, yaml.MappingNode):
        return Tagged("!" + suffix, loader.construct_mapping(node, deep=True))
    if isinstance(node, yaml.SequenceNode):
        return Tagged("!" + suffix, loader.construct_sequence(node, deep=True))
    kind = loader.resolve(yaml.ScalarNode, node.value, (node.style is None, node.style is not None))
    return Tagged("!" + suffix, loader.construct_object(yaml.ScalarNode(kind, node.value)))


def tree(v):
    if isinstance(v, str):
        return "s" + text(v)
    if v is None:
        return "n"
    if v is True or v is False:
        return "b1" if v else "b0"
    if isinstance(v, (int, float)):
        return "d%d" % v if isinstance(v, int) or v == v and abs(v) < 1e15 and v == int(v) else "d%r" % v
    if isinstance(v, list):
        return " ".join(["["] + [tree(x) for x in v] + ["]"])
    if isinstance(v, dict):
        return " ".join(["{"] + sorted(tree(k) + " " + tree(x) for k, x in v.items()) + ["}"])
    if isinstance(v, Tagged):
        return "!" + text(v.tag) + " " + tree(v.value)
    return "?" + text("%s %r" % (type(v).__name__, v))


base = yaml.CSafeLoader if sys.argv[1:] == ["c"] else yaml.SafeLoader


class Loader(base):
    pass


Loader.add_multi_constructor("!", tagged)

print("PyYAML %s, Python %s" % (yaml.__version__, sys.version.split()[0]))
for line in sys.stdin:
    try:
        print(tree(yaml.load(base64.b64decode(line).decode(), Loader)))
    except (yaml.YAMLError, ValueError, TypeError, AttributeError) as error:
        print("E" + text(str(error)))
