package main

import (
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"sync"

	"k8s.io/client-go/util/cert"
)

// A Mood is what the hook does with requests: nothing special; hold them until the next mood; http: answer Code;
// deny: refuse admission with Code and RetryAfter; name: give a new object this Name.
type Mood struct {
	Mode, Name       string
	Code, RetryAfter int
	// Count is for how many requests, 0 for all.
	Count int
}

// A hook is an admission webhook at /admit and an aggregated API server for /apis/lab.test/v1, whose objects are there
// whatever they are called.
type hook struct {
	mutex sync.Mutex
	mood  Mood
	moved chan struct{}
	// How many are held now, and how many were ever.
	inside, held int

	// The same whenever its door opens again.
	pair tls.Certificate
}

func newHook() (*hook, error) {
	certificate, key, err := cert.GenerateSelfSignedCertKey("127.0.0.1", nil, nil)
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(certificate, key)
	return &hook{moved: make(chan struct{}), pair: pair}, err
}

func (h *hook) set(mood Mood) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	close(h.moved)
	h.mood, h.moved = mood, make(chan struct{})
}

// waiting is how many requests are held.
func (h *hook) waiting() int {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.inside
}

// all is how many requests were ever held.
func (h *hook) all() int {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.held
}

// live takes the mood of the moment, and waits if that is to hold.
func (h *hook) live(r *http.Request) Mood {
	h.mutex.Lock()
	mood, moved := h.mood, h.moved
	if mood.Count > 0 {
		h.mood.Count--
		if h.mood.Count == 0 {
			h.mood = Mood{}
		}
	}
	if mood.Mode != "hold" {
		h.mutex.Unlock()
		return mood
	}
	h.inside++
	h.held++
	h.mutex.Unlock()
	select {
	case <-moved:
	case <-r.Context().Done():
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.inside--
	return Mood{}
}

func (h *hook) serve(listener net.Listener) {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /admit", h.admit)
	mux.HandleFunc("GET /apis/lab.test/v1", h.discover)
	mux.HandleFunc("GET /apis/lab.test/v1/slows/{name}", h.object)
	_ = http.Serve(tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{h.pair}}), mux)
}

func (h *hook) admit(w http.ResponseWriter, r *http.Request) {
	var review struct {
		Request struct{ UID string }
	}
	if err := json.NewDecoder(r.Body).Decode(&review); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	mood := h.live(r)
	response := map[string]any{"uid": review.Request.UID, "allowed": mood.Mode != "deny"}
	switch mood.Mode {
	case "http":
		w.WriteHeader(mood.Code)
		return
	case "deny":
		details := map[string]any{"retryAfterSeconds": mood.RetryAfter}
		response["status"] = map[string]any{"code": mood.Code, "message": "not now", "details": details}
	case "name":
		patch, _ := json.Marshal([]map[string]any{{"op": "add", "path": "/metadata/name", "value": mood.Name}})
		response["patchType"], response["patch"] = "JSONPatch", patch
	}
	answer(w, map[string]any{"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "response": response})
}

func (h *hook) discover(w http.ResponseWriter, _ *http.Request) {
	slows := map[string]any{"name": "slows", "kind": "Slow", "namespaced": false, "verbs": []string{"get"}}
	answer(w, map[string]any{"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "lab.test/v1",
		"resources": []any{slows}})
}

func (h *hook) object(w http.ResponseWriter, r *http.Request) {
	mood := h.live(r)
	if mood.Mode == "http" {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(mood.Code)
		return
	}
	name := strings.TrimSpace(r.PathValue("name"))
	answer(w, map[string]any{"kind": "Slow", "apiVersion": "lab.test/v1", "metadata": map[string]any{"name": name}})
}

func answer(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}
