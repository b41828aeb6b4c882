package kubestatus

import (
	"net/http"
	"testing"
)

func BenchmarkAdviseBytes(b *testing.B) {
	header := http.Header{"Content-Type": {"application/json"}, "Retry-After": {"1"}}
	body := []byte(`{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \"web\" not found",` +
		`"reason":"NotFound","details":{"name":"web","kind":"pods"},"code":404}`)
	b.ReportAllocs()
	for b.Loop() {
		AdviseBytes(Request{Verb: Get}, 404, header, body)
	}
}
