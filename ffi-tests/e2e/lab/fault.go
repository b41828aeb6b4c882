package main

import (
	"net/http"
	"strings"
	"sync"
)

// A Fault is what happens to some requests at the front:
//
//	reset        the connection is reset before the server hears of it
//	drop-reply   the server acts, the client gets a reset for an answer
//	close-reply  the server acts, the client gets the end of the connection
//	hang         the server acts, the client gets nothing for as long as it waits
//	goaway       the server acts, the client gets a GOAWAY after its request and the end of the connection (HTTP/2)
//	cut-body     the connection ends after N bytes of the answer's body
//	answer       Code, Header and Body instead of the server's
//	strip        the answer without the headers of Header
//	stall        the server is slow: Stall is "before 1s", "after 1s" or "outside 1s"
//	hold         the request waits here until the faults are cleared
type Fault struct {
	Kind, Method, Match, Stall, Body string
	// Of the requests that match, the first Count suffer it (0: one); or the first and each Every-th from there on.
	Count, Every, N, Code int
	Header                map[string]string
	// So many that match go by before the next one suffers it.
	skip int
}

func (f *Fault) suits(r *http.Request) bool {
	return (f.Method == "" || f.Method == r.Method) && strings.Contains(r.RequestURI, f.Match)
}

type faults struct {
	mutex sync.Mutex
	all   []*Fault
	// Closed when the faults are cleared.
	cleared chan struct{}
}

func (f *faults) add(one Fault) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	one.Count = max(one.Count, 1)
	f.all = append(f.all, &one)
}

func (f *faults) clear() {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	close(f.cleared)
	f.all, f.cleared = nil, make(chan struct{})
}

// take returns the first fault that this request is to suffer, and what ends a hold. Without one, a zero fault.
func (f *faults) take(r *http.Request) (Fault, chan struct{}) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	for _, one := range f.all {
		if one.Count == 0 || !one.suits(r) {
			continue
		}
		if one.skip > 0 {
			one.skip--
			continue
		}
		if one.Every > 0 {
			one.skip = one.Every - 1
		} else {
			one.Count--
		}
		return *one, f.cleared
	}
	return Fault{}, f.cleared
}
