package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version and how cdc was built",
		UsageText: "cdc version [--format json]",
		Description: `Prints the version, the commit and the Go release that cdc was built with. No generated file holds any of
them: the same spec gives the same bytes with every build of a version.`,
		Flags:  []cli.Flag{&cli.StringFlag{Name: "format", Value: "text", Usage: "`text|json`: the form of the result"}},
		Action: func(c *cli.Context) error { return p.printVersion(c.String("format")) },
	}
}

// build is what the binary knows of its making.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"`
	Date     string `json:"date"` // of the commit
	Modified bool   `json:"modified"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// release is set by the linker in released binaries; `go install` leaves it empty and fills the build information instead.
var release string

func buildOf() build {
	b := build{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Date = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	if release != "" {
		b.Version = release
	}
	return b
}

func (p *program) printVersion(format string) error {
	b := buildOf()
	if format == "json" {
		data, err := json.MarshalIndent(b, "", "  ")
		fmt.Fprintf(p.out, "%s\n", data)
		return err
	}
	fmt.Fprintf(p.out, "cdc %s", b.Version)
	if b.Commit != "" {
		fmt.Fprintf(p.out, " (commit %.12s)", b.Commit)
	}
	fmt.Fprintf(p.out, " %s %s\n", b.Go, b.Platform)
	return nil
}
