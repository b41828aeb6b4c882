package kubestatus

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// A file of tests/data has a first line with the names of its columns; request, response and expected hold JSON.
type row struct{ id, request, response, expected string }

func rows(t *testing.T, file string) []row {
	t.Helper()
	text, err := os.ReadFile("../../tests/data/" + file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if lines[0] != "id\trequest\tresponse\texpected\tsource" {
		t.Fatalf("%s: other columns: %s", file, lines[0])
	}
	var rows []row
	for _, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		rows = append(rows, row{cells[0], cells[1], cells[2], cells[3]})
	}
	return rows
}

// asked is the cell request. What no row says stays zero, and says nothing.
type asked struct {
	Verb, RetryClass, Name               string
	Anonymous, Renewed, ContinueToken    bool
	Exact, Conditional, DryRun           bool
	AfterMaybe, BodyOnce, NoMessageRules bool
	TimeoutMS, MaxDelayMS                int
	Redirects                            uint8
	URL, Now, Mode, Machine, Policy      string
	ElapsedMS, Events                    int
	LimitMS, Budget                      *int
	Random                               uint32
}

func (facts *asked) UnmarshalJSON(text []byte) error {
	type plain asked
	return decode(withoutUnderscores(text), (*plain)(facts))
}

func (asked asked) facts(t *testing.T) Request {
	request := Request{
		Verb:       word[Verb](t, asked.Verb),
		RetryClass: word[RetryClass](t, asked.RetryClass),
		Name:       word[Name](t, asked.Name),
		Redirects:  asked.Redirects,
		Timeout:    time.Duration(asked.TimeoutMS) * time.Millisecond,
		MaxDelay:   time.Duration(asked.MaxDelayMS) * time.Millisecond,
	}
	for flag, set := range map[RequestFlag]bool{
		RequestAnonymous: asked.Anonymous, RequestRenewed: asked.Renewed, RequestContinueToken: asked.ContinueToken,
		RequestExact: asked.Exact, RequestConditional: asked.Conditional, RequestDryRun: asked.DryRun,
		RequestAfterMaybe: asked.AfterMaybe, RequestBodyOnce: asked.BodyOnce, RequestNoMessageRules: asked.NoMessageRules,
	} {
		if set {
			request.Flags |= flag
		}
	}
	return request
}

// exchange is the cell response, or one of those of a sequence.
type exchange struct {
	Status                    int
	Headers                   http.Header
	Body, BodyHex             string
	Transport, Mode           string
	TookMS, ElapsedMS, Events int
}

func (answer *exchange) UnmarshalJSON(text []byte) error {
	type plain exchange
	return decode(withoutUnderscores(text), (*plain)(answer))
}

