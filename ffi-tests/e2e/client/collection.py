"""A collection: what is in it, and what happens to it."""

import copy
import http.client
import json
import time
from urllib.parse import quote

import kube_status
from exchange import transport_of
from kube_status import Action, Rv, Send, Step
from operation import Operation, Stopped


class Collection(Operation):
    """The loop around the ListWatch machine."""

    def query(self, send, from_, machine):
        version = {Rv.LAST: self.newest, Rv.REQUESTED: self.resource_version}.get(from_, "")
        if self.ignore == "unset" and from_ is Rv.UNSET:
            version = self.newest or self.resource_version
        if send is Send.WATCH:
            query = f"watch=true&allowWatchBookmarks=true&timeoutSeconds={machine.timeout_seconds}"
            return f"{query}&resourceVersion={quote(version)}" if version else query
        query = f"limit={self.page}"
        if send is Send.PAGE:
            return f"{query}&continue={quote(self.continue_token)}"
        return f"{query}&resourceVersion={quote(version)}" if version else query

    def collect(self, is_watch):
        """Lists, and watches until there is what is waited for. Prints what was there in the end."""
        machine = kube_status.ListWatch(anonymous=not self.token)
        self.objects, self.newest, self.times = {}, "", 0
        try:
            while self.left_ms():
                if self.ignore != "wait":
                    time.sleep(machine.wait_s)
                if machine.action is not Action.RETRY:
                    self.act(machine.action, None, None, None, machine)
                before, send = copy.copy(machine), machine.send
                url = f"{self.server}{self.path}?{self.query(send, machine.from_, machine)}"
                step = self.watch(machine, url) if send is Send.WATCH else self.list(machine, url, send)
                if step is Step.STOP:
                    raise Stopped
                if self.until in self.objects if is_watch else machine.complete or self.ignore == "pages":
                    return
                if self.ignore == "expired" and machine.action is Action.RELIST:
                    machine = before
            raise Stopped
        finally:
            print(json.dumps(self.objects))

    def step(self, machine, advice, url):
        step = machine.next(advice, random=self.random.getrandbits(32))
        if machine.store:
            self.newest = advice.resource_version
        self.tell(advice, url, step, machine)
        if advice.action is not Action.DONE:
            step = self.wrongly(step) or Step.AGAIN
        return step

    def list(self, machine, url, send):
        advice, text, _ = self.advise(machine, "GET", url, None)
        step = self.step(machine, advice, url)
        if advice.action is Action.DONE:
            items = {one["metadata"]["name"]: one for one in json.loads(text)["items"]}
            self.objects = {**self.objects, **items} if send is Send.PAGE else items
            self.continue_token = advice.continue_token
        return step

    def watch(self, machine, url):
        began = time.monotonic()
        try:
            connection, answer = self.ask("GET", url, None)
        except (OSError, http.client.HTTPException) as error:
            return self.step(machine, machine.advise(None, transport=transport_of(error)), url)
        frames, left = machine.frames(), b""
        try:
            advice = machine.advise(answer.status, answer.headers.items(), b"")
            if advice.action is not Action.DONE:
                return self.step(machine, machine.advise(answer.status, answer.headers.items(), answer.read()), url)
            step = self.step(machine, advice, url)
            while step is Step.READ and self.until not in self.objects:
                chunk = answer.read1()
                if not chunk:
                    elapsed = int((time.monotonic() - began) * 1000)
                    return self.step(machine, frames.end(elapsed), url)
                *lines, left = (left + chunk).split(b"\n")
                for line in lines:
                    for advice in frames.feed(line + b"\n"):
                        step = self.step(machine, advice, url)
                        self.take(line, advice)
                        if step is not Step.READ:
                            return step
            return step
        except (OSError, http.client.HTTPException) as error:
            return self.step(machine, frames.failed(transport_of(error)), url)
        finally:
            connection.close()

    def take(self, line, advice):
        if str(advice.rule) != "watch-event":
            return
        event = json.loads(line)
        name = event["object"]["metadata"]["name"]
        self.objects.pop(name, None)
        if event["type"] != "DELETED":
            self.objects[name] = event["object"]
