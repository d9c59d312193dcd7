#!/bin/sh
# Installs the outside judges of conformance/ on a Debian machine with Go, Node and Python: as root, from anywhere.
# What is there already is left alone, so a second run takes a second.
set -eu
cd "$(dirname "$0")"

# package:probe, where the probe is a program on PATH or a file.
packages="
ruby:ruby
shellcheck:shellcheck
dash:dash
bash:bash
zsh:zsh
fish:fish
git:git
jq:jq
rsync:rsync
pre-commit:pre-commit
default-jdk-headless:javac
libyaml-snake-java:/usr/share/java/snakeyaml.jar
buildah:buildah
busybox-static:busybox
"
wanted=""
for entry in $packages; do
	package=${entry%%:*} probe=${entry#*:}
	case $probe in
	/*) [ -e "$probe" ] || wanted="$wanted $package" ;;
	*) command -v "$probe" > /dev/null || wanted="$wanted $package" ;;
	esac
done
python3 -c 'import yaml; yaml.CSafeLoader' 2> /dev/null || wanted="$wanted python3-yaml"
if [ -n "$wanted" ]; then
	apt-get update -qq
	# shellcheck disable=SC2086 # a list of packages
	apt-get install -y -qq --no-install-recommends $wanted
fi

# The lock names every package by its hash; npm ci takes nothing else.
if ! cmp -s package-lock.json node_modules/.installed-lock; then
	npm ci --no-audit --no-fund --loglevel=error
	cp package-lock.json node_modules/.installed-lock
fi

go mod download

# goreleaser is in neither. It is built once for each version, which takes minutes: keep $(go env GOPATH) if you can.
goreleaser=v2.15.4
bin=$(go env GOBIN)
bin=${bin:-$(go env GOPATH)/bin}
if ! go version -m "$bin/goreleaser" 2> /dev/null | grep -q "goreleaser/v2[[:space:]]*$goreleaser"; then
	GOFLAGS='' go install -ldflags=-s "github.com/goreleaser/goreleaser/v2@$goreleaser"
fi

# cfn-lint, moto and the AWS CLI come with Python on the machines that have them; neither apt nor npm holds them.
for program in cfn-lint moto_server aws; do
	command -v "$program" > /dev/null || echo "setup: no $program: its tests will say so" >&2
done
echo "setup: the judges are there; run: CDC_JUDGES=require go test -v ./conformance/..."
