package kubestatus

/*
#cgo noescape kubestatus_advise
#cgo nocallback kubestatus_advise
#cgo noescape kubestatus_advise_failed
#cgo nocallback kubestatus_advise_failed
#include "kube_status.h"

// An absent header is an empty one: neither counts.
static void kubestatus_header(kube_status_response *response, const char *name, _GoString_ value) {
	if (_GoStringLen(value))
		kube_status_response_header(response, name, KUBE_STATUS_NUL, _GoStringPtr(value), _GoStringLen(value));
}

// A whole answer in one call: each call of C costs Go as much as an eighth of this does.
static void kubestatus_advise(const kube_status_request *request, uint32_t code, _GoString_ retry_after,
		_GoString_ date, _GoString_ connection, _GoString_ location, _GoString_ url, uint64_t now,
		const void *body, size_t body_length, void *text, size_t text_size, kube_status_advice *advice) {
	kube_status_response response = {0};
	kube_status_response_begin(&response, code);
	kubestatus_header(&response, "Retry-After", retry_after);
	kubestatus_header(&response, "Date", date);
	kubestatus_header(&response, "Connection", connection);
	if (_GoStringLen(location))
		kube_status_response_location(&response, _GoStringPtr(url), _GoStringLen(url), _GoStringPtr(location), _GoStringLen(location));
	if (now)
		kube_status_response_clock(&response, now);
	kube_status_response_body(&response, body, body_length, text, text_size);
	kube_status_advise(request, &response, advice);
}

static void kubestatus_advise_failed(const kube_status_request *request, uint32_t transport, kube_status_advice *advice) {
	kube_status_response response = {0};
	kube_status_response_failed(&response, transport);
	kube_status_advise(request, &response, advice);
}
*/
import "C"

import (
	"errors"
	"net/http"
	"sync"
	"time"
	"unsafe"
)

// textSize is as much of a text buffer as the library uses.
const textSize = 65535

var textBuffers = sync.Pool{New: func() any { return new([textSize]byte) }}

// Advise tells what a response means and what to do next.
//
// It reads as much of resp.Body as it needs and puts it back, so the body stays readable from its first byte: of an error
// at most 1 MiB; of a success until it is clear that it is no Status, mostly a few bytes, and 1 MiB at most, after which
// the body has no say. Only of a [List] it reads as far as the metadata, which tells the next page: API servers write that
// first, but for custom resources, whose page is then held in memory whole, up to 256 MiB.
//
// It reads nothing of what may stream, and so never waits for it: of a watch, of a [Connect], of what a pod, service or node
// sent through the proxy, and of a success that does not say how long it is unless its Content-Type is application/json or
// application/vnd.kubernetes with anything behind it.
//
// An error says that there is no response, that its body broke off, or that a list has no metadata in those 256 MiB; the
// advice is then about what had come.
func Advise(request Request, resp *http.Response) (Advice, error) {
	return advise(request, resp, request.Verb == List)
}

// advise reads a success as far as its metadata only if that is wanted.
func advise(request Request, resp *http.Response, metadata bool) (Advice, error) {
	if resp == nil {
		return Advice{}, errors.New("kubestatus: there is no response")
	}
	answer, err := read(request, resp, metadata)
	return answer.advise(request), err
}

// AdviseBytes tells what an answer means and what to do next, where there is no [net/http.Response]. The header may be
// nil, and so may the body; a Location is compared with an unknown URL. A number that is no status code gets advice too.
func AdviseBytes(request Request, code int, header http.Header, body []byte) Advice {
	answer := answerOf(code, header)
	answer.body = body
	return answer.advise(request)
}

// AdviseError tells what to do where there is no response, but the error of a [net/http.RoundTripper] or a
// [net/http.Client]. What it does not know may have been executed. Of an error that has advice in it, as those of a
// [Transport] have, it is that advice, unless that is about a redirect the client followed by itself.
//
// A client that follows redirects does not tell whether it was the write that found no connection, or the GET with which it
// followed the answer to it. So a write never counts as not sent by a [net/url.Error]; if CheckRedirect keeps your client
// from following, as README shows, hand in what that wraps ([errors.Unwrap]).
//
// Of an error that no repeat can mend, such as an unsupported protocol scheme, the advice is the zero value: give up.
func AdviseError(request Request, err error) Advice {
	var failed *Error
	if errors.As(err, &failed) && failed.holds(request, err) {
		return failed.Advice
	}
	if hopeless(err) {
		return Advice{}
	}
	advice := adviseFailed(request, causeOf(err))
	if advice.Rule == RuleNotSent && perhapsRedirected(request, err) {
		return adviseFailed(request, TransportOther)
	}
	return advice
}

func adviseFailed(request Request, cause TransportCause) Advice {
	var told C.kube_status_advice
	asked := request.told()
	C.kubestatus_advise_failed(&asked, C.uint32_t(cause), &told)
	return adviceOf(&told, nil)
}

// answer is what counts of a response.
type answer struct {
	code                                        int
	retryAfter, date, connection, location, url string
	// now is the caller's clock in seconds since 1970; 0 is none.
	now  int64
	body []byte
}

func answerOf(code int, header http.Header) answer {
	answer := answer{
		code:       code,
		retryAfter: first(header["Retry-After"]),
		date:       first(header["Date"]),
		connection: first(header["Connection"]),
		location:   first(header["Location"]),
	}
	// Only a date needs a clock, and begins with a letter.
	if answer.date == "" && answer.retryAfter >= "A" {
		answer.now = max(time.Now().Unix(), 0)
	}
	return answer
}

// first is the one line that counts of several.
func first(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

func (answer *answer) advise(request Request) Advice {
	var told C.kube_status_advice
	asked, code := request.told(), answer.code
	if code < 0 || code > 65535 {
		code = 0
	}
	text := textBuffers.Get().(*[textSize]byte)
	defer textBuffers.Put(text)
	C.kubestatus_advise(&asked, C.uint32_t(code), answer.retryAfter, answer.date, answer.connection, answer.location,
		answer.url, C.uint64_t(answer.now), unsafe.Pointer(unsafe.SliceData(answer.body)), C.size_t(len(answer.body)),
		unsafe.Pointer(text), textSize, &told)
	return adviceOf(&told, text[:])
}
