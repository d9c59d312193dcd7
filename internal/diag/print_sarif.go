package diag

import (
	"fmt"
	"strings"
)

// The parts of SARIF 2.1.0 (OASIS Standard, 27 March 2020) that a report of cdc needs, in the order of the document.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Version        string      `json:"version,omitempty"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      Code       `json:"id"`
		Short   *sarifText `json:"shortDescription,omitempty"`
		Full    *sarifText `json:"fullDescription,omitempty"`
		HelpURI string     `json:"helpUri"`
	}
	sarifResult struct {
		RuleID       Code              `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints sarifFingerprints `json:"partialFingerprints"`
	}
	sarifFingerprints struct {
		Finding string `json:"cdcFinding/v1"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

// Home is where the project lives; reports point there.
const Home = "https://github.com/cdc-dev/cdc"

// SARIF prints SARIF 2.1.0. Its columns count characters, as cdc's do, which columnKind says.
func SARIF(r Report) []byte {
	rules, index := sarifRules(r.Found)
	results, seen := make([]sarifResult, 0, len(r.Found)), map[string]int{}
	for _, d := range r.Found {
		result := sarifResult{
			RuleID: d.Code, RuleIndex: index[d.Code], Level: d.Level.String(), Message: sarifText{sentence(d)},
			Locations:    []sarifLocation{{Physical: physical(d.File, d.Range)}},
			Fingerprints: sarifFingerprints{fingerprint(d, seen)},
		}
		for i, rel := range d.Related {
			result.Related = append(result.Related, sarifLocation{i + 1, physical(d.File, rel.Range), &sarifText{rel.Message}})
		}
		results = append(results, result)
	}
	driver := sarifDriver{Name: "cdc", InformationURI: Home, Version: r.Version, Rules: rules}
	return indentedJSON(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{sarifTool{driver}, "unicodeCodePoints", results}},
	})
}

// sarifRules lists the rules that the findings use, and the number of each.
func sarifRules(l List) ([]sarifRule, map[Code]int) {
	rules, index := []sarifRule{}, map[Code]int{}
	for _, code := range l.codes() {
		rule := sarifRule{ID: code, HelpURI: Home + "/blob/main/docs/findings.md#" + string(code)}
		if info, ok := Lookup(code); ok {
			rule.Short, rule.Full = &sarifText{info.Title}, &sarifText{info.Why}
		}
		index[code] = len(rules)
		rules = append(rules, rule)
	}
	return rules, index
}

func sentence(d Diagnostic) string {
	if d.Help == "" {
		return d.Text()
	}
	return d.Text() + "\nhelp: " + d.Help
}

func physical(file string, r Range) sarifPhysical {
	r = r.shown()
	return sarifPhysical{sarifArtifact{uri(file)}, sarifRegion{r.Start.Line, r.Start.Col, r.End.Line, r.End.Col}}
}

// uri writes a path as a relative reference (RFC 3986, section 4.2), or as a file URI when it is absolute.
func uri(file string) string {
	var b strings.Builder
	file = relative(file)
	if strings.HasPrefix(file, "/") {
		b.WriteString("file://")
	}
	for i := range len(file) {
		c := file[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~/@+", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
