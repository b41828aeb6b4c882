// Package parity runs apimachinery and client-go beside this library.
package parity

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"testing"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var predicates = []struct {
	name   string
	theirs func(error) bool
	ours   func(kubestatus.Advice) bool
}{
	{"IsNotFound", apierrors.IsNotFound, kubestatus.Advice.IsNotFound},
	{"IsAlreadyExists", apierrors.IsAlreadyExists, kubestatus.Advice.IsAlreadyExists},
	{"IsConflict", apierrors.IsConflict, kubestatus.Advice.IsConflict},
	{"IsInvalid", apierrors.IsInvalid, kubestatus.Advice.IsInvalid},
	{"IsGone", apierrors.IsGone, kubestatus.Advice.IsGone},
	{"IsResourceExpired", apierrors.IsResourceExpired, kubestatus.Advice.IsResourceExpired},
	{"IsNotAcceptable", apierrors.IsNotAcceptable, kubestatus.Advice.IsNotAcceptable},
	{"IsUnsupportedMediaType", apierrors.IsUnsupportedMediaType, kubestatus.Advice.IsUnsupportedMediaType},
	{"IsMethodNotSupported", apierrors.IsMethodNotSupported, kubestatus.Advice.IsMethodNotSupported},
	{"IsServiceUnavailable", apierrors.IsServiceUnavailable, kubestatus.Advice.IsServiceUnavailable},
	{"IsBadRequest", apierrors.IsBadRequest, kubestatus.Advice.IsBadRequest},
	{"IsUnauthorized", apierrors.IsUnauthorized, kubestatus.Advice.IsUnauthorized},
	{"IsForbidden", apierrors.IsForbidden, kubestatus.Advice.IsForbidden},
	{"IsTimeout", apierrors.IsTimeout, kubestatus.Advice.IsTimeout},
	{"IsServerTimeout", apierrors.IsServerTimeout, kubestatus.Advice.IsServerTimeout},
	{"IsInternalError", apierrors.IsInternalError, kubestatus.Advice.IsInternalError},
	{"IsTooManyRequests", apierrors.IsTooManyRequests, kubestatus.Advice.IsTooManyRequests},
	{"IsRequestEntityTooLargeError", apierrors.IsRequestEntityTooLargeError, kubestatus.Advice.IsRequestEntityTooLargeError},
	{"IsStoreReadError", apierrors.IsStoreReadError, kubestatus.Advice.IsStoreReadError},
	{"IsUnexpectedServerError", apierrors.IsUnexpectedServerError, kubestatus.Advice.IsUnexpectedServerError},
}

// reasons are those of apimachinery, none, and what is no reason.
var reasons = []metav1.StatusReason{
	metav1.StatusReasonUnknown, metav1.StatusReasonUnauthorized, metav1.StatusReasonForbidden, metav1.StatusReasonNotFound,
	metav1.StatusReasonAlreadyExists, metav1.StatusReasonConflict, metav1.StatusReasonGone, metav1.StatusReasonInvalid,
	metav1.StatusReasonServerTimeout, metav1.StatusReasonStoreReadError, metav1.StatusReasonTimeout,
	metav1.StatusReasonTooManyRequests, metav1.StatusReasonBadRequest, metav1.StatusReasonMethodNotAllowed,
	metav1.StatusReasonNotAcceptable, metav1.StatusReasonRequestEntityTooLarge, metav1.StatusReasonUnsupportedMediaType,
	metav1.StatusReasonInternalError, metav1.StatusReasonExpired, metav1.StatusReasonServiceUnavailable,
	"notfound", "NotFound ", "QuotaExceeded",
}

// told are the predicates that hold.
func told(err error, advice kubestatus.Advice) (theirs, ours []string) {
	for _, predicate := range predicates {
		if predicate.theirs(err) {
			theirs = append(theirs, predicate.name)
		}
		if predicate.ours(advice) {
			ours = append(ours, predicate.name)
		}
	}
	return theirs, ours
}

