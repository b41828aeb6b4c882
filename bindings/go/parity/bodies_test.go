package parity

import (
	"encoding/json"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// body is that of an answer, with what the classes want to know of it.
type body struct {
	name, label, text string
	status            *metav1.Status
}

// bodies are those that an answer with this code can have.
func bodies(t *testing.T, code int) []body {
	own := map[int]metav1.StatusReason{400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 405: "MethodNotAllowed",
		409: "Conflict", 410: "Expired", 413: "RequestEntityTooLarge", 422: "Invalid", 429: "TooManyRequests", 500: "InternalError",
		503: "ServiceUnavailable", 504: "Timeout"}[code]
	status := func(name string, change func(*metav1.Status)) body {
		status := metav1.Status{TypeMeta: metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}, Status: metav1.StatusFailure,
			Message: "something", Reason: own, Code: int32(code), Details: &metav1.StatusDetails{Name: "web", Kind: "pods"}}
		change(&status)
		text, err := json.Marshal(status)
		if err != nil {
			t.Fatal(err)
		}
		return body{name, "application/json", string(text), &status}
	}
	caused := func(cause metav1.CauseType) func(*metav1.Status) {
		return func(status *metav1.Status) { status.Details.Causes = []metav1.StatusCause{{Type: cause}} }
	}
	says := func(message string) func(*metav1.Status) {
		return func(status *metav1.Status) { status.Message = message }
	}
	plain := status("status", func(*metav1.Status) {})
	made := []body{
		{"none", "", "", nil},
		{"text", "text/plain; charset=utf-8", "a page", nil},
		{"html", "text/html", "<html></html>", nil},
		{"foreign", "application/json", `{"error":"no"}`, nil},
		{"cut", "application/json", plain.text[:len(plain.text)-9], nil},
		{"labelled-text", "text/plain", plain.text, plain.status},
		plain,
		{"malformed-label", "application/json; charset", plain.text, plain.status},
		{"reason-twice", "application/json", strings.Replace(plain.text, `"reason"`, `"reason":"Gone","reason"`, 1), plain.status},
		status("odd-api-version", func(status *metav1.Status) { status.APIVersion = "a/b/c" }),
		status("without-kind", func(status *metav1.Status) { status.Kind = "" }),
		status("delay", func(status *metav1.Status) { status.Details.RetryAfterSeconds = 3 }),
		status("another-code", func(status *metav1.Status) { status.Code = 418 }),
		status("namespace-terminating", caused("NamespaceTerminating")),
		status("disruption-budget", caused("DisruptionBudget")),
		status("too-large-rv", caused("ResourceVersionTooLarge")),
		status("admission", says(`admission webhook "a.example" denied the request: no`)),
		status("webhook", says("Internal error occurred: failed calling webhook: timeout")),
		status("corrupt", says("corrupt object has been found")),
		status("too-large", says("etcdserver: request is too large")),
		status("mistake", says("resourceVersion should not be set on objects to be created")),
	}
	for _, reason := range []metav1.StatusReason{"", "QuotaExceeded", "Timeout", "StorageReadError", "ServerTimeout", "AlreadyExists"} {
		made = append(made, status("reason-"+string(reason), func(status *metav1.Status) { status.Reason = reason }))
	}
	return made
}
