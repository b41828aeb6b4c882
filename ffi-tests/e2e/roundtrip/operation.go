package main

import (
	"io"
	"net/http"
	"strings"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
)

// own does what only the caller of a request can do before it is sent again, and returns the body to send.
type own func(action kubestatus.Action, body []byte) ([]byte, error)

// run is one request until it is done or given up. The Transport sends it again by itself where that is all there is to
// do; between its requests is what it leaves to its caller. All count as tries of the same Retry.
func (client *client) run(request kubestatus.Request, method, target string, body []byte, own own) ([]byte, error) {
	request.Timeout, request.Flags = client.timeout, request.Flags|client.flags()
	retry := kubestatus.NewRetry(request, client.left(), kubestatus.Policy{}, nil)
	client.wrong = 0
	for {
		url := client.server + client.timed(target, retry)
		advice, answer := client.ask(retry, method, url, body)
		step := retry.Next(advice)
		client.tell(url, advice, step, retry.Action(), retry.Wait())
		step, again := client.wrongly(step)
		switch {
		case again:
			continue
		case step == kubestatus.StepDone:
			return answer, nil
		case step == kubestatus.StepStop:
			return nil, errStopped
		}
		if client.ignore != "wait" && retry.Sleep(client.ctx) != nil {
			return nil, errStopped
		}
		var err error
		if body, err = client.act(retry.Action(), body, own); err != nil {
			return nil, err
		}
	}
}

// timed is a target with the parameter timeout, if there is to be one.
func (client *client) timed(target string, retry *kubestatus.Retry) string {
	timeout, mark := retry.Request().Timeout, "?"
	if client.ignore == "timeout" {
		timeout = client.timeout
	}
	if strings.Contains(target, "?") {
		mark = "&"
	}
	if timeout != 0 {
		return target + mark + "timeout=" + timeout.String()
	}
	return target + strings.TrimSuffix(mark, "&")
}

// ask sends until the Transport knows no further. Returns the advice and the body.
func (client *client) ask(retry *kubestatus.Retry, method, url string, body []byte) (kubestatus.Advice, []byte) {
	req, err := client.request(kubestatus.WithRetry(client.ctx, retry), method, url, body)
	var resp *http.Response
	if err == nil {
		resp, err = client.driven.Do(req)
	}
	advice, _ := retry.Advise(resp, err)
	if err != nil {
		return advice, nil
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil && advice.Done() { // as good as no answer
		advice = kubestatus.AdviseError(retry.Request(), err)
	}
	return advice, answer
}

// act does what is to be done before sending.
func (client *client) act(action kubestatus.Action, body []byte, own own) ([]byte, error) {
	is := func(ignored string) bool { return client.ignore == ignored }
	switch {
	case action == kubestatus.ActionAuthenticate:
		if !is("token") {
			client.token = read(client.tokenFile)
		}
		if client.token == "" {
			return nil, errStopped
		}
	case action == kubestatus.ActionRenegotiate && !is("type"):
		client.accept, client.contentType = typeJSON, typeJSON
	case action == kubestatus.ActionRediscover && !is("discovery"):
		return body, client.rediscover()
	case action == kubestatus.ActionMergeRetry && !is("conflict"), action == kubestatus.ActionVerifyOutcome && !is("look"):
		if own == nil {
			return nil, errStopped
		}
		return own(action, body)
	}
	return body, nil
}
