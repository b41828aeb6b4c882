package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
)

const typeJSON = "application/json"

// errStopped is that what is advised cannot be done here, or that a look shows that there is no point in it.
var errStopped = errors.New("stopped")

// errFound is that a look shows that it is done.
var errFound = errors.New("found")

// transports are the things that are the Transport's to do. Whoever ignores one of them has none.
var transports = []string{"wait", "retry", "follow", "timeout"}

// client is one command.
type client struct {
	options
	// ctx ends with the limit.
	ctx context.Context
	// driven has a Transport, plain has none.
	driven, plain *http.Client
	token         string
	// advice is about the last answer.
	advice kubestatus.Advice
	// wrong is how often something was sent that should not have been.
	wrong int
}

func newClient(options options) (*client, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.Background(), options.limit)
	client := &client{options: options, ctx: ctx, token: read(options.tokenFile)}
	// What may be followed is followed by the Transport.
	refuse := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if options.ignore == "redirect" {
		refuse = nil
	}
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.ResponseHeaderTimeout = options.patience
	base.TLSClientConfig = &tls.Config{InsecureSkipVerify: options.insecure}
	driving := &kubestatus.Transport{Base: base, Notify: client.notify}
	client.plain = &http.Client{CheckRedirect: refuse, Transport: base}
	client.driven = &http.Client{CheckRedirect: refuse, Transport: driving}
	if slices.Contains(transports, options.ignore) {
		client.driven = client.plain
	}
	return client, cancel
}

func read(file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return strings.TrimSpace(string(text))
}

// left is what is left of the limit.
func (client *client) left() time.Duration {
	deadline, _ := client.ctx.Deadline()
	return max(time.Until(deadline), 0)
}

// flags are what is known of all requests.
func (client *client) flags() kubestatus.RequestFlag {
	if client.token == "" {
		return kubestatus.RequestAnonymous
	}
	return 0
}

// request is one over HTTP.
func (client *client) request(ctx context.Context, method, url string, body []byte) (*http.Request, error) {
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, url, reader)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", client.accept)
	if body != nil {
		req.Header.Set("Content-Type", client.contentType)
	}
	if client.token != "" {
		req.Header.Set("Authorization", "Bearer "+client.token)
	}
	return req, nil
}

// notify tells of an answer after which the Transport sends again.
func (client *client) notify(answered *http.Request, advice kubestatus.Advice, wait time.Duration) {
	client.tell(answered.URL.String(), advice, kubestatus.StepAgain, advice.Action, wait)
}

// tell is one line of --verbose.
func (client *client) tell(
	url string, advice kubestatus.Advice, step kubestatus.Step, action kubestatus.Action, wait time.Duration,
) {
	client.advice = advice
	if !client.verbose {
		return
	}
	then := ""
	if step == kubestatus.StepAgain {
		then = fmt.Sprintf(": %s in %d ms", action, wait.Milliseconds())
	}
	fmt.Fprintf(os.Stderr, "%s %s: %s, %s%s\n", advice.Verb, url, advice.Rule, step, then)
}

// wrongly is the next step of those who give up, and true of those who go on or send once more.
func (client *client) wrongly(step kubestatus.Step) (kubestatus.Step, bool) {
	switch {
	case client.ignore == "retry" && step == kubestatus.StepAgain:
		return kubestatus.StepStop, false
	case client.ignore == "stop" && step == kubestatus.StepStop && client.wrong < 3,
		client.ignore == "done" && step == kubestatus.StepDone && client.wrong < 1:
		client.wrong++
		return step, true
	}
	return step, false
}
