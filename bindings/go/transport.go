package kubestatus

// #include "kube_status.h"
import "C"

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Transport is a [net/http.RoundTripper] that sends requests again as a [Retry] says. The zero value works:
//
//	client := &http.Client{
//		Transport:     &kubestatus.Transport{},
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
	// that does not begin has no end of tries. It does not bound how long the body of an answer takes to come: only the
	// deadline of the request's context does.
	Limit  time.Duration
	Policy Policy
	// Budget may be nil, and may be shared.
	Budget *Budget
	// Request tells what is known of a request, such as that the name of a POST is given; nil is RequestOf.
	Request func(*http.Request) Request
	// HideRetryAfter takes the header Retry-After off the responses that were given up on; [AdviceOf] keeps what it said.
	// client-go needs it: it sends up to ten times again by itself whatever has that header, a write too, and so would
	// repeat what is not to be repeated.
	HideRetryAfter bool
	// Notify, if not nil, is told of each answer after which a request is sent again, and of the wait that begins now: for
	// a log or a metric. The request is the one that was answered, with its URL after redirects and raised timeouts.
	Notify func(answered *http.Request, advice Advice, wait time.Duration)
}

// WrappedRoundTripper is the one that sends: client-go looks through wrappers by this method.
func (transport *Transport) WrappedRoundTripper() http.RoundTripper {
	if transport.Base == nil {
		return http.DefaultTransport
	}
	return transport.Base
}

// CloseIdleConnections closes those of the base, if it can. [net/http.Client] calls it.
func (transport *Transport) CloseIdleConnections() {
	if base, can := transport.WrappedRoundTripper().(interface{ CloseIdleConnections() }); can {
		base.CloseIdleConnections()
	}
}

type retryKey struct{}

// WithRetry makes the requests that a [Transport] sends in this context tries of this Retry, whose request, limit,
// policy and budget then count in the place of the Transport's. So an operation goes on with what it knows where its
// caller has to step in: that the token was renewed, that an earlier request may have been executed. Ask Next about what
// the Transport returns, and do what it says; for other requests, such as a look, take another context.
func WithRetry(ctx context.Context, retry *Retry) context.Context {
	return context.WithValue(ctx, retryKey{}, retry)
}

type adviceKey struct{}

// returned is a response and the advice with which it was returned.
type returned struct {
	resp   *http.Response
	advice Advice
}

// AdviceOf is the advice with which a [Transport] returned this response, and false if none did.
func AdviceOf(resp *http.Response) (Advice, bool) {
	if resp == nil || resp.Request == nil {
		return Advice{}, false
	}
	// Whoever makes the next request from resp.Request takes its context along.
	last, ok := resp.Request.Context().Value(adviceKey{}).(returned)
	if !ok || last.resp != resp {
		return Advice{}, false
	}
	return last.advice, true
}

// RoundTrip sends a request until it is done or given up.
func (transport *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	base, ctx := transport.WrappedRoundTripper(), req.Context()
	retry, lent := transport.retry(req)
	if lent {
		defer borrow(retry, req)()
	}
	for send := req; ; {
		resp, err := base.RoundTrip(send)
		switch {
		case err == nil && resp == nil:
			return nil, errors.New("kubestatus: the base of a Transport gave neither a response nor an error")
		case err == nil && resp.Body == nil:
			resp.Body = http.NoBody
		case hopeless(err):
			return nil, err
		case err != nil && ctx.Err() != nil: // costs the budget nothing
			return nil, &Error{AdviseError(retry.Request(), err), err}
		}
		advice, next := judge(retry, send, resp, err)
		if next == nil && err != nil {
			return nil, &Error{advice, err}
		}
		if next == nil {
			if advice.Done() && !lent {
				retry.Next(advice) // gives the budget its token back
			}
			transport.giveBack(resp, send, advice)
			return resp, nil
		}
		if err == nil {
			resp.Body.Close()
		}
		if transport.Notify != nil {
			transport.Notify(send, advice, retry.Wait())
		}
		if err := retry.Sleep(ctx); err != nil {
			closeBody(next)
			return nil, &Error{advice, err}
		}
		send = next
	}
}

