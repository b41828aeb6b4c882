package kubestatus

import "net/http"

// Error is a request that is not done, with the advice about it: [errors.As] finds it in what a [net/http.Client] with a
// [Transport] returns.
type Error struct {
	Advice Advice
	// Err is why there is no response, or not all of its body; nil where there is one.
	Err error
}

// Error explains the advice.
func (failed *Error) Error() string {
	if failed.Err == nil {
		return failed.Advice.Explain()
	}
	return failed.Advice.Explain() + " (" + failed.Err.Error() + ")"
}

// Unwrap is Err. Ask with [errors.Is]: apimachinery's IsProbableEOF compares with == below a [net/url.Error], so it does not
// find an EOF in here, and client-go makes no empty watch of one.
func (failed *Error) Unwrap() error {
	return failed.Err
}

// Timeout reports whether time ran out, as a [net.Error] does: a [net/url.Error] around this one asks.
func (failed *Error) Timeout() bool {
	return timedOut(failed.Err)
}

// holds reports whether the advice is about this request and what became of it: not about an answer that was fine until
// its body broke off, nor about the GET with which a client followed the answer to a write.
func (failed *Error) holds(request Request, err error) bool {
	isDone := failed.Err != nil && failed.Advice.Done()
	return !isDone && (failed.Advice.Verb == request.Verb || !perhapsRedirected(request, err))
}

// FromResponse is nil if the request is done, or the state that was wanted holds already (as after the DELETE of what
// is not there), else an *[Error]. The body stays readable, as [Advise] says.
func FromResponse(request Request, resp *http.Response) error {
	advice, err := Advise(request, resp)
	if err == nil && advice.Done() {
		return nil
	}
	return &Error{advice, err}
}
