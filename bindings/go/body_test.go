package kubestatus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// counted is a body that knows how much of it was read, and whether it was closed.
type counted struct {
	io.Reader
	read   int
	closed bool
}

func (body *counted) Read(piece []byte) (int, error) {
	length, err := body.Reader.Read(piece)
	body.read += length
	return length, err
}

func (body *counted) Close() error {
	body.closed = true
	return nil
}

func response(code int, body io.Reader) (*http.Response, *counted) {
	counted := &counted{Reader: body}
	header := http.Header{"Content-Type": {"application/json"}}
	return &http.Response{StatusCode: code, Header: header, Body: counted, ContentLength: -1}, counted
}

func TestAsMuchOfABodyIsReadAsNeededAndAllOfItStaysReadable(t *testing.T) {
	many := strings.Repeat(`{"kind":"Pod","metadata":{"name":"a"}},`, 30_000)
	for name, test := range map[string]struct {
		verb Verb
		code int
		body string
		most int
	}{
		"a long error":           {Get, 500, strings.Repeat("x", 3<<20), 1 << 20},
		"an object":              {Get, 200, `{"kind":"Pod","apiVersion":"v1",` + many, 512},
		"an object, kind last":   {Get, 200, `{"items":[` + many[:len(many)-1] + `],"kind":"PodList"}`, len(many) + 4096},
		"a written object":       {Update, 200, `{"kind":"Pod",` + many, 512},
		"text":                   {Get, 200, "a line\n" + many, 512},
		"a list":                 {List, 200, `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[` + many, 512},
		"a watch":                {Watch, 200, `{"type":"ADDED"}`, 0},
		"a switch of protocols":  {Connect, 101, "bytes", 0},
		"nothing was modified":   {Get, 304, "x", 0},
		"no kind in sight":       {Get, 200, `{"swagger":"2.0","x":"` + strings.Repeat("x", 3<<20), 1 << 20},
		"blanks":                 {Update, 200, strings.Repeat(" ", 3<<20), 1 << 20},
		"an endless Status":      {Get, 200, `{"kind":"Status","status":"Failure","code":500,"message":"` + strings.Repeat("x", 3<<20), 1 << 20},
		"one byte over an error": {Get, 404, strings.Repeat("x", 1<<20+1), 1 << 20},
	} {
		resp, body := response(test.code, strings.NewReader(test.body))
		if _, err := Advise(Request{Verb: test.verb}, resp); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if body.read > test.most {
			t.Errorf("%s: %d bytes were read, not %d", name, body.read, test.most)
		}
		if again, err := io.ReadAll(resp.Body); err != nil || string(again) != test.body {
			t.Errorf("%s: then reads %d bytes, %v", name, len(again), err)
		}
		if resp.Body.Close(); !body.closed {
			t.Errorf("%s: the body was not closed", name)
		}
	}
}

// A pipe into which nobody writes: to read one byte of it would hang.
func TestWhatMayStreamIsNotWaitedFor(t *testing.T) {
	for _, test := range []struct {
		verb        Verb
		path, label string
	}{
		{Get, "/api/v1/namespaces/default/pods/web/log", "text/plain"},
		{Get, "/api/v1/namespaces/default/services/web/proxy/events", "application/json"},
		{Get, "/api/v1/namespaces/default/pods/web:80/proxy", "application/json"},
		{Get, "/k8s/clusters/c/api/v1/nodes/n/proxy/logs", "application/json"},
		{Connect, "/api/v1/namespaces/default/pods/web/exec", "application/json"},
		{Get, "/x", "text/event-stream"},
		{Get, "/x", "application/x-ndjson"},
		{Get, "/x", "application/json-seq"},
		{List, "/x", "text/event-stream"},
		{Get, "/x", "application/vnd.kubernetes.protobuf;stream=watch"},
		{Get, "/x", ""},
	} {
		never, _ := io.Pipe()
		resp, _ := response(200, never)
		resp.Request = newRequest(t, "GET", "http://a.example"+test.path, "")
		resp.Header.Set("Content-Type", test.label)
		advice, err := Advise(Request{Verb: test.verb}, resp)
		if err != nil || advice.Action != ActionDone || resp.Body.(*counted).read != 0 {
			t.Errorf("%v: %v, %v", test, advice.Action, err)
		}
	}
}

