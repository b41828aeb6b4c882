"""Not now: the 429s."""

import json
import threading
import time
from pathlib import Path
from string import Template

from pods import EVICT, budget, disruptions, is_evicted, running_pod
from row import BLUE, DONE, Row, answered, there, told_seconds, waited
from stories import held, mood, occupied, starting, together, until

from .orders import CREATE, HOOKED, LEAVING

FULL = [
    "--enable-priority-and-fairness=false",
    "--max-requests-inflight=1",
    "--max-mutating-requests-inflight=1",
]
EVENT_RATE = [
    "--enable-admission-plugins=EventRateLimit",
    f"--admission-control-config-file={Path(__file__).parents[1] / 'admission.yaml'}",
]
EVENTS = "/api/v1/namespaces/$ns/events"
EVENT = '{"metadata":{"name":"web"},"involvedObject":{"kind":"Pod","namespace":"$ns","name":"web"}}'
TEMPLATES = "/api/v1/namespaces/$ns/podtemplates"
FIRST = {"metadata": {"name": "first"}}
WITH_FIRST = there(first={}, web={"colour": "blue"})
FLOWS = "/apis/flowcontrol.apiserver.k8s.io/v1"


def one_seat(world):
    """A priority level that runs one request at a time, for this namespace."""
    limited = {"nominalConcurrencyShares": 0, "lendablePercent": 0, "borrowingLimitPercent": 0}
    limited["limitResponse"] = {"type": "Reject"}
    level = {"metadata": {"name": world.ns}, "spec": {"type": "Limited", "limited": limited}}
    world.lab.must("POST", f"{FLOWS}/prioritylevelconfigurations", level)
    resource = {"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"], "namespaces": [world.ns]}
    rule = {"subjects": [{"kind": "User", "user": {"name": "dev"}}], "resourceRules": [resource]}
    spec = {"priorityLevelConfiguration": {"name": world.ns}, "matchingPrecedence": 10, "rules": [rule]}
    flow = world.lab.must("POST", f"{FLOWS}/flowschemas", {"metadata": {"name": world.ns}, "spec": spec})
    world.lab.until(lambda: world.flow() == flow["metadata"]["uid"])


def many_seats(world):
    world.lab.must("DELETE", f"{FLOWS}/flowschemas/{world.ns}")
    world.lab.must("DELETE", f"{FLOWS}/prioritylevelconfigurations/{world.ns}")


def crowded(world):
    """Others do not wait, as long as the seat is taken."""

    def hammer():
        while world.lab.control("GET", "/hook") > 0:
            world.lab.ask("GET", world.path, token="dev-token")
            time.sleep(0.05)

    others = threading.Thread(target=hammer)
    others.start()
    world.afterwards.callback(others.join)


def is_growing(world):
    told = [told_seconds(one) for one in world.log if one["Code"] == 429]
    return told == sorted(told) and told[0] < told[-1]


# The server asks for more and more patience.
GROWING = "not as told", is_growing


def event(world):
    """The one of this second."""
    path, body = (Template(text).substitute(ns=world.ns) for text in (EVENTS, EVENT))
    world.lab.must("POST", path, json.loads(body.replace('"name":"web"', '"name":"other"', 1)))


def shut_down(world):
    """The server leaves, but for a request inside."""
    world.lab.end("term")
    world.lab.until(lambda: world.lab.ask("GET", world.path, token="dev-token")[0] == 429)


def shutdown(world):
    flags = world.lab.flags
    yield from occupied("POST", "CM", FIRST, after=shut_down)(world)
    world.lab.start_behind_closed_doors(flags)


# fmt: off
ROWS = [
    Row("429, too many writes in flight", [CREATE], "throttled", [DONE, WITH_FIRST, waited(1000, 429)], "wait",
        "early request", story=occupied("POST", "CM", FIRST), flags=FULL, labels=HOOKED),
    Row("429, too many reads in flight", ["send GET $cm"], "throttled",
        [DONE, answered(429, 200), waited(1000, 429)], "wait", "early request",
        story=occupied("GET", "/apis/lab.test/v1/slows/x"), flags=FULL),
    Row("429, priority and fairness", [one_seat, CREATE, many_seats], "throttled",
        [DONE, WITH_FIRST, waited(1000, 429)], "wait", "early request", story=occupied("POST", "CM", FIRST),
        labels=HOOKED),
    Row("429, priority and fairness, for longer", [one_seat, CREATE, many_seats], "throttled",
        [DONE, WITH_FIRST, waited(1000, 429), GROWING], "wait", "early request",
        story=occupied("POST", "CM", FIRST, told=4, after=crowded), labels=HOOKED),
    Row("429, too many events", [f"send POST {EVENTS} '{EVENT}'"], "throttled",
        [DONE, answered(429, 201), waited(1000, 429)], "wait", "early request",
        story=held(event, Method="POST"), flags=EVENT_RATE),
    Row("429, a watch cache that starts", [f"send GET {TEMPLATES}?labelSelector=a%3Db"], "throttled",
        [DONE, waited(1000, 429)], "wait", "early request",
        story=starting("/registry/podtemplates", "/api/v1/podtemplates?labelSelector=a%3Db", 429)),
    Row("429, a budget nobody has looked at", [EVICT], "disruption-budget",
        [DONE, ("not as wanted", is_evicted), answered(429, 201), waited(10_000, 429)], "wait", "early request",
        story=until(together(running_pod, budget("all")), 429, disruptions(1))),
    Row("429, a budget that is used up", [EVICT], "disruption-budget",
        [DONE, ("not as wanted", is_evicted), answered(429, 201), waited(5000, 429)], "wait", "early request",
        story=until(together(running_pod, budget("all"), disruptions(0)), 429, disruptions(1))),
    Row("429, shutdown", [CREATE], "throttled", [DONE, WITH_FIRST, waited(5000, 429)], "wait", "early request",
        story=shutdown, flags=LEAVING, labels=HOOKED),
    Row("429 from a webhook", [CREATE], "throttled", [DONE, BLUE, answered(429, 201), waited(4000, 429)], "wait",
        "early request", story=mood("deny", Code=429, RetryAfter=4, Count=1), labels=HOOKED),
]
