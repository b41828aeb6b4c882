package kubestatus

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"syscall"
)

// causeOf is why there is no response. To take an error for a harmless one would let a write be sent twice, so only
// those that surely came before the request are told apart; all others may have followed it.
func causeOf(err error) TransportCause {
	var (
		name    *net.DNSError
		network *net.OpError
		stream  streamError
		record  tls.RecordHeaderError
		checked *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	switch {
	case err == nil:
		return TransportOther
	case errors.As(err, &name):
		return TransportDNS
	case errors.As(err, &checked), errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return TransportCertificate
	case errors.As(err, &network) && (network.Op == "dial" || network.Op == "proxyconnect"):
		return TransportRefused
	case network != nil && network.Op == "remote error" && network.Err != nil:
		return causeOfAlert(network.Err)
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch), strings.HasSuffix(err.Error(), "net/http: TLS handshake timeout"):
		return TransportHandshake
	case errors.As(err, &stream) && stream.Code == refusedStream:
		return TransportNotProcessed
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed):
		return TransportReset
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return TransportEOF
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), timedOut(err):
		return TransportTimeout
	case strings.Contains(err.Error(), "http2: client connection lost"), strings.Contains(err.Error(), "http2: server sent GOAWAY"):
		return TransportHTTP2Lost
	}
	return TransportOther
}

// perhapsRedirected reports whether this may be the error of a read that a [net/http.Client] sent in the place of a write
// that was answered. Its error has the method of the write all the same.
func perhapsRedirected(request Request, err error) bool {
	var client *url.Error
	return errors.As(err, &client) && request.Verb != Get && request.Verb != List && request.Verb != Watch
}

// faults is how net/http begins its errors about the request itself, and about redirects without end. They have no types.
var faults = []string{
	"unsupported protocol scheme ", "stopped after ", "net/http: invalid ", "http: invalid Host header", "http: no Host in ",
	"http: nil Request.", "http: Request.RequestURI ", "failed to parse Location header ",
}

// hopeless reports whether no repeat can mend this error.
func hopeless(err error) bool {
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	return err != nil && slices.ContainsFunc(faults, func(fault string) bool { return strings.HasPrefix(err.Error(), fault) })
}

// causeOfAlert knows the alerts of RFC 8446 section 6 about a certificate, and those that end a handshake only.
// crypto/tls keeps their type to itself; it is a number.
func causeOfAlert(alert error) TransportCause {
	number := reflect.ValueOf(alert)
	if number.Kind() != reflect.Uint8 {
		return TransportOther
	}
	switch number.Uint() {
	case 42, 43, 44, 45, 46, 48, 116: // bad, unsupported, revoked, expired, unknown; its CA unknown; required
		return TransportCertificate
	case 40, 70, 71, 112, 120: // handshake_failure, protocol_version, insufficient_security, unrecognized_name, no_application_protocol
		return TransportHandshake
	}
	return TransportOther
}

func timedOut(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// RFC 9113 section 7.
const refusedStream = 7

// streamError has the fields by which net/http lets errors.As find its own error of an HTTP/2 stream.
type streamError struct {
	StreamID uint32
	Code     uint32
	Cause    error
}

func (streamError) Error() string { return "" }