func TestWhatCannotStreamIsRead(t *testing.T) {
	const status = `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Conflict","code":409}`
	for _, test := range []struct {
		path, label string
		length      int64
	}{
		{"/api/v1/namespaces/proxy/pods/proxy", "application/json; charset=utf-8", -1}, // names
		{"/api/v1/namespaces/default/pods/web", "application/vnd.kubernetes.protobuf", -1},
		{"/api/v1/namespaces/default/pods/web", "text/plain", int64(len(status))},
	} {
		resp, _ := response(200, strings.NewReader(status))
		resp.Request = newRequest(t, "GET", "http://a.example"+test.path, "")
		resp.Header.Set("Content-Type", test.label)
		resp.ContentLength = test.length
		if advice, err := Advise(Request{Verb: Get}, resp); err != nil || advice.Flags&FlagFailureInSuccess == 0 {
			t.Errorf("%v: %v, %v", test, advice.Flags, err)
		}
	}
}

func TestAListWhoseMetadataDoesNotComeIsNotHeldForEver(t *testing.T) {
	defer func(most int) { mostOfAList = most }(mostOfAList)
	mostOfAList = 2 << 20
	resp, body := response(200, io.MultiReader(strings.NewReader(`{"items":["`), endless{}))
	advice, err := Advise(Request{Verb: List}, resp)
	if err != errTooLong || body.read != mostOfAList || advice.ResourceVersion() != "" {
		t.Errorf("%v after %d bytes", err, body.read)
	}
	if _, err := io.CopyN(io.Discard, resp.Body, int64(mostOfAList)+5); err != nil {
		t.Error(err) // it did not break off
	}
}

func TestAWrappedEOFIsNoCleanEnd(t *testing.T) {
	wrapped := fmt.Errorf("gunzip: %w", io.EOF)
	resp, _ := response(200, io.MultiReader(strings.NewReader(`{"metadata":{"resourceVersion":"7"},`), failing{wrapped}))
	if _, err := Advise(Request{Verb: Get}, resp); err != wrapped {
		t.Error(err)
	}
	for frame := range Frames(Request{Verb: Watch}, failing{wrapped}) {
		if frame.Advice.Rule != RuleConnectionLost {
			t.Error(frame.Advice.Rule)
		}
	}
}

func TestOfAListTheMetadataIsFoundWhereverItStands(t *testing.T) {
	const metadata = `"metadata":{"resourceVersion":"7","continue":"next"}`
	items := `"items":[` + strings.Repeat(`{"a":"b"},`, 200_000) + `{}]`
	for _, body := range []string{
		`{"kind":"PodList",` + metadata + `,` + items + `}`,
		`{"apiVersion":"v1",` + items + `,"kind":"CronTabList",` + metadata + `}`,
	} {
		resp, _ := response(200, strings.NewReader(body))
		advice, err := Advise(Request{Verb: List}, resp)
		if err != nil || advice.ResourceVersion() != "7" || advice.Continue() != "next" {
			t.Errorf("%.20s: %q, %q, %v", body, advice.ResourceVersion(), advice.Continue(), err)
		}
	}
}

func TestABodyThatBreaksOffIsAnErrorThatComesAgainInItsPlace(t *testing.T) {
	broken := errors.New("broken")
	for _, code := range []int{200, 503} {
		front := `{"kind":`
		resp, _ := response(code, io.MultiReader(strings.NewReader(front), &breaking{err: broken}))
		advice, err := Advise(Request{Verb: Get}, resp)
		if !errors.Is(err, broken) || advice.Code != code {
			t.Errorf("%d: %v, %d", code, err, advice.Code)
		}
		if again, err := io.ReadAll(resp.Body); !errors.Is(err, broken) || string(again) != front {
			t.Errorf("%d: then reads %q, %v", code, again, err)
		}
		var failed *Error
		resp, _ = response(code, io.MultiReader(strings.NewReader(front), failing{broken}))
		if err := FromResponse(Request{Verb: Get}, resp); !errors.As(err, &failed) || !errors.Is(err, broken) {
			t.Errorf("%d: %v", code, err)
		}
	}
}

