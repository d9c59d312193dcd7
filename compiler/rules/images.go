package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
)

// The grammar of image names (github.com/distribution/reference).
var (
	imageHost = lazily(`^(localhost|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\])(:[0-9]+)?$`)
	imagePath = lazily(`^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$`)
	imageTag  = lazily(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`)
	digest    = lazily(`^[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$`)
)

// image checks the name of a container image: the machine finds out late, and after it has waited in the queue.
func (t *text) image() {
	v, ok := t.value()
	if !ok || v == "" || strings.Contains(v, "$") || strings.Contains(v, "{{") {
		return // said already
	}
	why, help := badImage(v)
	if why == "" {
		t.untagged(v)
		return
	}
	if v != t.n.Text {
		why, help = "this becomes "+quote(v)+": "+why, ""
	}
	t.error("bad-image", 0, len(t.n.Text), why, help)
}

// untagged notes an image without tag and digest: the registry then gives the one called latest (Docker Docs, "docker image
// pull"), which is another one after its next release.
func (t *text) untagged(v string) {
	if strings.Contains(v, "@") || strings.Contains(v[strings.LastIndexByte(v, '/')+1:], ":") ||
		strings.Contains(t.n.Text, "{{") || t.stepOf() != nil || strings.Contains(t.path(), ".tags") {
		return // what a step makes or deploys is named by who makes it
	}
	t.c.out.Add(diag.New(diag.Note, "image-untagged", t.n.Range, t.path(), "without a tag this is "+v+":latest, which is another image after its next release").
		WithHelp("write " + v + ":TAG"))
}

// badImage says what is wrong with the name of an image, or nothing.
func badImage(v string) (why, help string) {
	if _, rest, ok := strings.Cut(v, "://"); ok {
		return "an image is named without a scheme, so nothing can be fetched from there", "write " + rest
	}
	if i := strings.IndexAny(v, " \t\n"); i >= 0 {
		return "no image has a blank in its name", "write " + strings.Join(strings.Fields(v), "")
	}
	name, sum, pinned := strings.Cut(v, "@")
	if pinned && sum != unknownValue && !digest().MatchString(sum) {
		return "behind the @ stands the digest of an image, such as sha256: and 64 digits", ""
	}
	host, path := "", name
	if first, rest, ok := strings.Cut(name, "/"); ok && (strings.ContainsAny(first, ".:") || first == "localhost" || strings.ToLower(first) != first) {
		host, path = first, rest
	}
	path, tag, tagged := strings.Cut(path, ":")
	switch small := strings.ToLower(path); {
	case host != "" && !imageHost().MatchString(host):
		return quote(host) + " is no host of a registry", ""
	case tagged && tag == "":
		return "no tag follows the colon", "write " + strings.TrimSuffix(v, ":") + ":TAG, or leave the colon out"
	case tagged && !imageTag().MatchString(tag):
		return quote(tag) + " is no tag: at most 128 letters, digits and _ . -, and neither . nor - in front", ""
	case small != path && imagePath().MatchString(small):
		return "no image has a capital in its name", "write " + strings.Replace(v, path, small, 1)
	case !imagePath().MatchString(path):
		return quote(path) + " is no name of an image: small letters and digits, between them . _ - and /", ""
	}
	return "", ""
}
