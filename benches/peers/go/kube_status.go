package main

/*
#cgo CFLAGS: -I${SRCDIR}/../../../include
#cgo noescape kube_status_advise_whole
#cgo nocallback kube_status_advise_whole
#cgo nocallback kube_status_abi
#include "kube_status.h"
*/
import "C"

import (
	"net/http"
	"unsafe"
)

type advice = C.kube_status_advice

// advise is the least that a Go program needs: the request, the two headers that matter most, the body.
func advise(verb C.kube_status_verb, code int, header http.Header, body []byte) (answer advice) {
	var buffer [256]byte
	head := buffer[:0]
	for _, name := range [...]string{"Retry-After", "Location"} {
		if value := header.Get(name); value != "" {
			head = append(append(append(append(head, name...), ':'), value...), '\n')
		}
	}
	whole(verb, code, head, body, &answer)
	return answer
}

func whole(verb C.kube_status_verb, code int, head, body []byte, answer *advice) {
	request := C.kube_status_request{verb: verb}
	C.kube_status_advise_whole(&request, C.uint32_t(code),
		unsafe.Pointer(unsafe.SliceData(head)), C.uint32_t(len(head)),
		unsafe.Pointer(unsafe.SliceData(body)), C.uint32_t(len(body)),
		nil, 0, answer)
}

func empty() {
	C.kube_status_abi()
}

// verbOf is the verb with this name.
func verbOf(name string) C.kube_status_verb {
	for verb := C.uint32_t(1); ; verb++ {
		switch C.GoString(C.kube_status_verb_name(verb)) {
		case name:
			return C.kube_status_verb(verb)
		case "?":
			panic(name)
		}
	}
}

// decision is what advice tells without a text buffer.
func decision(answer advice) *facts {
	if answer.flags&C.KUBE_STATUS_ADVICE_FLAG_TRUSTED == 0 {
		return nil
	}
	return &facts{
		Code:   int32(answer.status_code),
		Reason: C.GoString(C.kube_status_reason_name(C.uint32_t(answer.reason))),
		Causes: make([][3]string, answer.cause_count),
	}
}
