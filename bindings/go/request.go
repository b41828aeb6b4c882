package kubestatus

/*
#cgo noescape kube_status_request_http
#cgo nocallback kube_status_request_http
#include "kube_status.h"
*/
import "C"

import (
	"math"
	"net/http"
	"time"
	"unsafe"
)

// Request is what is known of a request. The zero value says nothing: an unsafe write, with credentials.
type Request struct {
	Verb Verb
	// RetryClass is how harmless a repeat of a write is; a read is always safe.
	RetryClass RetryClass
	// Name is where the name of a created object comes from. Where it is given, a repeat shows itself.
	Name Name
	// Redirects is how many were followed for this request.
	Redirects uint8
	Flags     RequestFlag
	// Timeout is the parameter timeout, to the millisecond; 0 is no parameter.
	Timeout time.Duration
	// MaxDelay is the longest delay to advise, to the millisecond; 0 is one hour.
	MaxDelay time.Duration
}

// RequestOf tells what method, URL and headers say about a request: the verb, the timeout parameter, the flags. A POST to
// a collection leaves Name unknown, and credentials are taken to be sent, perhaps further down: set what you know better.
func RequestOf(req *http.Request) Request {
	var read C.kube_status_request
	method, contentType := req.Method, req.Header.Get("Content-Type")
	if method == "" {
		method = http.MethodGet
	}
	target := ""
	if req.URL != nil {
		target = req.URL.EscapedPath() + "?" + req.URL.RawQuery
	}
	C.kube_status_request_http(&read,
		unsafe.Pointer(unsafe.StringData(method)), C.size_t(len(method)),
		unsafe.Pointer(unsafe.StringData(target)), C.size_t(len(target)),
		unsafe.Pointer(unsafe.StringData(contentType)), C.size_t(len(contentType)))
	request := requestOf(&read)
	if req.Header.Get("If-Match") != "" || req.Header.Get("If-None-Match") != "" {
		request.Flags |= RequestConditional
	}
	if req.Body != nil && req.Body != http.NoBody && req.GetBody == nil {
		request.Flags |= RequestBodyOnce
	}
	return request
}

func requestOf(request *C.kube_status_request) Request {
	return Request{
		Verb:       Verb(request.verb),
		RetryClass: RetryClass(request.retry_class),
		Name:       Name(request.name),
		Redirects:  uint8(request.redirects),
		Flags:      RequestFlag(request.flags),
		Timeout:    duration(request.timeout_ms),
		MaxDelay:   duration(request.max_delay_ms),
	}
}

func (request Request) told() C.kube_status_request {
	return C.kube_status_request{
		verb:         C.kube_status_verb(request.Verb),
		retry_class:  C.kube_status_retry_class(request.RetryClass),
		name:         C.kube_status_name(request.Name),
		redirects:    C.uint8_t(request.Redirects),
		flags:        C.uint32_t(request.Flags),
		timeout_ms:   milliseconds(request.Timeout),
		max_delay_ms: milliseconds(request.MaxDelay),
	}
}

func duration(milliseconds C.uint32_t) time.Duration {
	return time.Duration(milliseconds) * time.Millisecond
}

// milliseconds are whole ones and saturate; less than one is one, for 0 has meanings of its own.
func milliseconds(duration time.Duration) C.uint32_t {
	if duration <= 0 {
		return 0
	}
	return C.uint32_t(min(max(duration.Milliseconds(), 1), math.MaxUint32-1))
}
