// Go's readers: what each needs for one body, as lines of JSON. Usage: readers BODIES
package main

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"math"
	"net/http"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	perClass = 600 * time.Millisecond
	// A turn takes at least so long, if a reader does not need more for one time through all bodies.
	leastTurn = 100 * time.Microsecond
)

// facts are what is in a Status, as the program that made the bodies says.
type facts struct {
	Code                                       int32
	Status, Reason, Message, Name, Group, Kind string
	Causes                                     [][3]string
}

type body struct {
	Class  string
	Code   int
	Verb   string
	Body   string
	Status *facts
	bytes  []byte
}

// reader reads a body; facts then tells what it read, where the reader is one that can be compared.
type reader struct {
	name  string
	read  func(*body)
	facts func() *facts
	// onlyAdvice: code, reason and how many causes there are.
	onlyAdvice bool
}

type row struct {
	Reader      string     `json:"reader"`
	Class       string     `json:"class"`
	Ns          float64    `json:"ns"`
	Allocations [2]float64 `json:"allocations"`
}

func main() {
	classes, order := load(os.Args[1])
	header := http.Header{"Content-Type": {"application/json"}, "Retry-After": {"1"}}
	var answer advice
	var status *metav1.Status
	decode := clientGo()
	told := func() *facts { return decision(answer) }
	read := func() *facts { return factsOf(status) }
	output := json.NewEncoder(os.Stdout)
	debug.SetGCPercent(400)
	for _, class := range order {
		bodies := classes[class]
		verb := verbOf(bodies[0].Verb)
		readers := []reader{
			{"Go: kube_status through cgo", func(b *body) { answer = advise(verb, b.Code, header, b.bytes) }, told, true},
			{"Go: its C call alone", func(b *body) { whole(verb, b.Code, nil, b.bytes, &answer) }, told, true},
			{"Go: encoding/json", func(b *body) { status = encodingJSON(b.bytes) }, read, false},
			{"Go: client-go's decoder", func(b *body) { status = decode(b.bytes) }, read, false},
		}
		check(readers, bodies)
		if class == order[0] {
			readers = append(readers, reader{name: "Go: empty cgo call", read: func(*body) { empty() }})
		}
		for index, ns := range times(readers, bodies) {
			output.Encode(row{readers[index].name, class, ns, allocations(readers[index], bodies)})
		}
	}
	info, _ := debug.ReadBuildInfo()
	with := runtime.Version()
	for _, module := range info.Deps {
		if module.Path == "k8s.io/apimachinery" {
			with += ", " + module.Path + " " + module.Version
		}
	}
	output.Encode(map[string]string{"with": with})
}

// load reads the bodies by class, and the order of the classes.
func load(path string) (map[string][]*body, []string) {
	file, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	classes, order := map[string][]*body{}, []string{}
	for lines := json.NewDecoder(file); ; {
		next := new(body)
		if err := lines.Decode(next); errors.Is(err, io.EOF) {
			return classes, order
		} else if err != nil {
			log.Fatal(err)
		}
		next.bytes = []byte(next.Body)
		if classes[next.Class] == nil {
			order = append(order, next.Class)
		}
		classes[next.Class] = append(classes[next.Class], next)
	}
}

// check compares what each reader says of each body with what was put into it.
func check(readers []reader, bodies []*body) {
	for _, reader := range readers {
		for _, body := range bodies {
			reader.read(body)
			seen, expected := reader.facts(), body.Status
			if reader.onlyAdvice && expected != nil {
				causes := make([][3]string, len(expected.Causes))
				expected = &facts{Code: expected.Code, Reason: expected.Reason, Causes: causes}
			}
			if !reflect.DeepEqual(seen, expected) {
				log.Fatalf("%s: %+v\nis not %+v\nin %.2000s", reader.name, seen, expected, body.Body)
			}
		}
	}
}

// times are the shortest of each reader for one body in nanoseconds, all in turns.
func times(readers []reader, bodies []*body) []float64 {
	turn := func(reader reader, times int) time.Duration {
		begin := time.Now()
		for range times {
			for _, body := range bodies {
				reader.read(body)
			}
		}
		return time.Since(begin)
	}
	count, least := make([]int, len(readers)), make([]float64, len(readers))
	for index, reader := range readers {
		turn(reader, 1)
		count[index] = max(1, int(leastTurn/max(1, turn(reader, 1))))
		least[index] = math.Inf(1)
	}
	for begin := time.Now(); time.Since(begin) < perClass; {
		for index, reader := range readers {
			ns := float64(turn(reader, count[index]).Nanoseconds()) / float64(count[index]*len(bodies))
			least[index] = min(least[index], ns)
		}
	}
	return least
}

// allocations are how often a reader allocates for one body, and how many bytes.
func allocations(reader reader, bodies []*body) [2]float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, body := range bodies {
		reader.read(body)
	}
	runtime.ReadMemStats(&after)
	count := float64(len(bodies))
	return [2]float64{float64(after.Mallocs-before.Mallocs) / count, float64(after.TotalAlloc-before.TotalAlloc) / count}
}
