// Package kubestatus tells what a Kubernetes API response means, and what to do next.
//
//	advice, err := kubestatus.Advise(kubestatus.Request{Verb: kubestatus.Update}, resp)
//	if advice.Action == kubestatus.ActionMergeRetry {
//		...
//	}
//	fmt.Println(advice.Explain())
//
// Facts in, advice out: the functions called Advise open no connection and never sleep, and resp.Body stays readable
// from its first byte. [FromResponse] makes an error of what failed, which [errors.As] finds as an [Error]. A [Retry]
// counts and times the tries of one request, a [ListWatch] those of a collection that is listed and watched; a
// [Transport] does what a Retry says by itself, for any [net/http.Client].
//
// Whatever is not said of a request is taken cautiously, as for an unsafe write that was sent with credentials.
// Whatever the network sends gets advice. All functions and values may be used by any goroutine; a Retry and a ListWatch
// by one at a time.
//
// It calls the library kube_status, which is linked in: for linux/amd64 and linux/arm64 it comes with the package, for
// others say where it is with CGO_LDFLAGS.
package kubestatus

// C23 makes other types of the enums, so one standard is said for all compilers. Not one of these functions keeps
// a pointer or calls back.

/*
#cgo CFLAGS: -std=gnu11
#include "kube_status.h"
*/
import "C"

import "strings"

// Version is that of the library.
func Version() string {
	return C.GoString(C.kube_status_version())
}

// names are those of the bits that are set.
func names(bits uint32, name func(bit uint32) string) string {
	var found []string
	for bit := uint32(1); bit != 0 && bit <= bits; bit <<= 1 {
		if bits&bit != 0 {
			found = append(found, name(bit))
		}
	}
	return strings.Join(found, "|")
}
