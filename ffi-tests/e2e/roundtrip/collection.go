package main

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strconv"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
)

// collection is what is listed and watched. Its machine waits and counts by itself, so no Transport is below it.
type collection struct {
	*client
	machine *kubestatus.ListWatch
	objects map[string]object
	// newest is the resourceVersion that the machine said to store, continueToken that of the next page.
	newest, continueToken string
}

// collect lists, and watches until there is what is waited for. Prints what was there in the end.
func (client *client) collect(isWatch bool) error {
	machine := kubestatus.NewListWatch(kubestatus.Request{Flags: client.flags()}, false, kubestatus.Policy{}, nil)
	collection := &collection{client: client, machine: machine, objects: map[string]object{}}
	defer func() { json.NewEncoder(os.Stdout).Encode(collection.objects) }()
	for client.ctx.Err() == nil {
		if client.ignore != "wait" && machine.Sleep(client.ctx) != nil {
			return errStopped
		}
		if _, err := client.act(machine.Action(), nil, nil); err != nil {
			return err
		}
		before := *machine
		step := collection.once()
		switch {
		case step == kubestatus.StepStop:
			return errStopped
		case isWatch && collection.isReached(), !isWatch && (machine.Complete() || client.ignore == "pages"):
			return nil
		case client.ignore == "expired" && machine.Action() == kubestatus.ActionRelist:
			*machine = before
		}
	}
	return errStopped
}

func (collection *collection) isReached() bool {
	_, is := collection.objects[collection.until]
	return is
}

// query is what the machine says to send.
func (collection *collection) query() string {
	query, version := url.Values{}, ""
	switch collection.machine.From() {
	case kubestatus.RVLast:
		version = collection.newest
	case kubestatus.RVRequested:
		version = collection.resourceVersion
	case kubestatus.RVUnset:
		if collection.ignore == "unset" {
			version = cmp.Or(collection.newest, collection.resourceVersion)
		}
	}
	if version != "" {
		query.Set("resourceVersion", version)
	}
	switch collection.machine.Send() {
	case kubestatus.SendWatch:
		query.Set("watch", "true")
		query.Set("allowWatchBookmarks", "true")
		query.Set("timeoutSeconds", strconv.Itoa(int(collection.machine.Timeout().Seconds())))
		return query.Encode()
	case kubestatus.SendPage:
		query.Set("continue", collection.continueToken)
	}
	query.Set("limit", strconv.Itoa(collection.page))
	return query.Encode()
}

// once is one request and its answer, of a watch with its stream.
func (collection *collection) once() kubestatus.Step {
	sent, asked := collection.machine.Send(), collection.machine.Request()
	target := collection.server + collection.path + "?" + collection.query()
	req, err := collection.request(collection.ctx, http.MethodGet, target, nil)
	var resp *http.Response
	if err == nil {
		resp, err = collection.plain.Do(req)
	}
	advice, broken := collection.machine.Advise(resp, err)
	if err == nil {
		defer resp.Body.Close()
	}
	if sent == kubestatus.SendWatch {
		step := collection.next(advice, target)
		if step == kubestatus.StepRead {
			step = collection.watch(asked, resp, target)
		}
		return step
	}
	var list struct{ Items []object }
	if broken == nil && advice.Done() {
		broken = json.NewDecoder(resp.Body).Decode(&list)
	}
	if broken != nil && advice.Done() { // as good as no answer
		advice = kubestatus.AdviseError(asked, broken)
	}
	step := collection.next(advice, target)
	if advice.Done() {
		if sent == kubestatus.SendList {
			collection.objects = map[string]object{}
		}
		for _, one := range list.Items {
			collection.objects[one.name()] = one
		}
		collection.continueToken = advice.Continue()
	}
	return step
}

// next is the machine's next step.
func (collection *collection) next(advice kubestatus.Advice, target string) kubestatus.Step {
	machine := collection.machine
	step := machine.Next(advice)
	if machine.Store() {
		collection.newest = advice.ResourceVersion()
	}
	collection.tell(target, advice, step, machine.Action(), machine.Wait())
	if advice.Done() {
		return step
	}
	step, again := collection.wrongly(step)
	if again {
		return kubestatus.StepAgain
	}
	return step
}

// watch reads the stream.
func (collection *collection) watch(asked kubestatus.Request, resp *http.Response, target string) kubestatus.Step {
	step := kubestatus.StepRead
	for frame := range kubestatus.Frames(asked, resp.Body) {
		step = collection.next(frame.Advice, target)
		if frame.Advice.Rule == kubestatus.RuleWatchEvent {
			collection.take(frame.Bytes)
		}
		if step != kubestatus.StepRead || collection.isReached() {
			break
		}
	}
	return step
}

// take is one event of the objects.
func (collection *collection) take(frame []byte) {
	var event struct {
		Type   string
		Object object
	}
	if json.Unmarshal(frame, &event) != nil {
		return
	}
	delete(collection.objects, event.Object.name())
	if event.Type != "DELETED" {
		collection.objects[event.Object.name()] = event.Object
	}
}
