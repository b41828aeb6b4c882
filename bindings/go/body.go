package kubestatus

/*
#cgo noescape kube_status_response_body
#cgo nocallback kube_status_response_body
#cgo noescape kube_status_response_begin
#cgo nocallback kube_status_response_begin
#include "kube_status.h"
*/
import "C"

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"unsafe"
)

// No error that an API server sends is longer; the code and the headers decide on a longer one.
const mostOfAnError = 1 << 20

// read takes what counts of a response. What it reads of the body it puts back.
func read(request Request, resp *http.Response, metadata bool) (answer, error) {
	answer := answerOf(resp.StatusCode, resp.Header)
	if resp.Close {
		answer.connection = "close"
	}
	if _, err := resp.Location(); err != nil {
		answer.location = "" // what Go cannot parse it cannot follow
	} else if resp.Request != nil && resp.Request.URL != nil {
		answer.url = resp.Request.URL.String()
	}
	if resp.Body == nil || resp.Body == http.NoBody || !counts(request, resp) {
		return answer, nil
	}
	var err error
	if resp.StatusCode >= 300 {
		answer.body, err = io.ReadAll(io.LimitReader(resp.Body, mostOfAnError))
	} else {
		answer.body, err = readEnough(resp.Body, resp.StatusCode, metadata)
	}
	resp.Body = &replayed{io.MultiReader(bytes.NewReader(answer.body), broken{err}, resp.Body), resp.Body}
	return answer, err
}

// counts reports whether the body can change the advice. A log is not waited for: it may not have a line yet.
func counts(request Request, resp *http.Response) bool {
	code := resp.StatusCode
	log := resp.ContentLength < 0 && strings.HasPrefix(resp.Header.Get("Content-Type"), "text/plain")
	return code >= 300 && code != http.StatusNotModified || code >= 200 && code < 300 && request.Verb != Watch && !log
}

// readEnough reads the body of a success until the rest can change nothing.
func readEnough(body io.Reader, code int, metadata bool) ([]byte, error) {
	var response C.kube_status_response
	C.kube_status_response_begin(&response, C.uint32_t(code))
	var text unsafe.Pointer
	size := C.size_t(0)
	if metadata {
		buffer := textBuffers.Get().(*[textSize]byte)
		defer textBuffers.Put(buffer)
		text, size = unsafe.Pointer(buffer), textSize
	}
	front := make([]byte, 0, 512)
	for {
		if len(front) == cap(front) {
			front = append(front, 0)[:len(front)]
		}
		length, err := body.Read(front[len(front):cap(front)])
		piece := front[len(front) : len(front)+length]
		front = front[:len(front)+length]
		fed := C.kube_status_response_body(&response, unsafe.Pointer(unsafe.SliceData(piece)), C.size_t(length), text, size)
		switch {
		case errors.Is(err, io.EOF):
			return front, nil
		case err != nil || fed&C.KUBE_STATUS_FED_ENOUGH != 0:
			return front, err
		}
	}
}

// replayed is a body whose front was read before.
type replayed struct {
	io.Reader
	io.Closer
}

// broken is where a body broke off, if it did: to read on behind that would hide it.
type broken struct{ err error }

func (broken broken) Read([]byte) (int, error) {
	if broken.err == nil {
		return 0, io.EOF
	}
	return 0, broken.err
}