// breaking goes on behind the place where it broke off.
type breaking struct {
	err   error
	again bool
}

func (breaking *breaking) Read(piece []byte) (int, error) {
	if !breaking.again {
		breaking.again = true
		return 0, breaking.err
	}
	return copy(piece, "behind"), io.EOF
}

type failing struct{ err error }

func (failing failing) Read([]byte) (int, error) { return 0, failing.err }

func TestTheTextsOfAnErrorAreThere(t *testing.T) {
	body := []byte(`{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Deployment.apps \"web\" is invalid",` +
		`"reason":"Invalid","details":{"name":"web","group":"apps","kind":"Deployment","uid":"u","causes":[` +
		`{"reason":"FieldValueRequired","message":"Required value","field":"spec.selector"},{"message":"second"}]},"code":422}`)
	advice := AdviseBytes(Request{Verb: Update}, 422, nil, body)
	got := []string{advice.Message(), advice.ReasonText(), advice.Name(), advice.Group(), advice.Kind(), advice.UID(), advice.Continue()}
	want := []string{`Deployment.apps "web" is invalid`, "Invalid", "web", "apps", "Deployment", "u", ""}
	for index := range want {
		if got[index] != want[index] {
			t.Errorf("%q, not %q", got[index], want[index])
		}
	}
	causes := advice.Causes()
	if len(causes) != 2 || causes[0] != (Cause{"FieldValueRequired", "Required value", "spec.selector"}) || causes[1] != (Cause{Message: "second"}) {
		t.Errorf("%+v", causes)
	}
	if advice.FirstCause != CauseTypeFieldValueRequired || !advice.HasCause(CauseTypeFieldValueRequired) || advice.HasCause(CauseTypeDisruptionBudget) {
		t.Errorf("%v", advice.FirstCause)
	}
	if !advice.IsInvalid() || advice.IsNotFound() || !strings.Contains(advice.Explain(), "web") {
		t.Error(advice.Explain())
	}
	long := strings.Repeat("long", 500)
	named := AdviseBytes(Request{Verb: Get}, 404, nil, bytes.ReplaceAll([]byte(`{"kind":"Status","status":"Failure","reason":"NotFound",`+
		`"details":{"name":"NAME","kind":"pods"},"code":404}`), []byte("NAME"), []byte(long)))
	if explained := named.Explain(); !strings.Contains(explained, long) || strings.Contains(explained, "\x00") {
		t.Errorf("%q", explained)
	}
	for length := range body { // a Status that is cut counts as having no causes, though their texts came
		if cut := AdviseBytes(Request{}, 422, nil, body[:length]); len(cut.Causes()) != 0 || !strings.HasPrefix(advice.Name(), cut.Name()) {
			t.Errorf("%d bytes: %v, %q", length, cut.Causes(), cut.Name())
		}
	}
	if again := AdviseBytes(Request{Verb: Update}, 422, nil, body); again != advice {
		t.Error("the same bytes, other advice")
	}
}

func TestWhatIsNoResponseIsAnError(t *testing.T) {
	advice, err := Advise(Request{}, nil)
	if err == nil || advice.Action != ActionGiveUp || advice.Executed != ExecutedMaybe {
		t.Errorf("%v, %v", advice, err)
	}
	for _, code := range []int{-1, 65536} {
		if advice := AdviseBytes(Request{Verb: Get}, code, nil, nil); advice.Rule != RuleUnknownCode {
			t.Errorf("%d: %v", code, advice.Rule)
		}
	}
}

func TestADateIsMeasuredByTheServersClockElseByOurs(t *testing.T) {
	header := http.Header{"Retry-After": {"Wed, 21 Oct 2015 07:28:30 GMT"}, "Date": {"Wed, 21 Oct 2015 07:28:00 GMT"}}
	if advice := AdviseBytes(Request{Verb: Get}, 503, header, nil); advice.Delay.Seconds() != 30 {
		t.Error(advice.Delay)
	}
	header.Del("Date")
	if advice := AdviseBytes(Request{Verb: Get}, 503, header, nil); advice.Delay != 0 || advice.Basis != BasisHeaderDate {
		t.Error(advice.Delay, advice.Basis) // long past
	}
}
