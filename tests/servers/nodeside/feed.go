package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// instance is one EC2 instance that ought to be a node, as the front tells it.
type instance struct {
	ID          string            `json:"id"`
	Name        string            `json:"name"`
	Address     string            `json:"address"`
	Zone        string            `json:"zone"`
	Region      string            `json:"region"`
	Subnet      string            `json:"subnet"`
	Type        string            `json:"type"`
	GroupTypes  []string          `json:"group_types"`
	VCPUs       int               `json:"vcpus"`
	Group       string            `json:"group"`
	Managed     bool              `json:"managed"`
	CustomImage bool              `json:"custom_image"`
	MaxPods     int               `json:"max_pods"`
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
	Taints      []taint           `json:"taints"`
	Version     string            `json:"version"`
	State       string            `json:"state"`
}

type taint struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Effect string `json:"effect"`
}

// feed is the front's private door: which instances there are, and addresses
// out of the subnets that EC2 knows.
type feed struct {
	base string
	http *http.Client
}

func newFeed(base string) *feed {
	return &feed{base: base, http: &http.Client{Timeout: 10 * time.Second}}
}

func (f *feed) call(ctx context.Context, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, f.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := f.http.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", path, answer.Status, text)
	}
	return json.Unmarshal(text, out)
}

// instances tells the front which of them are Ready nodes and asks for all.
func (f *feed) instances(ctx context.Context, ready []string) ([]instance, error) {
	var answer struct {
		Instances []instance `json:"instances"`
	}
	err := f.call(ctx, "/instances", map[string]any{"ready": ready}, &answer)
	return answer.Instances, err
}

// interfaceIn attaches a network interface in a subnet to an instance, unless one is there.
func (f *feed) interfaceIn(ctx context.Context, id, subnet string, groups []string) error {
	return f.call(ctx, "/interface", map[string]any{"instance": id, "subnet": subnet, "groups": groups}, &struct{}{})
}

// take gets an address for a pod, on an interface of the instance in that subnet.
func (f *feed) take(ctx context.Context, id, subnet string, groups []string, spare bool, perInterface int) (string, error) {
	var answer struct {
		Address string `json:"address"`
	}
	err := f.call(ctx, "/take", map[string]any{
		"instance": id, "subnet": subnet, "groups": groups, "primary_too": spare, "limit": perInterface,
	}, &answer)
	return answer.Address, err
}

func (f *feed) give(ctx context.Context, address string) error {
	return f.call(ctx, "/give", map[string]any{"address": address}, &struct{}{})
}
