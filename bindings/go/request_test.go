package kubestatus

import (
	"io"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestARequestIsReadFromHTTP(t *testing.T) {
	const core = "https://a.example/api/v1/namespaces/default/"
	stream := io.NopCloser(strings.NewReader("x"))
	for _, test := range []struct {
		method, url, header string
		body                io.ReadCloser
		want                Request
	}{
		{"GET", core + "pods/web", "", nil, Request{Verb: Get}},
		{"", core + "pods/web", "If-None-Match: x", nil, Request{Verb: Get, Flags: RequestConditional}},
		{"GET", core + "pods?limit=5&continue=abc", "", nil, Request{Verb: List, Flags: RequestContinueToken}},
		{"GET", core + "pods?watch=1", "", nil, Request{Verb: Watch}},
		{"POST", core + "pods?dryRun=All&timeout=1m", "", http.NoBody, Request{Verb: Create, Flags: RequestDryRun, Timeout: time.Minute}},
		{"POST", core + "pods/web/eviction", "", stream, Request{Verb: Create, Name: NameGiven, Flags: RequestBodyOnce}},
		{"PATCH", core + "pods/web", "Content-Type: application/json-patch+json", nil, Request{Verb: JSONPatch}},
		{"PATCH", core + "pods/web", "Content-Type: application/apply-patch+yaml", nil, Request{Verb: Apply}},
		{"DELETE", core + "pods", "", nil, Request{Verb: DeleteCollection}},
		{"GET", core + "pods%2Fweb", "", nil, Request{Verb: List}},
		{"BREW", core + "pods", "", nil, Request{}},
	} {
		req := newRequest(t, test.method, test.url, "")
		req.Method = test.method
		req.Body = test.body
		if name, value, is := strings.Cut(test.header, ": "); is {
			req.Header.Set(name, value)
		}
		if got := RequestOf(req); got != test.want {
			t.Errorf("%s %s: %+v, not %+v", test.method, test.url, got, test.want)
		}
	}
}

func TestARequestWithoutAURLSaysNothing(t *testing.T) {
	if got := RequestOf(&http.Request{Method: "PUT"}); got != (Request{}) {
		t.Errorf("%+v", got)
	}
}

func TestNumbersThatDoNotFitSaturate(t *testing.T) {
	for duration, want := range map[time.Duration]uint32{
		-time.Second: 0, 0: 0, 1: 1, time.Millisecond: 1, 1999 * time.Microsecond: 1, time.Hour: 3_600_000,
		math.MaxInt64: math.MaxUint32 - 1,
	} {
		if got := uint32(milliseconds(duration)); got != want {
			t.Errorf("%v: %d, not %d", duration, got, want)
		}
	}
	for jitter, want := range map[float64]uint16{
		0: 0, NoJitter: math.MaxUint16, 0.5: 500, 1e-9: 1, 1e9: math.MaxUint16 - 1, math.Inf(1): math.MaxUint16 - 1,
	} {
		if got := uint16(permille(jitter)); got != want {
			t.Errorf("%v: %d, not %d", jitter, got, want)
		}
	}
	if permille(math.NaN()) != 0 {
		t.Error("NaN")
	}
}

func TestWordsHaveTheirNames(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{ActionMergeRetry.String(), "merge-retry"}, {Action(200).String(), "?"}, {ReasonNotFound.String(), "NotFound"},
		{JSONPatch.String(), "json-patch"}, {RVLast.String(), "last"}, {RuleAdmissionDenied5xx.String(), "admission-denied-5xx"},
		{(FlagExpected | FlagNewConnection).String(), "new-connection|expected"}, {Flag(0).String(), ""},
		{RequestBodyOnce.String(), "body_once"},
	} {
		if test.got != test.want {
			t.Errorf("%q, not %q", test.got, test.want)
		}
	}
	if Version() == "" {
		t.Error("no version")
	}
}
