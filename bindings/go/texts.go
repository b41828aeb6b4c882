package kubestatus

/*
#cgo noescape kube_status_advice_text
#cgo nocallback kube_status_advice_text
#cgo noescape kube_status_advice_next_text
#cgo nocallback kube_status_advice_next_text
#include "kube_status.h"
*/
import "C"

import (
	"strings"
	"unsafe"
)

// Cause is one cause of a Status, each text as it was sent; empty where it was absent, or did not fit.
type Cause struct {
	// Type is called reason on the wire.
	Type    string
	Message string
	// Field is the field that the cause is about, such as spec.replicas.
	Field string
}

// Message is that of the Status, or a text body; at most 32 KiB of it. Empty if there is none.
func (advice Advice) Message() string { return advice.text(C.KUBE_STATUS_TEXT_MESSAGE) }

// ReasonText is the reason as it was sent, known or not.
func (advice Advice) ReasonText() string { return advice.text(C.KUBE_STATUS_TEXT_REASON) }

// Name is the name in the details, usually the object's.
func (advice Advice) Name() string { return advice.text(C.KUBE_STATUS_TEXT_NAME) }

// Group is the API group in the details.
func (advice Advice) Group() string { return advice.text(C.KUBE_STATUS_TEXT_GROUP) }

// Kind is the kind in the details: usually the plural resource, such as pods; the Kind where the reason is Invalid.
func (advice Advice) Kind() string { return advice.text(C.KUBE_STATUS_TEXT_KIND) }

// UID is the one in the details.
func (advice Advice) UID() string { return advice.text(C.KUBE_STATUS_TEXT_UID) }

// Continue is the token for the next page of a list.
func (advice Advice) Continue() string { return advice.text(C.KUBE_STATUS_TEXT_CONTINUE) }

// ResourceVersion is that of a list, or of the object of a watch's frame.
func (advice Advice) ResourceVersion() string {
	return advice.text(C.KUBE_STATUS_TEXT_RESOURCE_VERSION)
}

// Causes are those of the trusted Status, in the order in which they came.
func (advice Advice) Causes() []Cause {
	causes := make([]Cause, advice.CauseCount)
	var cursor C.kube_status_cursor
	for {
		text := advice.at(C.kube_status_advice_next_text(&advice.told, advice.packed(), C.size_t(len(advice.texts)), &cursor))
		if text == "" {
			return causes
		}
		if int(cursor.index) >= len(causes) {
			continue // of a Status that is not trusted, which counts as having none
		}
		switch cause := &causes[cursor.index]; cursor.text {
		case C.KUBE_STATUS_TEXT_CAUSE_TYPE:
			cause.Type = text
		case C.KUBE_STATUS_TEXT_CAUSE_MESSAGE:
			cause.Message = text
		case C.KUBE_STATUS_TEXT_CAUSE_FIELD:
			cause.Field = text
		}
	}
}

func (advice Advice) text(which C.uint32_t) string {
	return advice.at(C.kube_status_advice_text(&advice.told, advice.packed(), C.size_t(len(advice.texts)), which, 0))
}

func (advice Advice) packed() unsafe.Pointer {
	return unsafe.Pointer(unsafe.StringData(advice.texts))
}

// at is the text that begins there, among the packed ones and up to its NUL; empty for NULL.
func (advice Advice) at(begin *C.char) string {
	if begin == nil {
		return ""
	}
	rest := advice.texts[uintptr(unsafe.Pointer(begin))-uintptr(advice.packed()):]
	return rest[:strings.IndexByte(rest, 0)]
}
