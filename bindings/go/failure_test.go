package kubestatus

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// What net/http says, asked of real connections; the certificates and the alerts are those of a real handshake.
func TestTheErrorsOfNetHTTPAreToldApart(t *testing.T) {
	quiet := func(server *httptest.Server) *httptest.Server {
		server.Config.ErrorLog = quietLog
		t.Cleanup(server.Close)
		return server
	}
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	plain := quiet(httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		switch r.URL.Path {
		case "/reset":
			connection.(*net.TCPConn).SetLinger(0)
		case "/cut":
			io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n")
		case "/hang":
			<-hang
		}
		connection.Close()
	})))
	secure := quiet(httptest.NewTLSServer(http.NotFoundHandler()))
	mutual := quiet(httptest.NewUnstartedServer(http.NotFoundHandler()))
	mutual.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	mutual.StartTLS()
	old := quiet(httptest.NewUnstartedServer(http.NotFoundHandler()))
	old.TLS = &tls.Config{MaxVersion: tls.VersionTLS12}
	old.StartTLS()

	trusting := func(version uint16) *http.Client {
		return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true, MinVersion: version}}}
	}
	brief := &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: 50 * time.Millisecond}}
	for name, test := range map[string]struct {
		client *http.Client
		url    string
		want   TransportCause
	}{
		"nobody listens":         {http.DefaultClient, "http://127.0.0.1:1/", TransportRefused},
		"no proxy listens":       {&http.Client{Transport: &http.Transport{Proxy: proxy}}, "https://a.example/", TransportRefused},
		"reset":                  {http.DefaultClient, plain.URL + "/reset", TransportReset},
		"closed":                 {http.DefaultClient, plain.URL + "/close", TransportEOF},
		"cut":                    {http.DefaultClient, plain.URL + "/cut", TransportEOF},
		"too slow":               {brief, plain.URL + "/hang", TransportTimeout},
		"an unknown certificate": {http.DefaultClient, secure.URL, TransportCertificate},
		"ours is missing":        {trusting(0), mutual.URL, TransportCertificate},
		"no common version":      {trusting(tls.VersionTLS13), old.URL, TransportHandshake},
		"no TLS there":           {http.DefaultClient, strings.Replace(plain.URL, "http:", "https:", 1), TransportHandshake},
	} {
		resp, err := test.client.Get(test.url)
		if err == nil {
			resp.Body.Close()
			t.Errorf("%s: no error", name)
		} else if got := causeOf(err); got != test.want {
			t.Errorf("%s: %v, not %v: %v", name, got, test.want, err)
		}
	}
}

func TestOtherErrorsAreToldApart(t *testing.T) {
	for _, test := range []struct {
		err  error
		want TransportCause
	}{
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "a.example", IsNotFound: true}}, TransportDNS},
		{streamError{Code: refusedStream}, TransportNotProcessed},
		{streamError{Code: 1}, TransportOther},
		{errors.New("http2: client connection lost"), TransportHTTP2Lost},
		{&net.OpError{Op: "remote error", Err: alert(48)}, TransportCertificate},
		{&net.OpError{Op: "remote error", Err: alert(80)}, TransportOther}, // internal_error can come at any time
		{context.Canceled, TransportOther},
		{nil, TransportOther},
	} {
		if got := causeOf(test.err); got != test.want {
			t.Errorf("%v: %v, not %v", test.err, got, test.want)
		}
	}
}

// The client follows a 302 and a 303 with a GET. That nobody listens there says nothing about the POST.
func TestAWriteThatWasAnsweredByARedirectIsNotTakenForOneThatWasNotSent(t *testing.T) {
	for _, code := range []int{302, 303} {
		posts := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			posts++
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(code)
		}))
		retry := NewRetry(Request{Verb: Create}, time.Minute, Policy{Base: time.Millisecond, Cap: time.Millisecond}, nil)
		for range 20 {
			advice, _ := retry.Advise(http.Post(server.URL, "application/json", nil))
			if advice.Rule != RuleConnectionLost || advice.Executed != ExecutedMaybe {
				t.Errorf("%d: %v, executed %v", code, advice.Rule, advice.Executed)
			}
			if retry.Next(advice) != StepAgain || retry.Action() != ActionRetry {
				break
			}
		}
		server.Close()
		if posts != 1 {
			t.Errorf("%d: %d were sent", code, posts)
		}
	}
	_, refused := http.Get("http://127.0.0.1:1/")
	if advice := AdviseError(Request{Verb: List}, refused); advice.Rule != RuleNotSent {
		t.Error(advice.Rule)
	}
	_, refused = http.Post("http://127.0.0.1:1/", "", nil)
	if advice := AdviseError(Request{Verb: Create}, refused); advice.Rule != RuleConnectionLost {
		t.Error(advice.Rule)
	}
	if advice := AdviseError(Request{Verb: Create}, errors.Unwrap(refused)); advice.Rule != RuleNotSent {
		t.Error(advice.Rule)
	}
}

