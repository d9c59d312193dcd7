package graph

import "encoding/json"

// The form of the JSON: an object with the jobs in order; what is false or empty is left out, but for exists, which is there
// whenever the graph is for a run.
type jsonGraph struct {
	Name string    `json:"name"`
	Run  string    `json:"run,omitempty"`
	Jobs []jsonJob `json:"jobs"`
}

type jsonJob struct {
	Name        string     `json:"name"`
	Stage       string     `json:"stage,omitempty"`
	Environment string     `json:"environment,omitempty"`
	Gate        bool       `json:"gate,omitempty"`
	Instances   int        `json:"instances"`
	Needs       []jsonEdge `json:"needs"`
	Exists      *bool      `json:"exists,omitempty"`
	Why         string     `json:"why,omitempty"`
}

type jsonEdge struct {
	Job      string `json:"job"`
	Files    bool   `json:"files"`
	Optional bool   `json:"optional,omitempty"`
}

// JSON writes the graph for programs.
func (g Graph) JSON() string {
	out := jsonGraph{Name: g.Name, Run: g.Run, Jobs: []jsonJob{}}
	for _, s := range g.Stages {
		for _, j := range s.Jobs {
			if j.Stops { // it is no job of the spec
				continue
			}
			box := jsonJob{Name: j.Name, Stage: s.Name, Environment: j.Environment, Gate: j.Gate, Instances: j.Instances,
				Needs: []jsonEdge{}, Why: j.Absent}
			for _, e := range j.Needs {
				box.Needs = append(box.Needs, jsonEdge{e.From, e.Files, e.Optional})
			}
			if g.Run != "" {
				exists := j.Absent == ""
				box.Exists = &exists
			}
			out.Jobs = append(out.Jobs, box)
		}
	}
	data, _ := json.MarshalIndent(out, "", "  ") // only texts, numbers and lists: it cannot fail
	return string(data) + "\n"
}
