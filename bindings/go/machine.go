package kubestatus

// #include "kube_status.h"
import "C"

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"
)

// machine is what a Retry and a ListWatch have in common. Of a Retry only the part retry of told is used.
type machine struct {
	told   C.kube_status_list_watch
	budget *Budget
	// clock counts milliseconds, and may wrap.
	clock  func() uint32
	random func() uint32
}

func newMachine(budget *Budget) machine {
	began := time.Now()
	clock := func() uint32 { return uint32(time.Since(began).Milliseconds()) }
	return machine{budget: budget, clock: clock, random: rand.Uint32}
}

// Request is what to send next: its Timeout, Redirects and Flags are kept up to date.
func (machine *machine) Request() Request { return requestOf(&machine.told.retry.request) }

// Wait is how long to wait before the next step.
func (machine *machine) Wait() time.Duration { return duration(machine.told.retry.wait_ms) }

// Action is what to do before sending. One that you cannot do: leave the loop.
func (machine *machine) Action() Action { return Action(machine.told.retry.action) }

// Why is why it stopped; WhyNone while it goes on.
func (machine *machine) Why() Why { return Why(machine.told.retry.why) }

// NewConnection reports whether to send over another connection. Go's own transport does by itself.
func (machine *machine) NewConnection() bool { return machine.told.retry.new_connection != 0 }

// Hinted reports whether the server said how long to wait, and the wait is made of that.
func (machine *machine) Hinted() bool { return machine.told.retry.hinted != 0 }

// Advise tells what the answer to the request means, or the error that came instead of one: give both as a
// [net/http.Client] returned them. It is [Advise] and [AdviseError] for the request that the machine keeps. An error says
// that the body of the response broke off: for a success that makes an answer that did not come. What a [Transport] gave
// up keeps the Transport's advice.
func (machine *machine) Advise(resp *http.Response, err error) (Advice, error) {
	if err != nil {
		return AdviseError(machine.Request(), err), nil
	}
	if advice, ok := AdviceOf(resp); ok && !advice.Done() {
		return advice, nil
	}
	return Advise(machine.Request(), resp)
}

// Sleep waits as long as Wait says, or until the context ends, whose error it then returns.
func (machine *machine) Sleep(ctx context.Context) error {
	timer := time.NewTimer(machine.Wait())
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return ctx.Err()
	}
}
