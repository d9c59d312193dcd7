package rules

import (
	"strconv"

	"github.com/cdc-dev/cdc/compiler/spec"
)

// maxFallbacks is how many keys GitLab and CodeBuild try (GitLab CI/CD YAML syntax reference, cache:fallback_keys; AWS
// CodeBuild User Guide, "Build specification reference": cache/fallback-keys).
const maxFallbacks = 5

// caches checks the keys that stand in for a cache's own.
func (c *checker) caches() {
	if d := c.s.Defaults; d != nil {
		c.fallbacks(d.Cache, "defaults.cache.fallback_keys")
	}
	for _, j := range c.s.Jobs {
		c.fallbacks(j.Cache, "jobs."+j.Name.V+".cache.fallback_keys")
	}
}

func (c *checker) fallbacks(k *spec.Cache, path string) {
	switch {
	case k == nil || k.FallbackNode == nil:
	case k.Key == nil:
		c.error("fallback-keys", k.FallbackNode.Range, path, "nothing stands in for a cache without a key: CodeBuild ignores these keys", "add `key`, which names the cache that is wanted")
	case len(k.FallbackKeys) > maxFallbacks:
		c.error("fallback-keys", k.FallbackKeys[maxFallbacks].At(), index(path, maxFallbacks), strconv.Itoa(len(k.FallbackKeys))+" keys; GitLab and CodeBuild try 5", "keep the most likely ones")
	}
}
