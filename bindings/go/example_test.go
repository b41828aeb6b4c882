package kubestatus_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
)

const conflict = `{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be ` +
	`fulfilled on deployments.apps \"web\": the object has been modified; please apply your changes to the latest version ` +
	`and try again","reason":"Conflict","details":{"name":"web","group":"apps","kind":"deployments"},"code":409}`

// answers is a server that gives one answer after the other, each a status code, headers and a body; what was asked it
// prints.
func answers(script ...string) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println("server:", r.Method, r.URL)
		answer := script[0]
		script = script[1:]
		head, body, _ := strings.Cut(answer, "\n\n")
		lines, code := strings.Split(head, "\n"), 0
		fmt.Sscan(lines[0], &code)
		for _, line := range lines[1:] {
			name, value, _ := strings.Cut(line, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(code)
		io.WriteString(w, body)
	}))
}

func request(method, target, body string) *http.Request {
	req, err := http.NewRequest(method, target, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	return req
}

func ExampleAdvise() {
	server := answers("409\n\n" + conflict)
	defer server.Close()
	put := request("PUT", server.URL+"/apis/apps/v1/namespaces/default/deployments/web", "{}")

	resp, err := http.DefaultClient.Do(put)
	if err != nil {
		fmt.Println(kubestatus.AdviseError(kubestatus.Request{Verb: kubestatus.Update}, err).Explain())
		return
	}
	defer resp.Body.Close()
	advice, err := kubestatus.Advise(kubestatus.Request{Verb: kubestatus.Update}, resp)
	if err != nil {
		fmt.Println("the body broke off:", err)
	}
	switch advice.Action {
	case kubestatus.ActionDone:
		fmt.Println("done")
	case kubestatus.ActionMergeRetry:
		fmt.Println("GET", advice.Name(), "and merge, then PUT after", advice.Delay)
	default:
		fmt.Println(advice.Explain())
	}
	// Output:
	// server: PUT /apis/apps/v1/namespaces/default/deployments/web
	// GET web and merge, then PUT after 10ms
}

func ExampleTransport() {
	server := answers("429\nRetry-After: 1\n\nToo many requests, please try again later.", "200\n\n{}")
	defer server.Close()

	client := &http.Client{
		Transport: &kubestatus.Transport{Base: http.DefaultTransport, Limit: time.Minute},
		// What may be followed was followed already.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/api/v1/namespaces/default/pods/web", nil)
	if err != nil {
		panic(err)
	}
	resp, err := client.Do(req)
	var failed *kubestatus.Error
	if errors.As(err, &failed) { // no response came
		fmt.Println(failed.Advice.Rule)
		return
	}
	defer resp.Body.Close()
	if advice, ok := kubestatus.AdviceOf(resp); ok {
		fmt.Println(resp.StatusCode, advice.Action)
	}
	// Output:
	// server: GET /api/v1/namespaces/default/pods/web
	// server: GET /api/v1/namespaces/default/pods/web
	// 200 done
}

func ExampleFromResponse() {
	server := answers("409\n\n" + strings.ReplaceAll(conflict, "Conflict", "AlreadyExists"))
	defer server.Close()

	create := func() error {
		resp, err := http.Post(server.URL+"/apis/apps/v1/namespaces/default/deployments", "application/json", nil)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		return kubestatus.FromResponse(kubestatus.Request{Verb: kubestatus.Create, Name: kubestatus.NameGiven}, resp)
	}
	var failed *kubestatus.Error
	if err := create(); errors.As(err, &failed) && failed.Advice.IsAlreadyExists() {
		fmt.Println("there is a", failed.Advice.Name(), "already:", failed.Advice.Action)
	}
	// Output:
	// server: POST /apis/apps/v1/namespaces/default/deployments
	// there is a web already: resolve-exists
}

func ExampleRetry() {
	server := answers("409\n\n"+conflict, `200`+"\n\n"+`{"metadata":{"resourceVersion":"8"}}`, "200\n\n{}")
	defer server.Close()
	ctx, target := context.Background(), server.URL+"/apis/apps/v1/namespaces/default/deployments/web"
	merge := func(object string) string {
		resp, err := http.Get(target)
		if err != nil {
			return object
		}
		defer resp.Body.Close()
		newest, err := io.ReadAll(resp.Body)
		if err != nil {
			return object
		}
		return string(newest)
	}

	object := `{"metadata":{"resourceVersion":"7"}}`
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	retry := kubestatus.NewRetry(kubestatus.Request{Verb: kubestatus.Update}, time.Minute, kubestatus.Policy{}, nil)
	for {
		resp, err := client.Do(request("PUT", target, object))
		advice, _ := retry.Advise(resp, err)
		if err == nil {
			resp.Body.Close()
		}
		if step := retry.Next(advice); step != kubestatus.StepAgain {
			fmt.Println(step, retry.Why())
			break
		}
		if err := retry.Sleep(ctx); err != nil {
			break
		}
		if retry.Action() == kubestatus.ActionMergeRetry {
			object = merge(object)
		} else if retry.Action() != kubestatus.ActionRetry {
			break // nothing that is done here
		}
	}
	// Output:
	// server: PUT /apis/apps/v1/namespaces/default/deployments/web
	// server: GET /apis/apps/v1/namespaces/default/deployments/web
	// server: PUT /apis/apps/v1/namespaces/default/deployments/web
	// done
}

func ExampleListWatch() {
	server := answers("200\n\n"+`{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"10","continue":"abc"},"items":[{}]}`,
		"200\nContent-Length: 999\n\n"+`{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"10"},"items":[`, // breaks off
		"200\n\n"+`{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"10"},"items":[{}]}`,
		"200\n\n"+`{"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"11"}}}`+
			`{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",`+
			`"message":"too old resource version: 11 (99)","reason":"Expired","code":410}}`,
		"403\n\nno", "403\n\nno", "403\n\nstill no")
	defer server.Close()

	ctx, newest, page := context.Background(), "", ""
	pods := kubestatus.NewListWatch(kubestatus.Request{}, false, kubestatus.Policy{Base: time.Millisecond}, nil)
	for step := kubestatus.StepAgain; step == kubestatus.StepAgain && pods.Sleep(ctx) == nil; {
		query := url.Values{}
		switch pods.Send() {
		case kubestatus.SendPage:
			query.Set("continue", page)
		case kubestatus.SendWatch:
			query.Set("watch", "true")
			query.Set("allowWatchBookmarks", "true")
		}
		if pods.From() == kubestatus.RVLast {
			query.Set("resourceVersion", newest)
		}
		resp, err := http.Get(server.URL + "/api/v1/pods?" + query.Encode())
		advice, broken := pods.Advise(resp, err)
		listed := advice.Done() && pods.Request().Verb == kubestatus.List
		var list struct{ Items []struct{} }
		if listed && broken == nil {
			broken = json.NewDecoder(resp.Body).Decode(&list)
		}
		if broken != nil && advice.Done() { // as good as no answer
			advice, listed = kubestatus.AdviseError(pods.Request(), broken), false
		}
		if step = pods.Next(advice); pods.Store() {
			newest = advice.ResourceVersion()
		}
		if listed {
			page = advice.Continue()
			fmt.Println(len(list.Items), "listed, complete:", pods.Complete())
		}
		if step == kubestatus.StepRead {
			for frame := range kubestatus.Frames(pods.Request(), resp.Body) {
				if step = pods.Next(frame.Advice); pods.Store() {
					newest = frame.Advice.ResourceVersion()
				}
				fmt.Println(frame.Advice.Rule, "newest", newest)
				if step != kubestatus.StepRead {
					break
				}
			}
		}
		if err == nil {
			resp.Body.Close()
		}
	}
	fmt.Println(pods.Why())
	// Output:
	// server: GET /api/v1/pods?
	// 1 listed, complete: false
	// server: GET /api/v1/pods?continue=abc
	// server: GET /api/v1/pods?continue=abc
	// 1 listed, complete: true
	// server: GET /api/v1/pods?allowWatchBookmarks=true&resourceVersion=10&watch=true
	// watch-event newest 11
	// watch-expired newest 11
	// server: GET /api/v1/pods?resourceVersion=11
	// server: GET /api/v1/pods?resourceVersion=11
	// server: GET /api/v1/pods?resourceVersion=11
	// refused
}