func (transport *Transport) giveBack(resp *http.Response, sent *http.Request, advice Advice) {
	resp.Request = sent.WithContext(context.WithValue(sent.Context(), adviceKey{}, returned{resp, advice}))
	if transport.HideRetryAfter && !advice.Done() {
		resp.Header = resp.Header.Clone()
		resp.Header.Del("Retry-After")
	}
}

// judge is the advice, and the request to send next; nil if there is none.
func judge(retry *Retry, sent *http.Request, resp *http.Response, err error) (Advice, *http.Request) {
	request := retry.Request()
	advice := tell(request, resp, err)
	switch advice.Action {
	case ActionRetry, ActionRewatch, ActionRaiseTimeout, ActionFollowRedirect:
		next := sent.Clone(sent.Context())
		if rewind(next) != nil { // known before it costs the budget anything
			request.Flags |= RequestBodyOnce
			return tell(request, resp, err), nil
		}
		if retry.Next(advice) == StepAgain && change(next, retry, resp) {
			return advice, next
		}
		closeBody(next)
	}
	return advice, nil
}

func tell(request Request, resp *http.Response, err error) Advice {
	if err != nil {
		return AdviseError(request, err)
	}
	advice, _ := advise(request, resp, false) // whoever reads a body that broke off will see that
	return advice
}

// rewind gives a request that was sent its body again.
func rewind(req *http.Request) error {
	if req.GetBody == nil {
		return nil
	}
	body, err := req.GetBody()
	if err == nil {
		req.Body = body
	}
	return err
}

// change makes the request as the machine wants it next.
func change(next *http.Request, retry *Retry, resp *http.Response) bool {
	switch retry.Action() {
	case ActionRaiseTimeout:
		query := next.URL.Query()
		query.Set("timeout", retry.Request().Timeout.String())
		next.URL.RawQuery = query.Encode()
	case ActionFollowRedirect:
		location, err := resp.Location()
		if err != nil {
			return false
		}
		next.URL = location
		if resp.StatusCode < http.StatusTemporaryRedirect {
			// Only a read is told to follow these (docs/rules.md, redirect-changes-method).
			if next.Method != http.MethodHead {
				next.Method = http.MethodGet
			}
			closeBody(next)
			next.Body, next.GetBody, next.ContentLength = nil, nil, 0
			next.Header.Del("Content-Type")
		}
	}
	return true
}

// retry is lent by the caller, or for this request alone, as for one with which a client follows a redirect by itself.
// What cannot be sent twice is seen here, whatever was said.
func (transport *Transport) retry(req *http.Request) (retry *Retry, lent bool) {
	if retry, ok := req.Context().Value(retryKey{}).(*Retry); ok && retry != nil && req.Response == nil {
		return retry, true
	}
	request := RequestOf(req)
	once := request.Flags & RequestBodyOnce
	if transport.Request != nil {
		request = transport.Request(req)
	}
	request.Flags |= once
	return NewRetry(request, transport.limit(req.Context()), transport.Policy, transport.Budget), false
}

// borrow makes a lent Retry know what is so of this request alone: that its body cannot be sent twice, and a deadline
// before the Retry's own limit. The result takes that back.
func borrow(retry *Retry, req *http.Request) func() {
	told := &retry.told.retry
	once, limit := C.uint32_t(RequestOf(req).Flags&RequestBodyOnce)&^told.request.flags, told.limit_ms
	told.request.flags |= once
	if deadline, ok := req.Context().Deadline(); ok && time.Until(deadline) < retry.Left() {
		told.limit_ms = C.uint32_t(retry.clock()) - told.began_ms + milliseconds(time.Until(deadline))
	}
	return func() {
		told.request.flags &^= once
		told.limit_ms = limit
	}
}

func (transport *Transport) limit(ctx context.Context) time.Duration {
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
