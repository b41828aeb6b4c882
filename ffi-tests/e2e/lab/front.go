package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"time"
)

// The front is what clients talk to: plain HTTP, passed on to the server. It writes the journal and makes the faults.
type front struct {
	server  string
	journal *journal
	faults  *faults
}

func newFront(server string) *front {
	return &front{server: server, journal: &journal{began: time.Now()}, faults: &faults{cleared: make(chan struct{})}}
}

func (f *front) serve(listener net.Listener) { plain(f)(listener) }

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	entry := f.journal.came(r, body)
	fault, cleared := f.faults.take(r)
	f.journal.note(entry, 0, fault.Kind)
	switch fault.Kind {
	case "reset":
		f.reset(w, entry)
		return
	case "answer":
		for name, value := range fault.Header {
			w.Header().Set(name, value)
		}
		f.journal.answered(entry, fault.Code, w.Header())
		w.WriteHeader(fault.Code)
		_, _ = io.WriteString(w, fault.Body)
		return
	case "stall":
		r.Header.Set(stallHeader, fault.Stall)
	case "hold":
		select {
		case <-cleared:
		case <-r.Context().Done():
			return
		}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	// The whole body is here: nobody needs to be asked whether to go on.
	r.Header.Del("Expect")
	server, answer := f.ask(r)
	if server != nil {
		defer server.Close()
	}
	if answer == nil {
		f.reset(w, entry)
		return
	}
	// Only now, so that a client that waits for the server's end of a stream can end it too.
	go func() {
		<-r.Context().Done()
		_ = server.Close()
	}()
	f.journal.note(entry, answer.StatusCode, "")
	switch fault.Kind {
	case "drop-reply", "close-reply":
		f.journal.answered(entry, 0, nil)
		if fault.Kind == "drop-reply" {
			f.reset(w, entry)
		}
		panic(http.ErrAbortHandler)
	case "strip":
		for name := range fault.Header {
			answer.Header.Del(name)
		}
	}
	f.pass(w, entry, answer, fault)
}

// ask has a connection of its own for each request: one used before might die for reasons that are no part of a test.
func (f *front) ask(r *http.Request) (net.Conn, *http.Response) {
	server, err := tls.Dial("tcp", f.server, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		return nil, nil
	}
	if err := r.Write(server); err != nil {
		return server, nil
	}
	answer, err := http.ReadResponse(bufio.NewReader(server), r)
	if err != nil {
		return server, nil
	}
	return server, answer
}

func (f *front) pass(w http.ResponseWriter, entry *Entry, answer *http.Response, fault Fault) {
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	if answer.Close {
		w.Header().Set("Connection", "close")
	}
	f.journal.answered(entry, answer.StatusCode, w.Header())
	w.WriteHeader(answer.StatusCode)
	control := http.NewResponseController(w)
	_ = control.Flush()
	if fault.Kind == "cut-body" {
		_, _ = io.CopyN(w, answer.Body, int64(fault.N))
		_ = control.Flush()
		panic(http.ErrAbortHandler)
	}
	chunk := make([]byte, 32<<10)
	for {
		length, err := answer.Body.Read(chunk)
		if length > 0 {
			if _, err := w.Write(chunk[:length]); err != nil {
				return
			}
			_ = control.Flush()
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			panic(http.ErrAbortHandler)
		}
	}
}

// reset ends the connection without an answer, as a host does that has lost it.
func (f *front) reset(w http.ResponseWriter, entry *Entry) {
	f.journal.answered(entry, 0, nil)
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if one, is := connection.(*trackedConn); is {
		_ = one.SetLinger(0)
	}
	_ = connection.Close()
}
