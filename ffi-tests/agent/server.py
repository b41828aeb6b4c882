"""A scripted API server with a small object store: the faults are injected, what is read back is real.

A fault takes a request out of turn. A script says what the n-th watch lives through. Whatever arrives is logged.
"""

import base64
import json
import socket
import struct
import threading
import time
import traceback
from collections import namedtuple
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

COLLECTION = "/api/v1/namespaces/default/configmaps"

REASONS = {
    401: "Unauthorized",
    404: "NotFound",
    410: "Expired",
    429: "TooManyRequests",
    500: "InternalError",
    503: "ServiceUnavailable",
    504: "Timeout",
}

# One request: when it came, when its answer was sent or the connection ended, the code (0: no answer, or a broken one),
# and what it said.
Entry = namedtuple("Entry", "came answered code verb method path query token")


def status(code, message, reason=None, **details):
    """A Status as the server writes it."""
    body = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message}
    body["reason"] = reason or REASONS[code]
    if details:
        body["details"] = details
    body["code"] = code
    return body


class Store:
    """Objects by name, and every change with its resourceVersion."""

    def __init__(self):
        self.changed = threading.Condition()
        self.objects = {}
        self.version = 100
        self.compacted = 0
        self.events = []

    def put(self, name, data=None, **metadata):
        with self.changed:
            self.version += 1
            known = name in self.objects
            metadata = {"name": name, "uid": f"uid-{name}", **metadata, "resourceVersion": str(self.version)}
            kind = {"kind": "ConfigMap", "apiVersion": "v1"}
            self.objects[name] = {**kind, "metadata": metadata, "data": data or {}}
            self.events.append((self.version, "MODIFIED" if known else "ADDED", self.objects[name]))
            self.changed.notify_all()
            return self.objects[name]

    def delete(self, name):
        with self.changed:
            self.version += 1
            gone = self.objects.pop(name)
            gone = {**gone, "metadata": {**gone["metadata"], "resourceVersion": str(self.version)}}
            self.events.append((self.version, "DELETED", gone))
            self.changed.notify_all()

    def compact(self):
        """Forgets the history: whoever watches from before now is too late."""
        with self.changed:
            self.compacted = self.version


class Fault:
    """What happens to the next `times` requests with this verb instead of (or before) what is right.

    `act(handler)` returns True if it answered; a request that it leaves is answered as usual and not counted.
    """

    def __init__(self, verb, act, times=1):
        self.verb, self.act, self.times = verb, act, times


