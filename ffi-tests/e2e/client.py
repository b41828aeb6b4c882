#!/usr/bin/env python3
"""The C agent's counterpart on http.client and the Python module: the same words, the same things to ignore.

What an answer means and what to do next is the library's business alone: no status code is looked at here.
"""

import argparse
import copy
import http.client
import json
import random
import sys
import time
from urllib.parse import quote, urljoin, urlsplit

import kube_status
from kube_status import Action, Rv, Send, Step

DISCOVERY = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"


class Stopped(Exception):
    """What is advised cannot be done here, or a look shows that there is no point in it."""


class Found(Exception):
    """A look shows that it is done."""


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("generate-name", "take-over", "preconditions", "idempotent", "verbose"):
        parser.add_argument(f"--{name}", action="store_true")
    for name in ("server", "path", "token-file", "until", "ignore", "limit", "timeout", "seed", "page"):
        parser.add_argument(f"--{name}", type=int if name in ("limit", "timeout", "seed", "page") else str)
    parser.add_argument("--accept", default="application/json")
    parser.add_argument("--content-type", default="application/json")
    parser.add_argument("--resource-version", default="0")
    parser.add_argument("words", nargs="+")
    return parser.parse_intermixed_args()


class Client:
    """One command."""

    def __init__(self, options):
        self.__dict__.update(vars(options))
        self.random = random.Random(self.seed)
        self.run_label = f"{random.SystemRandom().getrandbits(32):08x}"
        self.end = time.monotonic() + self.limit / 1000
        self.token = self.read_token()
        self.advice = None

    def read_token(self):
        with open(self.token_file) as file:
            return file.read().strip()

    def left_ms(self):
        return max(0, int((self.end - time.monotonic()) * 1000))

    # One request over HTTP.

    def ask(self, method, url, body):
        """Returns connection and answer; raises what the network does."""
        headers = {"Accept": self.accept}
        if body is not None:
            headers["Content-Type"] = self.content_type
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        split = urlsplit(url)
        connection = http.client.HTTPConnection(split.hostname, split.port, timeout=self.left_ms() / 1000 + 1)
        connection.request(method, url[url.index(split.netloc) + len(split.netloc) :], body, headers)
        return connection, connection.getresponse()

    def advise(self, machine, method, url, body):
        """Advice about the answer, its body, and where it points to."""
        try:
            connection, answer = self.ask(method, url, body)
            text = answer.read()
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            return machine.advise(None, transport=transport_of(error)), b"", None
        location = answer.headers.get("Location")
        advice = machine.advise(answer.status, answer.headers.items(), text, url=url)
        return advice, text, location and urljoin(url, location)

    def tell(self, advice, url, step, machine):
        self.advice = advice
        if self.verbose:
            then = f": {machine.action} in {machine.wait_ms} ms" if step is Step.AGAIN else ""
            print(f"{advice.verb} {url}: {advice.rule}, {step}{then}", file=sys.stderr)

    def wrongly(self, step):
        """The next step of those who go on, send once more, or give up."""
        if self.ignore == "retry" and step is Step.AGAIN:
            return Step.STOP
        ignored = {"stop": Step.STOP, "done": Step.DONE}.get(self.ignore)
        if step is ignored and self.times < (3 if step is Step.STOP else 1):
            self.times += 1
            return None
        return step

    # Requests about one object.

    def run(self, method, target, body=None, act=None, limit=None, **facts):
        """One request until it is done or given up. `act` does what only its caller can, and returns the body to send.
        Returns the body of the last answer."""
        limit = self.left_ms() if limit is None else limit
        facts = {"timeout_ms": self.timeout or 0, **facts}
        retry = kube_status.Retry(limit, anonymous=not self.token, **facts)
        action, location, self.times = Action.RETRY, None, 0
        step = Step.AGAIN
        while step is Step.AGAIN or step is None:
            if step and self.ignore != "wait":
                time.sleep(retry.wait_s)
            if step and action is not Action.RETRY:
                target, body = self.act(action, target, body, act, retry)
            url = self.server + target
            timeout = self.timeout if self.ignore == "timeout" else retry.timeout_ms
            if timeout:
                url += f"{'&' if '?' in url else '?'}timeout={timeout}ms"
            elif "?" not in url:
                url += "?"
            if action is Action.FOLLOW_REDIRECT and self.ignore != "follow":
                url = location
            text = json.dumps(body) if isinstance(body, (dict, list)) else body
            advice, answer, location = self.advise(retry, method, url, text)
            step, action = retry.next(advice, random=self.random.getrandbits(32)), retry.action
            self.tell(advice, url, step, retry)
            if self.ignore == "redirect" and advice.action is Action.REFUSE_REDIRECT:
                step, action = None, Action.FOLLOW_REDIRECT
                continue
            step = self.wrongly(step)
            action = action if step else Action.RETRY
        if step is not Step.DONE:
            raise Stopped
        return answer

    def act(self, action, target, body, act, retry):
        """Does what is to be done before sending."""
        if action is Action.AUTHENTICATE:
            if self.ignore != "token":
                self.token = self.read_token()
            if not self.token:
                raise Stopped
        elif action is Action.RENEGOTIATE:
            if self.ignore != "type":
                self.accept = self.content_type = "application/json"
        elif action is Action.REDISCOVER:
            if self.ignore != "discovery":
                self.rediscover()
        elif action in (Action.MERGE_RETRY, Action.VERIFY_OUTCOME):
            ignored = "conflict" if action is Action.MERGE_RETRY else "look"
            if self.ignore != ignored:
                if act is None:
                    raise Stopped
                body = act(action, body)
        return target, body

    def rediscover(self):
        """Looks for the group and the version that serve the collection now."""
        accept, self.accept = self.accept, DISCOVERY
        groups = json.loads(self.run("GET", "/apis", verb="get"))["items"]
        self.accept = accept
        rest = self.path[self.path.index("/namespaces/") :]
        for group in groups:
            for version in group["versions"]:
                if any(one["resource"] == self.path.rsplit("/", 1)[1] for one in version["resources"]):
                    self.path = f"/apis/{group['metadata']['name']}/{version['version']}{rest}"
                    return
        raise Stopped

    def get(self, target):
        return json.loads(self.run("GET", target, verb="get"))

    def is_absent(self):
        return str(self.advice.rule) == "object-not-found"

    def create(self, name, data):
        kind = "generateName" if self.generate_name else "name"
        metadata = {kind: name, "labels": {"run": self.run_label}}
        body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}

        def look(_, body):
            """A new object is known by its label."""
            if self.generate_name:
                found = self.get(f"{self.path}?labelSelector=run%3D{self.run_label}")["items"]
                if not found:
                    return body
                raise Found
            try:
                found = self.get(f"{self.path}/{quote(name)}")
            except Stopped:
                if self.is_absent():
                    return body
                raise
            raise Found if found["metadata"].get("labels", {}).get("run") == self.run_label else Stopped

        try:
            self.run("POST", self.path, body, look, verb="create", name="generated" if self.generate_name else "given")
        except Stopped:
            if not self.take_over or self.ignore == "take-over" or self.advice.action is not Action.RESOLVE_EXISTS:
                raise
            self.update(name, data)

    def update(self, name, data):
        path = f"{self.path}/{quote(name)}"

        def merge(action, _):
            found = self.get(path)
            if action is Action.VERIFY_OUTCOME and data.items() <= found.get("data", {}).items():
                raise Found
            found["data"] = {**found.get("data", {}), **data}
            if self.ignore == "version":
                del found["metadata"]["resourceVersion"]
            return found

        self.run("PUT", path, merge(Action.MERGE_RETRY, None), merge, verb="update")

    def delete(self, name):
        path, body = f"{self.path}/{quote(name)}", None
        if self.preconditions and self.ignore != "preconditions":
            found = self.get(path)["metadata"]
            body = {"preconditions": {key: found[key] for key in ("uid", "resourceVersion")}}

        def look(_, body):
            try:
                found = self.get(path)
            except Stopped:
                if self.is_absent():
                    raise Found from None
                raise
            if body:
                body["preconditions"]["resourceVersion"] = found["metadata"]["resourceVersion"]
            return body

        self.run("DELETE", path, body, look, verb="delete")

    def send(self, method, target, text=None):
        """One request as it was said."""
        if text and text.startswith("@"):
            with open(text[1:]) as file:
                text = file.read()

        def renew(action, body):
            """The resourceVersion of now in the object, or in a JSON patch's test."""
            if action is not Action.MERGE_RETRY:
                raise Stopped
            body = json.loads(body) if isinstance(body, str) else body
            now = self.get(target.partition("?")[0])["metadata"]["resourceVersion"]
            if isinstance(body, dict):
                body["metadata"]["resourceVersion"] = now
            else:
                for one in body:
                    if one["op"] == "test":
                        one["value"] = now
            return body

        facts = kube_status.request_http(method, target, self.content_type)
        if method == "POST":
            facts["name"] = "given"
        if self.idempotent:
            facts["retry_class"] = "idempotent"
        try:
            self.run(method, target, text, renew, **facts)
        except Stopped:
            resolve = self.advice.action is Action.RESOLVE_APPLY_CONFLICT and self.ignore != "take-over"
            if not resolve or not self.take_over:
                raise
            self.run(method, f"{target}&force=true", text, renew, **facts)

    # A collection.

    def query(self, send, from_, machine):
        version = {Rv.LAST: self.newest, Rv.REQUESTED: self.resource_version}.get(from_, "")
        if self.ignore == "unset" and from_ is Rv.UNSET:
            version = self.resource_version
        if send is Send.WATCH:
            query = f"watch=true&allowWatchBookmarks=true&timeoutSeconds={machine.timeout_seconds}"
            return f"{query}&resourceVersion={quote(version)}" if version else query
        query = f"limit={self.page or 100}"
        if send is Send.PAGE:
            return f"{query}&continue={quote(self.continue_token)}"
        if version:
            query += f"&resourceVersion={quote(version)}"
            # With a limit and without this a server lists exactly this version, as old as it may be.
            query += "" if self.ignore == "match" else "&resourceVersionMatch=NotOlderThan"
        return query

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
        advice = machine.advise(answer.status, answer.headers.items(), b"")
        if advice.action is not Action.DONE:
            return self.step(machine, machine.advise(answer.status, answer.headers.items(), answer.read()), url)
        step, frames, left = self.step(machine, advice, url), machine.frames(), b""
        try:
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


def transport_of(error):
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    if isinstance(error, (http.client.RemoteDisconnected, http.client.IncompleteRead)):
        return "eof"
    if isinstance(error, ConnectionResetError):
        return "reset"
    return "timeout" if isinstance(error, TimeoutError) else "other"


def main():
    client = Client(parsed())
    command, *words = client.words
    try:
        if command in ("create", "update"):
            field, _, value = words[1].partition("=")
            getattr(client, command)(words[0], {field: value})
        elif command == "delete":
            client.delete(*words)
        elif command == "send":
            client.send(*words)
        else:
            client.collect(command == "watch")
    except Found:
        return 0
    except Stopped:
        print(f"stopped: {client.advice.explain()}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