func (exchange exchange) body(t *testing.T) []byte {
	if exchange.BodyHex == "" {
		return []byte(exchange.Body)
	}
	body, err := hex.DecodeString(exchange.BodyHex)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// advise goes the way that a program goes: by a response, the reader of a watch, or an error.
func (exchange exchange) advise(t *testing.T, request Request, mode, target string, now int64) Advice {
	body := exchange.body(t)
	switch {
	case exchange.Transport != "":
		return adviseFailed(request, word[TransportCause](t, exchange.Transport))
	case mode == "frame":
		for frame := range Frames(request, bytes.NewReader(body)) {
			return frame.Advice
		}
	case mode == "end":
		frames := newFrames(request)
		frames.events = uint32(exchange.Events)
		frames.end(io.EOF, time.Duration(exchange.ElapsedMS)*time.Millisecond)
		return frames.advice()
	}
	resp := &http.Response{StatusCode: exchange.Status, Header: exchange.Headers, ContentLength: int64(len(body)),
		Body: io.NopCloser(bytes.NewReader(body))}
	if target != "" {
		asked, err := url.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		resp.Request = &http.Request{URL: asked}
	}
	answer, err := read(request, resp, request.Verb == List)
	if err != nil {
		t.Error(err)
	}
	if again, err := io.ReadAll(resp.Body); err != nil || !bytes.Equal(again, body) {
		t.Errorf("the body then reads %q, %v", again, err)
	}
	answer.now = now
	return answer.advise(request)
}

func TestEveryRowOfTheDataFilesGetsItsAdvice(t *testing.T) {
	replayed := 0
	for _, file := range []string{"cases.tsv", "sequences.tsv"} {
		for _, row := range rows(t, file) {
			replayed++
			t.Run(row.id, func(t *testing.T) {
				var asked asked
				if err := json.Unmarshal([]byte(row.request), &asked); err != nil {
					t.Fatal(err)
				}
				var expected map[string]any
				if err := json.Unmarshal([]byte(row.expected), &expected); err != nil {
					t.Fatal(err)
				}
				delete(expected, "client_go")
				got := told(t, row, asked, expected)
				if !reflect.DeepEqual(got, expected) {
					t.Errorf("expected %v\n     got %v", expected, got)
				}
			})
		}
	}
	if replayed < 200 {
		t.Errorf("%d rows only", replayed)
	}
}

func told(t *testing.T, row row, asked asked, expected map[string]any) map[string]any {
	now := int64(0)
	if asked.Now != "" {
		date, err := http.ParseTime(asked.Now)
		if err != nil {
			t.Fatal(err)
		}
		now = date.Unix()
	}
	if strings.HasPrefix(row.id, "sequence-") {
		var exchanges []exchange
		if err := json.Unmarshal([]byte(row.response), &exchanges); err != nil {
			t.Fatal(err)
		}
		return map[string]any{"steps": steps(t, asked, exchanges, now, expected)}
	}
	var exchange exchange
	if err := json.Unmarshal([]byte(row.response), &exchange); err != nil {
		t.Fatal(err)
	}
	exchange.ElapsedMS, exchange.Events = asked.ElapsedMS, asked.Events
	advice := exchange.advise(t, asked.facts(t), asked.Mode, asked.URL, now)
	failure := asked.Mode == "" && advice.Code >= 300 && advice.Code != 304 && len(exchange.body(t)) > 0
	return fields(t, advice, failure || advice.Flags&FlagFailureInSuccess != 0)
}

// fields are those of advice as the files write them.
func fields(t *testing.T, advice Advice, withTrusted bool) map[string]any {
	flags := []any{}
	shown := advice.Flags &^ (FlagTrusted | FlagDetails | FlagInitialEventsEnd | FlagContinue)
	names := strings.FieldsFunc(shown.String(), func(c rune) bool { return c == '|' })
	slices.Sort(names)
	for _, name := range names {
		flags = append(flags, name)
	}
	told := map[string]any{
		"rule": advice.Rule.String(), "action": advice.Action.String(), "executed": advice.Executed.String(),
		"basis": advice.Basis.String(), "delay_ms": float64(advice.Delay.Milliseconds()), "tries": float64(advice.Tries),
		"flags": flags,
	}
	if advice.Action == ActionRelist || advice.Action == ActionRewatch || advice.Alternative == AlternativeRelist {
		told["rv"] = advice.RV.String()
	}
	if advice.Alternative != AlternativeNone {
		told["alternative"] = advice.Alternative.String()
	}
	if advice.Action == ActionRaiseTimeout {
		told["new_timeout_ms"] = float64(advice.NewTimeout.Milliseconds())
	}
	if withTrusted {
		told["trusted"] = advice.Trusted()
	}
	return told
}

// steps are those of a machine, on a clock that wraps on the way.
func steps(t *testing.T, asked asked, exchanges []exchange, now int64, expected map[string]any) []any {
	clock := ^uint32(0) - 1500
	machine := machine{clock: func() uint32 { return clock }, random: func() uint32 { return asked.Random }}
	if asked.Budget != nil {
		machine.budget = NewBudget(uint32(*asked.Budget))
	}
	policy, limit := Policy{Preset: word[Preset](t, asked.Policy)}, Forever
	if asked.LimitMS != nil {
		limit = time.Duration(*asked.LimitMS) * time.Millisecond
	}
	var listWatch *ListWatch
	retry := newRetry(asked.facts(t), limit, policy, machine)
	kept, next := &retry.machine, retry.Next
	if asked.Machine != "" {
		listWatch = newListWatch(asked.facts(t), false, policy, machine)
		kept, next = &listWatch.machine, listWatch.Next
	}
	wanted, _ := expected["steps"].([]any)
	told := []any{}
	for index, exchange := range exchanges {
		clock += uint32(int(kept.Wait().Milliseconds()) + exchange.TookMS)
		step := next(exchange.advise(t, kept.Request(), exchange.Mode, asked.URL, now))
		got := map[string]any{"step": step.String()}
		switch step {
		case StepStop:
			got["why"] = kept.Why().String()
		case StepAgain:
			got["wait_ms"], got["action"] = float64(kept.Wait().Milliseconds()), kept.Action().String()
			got["timeout_ms"] = float64(kept.Request().Timeout.Milliseconds())
			got["after_maybe"] = kept.Request().Flags&RequestAfterMaybe != 0
		}
		if listWatch != nil && (step == StepAgain || step == StepRead) {
			got["store"] = map[bool]float64{true: 1}[listWatch.Store()]
			if step == StepAgain {
				got["send"], got["rv"] = listWatch.Send().String(), listWatch.From().String()
			}
		}
		var want map[string]any
		if index < len(wanted) {
			want, _ = wanted[index].(map[string]any)
		}
		for _, key := range []string{"timeout_ms", "after_maybe"} { // compared only where they are given
			if _, given := want[key]; !given {
				delete(got, key)
			}
		}
		told = append(told, got)
	}
	return told
}

// word is the one with this name, or the zero of its kind for an empty name.
func word[Word interface {
	~uint8
	String() string
}](t *testing.T, name string) Word {
	t.Helper()
	for number := Word(0); name != ""; number++ {
		switch number.String() {
		case name:
			return number
		case "?":
			t.Fatalf("no %T is called %q", number, name)
		}
	}
	return 0
}

// withoutUnderscores makes the names of a row those of Go's fields, which are matched in any letter case.
func withoutUnderscores(text []byte) []byte {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return text
	}
	plain := map[string]json.RawMessage{}
	for name, value := range members {
		plain[strings.ReplaceAll(name, "_", "")] = value
	}
	text, err := json.Marshal(plain)
	if err != nil {
		panic(fmt.Sprint(err))
	}
	return text
}

func decode(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
