package kubestatus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

var quietLog = log.New(io.Discard, "", 0)

func proxy(*http.Request) (*url.URL, error) { return url.Parse("http://127.0.0.1:1") }

// script answers one request after the other, and knows what came.
type script struct {
	t       *testing.T
	answers []scripted
	seen    []string
	bodies  []*counted
}

// scripted is an answer: a head such as "503 Retry-After=1", and a body; or an error.
type scripted struct {
	head, body string
	err        error
}

func (script *script) RoundTrip(req *http.Request) (*http.Response, error) {
	seen := req.Method + " " + req.URL.String()
	if req.Body != nil {
		sent, err := io.ReadAll(req.Body)
		if err != nil {
			script.t.Error(err)
		}
		req.Body.Close()
		seen += " " + string(sent)
	}
	script.seen = append(script.seen, seen)
	if len(script.answers) == 0 {
		script.t.Fatal("one request too many: " + seen)
	}
	answer := script.answers[0]
	script.answers = script.answers[1:]
	if answer.err != nil {
		return nil, answer.err
	}
	fields := strings.Fields(answer.head)
	resp, body := response(0, strings.NewReader(answer.body))
	resp.StatusCode = map[string]int{"200": 200, "201": 201, "302": 302, "303": 303, "307": 307, "401": 401, "409": 409, "429": 429, "500": 500, "503": 503, "504": 504}[fields[0]]
	for _, field := range fields[1:] {
		name, value, _ := strings.Cut(field, "=")
		resp.Header.Set(name, value)
	}
	resp.Request = req
	script.bodies = append(script.bodies, body)
	return resp, nil
}

// sent is what a Transport makes of a request and these answers, in no time: the clock of the bubble is a fake.
type sent struct {
	resp *http.Response
	err  error
	took time.Duration
	*script
}

func send(t *testing.T, transport Transport, req *http.Request, answers ...scripted) (sent sent) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		sent.script = &script{t: t, answers: answers}
		transport.Base = sent.script
		began := time.Now()
		sent.resp, sent.err = transport.RoundTrip(req)
		sent.took = time.Since(began)
		if len(sent.answers) != 0 {
			t.Errorf("%d answers were not asked for", len(sent.answers))
		}
		for index, body := range sent.bodies {
			if last := sent.resp != nil && index == len(sent.bodies)-1; body.closed == last {
				t.Errorf("body %d: closed %v", index, body.closed)
			}
		}
	})
	return sent
}

func (sent sent) expect(t *testing.T, seen string, code int, action Action, least, most time.Duration) {
	t.Helper()
	if got := strings.Join(sent.seen, ", "); got != seen {
		t.Errorf("sent %s\nnot  %s", got, seen)
	}
	if sent.took < least || sent.took > most {
		t.Errorf("took %v, not %v to %v", sent.took, least, most)
	}
	var advice Advice
	if code == 0 {
		var failed *Error
		if !errors.As(sent.err, &failed) {
			t.Fatalf("no Error: %v", sent.err)
		}
		advice = failed.Advice
	} else if sent.err != nil || sent.resp.StatusCode != code {
		t.Fatalf("%v, %v", sent.resp, sent.err)
	} else if advice, _ = AdviceOf(sent.resp); advice.Code != code {
		t.Errorf("advice about %d", advice.Code)
	}
	if advice.Action != action {
		t.Errorf("%v, not %v", advice.Action, action)
	}
}

