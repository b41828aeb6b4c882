package kubestatus

/*
#cgo noescape kube_status_retry_begin
#cgo nocallback kube_status_retry_begin
#cgo noescape kube_status_retry_next
#cgo nocallback kube_status_retry_next
#cgo noescape kube_status_retry_left
#cgo nocallback kube_status_retry_left
#include "kube_status.h"
*/
import "C"

import (
	"math"
	"time"
)

// Forever is a limit that never comes.
const Forever time.Duration = math.MaxInt64

// Retry is one request until it is done or given up: how long to wait, when to stop, and what becomes of the request.
//
//	retry := kubestatus.NewRetry(request, time.Minute, kubestatus.Policy{}, nil)
//	for {
//		resp, err := send(retry.Request())
//		advice, _ := retry.Advise(resp, err)
//		if retry.Next(advice) != kubestatus.StepAgain {
//			break
//		}
//		if err == nil {
//			resp.Body.Close()
//		}
//		if retry.Sleep(ctx) != nil || !act(retry.Action()) {
//			break
//		}
//	}
type Retry struct{ machine }

// NewRetry begins a request that may be sent again for so long from now: 0 is one attempt, Forever has no limit; a
// request nested inside another one takes the other's Left. The budget may be nil.
func NewRetry(request Request, limit time.Duration, policy Policy, budget *Budget) *Retry {
	return newRetry(request, limit, policy, newMachine(budget))
}

func newRetry(request Request, limit time.Duration, policy Policy, machine machine) *Retry {
	retry := &Retry{machine}
	asked, patience, limitMS := request.told(), policy.told(), milliseconds(limit)
	if limit == Forever {
		limitMS = C.KUBE_STATUS_FOREVER
	}
	C.kube_status_retry_begin(&retry.told.retry, &asked, &patience, limitMS, C.uint32_t(retry.clock()))
	return retry
}

// Next is the next step after this advice. With StepAgain wait as long as Wait says, do what Action says, and send
// Request; with StepStop Why says for what reason.
func (retry *Retry) Next(advice Advice) Step {
	return retry.budget.lend(func(budget *C.kube_status_budget) Step {
		return Step(C.kube_status_retry_next(&retry.told.retry, &advice.told, budget, C.uint32_t(retry.clock()), C.uint32_t(retry.random())))
	})
}

// Left is what is left of the limit; Forever if there is none.
func (retry *Retry) Left() time.Duration {
	left := C.kube_status_retry_left(&retry.told.retry, C.uint32_t(retry.clock()))
	if left == C.KUBE_STATUS_FOREVER {
		return Forever
	}
	return duration(left)
}
