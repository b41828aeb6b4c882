package kubestatus

// #include "kube_status.h"
import "C"

import "time"

// The predicates of apimachinery, exactly as they answer on the same facts; false for a success and without a response.
// What to do is told by Advice.Action, not by these.

// IsNotFound is apimachinery's.
func (advice Advice) IsNotFound() bool { return advice.is(ReasonNotFound) }

// IsAlreadyExists is apimachinery's.
func (advice Advice) IsAlreadyExists() bool { return advice.is(ReasonAlreadyExists) }

// IsConflict is apimachinery's.
func (advice Advice) IsConflict() bool { return advice.is(ReasonConflict) }

// IsInvalid is apimachinery's.
func (advice Advice) IsInvalid() bool { return advice.is(ReasonInvalid) }

// IsGone is apimachinery's.
func (advice Advice) IsGone() bool { return advice.is(ReasonGone) }

// IsResourceExpired is apimachinery's.
func (advice Advice) IsResourceExpired() bool { return advice.is(ReasonExpired) }

// IsNotAcceptable is apimachinery's.
func (advice Advice) IsNotAcceptable() bool { return advice.is(ReasonNotAcceptable) }

// IsUnsupportedMediaType is apimachinery's.
func (advice Advice) IsUnsupportedMediaType() bool { return advice.is(ReasonUnsupportedMediaType) }

// IsMethodNotSupported is apimachinery's.
func (advice Advice) IsMethodNotSupported() bool { return advice.is(ReasonMethodNotAllowed) }

// IsServiceUnavailable is apimachinery's.
func (advice Advice) IsServiceUnavailable() bool { return advice.is(ReasonServiceUnavailable) }

// IsBadRequest is apimachinery's.
func (advice Advice) IsBadRequest() bool { return advice.is(ReasonBadRequest) }

// IsUnauthorized is apimachinery's.
func (advice Advice) IsUnauthorized() bool { return advice.is(ReasonUnauthorized) }

// IsForbidden is apimachinery's.
func (advice Advice) IsForbidden() bool { return advice.is(ReasonForbidden) }

// IsTimeout is apimachinery's.
func (advice Advice) IsTimeout() bool { return advice.is(ReasonTimeout) }

// IsServerTimeout is apimachinery's.
func (advice Advice) IsServerTimeout() bool { return advice.is(ReasonServerTimeout) }

// IsInternalError is apimachinery's.
func (advice Advice) IsInternalError() bool { return advice.is(ReasonInternalError) }

// IsTooManyRequests is apimachinery's.
func (advice Advice) IsTooManyRequests() bool { return advice.is(ReasonTooManyRequests) }

// IsRequestEntityTooLargeError is apimachinery's.
func (advice Advice) IsRequestEntityTooLargeError() bool {
	return advice.is(ReasonRequestEntityTooLarge)
}

// IsStoreReadError is apimachinery's.
func (advice Advice) IsStoreReadError() bool { return advice.is(ReasonStorageReadError) }

// IsUnexpectedServerError is apimachinery's.
func (advice Advice) IsUnexpectedServerError() bool {
	return C.kube_status_is_unexpected_server_error(&advice.told) == 1
}

// SuggestsClientDelay is apimachinery's; the time is exact to the second, as there. Whether to retry is told by Action.
func (advice Advice) SuggestsClientDelay() (time.Duration, bool) {
	if C.kube_status_suggests_client_delay(&advice.told) != 1 {
		return 0, false
	}
	return time.Duration(advice.RetryAfterSeconds) * time.Second, true
}

// ClientGoReason is the reason that client-go reports: that of the trusted Status, or what it makes of the code where
// there is none. ReasonUnknown for a success and without a response.
func (advice Advice) ClientGoReason() Reason {
	return Reason(C.kube_status_client_go_reason(&advice.told))
}

func (advice Advice) is(reason Reason) bool {
	return C.kube_status_advice_is(&advice.told, C.uint32_t(reason)) == 1
}
