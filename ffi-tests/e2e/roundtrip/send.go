package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
)

// send is one request as it was said.
func (client *client) send(method, target, text string) error {
	var body []byte
	if file, is := strings.CutPrefix(text, "@"); is {
		body = []byte(read(file))
	} else if text != "" {
		body = []byte(text)
	}
	req, err := client.request(client.ctx, method, client.server+target, body)
	if err != nil {
		return err
	}
	request := kubestatus.RequestOf(req)
	if client.idempotent {
		request.RetryClass = kubestatus.RetryClassIdempotent
	}
	renew := func(action kubestatus.Action, body []byte) ([]byte, error) {
		if action != kubestatus.ActionMergeRetry {
			return nil, errStopped
		}
		return client.renew(strings.Split(target, "?")[0], body)
	}
	answer, err := client.run(request, method, target, body, renew)
	if errors.Is(err, errStopped) && client.takesOver(kubestatus.ActionResolveApplyConflict) {
		answer, err = client.run(request, method, target+"&force=true", body, renew)
	}
	if err == nil {
		fmt.Println(string(answer))
	}
	return err
}

// renew puts the resourceVersion of now in the object, or in a JSON patch's test.
func (client *client) renew(path string, body []byte) ([]byte, error) {
	found, err := client.get(path)
	if err != nil {
		return nil, err
	}
	now := found.part("metadata")["resourceVersion"]
	if bytes.HasPrefix(body, []byte("[")) {
		var patch []map[string]any
		if err := json.Unmarshal(body, &patch); err != nil {
			return nil, err
		}
		for _, one := range patch {
			if one["op"] == "test" {
				one["value"] = now
			}
		}
		return json.Marshal(patch)
	}
	var sent object
	if err := json.Unmarshal(body, &sent); err != nil {
		return nil, err
	}
	sent.part("metadata")["resourceVersion"] = now
	return sent.bytes(), nil
}
