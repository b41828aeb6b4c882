// Command lab is a Kubernetes control plane of one's own for tests: kube-apiserver, etcd, and what stands in their way.
//
//	lab -dir DIR -port PORT
//	lab kube-apiserver [flags]
//
// It listens on 127.0.0.1 only, at eight ports from PORT on: the front, which clients talk to; control; kube-apiserver;
// the hook; the relay to etcd; etcd twice; the front over TLS. It ends, and all that it started with it, when its
// standard input does. DIR is made at the beginning and removed in the end.
package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

// What stands at which port, counted from the first.
const (
	frontPort = iota
	controlPort
	serverPort
	hookPort
	relayPort
	etcdPort
	etcdPeerPort
	frontTLSPort
)

type ports int

func (first ports) address(which int) string {
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(int(first)+which))
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "kube-apiserver" {
		exit(serve(os.Args[2:]))
	}
	dir := flag.String("dir", "", "a directory that is not there yet, for data, keys and logs")
	first := flag.Int("port", 18080, "the first of the ports")
	flag.Parse()
	if *dir == "" || flag.NArg() != 0 {
		flag.Usage()
		os.Exit(2)
	}
	exit(up(*dir, ports(*first)))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "lab:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func up(dir string, first ports) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	etcd := &store{dir: dir, ports: first}
	if err := etcd.start(); err != nil {
		return err
	}
	defer etcd.stop()
	server := &process{dir: dir, ports: first}
	defer server.kill()
	relay := newRelay(first.address(etcdPort))
	hook, err := newHook()
	if err != nil {
		return err
	}
	front := newFront(first.address(serverPort), hook.pair)
	doors := []*door{
		{address: first.address(relayPort), serve: relay.serve},
		{address: first.address(hookPort), serve: hook.serve},
		{address: first.address(frontPort), serve: front.serve},
		{address: first.address(frontTLSPort), serve: front.serveTLS},
		{address: first.address(controlPort)},
	}
	doors[4].serve = plain(control(etcd, relay, hook, front, server, doors[1], doors[2]))
	if err := server.prepare(); err != nil {
		return err
	}
	for _, one := range doors {
		if err := one.open(); err != nil {
			return err
		}
		defer one.close()
	}
	fmt.Println("ready")
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		ended <- syscall.SIGTERM
	}()
	<-ended
	return nil
}
