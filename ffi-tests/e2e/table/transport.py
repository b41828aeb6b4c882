"""On the way: lost replies, connections that break, redirects, load balancers, lost headers."""

import sys
from pathlib import Path

from row import BLUE, DONE, FINAL, LOOKED, Row, answered, ends, one, there, waited
from stories import before, fault, objects

from .orders import BODY, CREATE, HOOKED, NAMED

sys.path.insert(0, str(Path(__file__).parents[2] / "agent"))
from server import Server  # noqa: E402

DELETE = "delete web"
TLS = " --server $tls --insecure"
UNAUTHORIZED = '{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Unauthorized","code":401}'
PAGE = "<html><body><h1>503 Service Unavailable</h1></body></html>"


def killed(world):
    """The server dies with the request inside, before it is written."""
    flags = world.lab.flags
    world.hook("hold")
    yield
    world.until(lambda: world.lab.control("GET", "/hook") > 0)
    world.lab.end("kill")
    world.hook("")
    world.lab.start_behind_closed_doors(flags)


def refused(world):
    world.lab.control("POST", "/front/close")
    yield
    # Nobody but the client sees a connection that is refused.
    world.until(lambda: "not-sent" in world.said_file.read_text())
    world.lab.control("POST", "/front/open")


def moved(world):
    """To the same place of the same server, but for the question mark that the client ends it with."""
    world.fault("answer", Code=307, Header={"Location": world.path}, Match="configmaps?", Count=99)
    yield


def elsewhere(world):
    """To a server of somebody else, who writes down what it is sent."""
    world.other = Server()
    world.afterwards.callback(world.other.stop)
    world.fault("answer", Code=307, Header={"Location": f"{world.other.url}/api/v1/namespaces/default/configmaps"})
    yield


def is_goaway(world):
    """HTTP/2 was spoken, which http.client cannot."""
    return world.log[0]["Proto"] == "HTTP/2.0" or world.command[0] == "python3"


# The server had done what was asked, though its reply was lost.
ACTED = "not done", lambda world: world.log[0]["Served"] in (200, 201)
UNSENT = "other requests", lambda world: not world.other.entries
SECRET = "token leaked", lambda world: not any(one.token for one in world.other.entries)
GOAWAY = "no GOAWAY", is_goaway

# fmt: off
ROWS = [
    Row("no reply, done: create", [CREATE], "connection-lost conflict-after-maybe",
        [DONE, BLUE, ACTED, LOOKED, waited(1000, 0)], "look", "gave up, other requests",
        story=fault("drop-reply", Method="POST")),
    Row("no reply, done: a name from the server", [NAMED], "connection-lost",
        [DONE, *one(colour="blue"), ACTED], "look", "duplicate", story=fault("drop-reply", Method="POST")),
    Row("no reply, done, and then 401", [CREATE], "connection-lost credentials-rejected conflict-after-maybe",
        [DONE, BLUE, ACTED, answered(0, 401, 409, 200)], "look", "gave up, other requests",
        story=before(lambda world: world.fault("drop-reply"),
                     lambda world: world.fault("answer", Code=401, Body=UNAUTHORIZED))),
    Row("no reply, done: delete", [DELETE], "connection-lost already-deleted", [DONE, there(), ACTED, waited(1000, 0)],
        "wait", "early request",
        story=before(objects("web"), lambda world: world.fault("drop-reply", Method="DELETE"))),
    Row("no reply, not done: a name from the server", [NAMED], "connection-lost", [DONE, *one(colour="blue")], "retry",
        "gave up, not as wanted", story=fault("reset", Method="POST")),
    Row("no reply, the server killed", [CREATE], "connection-lost", [DONE, BLUE], "retry", "gave up, not as wanted",
        story=killed, labels=HOOKED),
    Row("connection refused", [CREATE], "not-sent", [DONE, BLUE, answered(201)], "retry", "gave up, not as wanted",
        story=refused),
    Row("no reply in time, done", [NAMED + " --patience 1000"], "connection-lost",
        [DONE, *one(colour="blue"), ACTED, waited(1000, 0)], "look", "duplicate", story=fault("hang", Method="POST")),
    Row("no reply in time, not done", [CREATE + " --patience 1000"], "connection-lost",
        [DONE, BLUE, answered(0, 201), waited(1000, 0)], "retry", "gave up, not as wanted",
        story=fault("hold", Method="POST")),
    Row("GOAWAY, done: a name from the server", [NAMED + TLS], "connection-lost",
        [DONE, *one(colour="blue"), ACTED, GOAWAY], "look", "duplicate", story=fault("goaway", Method="POST")),
    Row("the end instead of a reply", [CREATE], "connection-lost conflict-after-maybe", [DONE, BLUE, LOOKED],
        "look", "gave up, other requests", story=fault("close-reply", Method="POST")),
    Row("a body that is cut", ["list"], "connection-lost", [DONE, FINAL, answered(200, 200)], "retry",
        "gave up, stale data", story=before(objects("a", "b"), lambda world: world.fault("cut-body", N=40))),
    Row("307, the same server", [CREATE], "redirect", [DONE, BLUE, answered(307, 201)], "follow",
        "gave up, not as wanted", story=moved),
    Row("307, another server", [CREATE], "redirect-cross-origin", [ends(1), UNSENT, SECRET, answered(307)],
        "redirect", "other requests, token leaked", story=elsewhere),
    Row("a load balancer's page", [CREATE], "unavailable", [DONE, BLUE, answered(503, 201), waited(2000, 503)], "wait",
        "early request",
        story=fault("answer", Code=503, Body=PAGE, Header={"Retry-After": "2", "Content-Type": "text/html"})),
    # Longer than any first wait of the library's own: so the body's retryAfterSeconds was read.
    Row("a lost Retry-After", [CREATE], "throttled", [DONE, BLUE, answered(429, 201), waited(4000, 429)], "wait",
        "early request", labels=HOOKED,
        story=before(lambda world: world.hook("deny", Code=429, RetryAfter=4, Count=1),
                     lambda world: world.fault("strip", Method="POST", Header={"Retry-After": ""}))),
    Row("302, by the server itself", ["send GET /debug/pprof"], "redirect", [DONE, answered(302, 200)], "follow",
        "gave up, other requests"),
    Row("an error in YAML", [f"send POST $cm '{BODY}' --accept application/yaml", "delete web", CREATE],
        "already-exists", [ends(1, 0, 0), answered(409, 200, 201), BLUE], "stop", "other requests",
        story=before(objects("web"))),
    Row("an error in CBOR", ["send GET $cm/web --accept application/cbor", CREATE], "not-found",
        [ends(1, 0), answered(404, 201), BLUE], "stop", "other requests",
        flags=["--feature-gates=CBORServingAndStorage=true"]),
    Row("an error in protobuf", ["send GET $cm/web --accept application/vnd.kubernetes.protobuf", CREATE],
        "object-not-found", [ends(1, 0), answered(404, 201), BLUE], "stop", "other requests"),
]
