package kubestatus

import (
	"context"
	"net/http"
	"time"
)

// Transport is a [net/http.RoundTripper] that sends requests again as a [Retry] says. The zero value works:
//
//	client := &http.Client{
//		Transport:     kubestatus.Transport{},
//		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
//	}
//
// It waits and sends again after ActionRetry, ActionRewatch of a watch that did not begin, ActionRaiseTimeout (with the
// longer timeout parameter) and ActionFollowRedirect. Waits end with the request's context, and one that would
// pass the context's deadline is refused before it starts. A body is sent again where the request has GetBody.
//
// Everything else needs somebody who knows what is being done (merge, renew the credentials, list again, look whether it
// was done): the response is returned as it came, with its body from the first byte, and [AdviceOf] has the advice,
// which knows the tries before. Without a response the error is an *[Error].
//
// A redirect that may be followed is followed here. CheckRedirect as above keeps the client from following the others,
// with a GET in the place of a write, or to another host.
type Transport struct {
	// Base sends; nil is http.DefaultTransport.
	Base http.RoundTripper
	// Limit is how long a request may be sent again; 0 is until its context ends or the tries of the policy do. A watch
	// that does not begin has no end of tries.
	Limit  time.Duration
	Policy Policy
	// Budget may be nil, and may be shared.
	Budget *Budget
	// Request tells what is known of a request, such as that the name of a POST is given; nil is RequestOf.
	Request func(*http.Request) Request
}

type adviceKey struct{}

// AdviceOf is the advice with which a [Transport] returned this response, and false if none did.
func AdviceOf(resp *http.Response) (Advice, bool) {
	if resp == nil || resp.Request == nil {
		return Advice{}, false
	}
	advice, ok := resp.Request.Context().Value(adviceKey{}).(Advice)
	return advice, ok
}

// RoundTrip sends a request until it is done or given up.
func (transport Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	base, ctx := transport.Base, req.Context()
	if base == nil {
		base = http.DefaultTransport
	}
	retry := NewRetry(transport.asked(req), transport.limit(ctx), transport.Policy, transport.Budget)
	for send := req; ; {
		resp, err := base.RoundTrip(send)
		if err != nil && ctx.Err() != nil { // costs the budget nothing
			return nil, &Error{AdviseError(retry.Request(), err), err}
		}
		advice, next := transport.judge(retry, send, resp, err)
		if next == nil && err != nil {
			return nil, &Error{advice, err}
		}
		if next == nil {
			resp.Request = send.WithContext(context.WithValue(ctx, adviceKey{}, advice))
			return resp, nil
		}
		if err == nil {
			resp.Body.Close()
		}
		if err := retry.Sleep(ctx); err != nil {
			closeBody(next)
			return nil, &Error{advice, err}
		}
		send = next
	}
}

// judge is the advice, and the request to send next; nil if there is none.
func (transport Transport) judge(retry *Retry, sent *http.Request, resp *http.Response, err error) (Advice, *http.Request) {
	var advice Advice
	if err != nil {
		advice = AdviseError(retry.Request(), err)
	} else {
		advice, _ = advise(retry.Request(), resp, false) // whoever reads a body that broke off will see that
	}
	switch advice.Action {
	case ActionDone, ActionAlreadyDone, ActionRetry, ActionRewatch, ActionRaiseTimeout, ActionFollowRedirect:
		if retry.Next(advice) == StepAgain {
			return advice, again(sent, retry, resp)
		}
	}
	return advice, nil
}

// again is the request as the machine wants it next; nil if it cannot be made.
func again(sent *http.Request, retry *Retry, resp *http.Response) *http.Request {
	next := sent.Clone(sent.Context())
	switch retry.Action() {
	case ActionRaiseTimeout:
		query := next.URL.Query()
		query.Set("timeout", retry.Request().Timeout.String())
		next.URL.RawQuery = query.Encode()
	case ActionFollowRedirect:
		location, err := resp.Location()
		if err != nil {
			return nil
		}
		next.URL = location
		if resp.StatusCode < http.StatusTemporaryRedirect {
			// Only a read is told to follow these (docs/rules.md, redirect-changes-method).
			if next.Method != http.MethodHead {
				next.Method = http.MethodGet
			}
			next.Body, next.GetBody, next.ContentLength = nil, nil, 0
			next.Header.Del("Content-Type")
		}
	}
	if next.GetBody != nil {
		body, err := next.GetBody()
		if err != nil {
			return nil
		}
		next.Body = body
	}
	return next
}

// asked is what is known of the request. What cannot be sent twice is seen here, whatever was said.
func (transport Transport) asked(req *http.Request) Request {
	request := RequestOf(req)
	once := request.Flags & RequestBodyOnce
	if transport.Request != nil {
		request = transport.Request(req)
	}
	request.Flags |= once
	return request
}

func (transport Transport) limit(ctx context.Context) time.Duration {
	limit := transport.Limit
	if limit <= 0 {
		limit = Forever
	}
	if deadline, ok := ctx.Deadline(); ok {
		limit = min(limit, max(time.Until(deadline), 0))
	}
	return limit
}

func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}
