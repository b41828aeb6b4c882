package kubestatus

/*
#cgo noescape kube_status_advice_is
#cgo nocallback kube_status_advice_is
#cgo noescape kube_status_client_go_reason
#cgo nocallback kube_status_client_go_reason
#cgo noescape kube_status_is_unexpected_server_error
#cgo nocallback kube_status_is_unexpected_server_error
#cgo noescape kube_status_suggests_client_delay
#cgo nocallback kube_status_suggests_client_delay
#cgo noescape kube_status_explain
#cgo nocallback kube_status_explain
#include "kube_status.h"
*/
import "C"

import (
	"time"
	"unsafe"
)

// Advice is what happened to a request, whether it was done, what to do next, and when. Two are equal (==) if all they
// tell is. The zero value is the most cautious advice: give up, it may have been executed.
type Advice struct {
	// Action is the next step.
	Action Action
	// Rule is what happened: it qualifies the action.
	Rule Rule
	// Alternative is what else may be done.
	Alternative Alternative
	// Executed is whether the request had an effect.
	Executed Executed
	// Delay is how long to wait before the next step, and Basis where that comes from.
	Delay time.Duration
	Basis Basis
	// Tries is after how many such answers to stop; 0 is never.
	Tries int
	// RV is where to list or watch from; RVNone where the advice is about neither.
	RV RV
	// NewTimeout is the timeout parameter to send with ActionRaiseTimeout, else 0.
	NewTimeout time.Duration
	// Flags are what else is to be known, added up.
	Flags Flag

	// Verb is what was asked.
	Verb Verb
	// Code is the HTTP status code; 0 where there was no response, and for a frame or the end of a stream.
	Code int
	// Body is what the body was.
	Body Body
	// Reason is that of the trusted Status as it was sent, whether or not it counted for the rules.
	Reason Reason
	// StatusCode is the code in the trusted Status; 0 is none. It can be any number.
	StatusCode int
	// RetryAfterSeconds are those of the details of the trusted Status as sent, zero or negative too; 0 where absent.
	// Without a trusted Status they are those of the header. How long to wait is told by Delay.
	RetryAfterSeconds int
	// CauseCount is how many causes the trusted Status has; 65535 is that many or more.
	CauseCount int
	// FirstCause is the type of the first cause that has a known one.
	FirstCause CauseType

	// What the library reads where it is asked about this advice again.
	told  C.kube_status_advice
	texts string
}

func adviceOf(told *C.kube_status_advice, text []byte) Advice {
	return Advice{
		Action:            Action(told.action),
		Rule:              Rule(told.rule),
		Alternative:       Alternative(told.alternative),
		Executed:          Executed(told.executed),
		Delay:             duration(told.delay_ms),
		Basis:             Basis(told.basis),
		Tries:             int(told.tries),
		RV:                RV(told.rv),
		NewTimeout:        duration(told.new_timeout_ms),
		Flags:             Flag(told.flags),
		Verb:              Verb(told.verb),
		Code:              int(told.code),
		Body:              Body(told.body),
		Reason:            Reason(told.reason),
		StatusCode:        int(told.status_code),
		RetryAfterSeconds: int(told.retry_after_seconds),
		CauseCount:        int(told.cause_count),
		FirstCause:        CauseType(told.first_cause),
		told:              *told,
		texts:             string(text[:min(int(told.texts), len(text))]),
	}
}

// Done reports whether nothing is left to do: the request is done, or the state that was wanted holds already.
func (advice Advice) Done() bool {
	return advice.Action == ActionDone || advice.Action == ActionAlreadyDone
}

// Trusted reports whether the body is a Status that can be relied upon.
func (advice Advice) Trusted() bool {
	return advice.Flags&FlagTrusted != 0
}

// Expected reports whether this is part of normal operation: nothing to warn about.
func (advice Advice) Expected() bool {
	return advice.Flags&FlagExpected != 0
}

// HasCause reports whether one of the causes has this type.
func (advice Advice) HasCause(cause CauseType) bool {
	return cause < 32 && advice.told.causes&(1<<cause) != 0
}

// Explain tells the advice in one or two English sentences, for people.
func (advice Advice) Explain() string {
	for size := 512; ; {
		out := make([]byte, size)
		length := int(C.kube_status_explain(&advice.told, unsafe.Pointer(unsafe.StringData(advice.texts)),
			C.size_t(len(advice.texts)), (*C.char)(unsafe.Pointer(&out[0])), C.size_t(size)))
		if length < size {
			return string(out[:length])
		}
		size = length + 1
	}
}