func same(t *testing.T, what string, err error, advice kubestatus.Advice) {
	t.Helper()
	if theirs, ours := told(err, advice); fmt.Sprint(theirs) != fmt.Sprint(ours) {
		t.Errorf("%s: apimachinery says %v, we %v", what, theirs, ours)
	}
	seconds, suggests := apierrors.SuggestsClientDelay(err)
	delay, suggested := advice.SuggestsClientDelay()
	if suggests != suggested || suggests && seconds != int(delay.Seconds()) {
		t.Errorf("%s: apimachinery suggests %v %d, we %v %v", what, suggests, seconds, suggested, delay)
	}
}

func TestThePredicatesAgreeOnEveryCodeAndReason(t *testing.T) {
	compared := 0
	for code := range int32(1000) {
		for _, reason := range reasons {
			for _, http := range []int{int(code), 500} { // its own code, and one that the Status contradicts
				if http < 300 || http == 304 {
					continue // no error, or an answer without a body
				}
				for _, cause := range []metav1.CauseType{"", metav1.CauseTypeUnexpectedServerResponse} {
					status := metav1.Status{Status: metav1.StatusFailure, Code: code, Reason: reason}
					if cause != "" {
						status.Details = &metav1.StatusDetails{Causes: []metav1.StatusCause{{Type: cause}}}
					}
					compared++
					same(t, fmt.Sprintf("%d in %d %q %q", code, http, reason, cause),
						&apierrors.StatusError{ErrStatus: status}, advise(kubestatus.Get, http, nil, encode(t, status)))
				}
			}
		}
	}
	t.Logf("%d errors x %d predicates", compared, len(predicates))
}

func TestSuggestsClientDelayAgreesOnEveryReasonAndDelay(t *testing.T) {
	for _, reason := range reasons {
		for _, seconds := range []int32{math.MinInt32, -1, 0, 1, 30, math.MaxInt32} {
			status := metav1.Status{Status: metav1.StatusFailure, Code: 500, Reason: reason}
			same(t, fmt.Sprintf("%q without details", reason), &apierrors.StatusError{ErrStatus: status}, advise(kubestatus.Get, 500, nil, encode(t, status)))
			status.Details = &metav1.StatusDetails{Name: "a", RetryAfterSeconds: seconds}
			same(t, fmt.Sprintf("%q %d", reason, seconds), &apierrors.StatusError{ErrStatus: status}, advise(kubestatus.Get, 500, nil, encode(t, status)))
		}
	}
}

// What client-go makes of an answer without a Status (rest/request.go newUnstructuredResponseError).
func TestNewGenericServerResponseAgreesOnEveryCodeVerbAndDelay(t *testing.T) {
	verbs := map[string]kubestatus.Verb{"GET": kubestatus.Get, "POST": kubestatus.Create, "PUT": kubestatus.Update,
		"PATCH": kubestatus.Patch, "DELETE": kubestatus.Delete}
	for code := 300; code < 1000; code++ {
		if code == 304 {
			continue // has no body
		}
		for method, verb := range verbs {
			for _, seconds := range []int{0, 1, 120} {
				err := apierrors.NewGenericServerResponse(code, method, schema.GroupResource{Resource: "pods"}, "a", "a page", seconds, true)
				advice := advise(verb, code, http.Header{"Retry-After": {fmt.Sprint(seconds)}}, []byte("a page"))
				what := fmt.Sprintf("%s %d %d", method, code, seconds)
				same(t, what, err, advice)
				if reason := advice.ClientGoReason().String(); reason != string(err.ErrStatus.Reason) {
					t.Errorf("%s: %q, we say %q", what, err.ErrStatus.Reason, reason)
				}
			}
		}
	}
}

func advise(verb kubestatus.Verb, code int, header http.Header, body []byte) kubestatus.Advice {
	return kubestatus.AdviseBytes(kubestatus.Request{Verb: verb}, code, header, body)
}

// encode writes a Status as an API server does.
func encode(t *testing.T, status metav1.Status) []byte {
	t.Helper()
	status.TypeMeta = metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}
	text, err := json.Marshal(status)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
