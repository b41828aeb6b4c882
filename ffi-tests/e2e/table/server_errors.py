"""Servers that fail or start, and those behind them: 500, 502, 503, 504, and a 403 of theirs."""

import time

from pods import EVICT, budget, running_pod
from row import BLUE, DONE, FINAL, LOOKED, Row, answered, ends, one, waited
from stories import before, fault, mood, objects, starting, until

from .orders import CREATE, HOOKED, NAMED

SLOWS = "send GET /apis/lab.test/v1/slows/x"


def close_hook(world):
    world.lab.control("POST", "/hook/close")


def open_hook(world):
    world.lab.control("POST", "/hook/open")


def lost_etcd(world):
    """etcd does what it is told, then its connections break before it can say so."""
    world.lab.control("POST", "/relay", HoldDown=True)
    yield
    world.until(lambda: world.entries())
    # Nobody but etcd knows when it has written; it takes milliseconds.
    time.sleep(1)
    world.lab.control("POST", "/relay", Refuse=True)
    world.lab.control("POST", "/relay")


def no_etcd(world):
    world.lab.control("POST", "/etcd/stop")
    yield
    world.until(lambda: any(one["Answered"] for one in world.entries()))
    world.lab.control("POST", "/etcd/start")


def leaving(world):
    """The server is told to leave while it has taken the request, but not counted it yet."""
    flags = world.lab.flags
    world.fault("stall", Stall="outside 3s")
    yield
    world.until(lambda: world.entries())
    # Nobody sees when the front has passed it on; it takes milliseconds.
    time.sleep(1)
    world.lab.end("term")
    world.until_answered(503)
    world.lab.start_behind_closed_doors(flags)


def from_the_future(world):
    """A resourceVersion that the server will only know after more writes than it makes by itself in those seconds. By
    pages exactly that one would be listed, and it may be older than the last of the writes."""
    now = world.put("a", colour="red")["metadata"]["resourceVersion"]
    world.words["rv"] = int(now) + 9


# Without etcd nothing is written.
UNSERVED = "served", lambda world: world.log[0]["Code"] in (0, 504)

# fmt: off
ROWS = [
    Row("500, a webhook that is away", [CREATE], "webhook-failed", [DONE, BLUE, answered(500, 201), waited(1000, 500)],
        "retry", "gave up, not as wanted", story=until(close_hook, 500, open_hook), labels=HOOKED),
    Row("500, etcd's answer lost, done", [CREATE], "internal-error conflict-after-maybe", [DONE, BLUE, LOOKED],
        "look", "gave up, other requests", story=lost_etcd),
    Row("500, two budgets", [EVICT], "client-mistake", [ends(1), answered(500)], "stop", "other requests",
        story=before(running_pod, budget("one"), budget("another"))),
    Row("502, a redirect behind the server", [SLOWS, SLOWS], "backend-redirect", [ends(1, 0), answered(502, 200)],
        "stop", "other requests", story=mood("http", Code=302, Count=1)),
    Row("503, an aggregated API that is away", [SLOWS], "unavailable", [DONE, answered(503, 200), waited(1000, 503)],
        "retry", "gave up, other requests", story=until(close_hook, 503, open_hook)),
    Row("403, a server that does not know its roles yet", [CREATE], "roles-not-loaded",
        [DONE, BLUE, waited(1000, 403)], "retry", "gave up, not as wanted",
        story=starting("/registry/clusterroles", "/api/v1/configmaps", 403, says="RBAC: [")),
    Row("503, a server that does not know its paths yet", ["list --path /apis/shop.test/v1/namespaces/$ns/widgets"],
        "service-unavailable", [DONE, waited(5000, 503)], "wait", "early request",
        story=starting("/registry/apiextensions.k8s.io/customresourcedefinitions", "/apis/shop.test/v1/widgets", 503)),
    Row("503, a server that leaves", [CREATE], "service-unavailable",
        [DONE, BLUE, answered(503, 201), waited(1000, 503)], "retry", "gave up, not as wanted", story=leaving),
    Row("504, the deadline, not done", [CREATE + " --timeout 500"], "timeout-raisable",
        [DONE, BLUE, answered(504, 504, 201), waited(1000, 504)], "timeout", "gave up, not as wanted",
        story=fault("stall", Stall="before 1200ms", Count=9), limit=8000),
    Row("504, the deadline, done", [CREATE + " --timeout 300"], "timeout-raisable conflict-after-maybe",
        [DONE, BLUE, LOOKED, waited(1000, 504)], "look", "gave up, other requests",
        story=fault("stall", Stall="after 1s")),
    Row("504, the deadline, done, a name from the server", [NAMED + " --timeout 300"], "timeout-raisable",
        [DONE, *one(colour="blue"), waited(1000, 504)], "look", "duplicate", story=fault("stall", Stall="after 1s")),
    Row("504, without a timeout parameter", [CREATE], "timeout", [DONE, BLUE, waited(1000, 504)], "retry",
        "gave up, not as wanted", story=fault("stall", Stall="before 1500ms"), flags=["--request-timeout=1s"]),
    Row("504, a resourceVersion from the future", [from_the_future, "list --page 0 --resource-version $rv"],
        "rv-too-large-wait", [DONE, FINAL, answered(504, 200), waited(1000, 504)], "retry", "gave up, stale data",
        story=until(lambda world: None, 504, objects(*"bcdefghij"))),
    Row("504 or nothing, etcd away", [CREATE + " --timeout 1000"], "*", [DONE, BLUE, UNSERVED], "retry", "gave up",
        story=no_etcd),
]
