package kubestatus

/*
#cgo noescape kube_status_response_frame
#cgo nocallback kube_status_response_frame
#cgo noescape kube_status_response_end
#cgo nocallback kube_status_response_end
#cgo noescape kube_status_response_failed
#cgo nocallback kube_status_response_failed
#cgo noescape kube_status_advise
#cgo nocallback kube_status_advise
#include "kube_status.h"
*/
import "C"

import (
	"io"
	"iter"
	"math"
	"time"
	"unsafe"
)

// No API server sends a longer frame; one that is longer counts as cut.
const mostOfAFrame = 64 << 20

// Frame is one event of a watch, or the end of its stream.
type Frame struct {
	Advice Advice
	// Bytes are those of the whole frame, for a decoder, and good until the next one; nil for the end of the stream.
	Bytes []byte
}

// Frames reads the stream of a watch that began. All frames but the last are events and bookmarks; the last one says why
// to read no further: an ERROR, a frame that is garbled, or, without bytes, that the stream has ended. To stop it from
// elsewhere close the stream, as the end of its request's context does.
//
// It is for one use: a second range over it would begin in the middle of what the first one had read ahead.
func Frames(request Request, stream io.Reader) iter.Seq[Frame] {
	return func(yield func(Frame) bool) {
		frames, began := newFrames(request), time.Now()
		piece := make([]byte, 32<<10)
		for {
			length, err := stream.Read(piece)
			for rest := piece[:length]; len(rest) > 0; {
				used, whole := frames.feed(rest)
				rest = rest[used:]
				if whole && !frames.tell(yield) {
					return
				}
			}
			if err == nil && len(frames.bytes) > mostOfAFrame {
				err = io.EOF
			}
			if err != nil {
				frames.bytes = nil
				frames.end(err, time.Since(began))
				yield(Frame{frames.advice(), nil})
				return
			}
		}
	}
}

// frames is a reader in the middle of a stream.
type frames struct {
	asked    C.kube_status_request
	response C.kube_status_response
	text     [textSize]byte
	bytes    []byte
	events   uint32
}

func newFrames(request Request) *frames {
	frames := &frames{asked: request.told()}
	C.kube_status_response_begin(&frames.response, 200)
	return frames
}

// feed takes bytes up to the end of one frame.
func (frames *frames) feed(piece []byte) (used int, whole bool) {
	var taken C.size_t
	fed := C.kube_status_response_frame(&frames.response, unsafe.Pointer(unsafe.SliceData(piece)), C.size_t(len(piece)),
		&taken, unsafe.Pointer(&frames.text), textSize)
	used = int(taken)
	frames.bytes = append(frames.bytes, piece[:used]...)
	return used, fed&C.KUBE_STATUS_FED_ENOUGH != 0
}

// tell hands a whole frame on; false if it is the last one, or no more are wanted.
func (frames *frames) tell(yield func(Frame) bool) bool {
	advice := frames.advice()
	frames.events++
	bytes := frames.bytes
	frames.bytes = frames.bytes[:0]
	return yield(Frame{advice, bytes}) && advice.Action == ActionDone
}

func (frames *frames) advice() Advice {
	var told C.kube_status_advice
	C.kube_status_advise(&frames.asked, &frames.response, &told)
	return adviceOf(&told, frames.text[:])
}

func (frames *frames) end(err error, elapsed time.Duration) {
	if err == io.EOF { // a wrapped one is no clean end
		C.kube_status_response_end(&frames.response, C.uint32_t(min(elapsed.Milliseconds(), math.MaxUint32)), C.uint32_t(frames.events))
		return
	}
	C.kube_status_response_failed(&frames.response, C.uint32_t(causeOf(err)))
}
