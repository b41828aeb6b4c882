package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
)

// object is one as it is on the wire, with all its fields.
type object map[string]any

// part is an object in it, which is there from now on.
func (object object) part(name string) map[string]any {
	part, ok := object[name].(map[string]any)
	if !ok {
		part = map[string]any{}
		object[name] = part
	}
	return part
}

func (object object) name() string {
	name, _ := object.part("metadata")["name"].(string)
	return name
}

func (object object) bytes() []byte {
	bytes, err := json.Marshal(object)
	if err != nil {
		panic(err) // it came out of JSON
	}
	return bytes
}

func (client *client) get(target string) (object, error) {
	answer, err := client.run(kubestatus.Request{Verb: kubestatus.Get}, http.MethodGet, target, nil, nil)
	if err != nil {
		return nil, err
	}
	var found object
	return found, json.Unmarshal(answer, &found)
}

// isAbsent reports whether there certainly is no such object, after an error of get.
func (client *client) isAbsent(err error) bool {
	return errors.Is(err, errStopped) && client.advice.Rule == kubestatus.RuleObjectNotFound
}

func (client *client) pathOf(name string) string { return client.path + "/" + url.PathEscape(name) }

// create makes a config map, which is known by its label.
func (client *client) create(name, field, value string) error {
	run := fmt.Sprintf("%08x", rand.Uint32())
	made := object{"apiVersion": "v1", "kind": "ConfigMap"}
	made.part("metadata")["labels"] = map[string]any{"run": run}
	made.part("data")[field] = value
	request := kubestatus.Request{Verb: kubestatus.Create, Name: kubestatus.NameGiven}
	look := func(_ kubestatus.Action, body []byte) ([]byte, error) {
		found, err := client.get(client.pathOf(name))
		if client.isAbsent(err) {
			return body, nil
		}
		if err != nil {
			return nil, err
		}
		if labels, _ := found.part("metadata")["labels"].(map[string]any); labels["run"] == run {
			return nil, errFound
		}
		return nil, errStopped
	}
	if client.generateName {
		made.part("metadata")["generateName"] = name
		request.Name = kubestatus.NameGenerated
		look = func(_ kubestatus.Action, body []byte) ([]byte, error) {
			found, err := client.get(client.path + "?labelSelector=run%3D" + run)
			if items, _ := found["items"].([]any); err == nil && len(items) > 0 {
				return nil, errFound
			}
			return body, err
		}
	} else {
		made.part("metadata")["name"] = name
	}
	_, err := client.run(request, http.MethodPost, client.path, made.bytes(), look)
	if errors.Is(err, errStopped) && client.takesOver(kubestatus.ActionResolveExists) {
		return client.update(name, field, value)
	}
	return err
}

// takesOver reports whether this is the advice, and wanted.
func (client *client) takesOver(action kubestatus.Action) bool {
	return client.advice.Action == action && client.takeOver && client.ignore != "take-over"
}

// update sets a field and leaves all others as they are.
func (client *client) update(name, field, value string) error {
	merge := func(action kubestatus.Action, _ []byte) ([]byte, error) {
		found, err := client.get(client.pathOf(name))
		if err != nil {
			return nil, err
		}
		if action == kubestatus.ActionVerifyOutcome && found.part("data")[field] == value {
			return nil, errFound
		}
		found.part("data")[field] = value
		if client.ignore == "version" {
			delete(found.part("metadata"), "resourceVersion")
		}
		return found.bytes(), nil
	}
	body, err := merge(kubestatus.ActionMergeRetry, nil)
	if err == nil {
		_, err = client.run(kubestatus.Request{Verb: kubestatus.Update}, http.MethodPut, client.pathOf(name), body, merge)
	}
	return err
}

// delete takes away what is there, or with preconditions only this object as it is now.
func (client *client) delete(name string) error {
	path := client.pathOf(name)
	now := object{}
	if client.preconditions && client.ignore != "preconditions" {
		found, err := client.get(path)
		if err != nil {
			return err
		}
		for _, key := range []string{"uid", "resourceVersion"} {
			now.part("preconditions")[key] = found.part("metadata")[key]
		}
	}
	look := func(_ kubestatus.Action, body []byte) ([]byte, error) {
		found, err := client.get(path)
		switch {
		case client.isAbsent(err):
			return nil, errFound
		case err != nil || body == nil:
			return body, err
		}
		now.part("preconditions")["resourceVersion"] = found.part("metadata")["resourceVersion"]
		return now.bytes(), nil
	}
	var body []byte
	if len(now) > 0 {
		body = now.bytes()
	}
	_, err := client.run(kubestatus.Request{Verb: kubestatus.Delete}, http.MethodDelete, path, body, look)
	return err
}
