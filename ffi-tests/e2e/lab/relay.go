package main

import (
	"bytes"
	"net"
	"sync"
)

// Holds says what the relay keeps back.
type Holds struct {
	// HoldDown keeps what comes from etcd.
	HoldDown bool
	// HoldKey keeps, from then on, what goes to etcd on a connection that has named this key.
	HoldKey string
	// Refuse cuts every connection, and each new one.
	Refuse bool
}

// A relay stands between kube-apiserver and etcd.
type relay struct {
	to string

	mutex   sync.Mutex
	changed *sync.Cond
	holds   Holds
	open    map[net.Conn]bool
}

func newRelay(to string) *relay {
	r := &relay{to: to, open: map[net.Conn]bool{}}
	r.changed = sync.NewCond(&r.mutex)
	return r
}

func (r *relay) set(holds Holds) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.holds = holds
	if holds.Refuse {
		for one := range r.open {
			_ = one.Close()
		}
	}
	r.changed.Broadcast()
}

func (r *relay) serve(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go r.join(client)
	}
}

func (r *relay) join(client net.Conn) {
	defer client.Close()
	etcd, err := net.Dial("tcp", r.to)
	if err != nil {
		return
	}
	defer etcd.Close()
	r.mutex.Lock()
	refused := r.holds.Refuse
	r.open[client] = true
	r.mutex.Unlock()
	defer func() {
		r.mutex.Lock()
		delete(r.open, client)
		r.mutex.Unlock()
	}()
	if refused {
		return
	}
	var ends sync.WaitGroup
	named := false
	ends.Go(func() {
		pass(client, etcd, func(chunk []byte) {
			r.await(func(holds Holds) bool {
				named = holds.HoldKey != "" && (named || bytes.Contains(chunk, []byte(holds.HoldKey)))
				return named
			})
		})
	})
	ends.Go(func() {
		pass(etcd, client, func([]byte) { r.await(func(holds Holds) bool { return holds.HoldDown }) })
	})
	ends.Wait()
}

// await waits as long as bytes are to be held. Refused connections are closed: their bytes need not wait.
func (r *relay) await(isHeld func(Holds) bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for isHeld(r.holds) && !r.holds.Refuse {
		r.changed.Wait()
	}
}

// pass copies until one end is closed, then closes both.
func pass(from, to net.Conn, before func([]byte)) {
	defer from.Close()
	defer to.Close()
	chunk := make([]byte, 32<<10)
	for {
		length, err := from.Read(chunk)
		if length > 0 {
			before(chunk[:length])
			if _, err := to.Write(chunk[:length]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
