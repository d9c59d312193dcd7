# The image of a release, which goreleaser builds; it holds a shell because the jobs of GitLab CI need one:
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" ghcr.io/cdc-dev/cdc lint
FROM alpine:3.22
ARG TARGETPLATFORM
COPY $TARGETPLATFORM/cdc /usr/bin/cdc
WORKDIR /work
ENTRYPOINT ["/usr/bin/cdc"]
