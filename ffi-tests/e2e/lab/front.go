package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"math"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/http2"
)

// The front is what clients talk to: HTTP, plain or over TLS, passed on to the server. It writes the journal and makes
// the faults.
type front struct {
	server  string
	journal *journal
	faults  *faults
	pair    tls.Certificate
}

func newFront(server string, pair tls.Certificate) *front {
	return &front{
		server: server, journal: &journal{began: time.Now()}, faults: &faults{cleared: make(chan struct{})}, pair: pair,
	}
}

func (f *front) serve(listener net.Listener) { plain(f)(listener) }

// connection is the key of a request's own in its context.
type connection struct{}

// serveTLS speaks HTTP/2 with those who can.
func (f *front) serveTLS(listener net.Listener) {
	server := &http.Server{
		Handler:   f,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{f.pair}},
		ConnContext: func(ctx context.Context, one net.Conn) context.Context {
			return context.WithValue(ctx, connection{}, one)
		},
	}
	_ = server.ServeTLS(listener, "", "")
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	entry := f.journal.came(r)
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
			f.journal.answered(entry, 0, nil)
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
	case "drop-reply", "close-reply", "goaway":
		f.journal.answered(entry, 0, nil)
		if fault.Kind == "drop-reply" {
			f.reset(w, entry)
		}
		if fault.Kind == "goaway" {
			goAway(r)
		}
		panic(http.ErrAbortHandler)
	case "hang":
		<-r.Context().Done()
		f.journal.answered(entry, 0, nil)
		return
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

// goAway ends a connection of HTTP/2 as a server does that has heard of all its streams. Nothing else is written there
// while the only request waits.
func goAway(r *http.Request) {
	one, is := r.Context().Value(connection{}).(net.Conn)
	if !is {
		return
	}
	if r.ProtoMajor == 2 {
		_ = http2.NewFramer(one, nil).WriteGoAway(math.MaxInt32, http2.ErrCodeNo, nil)
	}
	_ = one.Close()
}
