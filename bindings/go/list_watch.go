package kubestatus

/*
#cgo noescape kube_status_list_watch_begin
#cgo nocallback kube_status_list_watch_begin
#cgo noescape kube_status_list_watch_next
#cgo nocallback kube_status_list_watch_next
#include "kube_status.h"
*/
import "C"

import "time"

// ListWatch is a collection, listed and then watched, for as long as wanted. Send what Send says from the
// resourceVersion that From names, and ask for the next step after every answer and every [Frame], that of the end too.
// With StepRead go on with the stream, with StepAgain wait, do what Action says, and send. Where Store holds, store the
// advice's ResourceVersion first.
//
// Of a list or page read and decode the body before Next: the advice is about its beginning, and one that breaks off behind
// that is no list. If it cannot be read, Next([AdviseError]) of that error has it sent again. [ExampleListWatch] shows it.
type ListWatch struct{ machine }

// NewListWatch begins a collection. The request says what is known of all its requests; its verb is set here. With
// streaming the first state is streamed by a watch, where the server can. The budget may be nil.
func NewListWatch(request Request, streaming bool, policy Policy, budget *Budget) *ListWatch {
	return newListWatch(request, streaming, policy, newMachine(budget))
}

func newListWatch(request Request, streaming bool, policy Policy, machine machine) *ListWatch {
	listWatch := &ListWatch{machine}
	asked, patience, stream := request.told(), policy.told(), C.uint32_t(0)
	if streaming {
		stream = 1
	}
	C.kube_status_list_watch_begin(&listWatch.told, &asked, &patience, stream, C.uint32_t(listWatch.clock()))
	return listWatch
}

// Next is the next step after this advice about an answer, a frame, or the end of a stream.
func (listWatch *ListWatch) Next(advice Advice) Step {
	return listWatch.budget.lend(func(budget *C.kube_status_budget) Step {
		return Step(C.kube_status_list_watch_next(&listWatch.told, &advice.told, budget, C.uint32_t(listWatch.clock()), C.uint32_t(listWatch.random())))
	})
}

// Send is what to send.
func (listWatch *ListWatch) Send() Send { return Send(listWatch.told.send) }

// From is with which resourceVersion: RVLast is the newest one stored, RVRequested the one before (at first the one that
// you begin with, or none), RVUnset without one.
func (listWatch *ListWatch) From() RV { return RV(listWatch.told.from) }

// Store reports whether to store the ResourceVersion of this advice as the newest one seen.
func (listWatch *ListWatch) Store() bool { return listWatch.told.store != 0 }

// Complete reports whether the state is complete: what was listed or streamed since it began is all there was. False
// again after a relist.
func (listWatch *ListWatch) Complete() bool { return listWatch.told.complete != 0 }

// Timeout is the parameter timeoutSeconds of a watch to send next.
func (listWatch *ListWatch) Timeout() time.Duration {
	return time.Duration(listWatch.told.timeout_seconds) * time.Second
}
