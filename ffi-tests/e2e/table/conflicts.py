"""Other writers: 409, 410 of a list, and the 422s that are conflicts too."""

from lab import MERGE_PATCH
from pods import path, pod
from row import BLUE, DONE, FINAL, Row, answered, ends, there, waited
from stories import before, held, objects, until

from .client_errors import quota
from .orders import APPLY, CREATE

UPDATE = "update web colour=blue"
BOTH = there(web={"colour": "blue", "size": "2"})
WIDGETS = "/apis/shop.test/v1/namespaces/$ns/widgets"
TEST = '{"op":"test","path":"/metadata/resourceVersion","value":"1"}'
TAKEN = '{"metadata":{"name":"web","generateName":"web-"},"data":{"colour":"blue"}}'
PATCH = f'[{TEST},{{"op":"add","path":"/data/colour","value":"blue"}}]'


def resize(world):
    world.put("web", colour="red", size="2")


def applied(world):
    """Another manager has applied both fields."""
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "web"}}
    body["data"] = {"colour": "red", "size": "2"}
    world.lab.must("PATCH", f"{world.path}/web?fieldManager=other", body, "application/apply-patch+yaml")


def replace(world):
    """Another object takes the name."""
    world.lab.must("DELETE", f"{world.path}/web")
    world.put("web", colour="green")


def finalized(world):
    """It stays until somebody lets it go."""
    body = {"metadata": {"name": "web", "finalizers": ["lab.test/wait"]}}
    world.lab.must("POST", world.path, body)


def leaving(world):
    """The old object waits for its finalizer."""
    finalized(world)
    world.lab.must("DELETE", f"{world.path}/web")


def let_go(world):
    body = {"metadata": {"finalizers": None}}
    world.lab.must("PATCH", f"{world.path}/web", body, MERGE_PATCH)


def bound(world):
    pod(world)
    body = {"metadata": {"name": "web"}, "target": {"kind": "Node", "name": "first"}}
    world.lab.must("POST", f"{path(world)}/web/binding", body)


def node(world):
    return world.lab.must("GET", f"{path(world)}/web")["spec"]["nodeName"]


def widget(world):
    path = f"/apis/shop.test/v1/namespaces/{world.ns}/widgets"
    body = {"apiVersion": "shop.test/v1", "kind": "Widget", "metadata": {"name": "web"}, "colour": "red"}
    world.lab.must("POST", path, body)


def widget_colour(world):
    return world.lab.must("GET", f"/apis/shop.test/v1/namespaces/{world.ns}/widgets/web")["colour"]


def forget(world):
    """A write, and then nothing older than it is known."""
    world.put("d", colour="green")
    world.lab.control("POST", "/etcd/compact")


def two_writers(world):
    """Another writer is between the client's GET and its PUT."""
    world.put("web", colour="red")
    yield from held(resize, Method="PUT")(world)


def contested(world):
    """Admission counts the new object, and whenever that is about to be written somebody else has changed the quota."""

    def all_held():
        return world.lab.control("GET", "/hook/all")

    def is_refused():
        return any(one["Code"] == 409 for one in world.entries())

    quota(9)(world)
    world.hook("hold")
    held = all_held()
    yield
    while not is_refused():
        world.until(lambda: all_held() > held or is_refused())
        held += 1
        change = {"metadata": {"annotations": {"held": str(held)}}}
        world.lab.must("PATCH", f"/api/v1/namespaces/{world.ns}/resourcequotas/few", change, MERGE_PATCH)
        # Lets go of the one that is held, not of the next.
        world.hook("hold")
    world.hook("")


def meanwhile(act):
    """Something happens between the client's GET and its DELETE."""

    def story(world):
        world.put("web", colour="red")
        yield from held(act, Method="DELETE")(world)

    return story


def expiry(world):
    """Between two pages the version that they are of is forgotten."""
    objects("a", "b", "c")(world)
    yield from held(forget, Match="continue=")(world)


# fmt: off
ROWS = [
    Row("409 AlreadyExists", [CREATE + " --take-over"], "already-exists", [DONE, BOTH, answered(409, 200, 200)],
        "take-over", "gave up, not as wanted", story=before(resize)),
    Row("409, a taken name and a prefix for others", [f"send POST $cm '{TAKEN}'"], "already-exists",
        [ends(1), answered(409), there(web={"colour": "red"})], "stop", "other requests", story=before(objects("web"))),
    Row("409, a name drawn by the server", ["create --generate-name web- colour=blue"], "name-collision",
        [DONE, waited(1000, 409), answered(409, 201), ("lost", lambda world: len(world.objects()) == 2)], "wait",
        "early request", story=before(objects("taken"), lambda world: world.hook("name", Name="taken", Count=1)),
        labels={"lab": "hook"}),
    Row("409, being deleted", [CREATE], "being-deleted", [DONE, BLUE, waited(5000, 409)], "wait", "early request",
        story=until(leaving, 409, let_go)),
    Row("409 update, two writers", [UPDATE], "conflict",
        [DONE, BOTH, answered(409, 200, method="PUT")], "conflict", "gave up, not as wanted",
        story=two_writers),
    Row("409 update, without a resourceVersion", [UPDATE], "conflict", [DONE, BOTH], "version", "not as wanted",
        story=two_writers),
    Row("409 apply", [APPLY + """ --take-over '{"apiVersion":"v1","kind":"ConfigMap","data":{"colour":"blue"}}'"""],
        "apply-conflict", [DONE, BOTH, answered(409, 200)], "take-over", "gave up, not as wanted",
        story=before(applied)),
    Row("409 delete, a namesake", ["delete web --preconditions"], "deleted-or-replaced",
        [DONE, there(web={"colour": "green"})], "preconditions", "not as wanted",
        story=meanwhile(replace)),
    Row("409 delete, changed meanwhile", ["delete web --preconditions"], "delete-conflict",
        [DONE, there(), answered(409, 200, method="DELETE")], "look", "gave up, not as wanted",
        story=meanwhile(resize), limit=3000),
    Row("409, a quota that somebody else changes", [CREATE], "quota-conflict",
        [DONE, BLUE, answered(409, 201), waited(1000, 409)], "retry", "gave up, not as wanted", story=contested,
        labels={"lab": "quota"}),
    Row("200, a delete that takes its time", ["delete web"], "", [DONE, answered(200)], "done", "other requests",
        story=before(finalized)),
    Row("409 binding", ["""send POST /api/v1/namespaces/$ns/pods/web/binding"""
        """ '{"metadata":{"name":"web"},"target":{"kind":"Node","name":"second"}}'"""], "binding-conflict",
        [ends(1), answered(409), ("bound anew", lambda world: node(world) == "first")], "stop", "other requests",
        story=before(bound)),
    Row("410 LIST, an old continue token", ["list --page 1 --resource-version ''"], "expired-continue",
        [DONE, FINAL], "expired", "gave up, stale data", story=expiry,
        flags=["--feature-gates=ListFromCacheSnapshot=false"], limit=4000),
    Row("422, without a resourceVersion", [f"""send PUT {WIDGETS}/web"""
        """ '{"apiVersion":"shop.test/v1","kind":"Widget","metadata":{"name":"web"},"colour":"blue"}'"""],
        "rv-missing", [DONE, ("not as wanted", lambda world: widget_colour(world) == "blue")], "conflict",
        "gave up, not as wanted", story=before(widget)),
    Row("422, a JSON patch whose test fails",
        [f"send PATCH $cm/web '{PATCH}' --idempotent --content-type application/json-patch+json"],
        "patch-test-failed", [DONE, BOTH], "conflict", "gave up, not as wanted", story=before(resize)),
]
