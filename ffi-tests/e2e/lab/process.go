package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"k8s.io/client-go/util/keyutil"
)

// Who may come, and with what: of these, members of system:masters are exempt from every limit.
const tokens = `admin-token,admin,1,"system:masters"
dev-token,dev,2
nobody-token,nobody,3
`

// startsWithin is how long a server may take until it is ready, under a storm too.
const startsWithin = 2 * time.Minute

// A process is kube-apiserver: this program again, started with its name as the first word.
type process struct {
	dir   string
	ports ports

	mutex   sync.Mutex
	running *exec.Cmd
	ended   chan struct{}
}

// prepare writes the files that the server is started with.
func (p *process) prepare() error {
	key, err := keyutil.MakeEllipticPrivateKeyPEM()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(p.dir, "service-account.key"), key, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(p.dir, "tokens.csv"), []byte(tokens), 0o600)
}

func (p *process) arguments() []string {
	key, address := filepath.Join(p.dir, "service-account.key"), p.ports.address(serverPort)
	return []string{
		"kube-apiserver",
		"--bind-address=127.0.0.1",
		"--secure-port=" + address[len("127.0.0.1:"):],
		// Else it looks for an interface to the outside.
		"--advertise-address=192.0.2.1",
		"--cert-dir=" + filepath.Join(p.dir, "certificates"),
		"--etcd-servers=http://" + p.ports.address(relayPort),
		// Only control compacts.
		"--etcd-compaction-interval=0",
		"--storage-media-type=application/json",
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.0.0.0/24",
		"--authorization-mode=RBAC",
		// There is no controller manager to make service accounts for pods.
		"--disable-admission-plugins=ServiceAccount",
		"--token-auth-file=" + filepath.Join(p.dir, "tokens.csv"),
		"--service-account-issuer=https://lab.test",
		"--service-account-key-file=" + key,
		"--service-account-signing-key-file=" + key,
	}
}

// start returns once the server is ready, or at once.
func (p *process) start(more []string, atOnce bool) error {
	ended, err := p.launch(more)
	if err != nil || atOnce {
		return err
	}
	return p.await(ended)
}

// launch returns what tells when the server has ended.
func (p *process) launch(more []string) (chan struct{}, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.running != nil {
		return nil, errors.New("kube-apiserver runs already")
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(filepath.Join(p.dir, "kube-apiserver.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	command := exec.Command(self, append(p.arguments(), more...)...)
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return nil, err
	}
	ended := make(chan struct{})
	p.running, p.ended = command, ended
	go func() {
		_ = command.Wait()
		p.mutex.Lock()
		p.running = nil
		p.mutex.Unlock()
		close(ended)
	}()
	return ended, nil
}

// await returns once the server is ready. It holds no lock: who notices the server's end, or ends it, needs that.
func (p *process) await(ended chan struct{}) error {
	client := http.Client{
		Timeout: time.Second,
		// The server makes its certificate itself.
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true},
	}
	ready, err := http.NewRequest(http.MethodGet, "https://"+p.ports.address(serverPort)+"/readyz", nil)
	if err != nil {
		return err
	}
	ready.Header.Set("Authorization", "Bearer admin-token")
	for late := time.Now().Add(startsWithin); time.Now().Before(late); {
		select {
		case <-ended:
			log, _ := os.ReadFile(filepath.Join(p.dir, "kube-apiserver.log"))
			return fmt.Errorf("kube-apiserver ended: %s", log[max(0, len(log)-2000):])
		case <-time.After(20 * time.Millisecond):
		}
		answer, err := client.Do(ready)
		if err != nil {
			continue
		}
		_ = answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return nil
		}
	}
	return errors.New("kube-apiserver does not get ready")
}

// signal returns what tells when the server has ended.
func (p *process) signal(which os.Signal) chan struct{} {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.running == nil {
		ended := make(chan struct{})
		close(ended)
		return ended
	}
	_ = p.running.Process.Signal(which)
	return p.ended
}

// wait returns when the server has ended by itself.
func (p *process) wait() {
	p.mutex.Lock()
	ended := p.ended
	p.mutex.Unlock()
	if ended != nil {
		<-ended
	}
}

func (p *process) term() chan struct{} { return p.signal(syscall.SIGTERM) }

func (p *process) kill() { <-p.signal(syscall.SIGKILL) }
