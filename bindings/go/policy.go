package kubestatus

// #include "kube_status.h"
import "C"

import (
	"math"
	"sync"
	"time"
)

// NoJitter is a Jitter of nothing, where 0 is what the preset has.
const NoJitter = -1

// Policy is how patient a machine is: a preset, and the numbers in it that are to be others. The zero value is
// PresetConventions as it is.
type Policy struct {
	Preset Preset
	// Base is the first wait of a backoff, to the millisecond; 0 is the preset's.
	Base time.Duration
	// Cap is the longest own wait, jitter aside; 0 is the preset's. A hint of the server can be longer.
	Cap time.Duration
	// ConflictBase is the first wait after a conflict; 0 is the preset's. The advice's own 10 ms are its floor.
	ConflictBase time.Duration
	// Jitter is the greatest part of a wait that is added at random, to the thousandth and up to 65.534; 0 is the preset's.
	Jitter float64
}

func (policy Policy) told() C.kube_status_policy {
	return C.kube_status_policy{
		preset:           C.kube_status_preset(policy.Preset),
		jitter_permille:  permille(policy.Jitter),
		base_ms:          milliseconds(policy.Base),
		cap_ms:           milliseconds(policy.Cap),
		conflict_base_ms: milliseconds(policy.ConflictBase),
	}
}

func permille(jitter float64) C.uint16_t {
	switch {
	case jitter == 0 || math.IsNaN(jitter):
		return 0
	case jitter < 0:
		return C.KUBE_STATUS_NO_JITTER
	}
	return C.uint16_t(min(max(math.Round(jitter*1000), 1), C.KUBE_STATUS_NO_JITTER-1))
}

// Budget is tokens for sending again, shared by many requests, so that a client whose server is down does not multiply
// its load. Sending again costs 10, after a 429 only 5; a request that is done gives 1 back. The zero value has 100 of
// them. Any goroutine may use it at any time; it must not be copied.
type Budget struct {
	mutex sync.Mutex
	told  C.kube_status_budget
}

// NewBudget has so many tokens at most, and at first; 0 is 100.
func NewBudget(capacity uint32) *Budget {
	return &Budget{told: C.kube_status_budget{capacity: C.uint32_t(capacity)}}
}

// Spent is how many tokens are spent.
func (budget *Budget) Spent() int {
	budget.mutex.Lock()
	defer budget.mutex.Unlock()
	return int(budget.told.spent)
}

// lend gives the budget to a call that holds it alone meanwhile; nil where there is none.
func (budget *Budget) lend(call func(*C.kube_status_budget) Step) Step {
	if budget == nil {
		return call(nil)
	}
	budget.mutex.Lock()
	defer budget.mutex.Unlock()
	return call(&budget.told)
}
