package kubestatus

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestALimitRunsDownAndEndsTheTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		throttled := AdviseBytes(Request{Verb: Get}, 429, http.Header{"Retry-After": {"4"}}, nil)
		retry := NewRetry(Request{Verb: Get}, 10*time.Second, Policy{Jitter: NoJitter}, nil)
		if step := retry.Next(throttled); step != StepAgain || retry.Wait() != 4*time.Second || !retry.Hinted() || retry.Action() != ActionRetry {
			t.Errorf("%v after %v", step, retry.Wait())
		}
		if err := retry.Sleep(t.Context()); err != nil || retry.Left() != 6*time.Second {
			t.Errorf("%v, %v left", err, retry.Left())
		}
		time.Sleep(3 * time.Second)
		if step := retry.Next(throttled); step != StepStop || retry.Why() != WhyLimit {
			t.Errorf("%v, %v", step, retry.Why())
		}
		if left := NewRetry(Request{}, Forever, Policy{}, nil).Left(); left != Forever {
			t.Error(left)
		}
		once := NewRetry(Request{Verb: Get}, 0, Policy{}, nil)
		if step := once.Next(throttled); step != StepStop || once.Why() != WhyLimit {
			t.Errorf("%v, %v", step, once.Why())
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := retry.Sleep(ended); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestTheCredentialsThatWereRenewedAreSaidAgain(t *testing.T) {
	retry := NewRetry(Request{Verb: Get}, Forever, Policy{}, nil)
	resp, _ := response(401, strings.NewReader("Unauthorized"))
	advice, err := retry.Advise(resp, nil)
	if step := retry.Next(advice); err != nil || step != StepAgain || retry.Action() != ActionAuthenticate {
		t.Fatalf("%v, %v, %v", step, retry.Action(), err)
	}
	if retry.Request().Flags&RequestRenewed == 0 {
		t.Error("not renewed")
	}
	resp, _ = response(401, strings.NewReader("Unauthorized"))
	if advice, _ = retry.Advise(resp, nil); retry.Next(advice) != StepStop || retry.Why() != WhyCredentials {
		t.Errorf("%v", retry.Why())
	}
}

func TestAStreamInThePlaceOfAListIsCompleteAtItsMark(t *testing.T) {
	listWatch := NewListWatch(Request{}, true, Policy{}, nil)
	if listWatch.Send() != SendStream || listWatch.From() != RVRequested && listWatch.From() != RVUnset || listWatch.Timeout() != 300*time.Second {
		t.Errorf("%v from %v for %v", listWatch.Send(), listWatch.From(), listWatch.Timeout())
	}
	resp, _ := response(200, strings.NewReader(added+strings.Replace(mark, `"resourceVersion":"12"`,
		`"resourceVersion":"12","annotations":{"k8s.io/initial-events-end":"true"}`, 1)))
	advice, err := listWatch.Advise(resp, nil)
	if step := listWatch.Next(advice); step != StepRead || err != nil {
		t.Fatalf("%v, %v", step, err)
	}
	var told []string
	for frame := range Frames(listWatch.Request(), resp.Body) {
		step := listWatch.Next(frame.Advice)
		told = append(told, frame.Advice.Rule.String()+" "+step.String())
		if stored, complete := listWatch.Store(), listWatch.Complete(); frame.Advice.Rule == RuleWatchEvent && (stored || complete) ||
			frame.Advice.Rule == RuleWatchBookmark && !(stored && complete) {
			t.Errorf("%v: store %v, complete %v", frame.Advice.Rule, stored, complete)
		}
	}
	if got := strings.Join(told, ", "); got != "watch-event read, watch-bookmark read, watch-ended again" {
		t.Error(got)
	}
}
