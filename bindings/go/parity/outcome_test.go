package parity

import "time"

// outcome is what came of a request.
type outcome struct {
	failed   bool
	waits    []time.Duration
	reason   string
	code     int
	holds    string
	suggests time.Duration
	// typed: the reason, the code and the predicates are to be compared.
	typed bool
}

// facet is what two outcomes can differ in.
type facet string

const (
	fails    facet = "fails"
	retries  facet = "retries"
	tries    facet = "tries"
	wait     facet = "wait"
	growth   facet = "growth"
	reason   facet = "reason"
	suggests facet = "suggests"
)

func (theirs outcome) differences(ours outcome) (facets []facet) {
	compare := func(facet facet, same bool) {
		if !same {
			facets = append(facets, facet)
		}
	}
	compare(fails, theirs.failed == ours.failed)
	compare(retries, len(theirs.waits) > 0 == (len(ours.waits) > 0))
	if len(theirs.waits) > 0 && len(ours.waits) > 0 {
		compare(tries, len(theirs.waits) == len(ours.waits))
		compare(wait, theirs.waits[0] == ours.waits[0])
		last := min(len(theirs.waits), len(ours.waits)) - 1
		compare(growth, theirs.waits[last]-theirs.waits[0] == ours.waits[last]-ours.waits[0])
	}
	if theirs.typed {
		compare(reason, theirs.reason == ours.reason && theirs.code == ours.code && theirs.holds == ours.holds)
	}
	compare(suggests, theirs.suggests == ours.suggests)
	return facets
}
