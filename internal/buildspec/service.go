package buildspec

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// service is what is known of an image that people run beside their tests: its port, and a command in the container
// that succeeds when it is ready. An empty check waits for the port.
type service struct {
	image string
	ports []int
	check string
}

var knownServices = []service{
	{"postgres", []int{5432}, "pg_isready --quiet --host 127.0.0.1"},
	{"postgis", []int{5432}, "pg_isready --quiet --host 127.0.0.1"},
	{"mysql", []int{3306}, "mysqladmin ping --silent --host 127.0.0.1"},
	{"mariadb", []int{3306}, "healthcheck.sh --connect --innodb_initialized"},
	{"redis", []int{6379}, "redis-cli ping"},
	{"valkey", []int{6379}, "valkey-cli ping"},
	{"mongo", []int{27017}, "mongosh --quiet --eval 'db.runCommand({ping: 1})'"},
	{"memcached", []int{11211}, ""},
	{"rabbitmq", []int{5672}, "rabbitmq-diagnostics --quiet check_port_connectivity"},
	{"elasticsearch", []int{9200}, "curl --silent --fail http://127.0.0.1:9200/_cluster/health"},
	{"opensearch", []int{9200}, ""},
	{"nats", []int{4222}, ""},
	{"dynamodb-local", []int{8000}, ""},
	{"localstack", []int{4566}, "curl --silent --fail http://127.0.0.1:4566/_localstack/health"},
	{"minio", []int{9000}, "curl --silent --fail http://127.0.0.1:9000/minio/health/ready"},
}

// imageBase is the last word of an image's name: postgres of docker.io/library/postgres:17.
func imageBase(t plan.Text) string {
	name := t.String()
	if at := strings.LastIndexByte(name, '/'); at >= 0 && !strings.HasPrefix(name[at:], "/ }") {
		name = name[at+1:]
	}
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ":")
	return name
}

// ServicePorts are the ports of a service: those written, else those that its image is known for.
func ServicePorts(s plan.Service) []int {
	if len(s.Ports) > 0 {
		return s.Ports
	}
	for _, k := range knownServices {
		if k.image == imageBase(s.Image) {
			return k.ports
		}
	}
	return nil
}

// ServiceAlias is the host name of a service: its alias, else the last word of its image.
func ServiceAlias(s plan.Service) string {
	if s.Alias != "" {
		return s.Alias
	}
	return imageBase(s.Image)
}

// services starts each service and waits until it is ready. CodeBuild has none of its own, so docker runs them in the
// build's machine; a container's name would not be known to the build, which is no container of that daemon, so the
// alias goes into the host's table.
func (l *lowering) services() []string {
	var out []string
	for _, s := range l.j.Services {
		alias := ServiceAlias(s)
		run := "docker run --detach --name cdc-" + alias
		for _, port := range ServicePorts(s) {
			n := strconv.Itoa(port)
			run += " --publish " + n + ":" + n
		}
		for _, v := range s.Vars {
			run += " --env " + v.Name + "=" + shell.Word(v.Value).Shell(Name)
		}
		out = append(out, run+" "+shell.Word(s.Image).Shell(Name), `echo "127.0.0.1 `+alias+`" >> /etc/hosts`)
		if wait := ready(s, alias); wait != "" {
			out = append(out, wait)
		}
	}
	return out
}

func ready(s plan.Service, alias string) string {
	test := ""
	for _, k := range knownServices {
		if k.image == imageBase(s.Image) && k.check != "" {
			test = "docker exec cdc-" + alias + " " + k.check
		}
	}
	if test != "" {
		return waitFor("sh", test)
	}
	// docker answers on a published port before the service does, so its own address is asked.
	for _, port := range ServicePorts(s) {
		if test != "" {
			test += " && "
		}
		test += `(: < "/dev/tcp/$(docker inspect --format "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}" cdc-` + alias + `)/` +
			strconv.Itoa(port) + `") 2> /dev/null`
	}
	if test == "" {
		return ""
	}
	return waitFor("bash", test)
}

// waitFor gives a service a minute.
func waitFor(shell, test string) string {
	return "timeout 60 " + shell + " -c '" + strings.ReplaceAll("until "+test+"; do sleep 1; done", "'", `'\''`) + "'"
}