func newRequest(t *testing.T, method, url, body string) *http.Request {
	t.Helper()
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	req, err := http.NewRequest(method, url, reader)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

const (
	pod  = "http://a.example/api/v1/namespaces/default/pods/web"
	pods = "http://a.example/api/v1/namespaces/default/pods"
)

func TestWhatIsSafeIsSentAgainAfterItsWait(t *testing.T) {
	send(t, Transport{}, newRequest(t, "GET", pod, ""), scripted{head: "503"}, scripted{head: "429 Retry-After=7"}, scripted{head: "200", body: "{}"}).
		expect(t, "GET "+pod+", GET "+pod+", GET "+pod, 200, ActionDone, 8*time.Second, 12*time.Second)
	send(t, Transport{}, newRequest(t, "GET", pod, ""), scripted{err: syscall.ECONNRESET}, scripted{head: "200", body: "{}"}).
		expect(t, "GET "+pod+", GET "+pod, 200, ActionDone, time.Second, 1500*time.Millisecond)
	send(t, Transport{}, newRequest(t, "GET", pods+"?watch=true", ""), scripted{head: "503"}, scripted{head: "200"}).
		expect(t, "GET "+pods+"?watch=true, GET "+pods+"?watch=true", 200, ActionDone, time.Second, 1500*time.Millisecond)
	send(t, Transport{}, newRequest(t, "PUT", pod, "the body"), scripted{head: "500"}, scripted{head: "200", body: "{}"}).
		expect(t, "PUT "+pod+" the body, PUT "+pod+" the body", 200, ActionDone, time.Second, 1500*time.Millisecond)
}

func TestWhatMayHaveBeenDoneIsLeftToTheCaller(t *testing.T) {
	sent := send(t, Transport{}, newRequest(t, "POST", pods, "x"), scripted{head: "503 Retry-After=1", body: "a page"})
	sent.expect(t, "POST "+pods+" x", 503, ActionVerifyOutcome, 0, 0)
	if body, err := io.ReadAll(sent.resp.Body); string(body) != "a page" || err != nil {
		t.Errorf("%q, %v", body, err)
	}
	sent = send(t, Transport{}, newRequest(t, "POST", pods, "x"), scripted{err: io.ErrUnexpectedEOF})
	sent.expect(t, "POST "+pods+" x", 0, ActionVerifyOutcome, 0, 0)
	if !errors.Is(sent.err, io.ErrUnexpectedEOF) {
		t.Error(sent.err)
	}
	// The Transport knows what was asked, and a client's own redirects do not hide it.
	sent = send(t, Transport{Limit: time.Millisecond}, newRequest(t, "PUT", pod, "x"), scripted{err: syscall.ECONNREFUSED})
	if advice := AdviseError(Request{Verb: Get}, &url.Error{Op: "Put", Err: sent.err}); advice.Verb != Update {
		t.Errorf("%v", advice.Verb)
	}
	sent = send(t, Transport{}, newRequest(t, "POST", pods, "x"), scripted{err: &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}})
	sent.expect(t, "POST "+pods+" x", 0, ActionVerifyOutcome, 0, 0)
	if !(&url.Error{Err: sent.err}).Timeout() {
		t.Error("it is no longer told that time ran out")
	}
	// Where the name is given a repeat shows itself; a conflict may then be with our own object.
	named := Transport{Request: func(req *http.Request) Request {
		request := RequestOf(req)
		request.Name = NameGiven
		return request
	}}
	send(t, named, newRequest(t, "POST", pods, "x"), scripted{head: "500"}, scripted{head: "409"}).
		expect(t, "POST "+pods+" x, POST "+pods+" x", 409, ActionVerifyOutcome, time.Second, 1500*time.Millisecond)
	send(t, named, newRequest(t, "POST", pods, "x"), scripted{head: "409"}).
		expect(t, "POST "+pods+" x", 409, ActionResolveExists, 0, 0)
}

