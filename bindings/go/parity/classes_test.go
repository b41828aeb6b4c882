package parity

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// class is a named difference: what differs, and where. It looks at the request and the answer, never at what came of
// them, and there is none for the rest. The first that fits counts.
type class struct {
	name   string
	facets []facet
	holds  func(answer) bool
}

var classes = []class{
	{"malformed-content-type", []facet{reason, suggests}, func(a answer) bool { return strings.HasSuffix(a.body.label, "; charset") }},
	{"bytes-not-label", []facet{reason, suggests}, func(a answer) bool { return a.body.status != nil && a.body.label == "text/plain" }},
	{"duplicate-members", []facet{reason, suggests}, func(a answer) bool { return strings.Count(a.body.text, `"reason"`) > 1 }},
	{"any-api-version", []facet{reason, suggests}, func(a answer) bool { return a.body.status != nil && strings.Count(a.body.status.APIVersion, "/") > 1 }},
	{"success-above-206", []facet{fails, reason, suggests}, func(a answer) bool { return a.code > 206 && a.code < 300 }},
	{"success-whose-body-does-not-decode", []facet{fails}, func(a answer) bool { return a.code <= 206 && !a.decodes() }},
	{"watch-start-other-than-200", []facet{fails}, func(a answer) bool { return a.watch() && a.code > 200 && a.code <= 206 }},
	{"plus-sign", []facet{wait, suggests, growth}, func(a answer) bool { return a.header("+5") }},
	{"minus-sign", []facet{wait, suggests, growth}, func(a answer) bool { return a.header("-5") }},
	{"overflowing-seconds", []facet{wait, suggests, growth, retries}, func(a answer) bool {
		return a.retryAfter != nil && len(*a.retryAfter) > 9 && strings.Trim(*a.retryAfter, "0123456789") == ""
	}},
	{"http-date", []facet{retries, wait}, func(a answer) bool { return a.retryAfter != nil && strings.HasSuffix(*a.retryAfter, " GMT") }},
	{"not-implemented", []facet{retries}, func(a answer) bool { return a.code == 501 || a.code == 505 }},
	{"request-timeout", []facet{retries}, func(a answer) bool { return a.code == 408 }},
	{"unsafe-write", []facet{retries}, answer.unsafe},
	{"failure-in-success", []facet{retries}, func(a answer) bool { return a.code <= 299 && a.body.status != nil }},
	{"never-succeeds", []facet{retries}, func(a answer) bool {
		return a.code == 500 && slices.Contains([]string{"corrupt", "too-large", "mistake", "reason-StorageReadError"}, a.body.name)
	}},
	{"disruption-budget", []facet{retries}, func(a answer) bool { return a.code == 429 && a.body.name == "disruption-budget" }},
	{"future-resource-version", []facet{retries, tries}, func(a answer) bool { return a.code == 504 && a.body.name == "too-large-rv" }},
	{"admission-denied", []facet{tries}, func(a answer) bool { return a.code >= 500 && a.body.name == "admission" }},
	{"status-does-not-override", []facet{retries}, func(a answer) bool { return a.body.status != nil && int(a.body.status.Code) != a.code }},
	{"delay-of-the-body", []facet{retries}, func(a answer) bool {
		return a.retryable() && !a.numbered() && strings.Contains(a.body.text, "retryAfterSeconds")
	}},
	{"no-header", []facet{retries}, func(a answer) bool { return a.retryable() && !a.numbered() }},
	{"own-backoff", []facet{wait, growth}, func(a answer) bool { return a.numbered() && a.seconds() < 30 }},
	{"longer-than-an-hour", []facet{wait}, func(a answer) bool { return a.seconds() > 3600 }},
	{"endless-watch-start", []facet{tries}, func(a answer) bool { return a.watch() }},
}

func (a answer) header(is string) bool { return a.retryAfter != nil && *a.retryAfter == is }

// seconds are those of the header; 0 of one that is no number.
func (a answer) seconds() int {
	if !a.numbered() {
		return 0
	}
	seconds, _ := strconv.Atoi(*a.retryAfter)
	return seconds
}

// decodes: client-go finds its label and its kind.
func (a answer) decodes() bool {
	return a.body.status != nil && a.body.label == "application/json" && a.body.status.Kind != ""
}

// unsafe: a repeat may do it twice, and this answer does not tell that it was not done.
func (a answer) unsafe() bool {
	switch a.method {
	case "POST", "JSONPATCH":
		return a.code >= 500
	case "DELETECOLLECTION":
		return a.code >= 500 || a.code == 429 && a.body.status != nil
	}
	return false
}

// numbered: the header is a number to Go's strconv.Atoi, as client-go reads it.
func (a answer) numbered() bool {
	if a.retryAfter == nil {
		return false
	}
	_, err := strconv.Atoi(*a.retryAfter)
	return err == nil
}

// retryable is what client-go sends again if the header has a number.
func (a answer) retryable() bool { return a.code == 429 || a.code >= 500 }

func page(t *testing.T, path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// documented are the names of docs/client-go.md.
func documented(t *testing.T) []string {
	var names []string
	for line := range strings.Lines(page(t, "../../../docs/client-go.md")) {
		if row, is := strings.CutPrefix(line, "| `"); is {
			name, _, _ := strings.Cut(row, "` |")
			names = append(names, name)
		}
	}
	return names
}

// pinned is the version of a module in go.mod.
func pinned(t *testing.T, module string) string {
	_, rest, found := strings.Cut(page(t, "go.mod"), module+" ")
	if !found {
		t.Fatal(module)
	}
	version, _, _ := strings.Cut(rest, "\n")
	return version
}
