package main

import (
	"encoding/json"
	"net/http"
	"path"
	"strings"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
)

const typeDiscovery = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

// discovery is which group and version serve what.
type discovery struct {
	Items []struct {
		Metadata struct{ Name string }
		Versions []struct {
			Version   string
			Resources []struct{ Resource string }
		}
	}
}

// rediscover looks for the group and the version that serve the collection now.
func (client *client) rediscover() error {
	accept := client.accept
	client.accept = typeDiscovery
	answer, err := client.run(kubestatus.Request{Verb: kubestatus.Get}, http.MethodGet, "/apis", nil, nil)
	client.accept = accept
	if err != nil {
		return err
	}
	var found discovery
	if err := json.Unmarshal(answer, &found); err != nil {
		return err
	}
	resource, rest := path.Base(client.path), client.path[max(strings.Index(client.path, "/namespaces/"), 0):]
	for _, group := range found.Items {
		for _, version := range group.Versions {
			for _, one := range version.Resources {
				if one.Resource == resource {
					client.path = "/apis/" + group.Metadata.Name + "/" + version.Version + rest
					return nil
				}
			}
		}
	}
	return errStopped
}