// The name is given, so a conflict after a lost reply may be with one's own object; a 401 between the two changes nothing.
func TestARetryOfTheCallersRemembersWhatItsRequestsMayHaveDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		script := &script{t: t, answers: []scripted{{err: io.EOF}, {head: "401"}, {head: "409"}, {head: "429 Retry-After=60"}, {head: "201"}}}
		transport, budget := Transport{Base: script, Limit: Forever}, NewBudget(0)
		retry := NewRetry(Request{Verb: Create, Name: NameGiven}, time.Minute, Policy{}, budget)
		for _, want := range []struct {
			rule Rule
			step Step
			then RequestFlag
		}{
			{RuleCredentialsRejected, StepAgain, RequestRenewed | RequestAfterMaybe},
			{RuleConflictAfterMaybe, StepAgain, RequestRenewed},
			{RuleThrottled, StepStop, RequestRenewed}, // its limit is that of all requests together
			{RuleSuccess, StepDone, RequestRenewed},
		} {
			req := newRequest(t, "POST", pods, "x")
			resp, err := transport.RoundTrip(req.WithContext(WithRetry(t.Context(), retry)))
			if err != nil {
				t.Fatal(err)
			}
			advice, _ := AdviceOf(resp)
			if step := retry.Next(advice); advice.Rule != want.rule || step != want.step || retry.Request().Flags != want.then {
				t.Errorf("%v, %v, %v", advice.Rule, step, retry.Request().Flags)
			}
		}
		// 10 for the repeat, 10 for the look, and one back.
		if len(script.answers) != 0 || budget.Spent() != 19 {
			t.Errorf("%d answers were not asked for, %d spent", len(script.answers), budget.Spent())
		}
	})
}

func TestARetryOfTheCallersIsAsItWasButForWhatItLearned(t *testing.T) {
	stream := newRequest(t, "PUT", pod, "")
	stream.Body = io.NopCloser(strings.NewReader("stream"))
	stream.ContentLength = -1
	synctest.Test(t, func(t *testing.T) {
		script := &script{t: t, answers: []scripted{{head: "409"}, {head: "503"}, {head: "200"}, {head: "503"}, {head: "429 Retry-After=60"}}}
		transport, budget := Transport{Base: script, HideRetryAfter: true}, NewBudget(0)
		retry := NewRetry(Request{Verb: Update}, 30*time.Second, Policy{Jitter: NoJitter}, budget)
		ask := func(req *http.Request, ctx context.Context, rule Rule, step Step) {
			t.Helper()
			resp, err := transport.RoundTrip(req.WithContext(WithRetry(ctx, retry)))
			advice, _ := retry.Advise(resp, err)
			if got := retry.Next(advice); advice.Rule != rule || got != step {
				t.Errorf("%v, %v", advice.Rule, got)
			}
		}
		// That a stream cannot be sent twice is so of the stream alone.
		ask(stream, t.Context(), RuleConflict, StepAgain)
		ask(newRequest(t, "PUT", pod, "x"), t.Context(), RuleSuccess, StepDone)
		// A deadline before the limit is one, and costs nothing; what is hidden of the answer was seen all the same.
		deadline, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		ask(newRequest(t, "PUT", pod, "x"), deadline, RuleUnavailable, StepAgain)
		ask(newRequest(t, "PUT", pod, "x"), t.Context(), RuleThrottled, StepStop)
		if retry.Why() != WhyLimit || len(script.answers) != 0 {
			t.Error(retry.Why(), len(script.answers))
		}
	})
}

// A client that follows a 303 by itself hides the write behind a GET, whose advice is not about the write.
func TestTheErrorOfARedirectThatAClientFollowedIsNotTheWrites(t *testing.T) {
	for _, lend := range []bool{false, true} {
		base := &script{t: t, answers: []scripted{{head: "303 Location=/other"}, {err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}}}
		client := http.Client{Transport: &Transport{Base: base, Limit: time.Millisecond}}
		request, ctx := Request{Verb: Create}, t.Context()
		if lend {
			ctx = WithRetry(ctx, NewRetry(request, time.Millisecond, Policy{}, nil))
		}
		_, err := client.Do(newRequest(t, "POST", pods, "x").WithContext(ctx))
		if advice := AdviseError(request, err); advice.Verb != Create || advice.Executed != ExecutedMaybe {
			t.Errorf("%v: %v %v %v", lend, advice.Verb, advice.Rule, advice.Executed)
		}
	}
}

func TestABodyThatIsAStreamIsSentOnce(t *testing.T) {
	req := newRequest(t, "PUT", pod, "")
	req.Body = io.NopCloser(strings.NewReader("stream"))
	careless := Transport{Request: func(*http.Request) Request { return Request{Verb: Update} }}
	send(t, careless, req, scripted{head: "503"}).expect(t, "PUT "+pod+" stream", 503, ActionGiveUp, 0, 0)
}

