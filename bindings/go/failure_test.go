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
