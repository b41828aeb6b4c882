"""Not now: the 429s."""

from pods import EVICT, budget, disruptions, is_evicted, running_pod
from row import BLUE, DONE, Row, answered, there, waited
from stories import mood, occupied, together, until

from .client_errors import CREATE

FULL = [
    "--enable-priority-and-fairness=false",
    "--max-requests-inflight=1",
    "--max-mutating-requests-inflight=1",
]
LEAVING = [
    "--shutdown-send-retry-after=true",
    "--shutdown-delay-duration=200ms",
    "--shutdown-watch-termination-grace-period=1s",
]
FIRST = {"metadata": {"name": "first"}}
HOOKED = {"lab": "hook"}
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
    Row("429, a budget nobody has looked at", [EVICT], "disruption-budget",
        [DONE, ("not as wanted", is_evicted), answered(429, 201), waited(10_000, 429)], "wait", "early request",
        story=until(together(running_pod, budget("all")), 429, disruptions(1))),
    Row("429, a budget that is used up", [EVICT], "disruption-budget",
        [DONE, ("not as wanted", is_evicted), answered(429, 201), waited(5000, 429)], "wait", "early request",
        story=until(together(running_pod, budget("all"), disruptions(0)), 429, disruptions(1))),
    Row("429, shutdown", [CREATE], "throttled", [DONE, WITH_FIRST, waited(5000, 429)], "wait", "early request",
        story=shutdown, flags=LEAVING, labels=HOOKED),
    Row("429 from a webhook", [CREATE], "throttled", [DONE, BLUE, answered(429, 201), waited(1000, 429)], "wait",
        "early request", story=mood("deny", Code=429, RetryAfter=1, Count=1), labels=HOOKED),
]
