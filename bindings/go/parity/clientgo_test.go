package parity

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/util/flowcontrol"
)

// answer is what a server says again and again to one request.
type answer struct {
	// method is that of HTTP, or WATCH, JSONPATCH, DELETECOLLECTION.
	method string
	code   int
	// retryAfter is the header; nil is none.
	retryAfter *string
	body       body
	// stream: the request's body can be read once.
	stream bool
	// err: there is no answer.
	err error
}

func (answer answer) String() string {
	header := "none"
	if answer.retryAfter != nil {
		header = *answer.retryAfter
	}
	return fmt.Sprintf("%s %d %s, Retry-After %s, stream %v", answer.method, answer.code, answer.body.name, header, answer.stream)
}

func (answer answer) watch() bool { return answer.method == "WATCH" }

func (answer answer) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		io.Copy(io.Discard, req.Body)
		req.Body.Close()
	}
	if answer.err != nil {
		return nil, answer.err
	}
	header := http.Header{}
	if answer.body.label != "" {
		header.Set("Content-Type", answer.body.label)
	}
	if answer.retryAfter != nil {
		header.Set("Retry-After", *answer.retryAfter)
	}
	return &http.Response{StatusCode: answer.code, Header: header, Request: req, Body: io.NopCloser(strings.NewReader(answer.body.text)),
		ContentLength: int64(len(answer.body.text))}, nil
}

// recorder is client-go's clock: it takes note of each wait, and does not wait.
type recorder struct{ waits []time.Duration }

func (*recorder) UpdateBackoffWithContext(context.Context, *url.URL, error, int) {}
func (*recorder) CalculateBackoffWithContext(context.Context, *url.URL) time.Duration {
	return 0
}
func (recorder *recorder) SleepWithContext(_ context.Context, wait time.Duration) {
	recorder.waits = append(recorder.waits, wait)
}

var (
	v1       = schema.GroupVersion{Version: "v1"}
	base     = &url.URL{Scheme: "https", Host: "a.example"}
	codecs   = newCodecs()
	decoders = runtime.NewClientNegotiator(codecs, v1)
)

func newCodecs() runtime.NegotiatedSerializer {
	scheme := runtime.NewScheme()
	metav1.AddToGroupVersion(scheme, v1)
	return serializer.NewCodecFactory(scheme).WithoutConversion()
}

// clientGo is what client-go does, and the request that it sent first.
func clientGo(t *testing.T, answer answer) (outcome outcome, sent *http.Request) {
	tries := 0
	client := &http.Client{Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
		if tries++; sent == nil {
			sent = req
		}
		return answer.RoundTrip(req)
	})}
	config := rest.ClientContentConfig{ContentType: "application/json", GroupVersion: v1, Negotiator: decoders}
	rester, err := rest.NewRESTClient(base, "/api/v1", config, flowcontrol.NewFakeAlwaysRateLimiter(), client)
	if err != nil {
		t.Fatal(err)
	}
	clock := &recorder{}
	method, patch, onObject := answer.method, "application/merge-patch+json", true
	switch answer.method {
	case "WATCH":
		method, onObject = "GET", false
	case "POST":
		onObject = false
	case "DELETECOLLECTION":
		method, onObject = "DELETE", false
	case "JSONPATCH":
		method, patch = "PATCH", "application/json-patch+json"
	}
	request := rester.Verb(method).Namespace("default").Resource("pods").BackOffWithContext(clock)
	if onObject {
		request.Name("web")
	}
	if answer.stream {
		request.Body(io.NopCloser(strings.NewReader("{}")))
	} else if method == "POST" || method == "PUT" || method == "PATCH" {
		request.Body([]byte("{}"))
	}
	if method == "PATCH" {
		request.SetHeader("Content-Type", patch)
	}
	if answer.watch() {
		stream, watching := request.Param("watch", "true").Watch(t.Context())
		if err = watching; err == nil {
			stream.Stop()
		}
	} else {
		_, err = request.Do(t.Context()).Get()
	}
	outcome.failed = err != nil
	outcome.waits = clock.waits[1:] // the first is before the first try
	if len(outcome.waits) != tries-1 {
		t.Fatalf("%d tries, waits %v", tries, outcome.waits)
	}
	var typed *apierrors.StatusError
	if errors.As(err, &typed) {
		outcome.typed = true
		outcome.reason, outcome.code = string(typed.ErrStatus.Reason), int(typed.ErrStatus.Code)
		theirs, _ := told(err, kubestatus.Advice{})
		outcome.holds = strings.Join(theirs, " ")
	}
	if seconds, suggests := apierrors.SuggestsClientDelay(err); suggests {
		outcome.suggests = time.Duration(seconds) * time.Second
	}
	return outcome, sent
}

type roundTripper func(*http.Request) (*http.Response, error)

func (send roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return send(req) }

// ours is what this library's advice and machine do with the same answers to the same request, jitter aside. Only a
// request that goes out again as it was counts as a retry: that is all client-go can do.
func ours(t *testing.T, answer answer, sent *http.Request) (outcome outcome) {
	request := kubestatus.RequestOf(sent)
	if answer.stream {
		request.Flags |= kubestatus.RequestBodyOnce
	}
	retry := kubestatus.NewRetry(request, kubestatus.Forever, kubestatus.Policy{Jitter: kubestatus.NoJitter}, nil)
	for {
		sent.Body = nil
		advice, err := retry.Advise(answer.RoundTrip(sent))
		if err != nil {
			t.Fatal(err)
		}
		if len(outcome.waits) == 0 {
			outcome.failed = advice.Action != kubestatus.ActionDone
			outcome.reason, outcome.code = advice.ClientGoReason().String(), advice.Code
			if advice.Trusted() {
				outcome.reason, outcome.code = advice.ReasonText(), advice.StatusCode
			}
			_, ours := told(nil, advice)
			outcome.holds = strings.Join(ours, " ")
			outcome.suggests, _ = advice.SuggestsClientDelay()
		}
		step := retry.Next(advice)
		switch retry.Action() {
		case kubestatus.ActionRetry, kubestatus.ActionRaiseTimeout, kubestatus.ActionRewatch:
			if step == kubestatus.StepAgain && len(outcome.waits) < 100 {
				outcome.waits = append(outcome.waits, retry.Wait())
				continue
			}
		}
		return outcome
	}
}
