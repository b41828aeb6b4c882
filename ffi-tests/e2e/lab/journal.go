package main

import (
	"net/http"
	"sync"
	"time"
)

// An Entry is one request at the front. Times are milliseconds since the lab began.
type Entry struct {
	Came, Answered float64
	// Proto is the version that the client spoke, such as HTTP/1.1.
	Method, URI, Proto string
	Header             http.Header
	// Code is what the client was answered, 0 without an answer; Served is what the server had answered.
	Code, Served int
	Answer       http.Header
	Fault        string
}

// A journal is the witness: every request, in the order in which they came.
type journal struct {
	began time.Time

	mutex   sync.Mutex
	entries []*Entry
}

func (j *journal) now() float64 { return float64(time.Since(j.began).Microseconds()) / 1000 }

func (j *journal) came(r *http.Request) *Entry {
	entry := &Entry{Came: j.now(), Method: r.Method, URI: r.RequestURI, Proto: r.Proto, Header: r.Header.Clone()}
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.entries = append(j.entries, entry)
	return entry
}

// answered notes the head of the answer; code 0 is no answer.
func (j *journal) answered(entry *Entry, code int, header http.Header) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	entry.Answered, entry.Code, entry.Answer = j.now(), code, header.Clone()
}

func (j *journal) note(entry *Entry, served int, fault string) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	if served != 0 {
		entry.Served = served
	}
	if fault != "" {
		entry.Fault = fault
	}
}

func (j *journal) all() []Entry {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	all := make([]Entry, 0, len(j.entries))
	for _, one := range j.entries {
		all = append(all, *one)
	}
	return all
}

func (j *journal) clear() {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.entries = nil
}
