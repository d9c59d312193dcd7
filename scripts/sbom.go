//go:build ignore

// Sbom writes what a Go program is made of, as the program itself tells, in CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json).
// No time and no random number is in it: the same program gives the same bytes.
//
//	go run scripts/sbom.go PROGRAM OUTPUT
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
)

type bom struct {
	Schema     string      `json:"$schema"`
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
	Depends    []depends   `json:"dependencies"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type     string     `json:"type"`
	Ref      string     `json:"bom-ref"`
	Name     string     `json:"name"`
	Version  string     `json:"version"`
	Purl     string     `json:"purl"`
	Hashes   []hash     `json:"hashes,omitempty"`
	Licenses []license  `json:"licenses,omitempty"`
	Facts    []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type license struct {
	License struct {
		ID string `json:"id"`
	} `json:"license"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type depends struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn"`
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run scripts/sbom.go PROGRAM OUTPUT")
	}
	data, err := os.ReadFile(os.Args[1])
	check(err)
	info, err := buildinfo.ReadFile(os.Args[1])
	check(err)
	out, err := json.MarshalIndent(describe(info, data), "", "  ")
	check(err)
	check(os.WriteFile(os.Args[2], append(out, '\n'), 0o644))
}

func check(err error) {
	if err != nil {
		log.Fatal("sbom: ", err)
	}
}

func describe(info *buildinfo.BuildInfo, program []byte) bom {
	sum := sha256.Sum256(program)
	self := module("application", info.Main.Path, info.Main.Version)
	self.Hashes = []hash{{"SHA-256", hex.EncodeToString(sum[:])}}
	self.Licenses = make([]license, 1)
	self.Licenses[0].License.ID = "Apache-2.0"
	for _, s := range info.Settings {
		if strings.HasPrefix(s.Key, "vcs.") || s.Key == "GOOS" || s.Key == "GOARCH" || s.Key == "CGO_ENABLED" {
			self.Facts = append(self.Facts, property{"go:" + s.Key, s.Value})
		}
	}
	std := module("library", "stdlib", strings.TrimPrefix(strings.Fields(info.GoVersion)[0], "go"))
	b := bom{
		Schema: "http://cyclonedx.org/schema/bom-1.5.schema.json", Format: "CycloneDX", Spec: "1.5", Version: 1,
		Metadata: metadata{self}, Components: []component{std}, Depends: []depends{{Ref: self.Ref, On: []string{std.Ref}}},
	}
	for _, d := range info.Deps {
		if d.Replace != nil {
			d = d.Replace
		}
		c := module("library", d.Path, d.Version)
		c.Facts = []property{{"go:h1", d.Sum}}
		b.Components = append(b.Components, c)
		b.Depends[0].On = append(b.Depends[0].On, c.Ref)
	}
	return b
}

func module(kind, path, version string) component {
	if version == "" {
		version = "(devel)"
	}
	purl := fmt.Sprintf("pkg:golang/%s@%s", path, strings.NewReplacer("(", "%28", ")", "%29", "+", "%2B").Replace(version))
	return component{Type: kind, Ref: purl, Name: path, Version: version, Purl: purl}
}
