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
	"mime"
	"net/http"
	"regexp"
	"strings"
	"unsafe"
)

// No Status that an API server sends is longer; the code and the headers decide on a longer one.
const mostOfABody = 1 << 20

// As much of a list is held in memory until its metadata has come. The tests hold less.
var mostOfAList = 256 << 20

var errTooLong = errors.New("kubestatus: there is no metadata in the first 256 MiB of the list")

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
	var front []byte
	var err error
	switch {
	case resp.StatusCode >= 300:
		front, err = io.ReadAll(io.LimitReader(resp.Body, mostOfABody))
	case metadata:
		front, err = readEnough(resp.Body, resp.StatusCode, true, mostOfAList)
	default:
		front, err = readEnough(resp.Body, resp.StatusCode, false, mostOfABody)
	}
	if err == errTooLong { // it did not break off: all of it can be read
		resp.Body = &replayed{io.MultiReader(bytes.NewReader(front), resp.Body), resp.Body}
		if !metadata {
			err = nil
		}
		return answer, err
	}
	answer.body = front
	resp.Body = &replayed{io.MultiReader(bytes.NewReader(front), broken{err}, resp.Body), resp.Body}
	return answer, err
}

var proxied = regexp.MustCompile(`/(pods|services|nodes)/[^/]+/proxy(/|$)`)

// counts reports whether the body can change the advice. A success that streams is not waited for: it may not have a byte
// yet. It does not say how long it is, and is labelled as what no API server sends whole; or a backend's own, in anything.
func counts(request Request, resp *http.Response) bool {
	switch code := resp.StatusCode; {
	case code >= 300:
		return code != http.StatusNotModified
	case code < 200 || request.Verb == Watch || request.Verb == Connect:
		return false
	case resp.Request != nil && resp.Request.URL != nil && proxied.MatchString(resp.Request.URL.Path):
		return false
	}
	label, parameters, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	whole := label == "application/json" || strings.HasPrefix(label, "application/vnd.kubernetes.")
	return resp.ContentLength >= 0 || whole && parameters["stream"] == ""
}

// readEnough reads the body of a success until the rest can change nothing; errTooLong after so much of it.
func readEnough(body io.Reader, code int, metadata bool, most int) ([]byte, error) {
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
	for len(front) < most {
		if len(front) == cap(front) {
			front = append(front, 0)[:len(front)]
		}
		length, err := body.Read(front[len(front):min(cap(front), most)])
		piece := front[len(front) : len(front)+length]
		front = front[:len(front)+length]
		fed := C.kube_status_response_body(&response, unsafe.Pointer(unsafe.SliceData(piece)), C.size_t(length), text, size)
		switch {
		case err == io.EOF: // a wrapped one is no clean end
			return front, nil
		case err != nil || fed&C.KUBE_STATUS_FED_ENOUGH != 0:
			return front, err
		}
	}
	return front, errTooLong
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