def answer(code, message="injected", body=None, **headers):
    """Answers with this code; a header's name has _ for -."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.answer(code, status(code, message) if body is None else body, headers)


def lose_answer(handler):
    """Does what was asked, then closes without a word."""
    handler.silent = True
    handler.serve()
    return handler.hang_up()


def before(change):
    """Somebody else changes something first, once."""
    changes = [change]

    def act(handler):
        if changes:
            changes.pop()(handler.server.store)
        return False

    return act


def wants_token(token, rotate=lambda: None):
    """401 for every other token; the first one that is wrong makes the file change."""

    def act(handler):
        if handler.token == token:
            return False
        rotate()
        return handler.answer(401, status(401, "Unauthorized"))

    return act


def wants_timeout(ms):
    """The deadline 504, which has no kind, for every shorter timeout parameter."""

    def act(handler):
        if int(handler.query.get("timeout", "0ms")[:-2]) >= ms:
            return False
        return handler.answer(504, {"metadata": {}, "status": "Failure", "message": "Timeout", "code": 504})

    return act


def moved(handler):
    """Redirects to the same place of the same host, with a mark."""
    return "moved" not in handler.query and handler.answer(307, "", {"Location": f"{handler.path}&moved=1"})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 20

    def log_message(self, *_):
        pass

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def any_method(self):
        came = time.monotonic()
        split = urlsplit(self.path)
        self.query = {name: values[-1] for name, values in parse_qs(split.query).items()}
        self.token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.name = split.path.removeprefix(COLLECTION).strip("/")
        self.body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "null")
        self.silent = False
        verbs = {"POST": "create", "PUT": "update", "DELETE": "delete", "GET": "get" if self.name else "list"}
        self.verb = "watch" if self.query.get("watch", "").lower() == "true" else verbs[self.command]
        entry = [came, None, 0, self.verb, self.command, split.path, self.query, self.token]
        with self.server.store.changed:
            self.number = sum(1 for other in self.server.log if other[3] == self.verb)
            self.server.log.append(entry)
        self.entry = entry
        for fault in self.server.faults:
            if fault.verb in (self.verb, "any") and fault.times > 0 and self.act(fault):
                return
        self.serve()

    do_GET = do_POST = do_PUT = do_DELETE = any_method

    def act(self, fault):
        # Counted first: the next request may come before this one's thread goes on.
        fault.times -= 1
        answered = fault.act(self)
        fault.times += not answered
        return answered

    def serve(self):
        getattr(self, self.verb)(self.server.store)

    def answer(self, code, body, headers=None):
        self.entry[1] = time.monotonic()
        if self.silent:
            return True
        self.entry[2] = code
        text = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, str(value))
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
        return True

    def hang_up(self, reset=False):
        """Ends the connection, with a reset if wanted."""
        self.entry[1:3] = time.monotonic(), 0
        self.close_connection = True
        self.wfile.flush()
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.rfile.close()
            self.connection.close()
        else:
            self.connection.shutdown(socket.SHUT_RDWR)
        return True

    def not_found(self):
        message = f'configmaps "{self.name}" not found'
        return self.answer(404, status(404, message, name=self.name, kind="configmaps"))

    def get(self, store):
        found = store.objects.get(self.name)
        return self.answer(200, found) if found else self.not_found()

    def create(self, store):
        metadata = self.body["metadata"]
        name = metadata.get("name") or metadata["generateName"] + f"{store.version:05}"
        if name in store.objects:
            message = f'configmaps "{name}" already exists'
            return self.answer(409, status(409, message, "AlreadyExists", name=name, kind="configmaps"))
        return self.answer(201, store.put(name, self.body["data"], labels=metadata.get("labels", {})))

    def update(self, store):
        with store.changed:
            found = store.objects.get(self.name)
            if not found:
                return self.not_found()
            sent = self.body["metadata"].get("resourceVersion")
            if sent and sent != found["metadata"]["resourceVersion"]:
                message = f'Operation cannot be fulfilled on configmaps "{self.name}": the object has been modified'
                return self.answer(409, status(409, message, "Conflict", name=self.name, kind="configmaps"))
            return self.answer(200, store.put(self.name, self.body["data"]))

    def delete(self, store):
        if self.name not in store.objects:
            return self.not_found()
        store.delete(self.name)
        return self.answer(200, {"kind": "Status", "apiVersion": "v1", "status": "Success"})

    def too_large(self, store):
        """Whether a resourceVersion from the future was asked for, and answered."""
        if int(self.query.get("resourceVersion", "0")) <= store.version:
            return False
        cause = {"reason": "ResourceVersionTooLarge", "message": "Too large resource version"}
        body = status(504, "Timeout: Too large resource version", causes=[cause], retryAfterSeconds=1)
        return self.answer(504, body, {"Retry-After": 1})

    def list(self, store):
        if self.too_large(store):
            return
        with store.changed:
            version, objects = store.version, [store.objects[name] for name in sorted(store.objects)]
        label, _, value = self.query.get("labelSelector", "").partition("=")
        if label:
            objects = [one for one in objects if one["metadata"].get("labels", {}).get(label) == value]
        metadata, limit = {"resourceVersion": str(version)}, int(self.query.get("limit", "0"))
        begin = int(base64.b64decode(self.query["continue"])) if "continue" in self.query else 0
        if limit and begin + limit < len(objects):
            metadata["continue"] = base64.b64encode(str(begin + limit).encode()).decode()
        body = {"kind": "ConfigMapList", "apiVersion": "v1"}
        items = objects[begin : begin + limit] if limit else objects
        if self.server.items_first:
            body["items"] = items
        self.answer(200, {**body, "metadata": metadata, "items": items})

    def watch(self, store):
        """Plays the script of this watch, then tells events until the client or the test has enough."""
        streaming = self.query.get("sendInitialEvents", "").lower() == "true"
        since = store.version if streaming else int(self.query["resourceVersion"])
        scripts = self.server.watches
        script = scripts[self.number] if self.number < len(scripts) else []
        if "expire" in script:
            self.server.story(store)
            store.compact()
        gone = status(410, f"too old resource version: {since} ({store.compacted})")
        if since < store.compacted and "as-event" not in script:
            return self.answer(410, gone)
        if self.too_large(store):
            return
        self.entry[1:3] = time.monotonic(), 200
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if since < store.compacted:
            self.frame("ERROR", gone)
            self.wfile.write(b"0\r\n\r\n")
            return
        if streaming:
            since = self.first_state(store)
        if "story" in script:
            self.server.story(store)
        while not self.server.ended:
            with store.changed:
                news = [event for event in store.events if event[0] > since]
                if not news and not any(word in script for word in ("cut", "reset")):
                    store.changed.wait(0.05)
            for version, kind, told in news:
                since = version
                self.server.told.append(version)
                self.frame(kind, told)
            if "bookmark" in script and news:
                self.frame("BOOKMARK", {"kind": "ConfigMap", "metadata": {"resourceVersion": str(store.version)}})
            if "cut" in script or "reset" in script:
                if "cut" in script:
                    self.chunk(b'{"type":"MODIFIED","object":{"kind":"Conf')
                # Time for what was sent: a reset throws away what was not read yet.
                time.sleep(0.1)
                self.server.story(store)
                return self.hang_up(reset=True)

    def first_state(self, store):
        """Tells every object, and then that these were all."""
        with store.changed:
            version, objects = store.version, [*store.objects.values()]
        for one in objects:
            self.frame("ADDED", one)
        metadata = {"resourceVersion": str(version), "annotations": {"k8s.io/initial-events-end": "true"}}
        self.frame("BOOKMARK", {"kind": "ConfigMap", "metadata": metadata})
        return version

    def frame(self, kind, told):
        self.chunk(json.dumps({"type": kind, "object": told}).encode() + b"\n")

    def chunk(self, text):
        self.wfile.write(f"{len(text):x}\r\n".encode() + text + b"\r\n")
        self.wfile.flush()


class Server(ThreadingHTTPServer):
    """One server on a port of its own, until stopped.

    `story(store)` is what happens in the store while the client watches, each call its next step.
    """

    daemon_threads = True

    def __init__(self, faults=(), watches=(), story=(), objects=(), items_first=False):
        super().__init__(("127.0.0.1", 0), Handler)
        self.store, self.log, self.told, self.errors, self.ended = Store(), [], [], [], False
        self.faults, self.watches, self.items_first = list(faults), list(watches), items_first
        self.steps = iter(story)
        for name in objects:
            self.store.put(name, {"colour": "red"})
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def story(self, store):
        step = next(self.steps, None)
        if step:
            step(store)

    def handle_error(self, *_):
        self.errors.append(traceback.format_exc())

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def entries(self):
        return [Entry(*entry) for entry in self.log]

    def stop(self):
        self.ended = True
        self.shutdown()
        self.server_close()
        self.thread.join()
