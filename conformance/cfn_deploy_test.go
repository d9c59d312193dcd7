package conformance

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// cloud is a moto server on loopback: a model of AWS that runs the templates of roles and buckets.
type cloud struct {
	t   *testing.T
	url string
	aws string
	env []string
}

// newCloud starts a server for one account; for none, the account is that of the role that was entered.
func newCloud(t *testing.T, account, region string) *cloud {
	t.Helper()
	c := &cloud{t: t, aws: tool(t, "aws")}
	server, err := exec.LookPath("moto_server")
	if err != nil {
		missing(t, "moto_server", "neither apt nor npm holds it; it comes with Python (pip: moto[server])")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(server, "-H", "127.0.0.1", "-p", port)
	cmd.Env = append(os.Environ(), "MOTO_IAM_LOAD_MANAGED_POLICIES=true") // AdministratorAccess says what it allows
	if account != "" {
		cmd.Env = append(cmd.Env, "MOTO_ACCOUNT_ID="+account)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // what a wrapper starts ends with it
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	})
	c.url = "http://127.0.0.1:" + port
	c.env = append(os.Environ(), "AWS_ENDPOINT_URL="+c.url, "AWS_DEFAULT_REGION="+region, "AWS_REGION="+region, "AWS_MAX_ATTEMPTS=1",
		"AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_EC2_METADATA_DISABLED=true", "AWS_PAGER=")
	c.as("AKIAEXAMPLE", "secret", "")
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		r, err := http.Get(c.url + "/moto-api/data.json")
		if err == nil {
			_ = r.Body.Close()
			return c
		}
		if time.Now().After(end) {
			t.Fatalf("moto does not answer: %v", err)
		}
	}
}

// as changes who calls.
func (c *cloud) as(key, secret, token string) {
	c.env = append(slices.Clone(c.env), "AWS_ACCESS_KEY_ID="+key, "AWS_SECRET_ACCESS_KEY="+secret, "AWS_SESSION_TOKEN="+token)
}

// enforce switches IAM on or off; moto starts without.
func (c *cloud) enforce(on bool) {
	c.t.Helper()
	count := "1000000"
	if on {
		count = "0"
	}
	r, err := http.Post(c.url+"/moto-api/reset-auth", "text/plain", strings.NewReader(count))
	if err != nil {
		c.t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, r.Body)
	_ = r.Body.Close()
}

// call runs the AWS CLI and returns what it prints on both streams.
func (c *cloud) call(args ...string) (string, error) {
	cmd := exec.Command(c.aws, args...)
	cmd.Env = c.env
	out, err := cmd.CombinedOutput()
	return string(bytes.TrimSpace(out)), err
}

// do is a call that must succeed.
func (c *cloud) do(args ...string) string {
	c.t.Helper()
	out, err := c.call(args...)
	if err != nil {
		c.t.Fatalf("aws %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// denied is a call that IAM must refuse.
func (c *cloud) denied(args ...string) {
	c.t.Helper()
	out, err := c.call(args...)
	if err == nil || !strings.Contains(out, "AccessDenied") && !strings.Contains(out, "not authorized") && !strings.Contains(out, "Forbidden") {
		c.t.Errorf("aws %s: want it denied, have %v\n%s", strings.Join(args, " "), err, out)
	}
}

// assume enters a role.
func (c *cloud) assume(role string) {
	c.t.Helper()
	var got struct {
		Credentials struct{ AccessKeyId, SecretAccessKey, SessionToken string }
	}
	out := c.do("sts", "assume-role", "--role-arn", role, "--role-session-name", "judge", "--output", "json")
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		c.t.Fatal(err)
	}
	c.as(got.Credentials.AccessKeyId, got.Credentials.SecretAccessKey, got.Credentials.SessionToken)
}

// user makes a user of the account with one right, and becomes that user.
func (c *cloud) user(policy string) {
	c.t.Helper()
	c.do("iam", "create-user", "--user-name", "runner")
	c.do("iam", "put-user-policy", "--user-name", "runner", "--policy-name", "runner", "--policy-document", policy)
	out := c.do("iam", "create-access-key", "--user-name", "runner", "--output", "json")
	var got struct {
		AccessKey struct{ AccessKeyId, SecretAccessKey string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		c.t.Fatal(err)
	}
	c.as(got.AccessKey.AccessKeyId, got.AccessKey.SecretAccessKey, "")
}

func goldenFile(t *testing.T, path string) string {
	t.Helper()
	path = filepath.Join(goldenRoot(), filepath.FromSlash(path))
	if _, err := os.Stat(path); err != nil {
		missing(t, path, "run the golden tests with -update")
	}
	return path
}

// TestRolesAndBucketDeploy deploys the roles and the bucket of the case with three accounts as their first lines say, enters
// the role, and does what the jobs do with what they grant, and nothing else.
func TestRolesAndBucketDeploy(t *testing.T) {
	start := time.Now()
	roles, bucket := goldenFile(t, "sam-multi-account/want/cfn/cfn/roles.yml"), goldenFile(t, "sam-multi-account/want/cfn/cfn/bucket.yml")
	c := newCloud(t, "098765432123", "us-east-2") // the account of staging
	c.do("cloudformation", "deploy", "--stack-name", "aws-news-roles", "--template-file", roles, "--capabilities", "CAPABILITY_NAMED_IAM")
	c.do("cloudformation", "deploy", "--stack-name", "aws-news-bucket", "--template-file", bucket)
	if got := c.do("iam", "list-role-policies", "--role-name", "gitlab-ci-deployment", "--query", "PolicyNames", "--output", "text"); got != "staging" {
		t.Errorf("in the account of staging the role has the policies %q, want staging only", got)
	}
	c.user(`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}`)
	runner := c.env
	c.assume("arn:aws:iam::098765432123:role/gitlab-ci-deployment") // moto knows no principal of another account, so the trust is not asked here
	entered := c.env
	c.enforce(true)
	c.env = runner
	c.denied("s3", "cp", roles, "s3://my-ci-bucket/aws-news/x.yml")
	c.denied("sts", "assume-role", "--role-arn", "arn:aws:iam::098765432123:role/gitlab-ci-deployment", "--role-session-name", "judge")
	c.env = entered

	dir := t.TempDir()
	template := "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n" +
		"    Properties: {Runtime: python3.12, Handler: app.handler, CodeUri: code/}\n"
	for path, text := range map[string]string{"sam.yml": template, "code/app.py": "def handler(*_): pass\n"} {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	packaged := filepath.Join(dir, "packaged.yml")
	pack := []string{"cloudformation", "package", "--template-file", filepath.Join(dir, "sam.yml"), "--output-template-file", packaged, "--s3-bucket", "my-ci-bucket"}
	c.do(append(pack, "--s3-prefix", "aws-news")...)
	if data, err := os.ReadFile(packaged); err != nil || !strings.Contains(string(data), "s3://my-ci-bucket/aws-news/") {
		t.Errorf("the packaged template names no object: %v\n%s", err, data)
	}
	c.denied("s3", "cp", roles, "s3://my-ci-bucket/elsewhere/x.yml")
	c.denied("iam", "create-user", "--user-name", "intruder")
	c.denied("cloudformation", "list-stacks")
	report(t, "moto, roles of sam-multi-account", output(t, c.aws, "--version"), 1, 1, start)
}