func TestAnErrorThatNoRepeatCanMendIsGivenBack(t *testing.T) {
	server := httptest.NewServer(http.RedirectHandler("/", http.StatusFound))
	defer server.Close()
	good := func() *http.Request { return newRequest(t, "GET", "http://127.0.0.1:1/", "") }
	scheme, host, header, method := newRequest(t, "GET", "ftp://127.0.0.1/", ""), good(), good(), good()
	host.URL.Host = ""
	header.Header.Set("X", "a\nb")
	method.Method = "G T"
	noURL := good()
	noURL.URL = nil
	for name, req := range map[string]*http.Request{"scheme": scheme, "host": host, "header": header, "method": method, "URL": noURL,
		"redirects": newRequest(t, "GET", server.URL, "")} {
		_, err := http.DefaultClient.Do(req)
		retry := NewRetry(Request{Verb: Get}, Forever, Policy{}, nil)
		if advice, _ := retry.Advise(nil, err); err == nil || retry.Next(advice) != StepStop || advice.Action != ActionGiveUp {
			t.Errorf("%s: %v, %v", name, advice.Action, err)
		}
		if name == "redirects" {
			continue // the client's, not a transport's
		}
		var wrapped *Error
		if _, err := (&Transport{}).RoundTrip(req); err == nil || errors.As(err, &wrapped) {
			t.Errorf("%s: not as it was: %v", name, err)
		}
	}
	// A server's words are no such error.
	if hopeless(errors.New(`malformed HTTP response "unsupported protocol scheme "`)) || hopeless(nil) {
		t.Error("hopeless")
	}
}

// alert is made like that of crypto/tls, which real connections above have too.
type alert uint8

func (alert) Error() string { return "tls: an alert" }

// net/http keeps the type of this error to itself, and lets it be found by its fields.
func TestTheErrorOfAnHTTP2StreamIsFoundByItsFields(t *testing.T) {
	server := httptest.NewUnstartedServer(nil)
	certificate := func() tls.Certificate {
		server.StartTLS()
		defer server.Close()
		return server.TLS.Certificates[0]
	}()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		defer connection.Close()
		refuseStreams(connection)
	}()
	client := &http.Client{Transport: &http.Transport{
		ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	_, err = client.Get("https://" + listener.Addr().String())
	var stream streamError
	if !errors.As(err, &stream) || stream.Code != 2 {
		t.Errorf("%v", err)
	}
}

// refuseStreams ends each stream with INTERNAL_ERROR (RFC 9113 section 7), which net/http does not repeat by itself.
func refuseStreams(connection net.Conn) {
	reader := bufio.NewReader(connection)
	reader.Discard(len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
	connection.Write([]byte{0, 0, 0, 4, 0, 0, 0, 0, 0}) // SETTINGS
	for {
		var head [9]byte
		if _, err := io.ReadFull(reader, head[:]); err != nil {
			return
		}
		reader.Discard(int(binary.BigEndian.Uint32(head[:4]) >> 8))
		if head[3] == 1 { // HEADERS
			connection.Write(append(append([]byte{0, 0, 4, 3, 0}, head[5:9]...), 0, 0, 0, 2))
		}
	}
}

func TestAnAnswerWhoseBodyBrokeOffIsNotDone(t *testing.T) {
	half := io.MultiReader(strings.NewReader(`{"kind":"PodList","apiVersion":"v1","metadata":{"resource`), iotest.ErrReader(io.ErrUnexpectedEOF))
	resp, _ := response(200, half)
	err := FromResponse(Request{Verb: List}, resp)
	if advice := AdviseError(Request{Verb: List}, err); err == nil || advice.Rule != RuleConnectionLost {
		t.Error(err, advice.Rule)
	}
}
