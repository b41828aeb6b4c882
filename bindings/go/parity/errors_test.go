package parity

import (
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"syscall"
	"testing"
)

// slow is an error of an answer that did not come in time.
type slow struct{}

func (slow) Error() string   { return "timeout awaiting response headers" }
func (slow) Timeout() bool   { return true }
func (slow) Temporary() bool { return true }

func dialed(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }

// failures are what a connection ends with, and whether the request can have been sent.
var failures = []struct {
	err  error
	sent bool
}{
	{syscall.ECONNRESET, true},
	{io.EOF, true},
	{io.ErrUnexpectedEOF, true},
	{errors.New("http2: client connection lost"), true},
	{errors.New("http2: server sent GOAWAY and closed the connection; LastStreamID=1"), true},
	{slow{}, true},
	{errors.New("something else"), true},
	{dialed(syscall.ECONNREFUSED), false},
	{dialed(slow{}), false},
	{dialed(&net.DNSError{Err: "no such host", Name: "a.example", IsNotFound: true}), false},
	{http.ErrSchemeMismatch, false},
}

func TestEveryDifferenceOnALostConnectionHasAName(t *testing.T) {
	counts := map[string]int{}
	for _, failure := range failures {
		for _, method := range methods {
			answer := answer{method: method, err: failure.err}
			theirs, sent := clientGo(t, answer)
			ours := ours(t, answer, sent)
			name := "lost-connection"
			if !failure.sent {
				name = "nothing-was-sent"
			}
			switch facets := theirs.differences(ours); {
			case slices.Contains(facets, retries) && len(theirs.waits) == 0:
				counts[name]++
			case slices.Contains(facets, fails) && answer.watch():
				counts["empty-watch"]++
			case slices.Contains(facets, retries) || slices.Contains(facets, fails):
				t.Errorf("%s, %v: client-go %+v, ours %+v", method, failure.err, theirs, ours)
			}
		}
	}
	t.Log(counts)
	for _, name := range []string{"lost-connection", "nothing-was-sent", "empty-watch"} {
		if counts[name] == 0 || !slices.Contains(documented(t), name) {
			t.Errorf("%s: %d", name, counts[name])
		}
	}
}
