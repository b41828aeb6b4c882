package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// control is what a test tells the lab: POST to act, GET to ask, DELETE to clear.
func control(
	etcd *store, relay *relay, hook *hook, front *front, server *process, hookDoor, frontDoor *door,
) http.Handler {
	mux := http.NewServeMux()
	on := func(pattern string, act func(body *json.Decoder) (any, error)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			result, err := act(json.NewDecoder(r.Body))
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			answer(w, result)
		})
	}
	do := func(pattern string, act func() error) {
		on(pattern, func(*json.Decoder) (any, error) { return nil, act() })
	}
	on("POST /apiserver/start", func(body *json.Decoder) (any, error) {
		var how struct {
			Flags  []string
			AtOnce bool
		}
		if err := read(body, &how); err != nil {
			return nil, err
		}
		return nil, server.start(how.Flags, how.AtOnce)
	})
	do("POST /apiserver/stop", func() error { <-server.term(); return nil })
	do("POST /apiserver/term", func() error { server.term(); return nil })
	do("POST /apiserver/wait", func() error { server.wait(); return nil })
	do("POST /apiserver/kill", func() error { server.kill(); return nil })
	do("POST /etcd/start", etcd.start)
	do("POST /etcd/stop", func() error { etcd.stop(); return nil })
	do("POST /etcd/compact", etcd.compact)
	on("POST /relay", func(body *json.Decoder) (any, error) {
		var holds Holds
		err := read(body, &holds)
		if err == nil {
			relay.set(holds)
		}
		return nil, err
	})
	on("POST /hook", func(body *json.Decoder) (any, error) {
		var mood Mood
		err := read(body, &mood)
		if err == nil {
			hook.set(mood)
		}
		return nil, err
	})
	on("GET /hook", func(*json.Decoder) (any, error) { return hook.waiting(), nil })
	on("GET /hook/all", func(*json.Decoder) (any, error) { return hook.all(), nil })
	do("POST /hook/close", func() error { hookDoor.close(); return nil })
	do("POST /hook/open", hookDoor.open)
	do("POST /front/close", func() error { frontDoor.close(); return nil })
	do("POST /front/open", frontDoor.open)
	on("POST /fault", func(body *json.Decoder) (any, error) {
		var fault Fault
		err := read(body, &fault)
		if err == nil {
			front.faults.add(fault)
		}
		return nil, err
	})
	do("DELETE /fault", func() error { front.faults.clear(); return nil })
	on("GET /log", func(*json.Decoder) (any, error) { return front.journal.all(), nil })
	do("DELETE /log", func() error { front.journal.clear(); return nil })
	return mux
}

// read takes a body that may be absent, and no member that is not known.
func read(body *json.Decoder, into any) error {
	body.DisallowUnknownFields()
	if err := body.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}
