package parity

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/client-go/rest"
)

func configOf(host string) *rest.Config {
	config := &rest.Config{Host: host, APIPath: "/api", QPS: -1, ContentConfig: rest.ContentConfig{GroupVersion: &v1}}
	config.NegotiatedSerializer = codecs
	return config
}

// under is client-go on top of a Transport.
func under(t *testing.T, host string, transport kubestatus.Transport) *rest.RESTClient {
	config := configOf(host)
	config.Wrap(func(base http.RoundTripper) http.RoundTripper {
		transport.Base = base
		return &transport
	})
	client, err := rest.RESTClientFor(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// readme is what README says.
func readme(config *rest.Config) (*http.Client, error) {
	config.Wrap(func(base http.RoundTripper) http.RoundTripper {
		return &kubestatus.Transport{Base: base, HideRetryAfter: true}
	})
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client, nil
}

// refusing answers all requests alike, and counts them.
func refusing(t *testing.T, code int, header, value, body string) (url string, asked *atomic.Int32) {
	asked = new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.Header().Set(header, value)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL, asked
}

// The typed clients cannot set MaxRetries, so nothing here does.
func TestWhatWasGivenUpOnIsNotSentAgainByClientGo(t *testing.T) {
	quick := kubestatus.Policy{Base: time.Millisecond, Cap: time.Millisecond}
	for _, test := range []struct {
		verb string
		hide bool
		want int32
	}{
		{"POST", true, 1}, {"GET", true, 11},
		{"POST", false, 11}, {"GET", false, 121}, // why there is the option
	} {
		url, asked := refusing(t, 503, "Retry-After", "0", "{}")
		client := under(t, url, kubestatus.Transport{Policy: quick, HideRetryAfter: test.hide})
		request := client.Verb(test.verb).Namespace("default").Resource("pods")
		if test.verb == "POST" {
			request.Body([]byte("{}"))
		}
		if err := request.Do(t.Context()).Error(); !apierrors.IsServiceUnavailable(err) || asked.Load() != test.want {
			t.Errorf("%s, hidden %v: sent %d times, not %d: %v", test.verb, test.hide, asked.Load(), test.want, err)
		}
	}
}

func TestTheClientOfTheREADMELeavesAWriteAWrite(t *testing.T) {
	post := func(url string) error {
		config := configOf(url)
		client, err := readme(config)
		if err != nil {
			t.Fatal(err)
		}
		pods, err := rest.RESTClientForConfigAndClient(config, client)
		if err != nil {
			t.Fatal(err)
		}
		return pods.Post().Namespace("default").Resource("pods").Body([]byte("{}")).Do(t.Context()).Error()
	}
	url, asked := refusing(t, 302, "Location", "/elsewhere", "")
	if err := post(url); err == nil || asked.Load() != 1 {
		t.Errorf("%v after %d", err, asked.Load())
	}
	url, asked = refusing(t, 503, "Retry-After", "0", "{}")
	if err := post(url); !apierrors.IsServiceUnavailable(err) || asked.Load() != 1 {
		t.Errorf("%v after %d", err, asked.Load())
	}
	url, _ = refusing(t, 409, "X", "x", `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Conflict","code":409}`)
	if err := post(url); !apierrors.IsConflict(err) {
		t.Error(err)
	}
}

func TestClientGoFindsTheTransportBelow(t *testing.T) {
	base := &http.Transport{}
	var wrapper utilnet.RoundTripperWrapper = &kubestatus.Transport{Base: base}
	if wrapper.WrappedRoundTripper() != base {
		t.Error("another one")
	}
	// What the documentation of Error says; if it no longer holds, so much the better.
	if utilnet.IsProbableEOF(&url.Error{Err: &kubestatus.Error{Err: io.EOF}}) {
		t.Error("it does find the EOF")
	}
}

func TestClientGoRecoversOnTopOfATransport(t *testing.T) {
	codes, asked := []int{503, 500, 200}, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		code := codes[min(asked, len(codes)-1)]
		asked++
		if code == 429 {
			w.Header().Set("Retry-After", "0")
		}
		w.WriteHeader(code)
		io.WriteString(w, "{}")
	}))
	defer server.Close()
	quick := kubestatus.Policy{Base: time.Millisecond, Cap: time.Millisecond}

	get := func(transport kubestatus.Transport) error {
		_, err := under(t, server.URL, transport).Get().Namespace("default").Resource("pods").Name("web").MaxRetries(0).DoRaw(t.Context())
		return err
	}
	if err := get(kubestatus.Transport{Policy: quick}); err != nil || asked != 3 {
		t.Errorf("%v after %d", err, asked)
	}
	// What is given up here is not sent again there.
	codes, asked = []int{429}, 0
	if err := get(kubestatus.Transport{Policy: quick, Budget: kubestatus.NewBudget(10)}); !apierrors.IsTooManyRequests(err) || asked != 3 {
		t.Errorf("%v after %d", err, asked)
	}
	server.Close()
	var failed *kubestatus.Error
	if err := get(kubestatus.Transport{Policy: quick}); !errors.As(err, &failed) || failed.Advice.Rule != kubestatus.RuleNotSent {
		t.Error(err)
	}
}
