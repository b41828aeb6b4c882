package main

import (
	"net"
	"net/http"
	"sync"
)

// A door is a listening address that can be closed and opened again. Closed, there is nobody: what is open ends, and
// connections are refused.
type door struct {
	address string
	serve   func(net.Listener)

	mutex    sync.Mutex
	listener *tracked
}

func (d *door) open() error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.listener != nil {
		return nil
	}
	listener, err := net.Listen("tcp", d.address)
	if err != nil {
		return err
	}
	d.listener = &tracked{Listener: listener, open: map[net.Conn]bool{}}
	go d.serve(d.listener)
	return nil
}

func (d *door) close() {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.listener != nil {
		d.listener.closeAll()
		d.listener = nil
	}
}

// tracked knows its open connections.
type tracked struct {
	net.Listener
	mutex sync.Mutex
	open  map[net.Conn]bool
}

func (t *tracked) Accept() (net.Conn, error) {
	accepted, err := t.Listener.Accept()
	if err != nil {
		return nil, err
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	one := &trackedConn{TCPConn: accepted.(*net.TCPConn), of: t}
	t.open[one] = true
	return one, nil
}

func (t *tracked) closeAll() {
	_ = t.Listener.Close()
	t.mutex.Lock()
	all := t.open
	t.open = map[net.Conn]bool{}
	t.mutex.Unlock()
	for one := range all {
		_ = one.Close()
	}
}

type trackedConn struct {
	*net.TCPConn
	of *tracked
}

func (c *trackedConn) Close() error {
	c.of.mutex.Lock()
	delete(c.of.open, c)
	c.of.mutex.Unlock()
	return c.TCPConn.Close()
}

// plain serves HTTP without TLS.
func plain(handler http.Handler) func(net.Listener) {
	return func(listener net.Listener) { _ = http.Serve(listener, handler) }
}