func TestATimeoutIsRaisedInTheURL(t *testing.T) {
	req := newRequest(t, "GET", pod+"?timeout=4s&pretty=true", "")
	sent := send(t, Transport{}, req, scripted{head: "504"}, scripted{head: "200"})
	sent.expect(t, "GET "+pod+"?timeout=4s&pretty=true, GET "+pod+"?pretty=true&timeout=8s", 200, ActionDone, time.Second, 1500*time.Millisecond)
	if req.URL.RawQuery != "timeout=4s&pretty=true" {
		t.Error("the caller's request was changed: " + req.URL.RawQuery)
	}
}

func TestOnlyARedirectThatLosesNothingIsFollowed(t *testing.T) {
	for _, test := range []struct {
		method, head string
		seen         string
		action       Action
	}{
		{"GET", "302 Location=/b", "GET " + pod + ", GET http://a.example/b", ActionDone},
		{"HEAD", "302 Location=/b", "HEAD " + pod + ", HEAD http://a.example/b", ActionDone},
		{"OPTIONS", "302 Location=/b", "OPTIONS " + pod + ", GET http://a.example/b", ActionDone},
		{"PUT", "307 Location=/b", "PUT " + pod + " x, PUT http://a.example/b x", ActionDone},
		{"DELETE", "302 Location=/b", "DELETE " + pod, ActionRefuseRedirect},
		{"GET", "307 Location=http://b.example/", "GET " + pod, ActionRefuseRedirect},
		{"GET", "302", "GET " + pod, ActionGiveUp},
		{"GET", "302 Location=/b%zz", "GET " + pod, ActionGiveUp}, // net/url cannot parse it
	} {
		body, code := "", 200
		if test.method == "PUT" {
			body = "x"
		}
		answers := []scripted{{head: test.head}}
		if test.action == ActionDone {
			answers = append(answers, scripted{head: "200"})
		} else {
			code = map[byte]int{'2': 302, '7': 307}[test.head[2]]
		}
		send(t, Transport{}, newRequest(t, test.method, pod, body), answers...).expect(t, test.seen, code, test.action, 0, 0)
	}
	many := make([]scripted, 11)
	for index := range many {
		many[index] = scripted{head: "302 Location=/b"}
	}
	sent := send(t, Transport{}, newRequest(t, "GET", pod, ""), many...)
	if advice, _ := AdviceOf(sent.resp); advice.Rule != RuleRedirectLimit {
		t.Error(advice.Rule)
	}
}

func TestAWaitEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		began := time.Now()
		transport := &Transport{Base: &script{t: t, answers: []scripted{{head: "503 Retry-After=60"}}}}
		resp, err := transport.RoundTrip(newRequest(t, "GET", pod, "").WithContext(ctx))
		var failed *Error
		if resp != nil || !errors.Is(err, context.Canceled) || !errors.As(err, &failed) || failed.Advice.Code != 503 {
			t.Errorf("%v, %v", resp, err)
		}
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestAWaitThatWouldPassTheDeadlineDoesNotBegin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		transport := &Transport{Base: &script{t: t, answers: []scripted{{head: "503"}, {head: "503 Retry-After=60"}}}}
		resp, err := transport.RoundTrip(newRequest(t, "GET", pod, "").WithContext(ctx))
		if err != nil || resp.StatusCode != 503 {
			t.Fatalf("%v, %v", resp, err)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestWhatTheContextEndsIsNotSentAgain(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	budget := NewBudget(0)
	sent := send(t, Transport{Budget: budget}, newRequest(t, "GET", pod, "").WithContext(ctx), scripted{err: context.Canceled})
	sent.expect(t, "GET "+pod, 0, ActionRetry, 0, 0)
	if budget.Spent() != 0 {
		t.Errorf("%d spent", budget.Spent())
	}
}

func TestTriesEndByThePolicyTheLimitAndTheBudget(t *testing.T) {
	eleven := make([]scripted, 11)
	for index := range eleven {
		eleven[index] = scripted{head: "503"}
	}
	quick := Policy{Base: time.Millisecond, Cap: time.Millisecond, Jitter: NoJitter}
	if sent := send(t, Transport{Policy: quick}, newRequest(t, "GET", pod, ""), eleven...); sent.took != 10*time.Millisecond {
		t.Errorf("took %v", sent.took)
	}
	if sent := send(t, Transport{Policy: quick, Limit: 5 * time.Millisecond}, newRequest(t, "GET", pod, ""), eleven[:5]...); sent.took != 4*time.Millisecond {
		t.Errorf("took %v", sent.took)
	}
	budget := NewBudget(20)
	if send(t, Transport{Policy: quick, Budget: budget}, newRequest(t, "GET", pod, ""), eleven[:3]...); budget.Spent() != 20 {
		t.Errorf("%d spent", budget.Spent())
	}
	if send(t, Transport{Policy: quick, Budget: budget}, newRequest(t, "GET", pod, ""), scripted{head: "200"}); budget.Spent() != 19 {
		t.Errorf("%d spent", budget.Spent())
	}
}

func TestEachRepeatIsToldBeforeItsWait(t *testing.T) {
	var told []string
	began := time.Now()
	transport := Transport{Policy: Policy{Jitter: NoJitter}, Notify: func(answered *http.Request, advice Advice, wait time.Duration) {
		told = append(told, fmt.Sprint(answered.URL.RawQuery, " ", advice.Rule, " ", wait, " at ", time.Since(began)))
	}}
	req := newRequest(t, "PUT", pod+"?timeout=4s", "x")
	synctest.Test(t, func(t *testing.T) {
		began = time.Now()
		transport.Base = &script{t: t, answers: []scripted{{head: "504"}, {head: "429 Retry-After=7"}, {head: "409"}}}
		if _, err := transport.RoundTrip(req); err != nil {
			t.Error(err)
		}
	})
	// A PUT's 504 raises the timeout after 1 s; the 409 is the caller's to see.
	want := "timeout=4s timeout-raisable 1s at 0s, timeout=8s throttled 7s at 1s"
	if got := strings.Join(told, ", "); got != want {
		t.Errorf("told %s", got)
	}
}

func TestABodyThatCannotBeHadAgainCostsNothing(t *testing.T) {
	budget, req := NewBudget(0), newRequest(t, "PUT", pod, "x")
	req.GetBody = func() (io.ReadCloser, error) { return nil, errors.New("gone") }
	sent := send(t, Transport{Budget: budget}, req, scripted{head: "503"})
	sent.expect(t, "PUT "+pod+" x", 503, ActionGiveUp, 0, 0)
	if advice, _ := AdviceOf(sent.resp); advice.Rule != RuleBodyOnce || budget.Spent() != 0 {
		t.Errorf("%v, %d spent", advice.Rule, budget.Spent())
	}
	budget, req = NewBudget(0), newRequest(t, "PUT", pod, "x")
	req.GetBody = func() (io.ReadCloser, error) { return nil, errors.New("gone") }
	sent = send(t, Transport{Budget: budget}, req, scripted{err: syscall.ECONNRESET})
	sent.expect(t, "PUT "+pod+" x", 0, ActionGiveUp, 0, 0)
	if !errors.Is(sent.err, syscall.ECONNRESET) {
		t.Error(sent.err)
	}
	// The one that is not sent after all is closed.
	again := &counted{Reader: strings.NewReader("x")}
	req = newRequest(t, "PUT", pod, "x")
	req.GetBody = func() (io.ReadCloser, error) { return again, nil }
	send(t, Transport{Limit: time.Millisecond}, req, scripted{head: "503"}).expect(t, "PUT "+pod+" x", 503, ActionRetry, 0, 0)
	if !again.closed {
		t.Error("a body was left open")
	}
}

func TestTheAdviceIsThatOfThisResponse(t *testing.T) {
	sent := send(t, Transport{}, newRequest(t, "POST", pods, "x"), scripted{head: "409"})
	if _, ok := AdviceOf(sent.resp); !ok {
		t.Fatal("no advice")
	}
	other, _ := response(200, strings.NewReader("{}"))
	other.Request = sent.resp.Request.Clone(sent.resp.Request.Context())
	if advice, ok := AdviceOf(other); ok {
		t.Errorf("stale: about %d", advice.Code)
	}
}

func TestAfterGivingUpTheHeaderForClientGoIsGone(t *testing.T) {
	header := http.Header{"Retry-After": {"7"}}
	base := roundTripper(func(req *http.Request) (*http.Response, error) {
		resp, _ := response(503, strings.NewReader(""))
		resp.Header = header
		return resp, nil
	})
	for hide, want := range map[bool]string{true: "", false: "7"} {
		resp, err := (&Transport{Base: base, HideRetryAfter: hide}).RoundTrip(newRequest(t, "POST", pods, "x"))
		if err != nil {
			t.Fatal(err)
		}
		advice, _ := AdviceOf(resp)
		if got := resp.Header.Get("Retry-After"); got != want || advice.RetryAfterSeconds != 7 || header.Get("Retry-After") != "7" {
			t.Errorf("%v: %q, %d", hide, got, advice.RetryAfterSeconds)
		}
	}
	done := send(t, Transport{HideRetryAfter: true}, newRequest(t, "POST", pods, "x"), scripted{head: "201 Retry-After=7"})
	if done.resp.Header.Get("Retry-After") != "7" {
		t.Error("it was not given up on")
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (send roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return send(req) }

func TestABaseThatBreaksItsPromisesPanicsNothing(t *testing.T) {
	for _, code := range []int{200, 409, 503} {
		base := roundTripper(func(*http.Request) (*http.Response, error) { return &http.Response{StatusCode: code}, nil })
		resp, err := (&Transport{Base: base, Limit: time.Millisecond}).RoundTrip(newRequest(t, "GET", pod, ""))
		if err != nil || resp.Body == nil {
			t.Errorf("%d: %v", code, err)
		}
	}
	base := roundTripper(func(*http.Request) (*http.Response, error) { return nil, nil })
	if resp, err := (&Transport{Base: base}).RoundTrip(newRequest(t, "GET", pod, "")); resp != nil || err == nil {
		t.Error(resp, err)
	}
}

// idle takes note that it was told.
type idle struct {
	http.RoundTripper
	closed bool
}

func (idle *idle) CloseIdleConnections() { idle.closed = true }

func TestATransportDoesNotHideItsBase(t *testing.T) {
	base := &idle{}
	transport := &Transport{Base: base}
	if (&http.Client{Transport: transport}).CloseIdleConnections(); !base.closed || transport.WrappedRoundTripper() != base {
		t.Error("the base is hidden")
	}
	if (&Transport{}).WrappedRoundTripper() != http.DefaultTransport {
		t.Error("another default")
	}
	(&Transport{Base: roundTripper(nil)}).CloseIdleConnections() // cannot, and need not
	// net/http and client-go compare round trippers, which panics for a value with a func in it.
	if _, is := any(Transport{}).(http.RoundTripper); is {
		t.Error("a value that cannot be compared is one, too")
	}
}

// One Transport and one Budget for many goroutines: for the race detector.
func TestManyRequestsAtOnce(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1)%2 == 1 {
			w.WriteHeader(503)
			return
		}
		io.WriteString(w, "{}")
	}))
	defer server.Close()
	budget := NewBudget(100_000)
	client := &http.Client{Transport: &Transport{Budget: budget, Policy: Policy{Preset: PresetAgent, Base: time.Millisecond, Cap: time.Millisecond}}}
	defer client.CloseIdleConnections()
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range 10 {
				resp, err := client.Get(server.URL)
				if err != nil || resp.StatusCode != 200 {
					t.Error(resp, err)
					return
				}
				resp.Body.Close()
			}
		})
	}
	all.Wait()
	// Each that is sent again costs 10; each that is done gives 1 back, unless none was spent then.
	if most := 10 * (int(asked.Load()) - 160); budget.Spent() > most || budget.Spent() < most-160 {
		t.Errorf("%d spent of %d", budget.Spent(), most)
	}
}
