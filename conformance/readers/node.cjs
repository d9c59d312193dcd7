// Reads base64 YAML documents, one a line, with the reader named by the argument, and prints each tree in the notation
// of conformance/tree.go.
"use strict";

const base64 = (s) => Buffer.from(s, "utf8").toString("base64");

class Tagged {
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

function tree(v) {
  if (v instanceof Tagged) return "!" + base64(v.tag) + " " + tree(v.value);
  if (v === null || v === undefined) return "n";
  if (typeof v === "string") return "s" + base64(v);
  if (typeof v === "number" || typeof v === "bigint") return "d" + String(v);
  if (typeof v === "boolean") return v ? "b1" : "b0";
  if (Array.isArray(v)) return ["[", ...v.map(tree), "]"].join(" ");
  if (v instanceof Map) return ["{", ...[...v].map(([k, x]) => tree(k) + " " + tree(x)).sort(), "}"].join(" ");
  if (Object.getPrototypeOf(v) === Object.prototype) return tree(new Map(Object.keys(v).map((k) => [k, v[k]])));
  return "?" + base64(v.constructor.name + " " + String(v));
}

// js-yaml 3 has no types for every tag that starts alike, so the tags of CloudFormation are named.
const names = ["Ref", "Sub", "GetAtt", "If", "Equals", "Not", "And", "Or", "Join", "Select", "Split", "Contains",
  "Condition", "FindInMap", "GetAZs", "Base64", "ImportValue", "EachMemberIn", "Cidr", "Transform", "reference"];
const kinds = ["scalar", "sequence", "mapping"];

function jsYaml(name) {
  const lib = require(name);
  const v3 = lib.Schema.create !== undefined;
  const type = (tag, kind) => new lib.Type(tag, {
    kind, construct: (data, given) => new Tagged(given || tag, data), ...(v3 ? {} : { multi: true }),
  });
  const types = v3 ? names.flatMap((n) => kinds.map((k) => type("!" + n, k))) : kinds.map((k) => type("!", k));
  const schema = v3 ? lib.Schema.create(lib.DEFAULT_SAFE_SCHEMA, types) : lib.DEFAULT_SCHEMA.extend(types);
  const load = v3 ? lib.safeLoad : lib.load;
  return { version: name, read: (text) => load(text, { schema }) };
}

// GitLab and CloudFormation tags become nodes that keep their tag; the value below is resolved as it would be without.
function npmYaml(version) {
  const lib = require("yaml");
  const value = (node, doc) => {
    if (!lib.isNode(node)) return node;
    if (lib.isPair(node)) return node;
    let out;
    if (lib.isMap(node)) out = new Map(node.items.map((p) => [value(p.key, doc), value(p.value, doc)]));
    else if (lib.isSeq(node)) out = node.items.map((x) => value(x, doc));
    else out = node.toJS(doc, { mapAsMap: true });
    return node.tag && node.tag.startsWith("!") ? new Tagged(node.tag, out) : out;
  };
  const read = (text) => {
    const doc = lib.parseDocument(text, { version, merge: version === "1.1", logLevel: "silent" });
    if (doc.errors.length > 0) throw doc.errors[0];
    return value(doc.contents, doc);
  };
  return { version: "yaml, as YAML " + version, read };
}

const readers = {
  "js-yaml-3": () => jsYaml("js-yaml-3"),
  "js-yaml-4": () => jsYaml("js-yaml-4"),
  "yaml-1.1": () => npmYaml("1.1"),
  "yaml-1.2": () => npmYaml("1.2"),
};

const fs = require("fs");
const path = require("path");
const name = process.argv[2];
const folder = name.startsWith("yaml") ? "yaml" : name;
const reader = readers[name]();
const release = JSON.parse(fs.readFileSync(path.join(__dirname, "../node_modules", folder, "package.json"))).version;

const out = [`${folder} ${release}${folder === "yaml" ? " as " + name.slice(5) : ""}, node ${process.versions.node}`];
for (const line of fs.readFileSync(0, "latin1").split("\n")) {
  if (line === "") continue;
  try {
    out.push(tree(reader.read(Buffer.from(line, "base64").toString("utf8"))));
  } catch (error) {
    out.push("E" + base64(error.message));
  }
}
process.stdout.write(out.join("\n") + "\n");
