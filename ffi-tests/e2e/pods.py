"""Pods, which no node runs, and budgets for them, which no controller looks at: the administrator plays both."""

from lab import MERGE_PATCH

EVICT = """send POST /api/v1/namespaces/$ns/pods/web/eviction '{"metadata":{"name":"web"}}'"""


def path(world):
    return f"/api/v1/namespaces/{world.ns}/pods"


def pod(world):
    """A pod that waits for a node."""
    spec = {"containers": [{"name": "one", "image": "none"}]}
    world.lab.must("POST", path(world), {"metadata": {"name": "web", "labels": {"app": "web"}}, "spec": spec})


def running_pod(world):
    """One that budgets look at."""
    pod(world)
    status = {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}
    world.lab.must("PATCH", f"{path(world)}/web/status", {"status": status}, MERGE_PATCH)


def is_evicted(world):
    return world.lab.ask("GET", f"{path(world)}/web")[0] == 404


def budgets(world):
    return f"/apis/policy/v1/namespaces/{world.ns}/poddisruptionbudgets"


def budget(name):
    """The pod must not be fewer."""

    def act(world):
        spec = {"minAvailable": 1, "selector": {"matchLabels": {"app": "web"}}}
        world.lab.must("POST", budgets(world), {"metadata": {"name": name}, "spec": spec})

    return act


def disruptions(number):
    """So many more may be evicted."""

    def act(world):
        counts = {"observedGeneration": 1, "currentHealthy": 1, "desiredHealthy": 1, "expectedPods": 1}
        status = {**counts, "disruptionsAllowed": number}
        world.lab.must("PATCH", f"{budgets(world)}/all/status", {"status": status}, MERGE_PATCH)

    return act
