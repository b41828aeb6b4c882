package kubestatus

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

const (
	added  = `{"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"11"}}}`
	mark   = `{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"12"}}}`
	failed = `{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old resource version: 1 (2)","reason":"Expired","code":410}}`
)

func TestEveryFrameIsTheSameInPiecesOfAnySize(t *testing.T) {
	stream := added + "\n" + mark + added + failed + added
	var whole []string
	for _, reader := range []io.Reader{strings.NewReader(stream), iotest.OneByteReader(strings.NewReader(stream)),
		iotest.DataErrReader(strings.NewReader(stream))} {
		var got []string
		for frame := range Frames(Request{Verb: Watch}, reader) {
			got = append(got, frame.Advice.Rule.String()+" "+frame.Advice.ResourceVersion()+" "+strings.TrimSpace(string(frame.Bytes)))
		}
		// An ERROR is the last word of its stream.
		want := []string{"watch-event 11 " + added, "watch-bookmark 12 " + mark, "watch-event 11 " + added,
			"watch-expired  " + failed}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q\n%q", got, want)
		}
		whole = append(whole, strings.Join(got, "\n"))
	}
	if whole[0] != whole[1] || whole[0] != whole[2] {
		t.Error("pieces tell")
	}
}

func TestTheEndOfAStreamIsTheLastFrame(t *testing.T) {
	broken := errors.New("broken")
	for name, test := range map[string]struct {
		stream io.Reader
		want   Rule
		bytes  string
	}{
		"at once":             {strings.NewReader(""), RuleWatchEndedEarly, ""},
		"after an event":      {strings.NewReader(added), RuleWatchEnded, ""},
		"in a frame":          {strings.NewReader(added + `{"type":`), RuleWatchGarbled, ""},
		"by the connection":   {io.MultiReader(strings.NewReader(added), failing{broken}), RuleConnectionLost, ""},
		"by one that was cut": {io.MultiReader(strings.NewReader(added), failing{io.ErrUnexpectedEOF}), RuleConnectionLost, ""},
		"in no known type":    {strings.NewReader(`{"type":"X","object":{}}` + added), RuleWatchGarbled, `{"type":"X","object":{}}`},
	} {
		var last Frame
		for frame := range Frames(Request{Verb: Watch}, test.stream) {
			last = frame
		}
		if last.Advice.Rule != test.want || string(last.Bytes) != test.bytes {
			t.Errorf("%s: %v %q, not %v %q", name, last.Advice.Rule, last.Bytes, test.want, test.bytes)
		}
	}
}

func TestWhoeverHasSeenEnoughReadsNoFurther(t *testing.T) {
	body := &counted{Reader: iotest.OneByteReader(strings.NewReader(added + mark))}
	for range Frames(Request{Verb: Watch}, body) {
		break
	}
	if body.read != len(added) {
		t.Errorf("%d bytes were read, not %d", body.read, len(added))
	}
}

func TestAFrameWithoutAnEndIsCut(t *testing.T) {
	endless := &counted{Reader: endless{}}
	var last Frame
	for frame := range Frames(Request{Verb: Watch}, io.MultiReader(strings.NewReader(`{"type":"ADDED","object":{"a":"`), endless)) {
		last = frame
	}
	if last.Advice.Rule != RuleWatchGarbled || endless.read > mostOfAFrame+1<<20 {
		t.Errorf("%v after %d bytes", last.Advice.Rule, endless.read)
	}
}

type endless struct{}

func (endless) Read(piece []byte) (int, error) {
	for index := range piece {
		piece[index] = 'a'
	}
	return len(piece), nil
}
