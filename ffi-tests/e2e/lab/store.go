package main

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/server/v3/embed"
	"go.etcd.io/etcd/server/v3/etcdserver/api/v3client"
)

// A store is the embedded etcd. It can go away and come back with its data.
type store struct {
	dir   string
	ports ports

	mutex   sync.Mutex
	running *embed.Etcd
}

func (s *store) start() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.running != nil {
		return nil
	}
	client := url.URL{Scheme: "http", Host: s.ports.address(etcdPort)}
	peer := url.URL{Scheme: "http", Host: s.ports.address(etcdPeerPort)}
	config := embed.NewConfig()
	config.Dir = filepath.Join(s.dir, "etcd")
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	config.LogLevel = "error"
	config.LogOutputs = []string{filepath.Join(s.dir, "etcd.log")}
	// A member without company, whose data nobody needs after the run.
	config.UnsafeNoFsync = true
	config.TickMs, config.ElectionMs = 10, 100
	running, err := embed.StartEtcd(config)
	if err != nil {
		return err
	}
	select {
	case <-running.Server.ReadyNotify():
		s.running = running
		return nil
	case <-time.After(time.Minute):
		running.Close()
		return errors.New("etcd does not get ready")
	}
}

func (s *store) stop() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.running != nil {
		s.running.Close()
		s.running = nil
	}
}

// compact forgets all revisions but the newest.
func (s *store) compact() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.running == nil {
		return errors.New("etcd is stopped")
	}
	client := v3client.New(s.running.Server)
	defer client.Close()
	// The answer to any read names the newest revision.
	now, err := client.Get(context.Background(), "/")
	if err != nil {
		return err
	}
	_, err = client.Compact(context.Background(), now.Header.Revision, clientv3.WithCompactPhysical())
	return err
}
