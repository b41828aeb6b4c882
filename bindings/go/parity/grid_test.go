package parity

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func ptr(text string) *string { return &text }

var (
	methods = []string{"GET", "POST", "PUT", "PATCH", "JSONPATCH", "DELETE", "DELETECOLLECTION", "WATCH"}
	codes   = []int{200, 201, 202, 207, 300, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 422, 429, 500, 501, 502, 503, 504, 505, 507, 599}
	headers = []*string{nil, ptr("0"), ptr("1"), ptr("05"), ptr("60"), ptr("7200"), ptr("-5"), ptr("+5"), ptr("5.0"), ptr("soon"), ptr("5, 10"),
		ptr("Wed, 21 Oct 2015 07:28:00 GMT"), ptr("2147483648"), ptr("9223372037"), ptr("99999999999999999999")}
)

func TestEveryDifferenceToClientGoHasAName(t *testing.T) {
	counts, unnamed, compared := map[string]int{}, 0, 0
	compare := func(answer answer) {
		compared++
		theirs, sent := clientGo(t, answer)
		ours := ours(t, answer, sent)
		for _, facet := range theirs.differences(ours) {
			named := slices.IndexFunc(classes, func(class class) bool {
				return slices.Contains(class.facets, facet) && class.holds(answer)
			})
			if named >= 0 {
				counts[classes[named].name]++
			} else if unnamed++; unnamed <= 20 {
				t.Errorf("%s: %v\n  client-go %+v\n  ours      %+v", facet, answer, theirs, ours)
			}
		}
	}
	for _, code := range codes {
		for _, body := range bodies(t, code) {
			for _, header := range headers {
				for _, method := range methods {
					compare(answer{method: method, code: code, retryAfter: header, body: body})
				}
				compare(answer{method: "PUT", code: code, retryAfter: header, body: body, stream: true})
			}
		}
	}
	t.Logf("%d answers, %d differences without a name; with one:", compared, unnamed)
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%6d %s", counts[name], name)
	}
	documented := documented(t)
	for _, class := range classes {
		if counts[class.name] == 0 || !slices.Contains(documented, class.name) {
			t.Errorf("%s: %d differences, documented: %v", class.name, counts[class.name], slices.Contains(documented, class.name))
		}
	}
	told := fmt.Sprintf("client-go %s itself on %d,%03d generated answers", pinned(t, "k8s.io/client-go"), compared/1000, compared%1000)
	if page := strings.Join(strings.Fields(page(t, "../../../docs/client-go.md")), " "); compared < 5000 || !strings.Contains(page, told) {
		t.Errorf("the page does not say: %s", told)
	}
}
