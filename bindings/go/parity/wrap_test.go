package parity

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/rest"
)

// under is client-go on top of a Transport, as README says.
func under(t *testing.T, host string, transport kubestatus.Transport) *rest.RESTClient {
	config := &rest.Config{Host: host, APIPath: "/api", ContentConfig: rest.ContentConfig{GroupVersion: &v1}}
	config.NegotiatedSerializer = codecs
	config.Wrap(func(base http.RoundTripper) http.RoundTripper {
		transport.Base = base
		return transport
	})
	client, err := rest.RESTClientFor(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
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
