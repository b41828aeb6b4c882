"""What the client has to put right: 200 to 204, 400 to 406, 413, 415, 422."""

from furniture import RIGHTS, admit
from lab import MERGE_PATCH
from pods import pod
from row import BLUE, DONE, FINAL, Row, answered, ends, one, there
from stories import before, garbled_list, held, objects, token

from .orders import APPLY, BODY, CREATE

GONE = "list --path /apis"
SEVEN = [f"web-{number}" for number in range(7)]


def grant(world):
    """The administrator lets nobody in, and waits until the server knows."""
    admit(world.lab, world.ns, kind="User", name="nobody")
    world.lab.until(lambda: world.lab.ask("GET", world.path, token="nobody-token")[0] == 200)


def revoke(world):
    world.lab.must("DELETE", f"{RIGHTS}/{world.ns}")
    world.lab.until(lambda: world.lab.ask("GET", world.path, token="nobody-token")[0] == 403)


def service_account(world):
    """Tokens bound to a Secret each; the client's one is revoked before it was ever used."""
    core, lab = f"/api/v1/namespaces/{world.ns}", world.lab
    lab.must("POST", f"{core}/serviceaccounts", {"metadata": {"name": "robot"}})
    admit(lab, world.ns, kind="ServiceAccount", name="robot", namespace=world.ns)

    def mint():
        secret = lab.must("POST", f"{core}/secrets", {"metadata": {"generateName": "bound-"}})["metadata"]
        bound = {"apiVersion": "v1", "kind": "Secret", "name": secret["name"], "uid": secret["uid"]}
        asked = lab.must("POST", f"{core}/serviceaccounts/robot/token", {"spec": {"boundObjectRef": bound}})
        return secret["name"], asked["status"]["token"]

    secret, old = mint()
    _, new = mint()
    lab.must("DELETE", f"{core}/secrets/{secret}")
    lab.until(lambda: lab.ask("GET", world.path, token=new)[0] == 200)
    token(old)(world)
    world.fault("hold")
    yield
    world.until_held()
    token(new)(world)
    lab.control("DELETE", "/fault")


def is_admitted(world):
    """Whether a config map could be made now."""
    code, _ = world.lab.ask("POST", f"{world.path}?dryRun=All", {"metadata": {"name": "probe"}})
    return code == 201


def quota(number):
    """So many config maps are allowed. No controller writes the status: the administrator does."""

    def act(world):
        quotas = f"/api/v1/namespaces/{world.ns}/resourcequotas"
        hard = {"count/configmaps": str(number)}
        if world.lab.ask("GET", f"{quotas}/few")[0] == 404:
            world.lab.must("POST", quotas, {"metadata": {"name": "few"}, "spec": {"hard": hard}})
        body = {"spec": {"hard": hard}, "status": {"hard": hard, "used": {"count/configmaps": "0"}}}
        world.lab.must("PATCH", f"{quotas}/few", body, MERGE_PATCH)
        world.lab.must("PATCH", f"{quotas}/few/status", body, MERGE_PATCH)
        world.lab.until(lambda: is_admitted(world) == (number > 0))

    return act


def terminating(world):
    world.lab.must("DELETE", f"/api/v1/namespaces/{world.ns}")


def come_back(world):
    """The namespace ends, as its controller would have it, and there is another one."""
    path = f"/api/v1/namespaces/{world.ns}"
    old = world.lab.must("GET", path)
    world.lab.must("PUT", f"{path}/finalize", {**old, "spec": {"finalizers": []}})
    world.lab.must("POST", "/api/v1/namespaces", {"metadata": {"name": world.ns}})
    world.lab.until(lambda: is_admitted(world))


def large(world):
    (world.directory / "large").write_text(BODY[:-1] + ',"junk":"' + "x" * 3_300_000 + '"}')


# fmt: off
ROWS = [
    Row("200, pages", ["list --page 3 --resource-version ''"], "", [DONE, FINAL], "pages", "stale data",
        story=before(objects(*SEVEN))),
    Row("201, a name from the server", ["create --generate-name web- colour=blue"], "", [DONE, *one(colour="blue")],
        "done", "duplicate"),
    Row("204, the log of a pod without a node", ["send GET /api/v1/namespaces/$ns/pods/web/log"], "",
        [DONE, answered(204)], "done", "other requests", story=before(pod)),
    Row("400, a body that is none", ["send POST $cm '{bad'", CREATE], "bad-request",
        [ends(1, 0), answered(400, 201), BLUE], "stop", "other requests"),
    Row("400, a timeout without a unit", [f"send POST $cm?timeout=5 '{BODY}'", CREATE], "bad-request",
        [ends(1, 0), answered(400, 201), BLUE], "stop", "other requests"),
    Row("400, a continue token that is none", ["list --page 1"], "continue-invalid",
        [DONE, FINAL, answered(200, 400, 200)], "retry", "gave up, stale data",
        story=before(objects("a", "b"), garbled_list("continue"))),
    Row("400, a resourceVersion that is none", ["list --resource-version x"], "rv-invalid",
        [DONE, FINAL, answered(400, 200)], "unset", "gave up, stale data", story=before(objects("a", "b"))),
    Row("401, a rotated token", [CREATE], "credentials-rejected", [DONE, BLUE, answered(401, 201)], "token",
        "gave up, not as wanted", story=held(token("dev-token")), token="wrong"),
    Row("401, a revoked service account token", [CREATE], "credentials-rejected", [DONE, BLUE, answered(401, 201)],
        "token", "gave up, not as wanted", story=service_account),
    Row("401, no credentials", [CREATE], "credentials-missing", [DONE, BLUE, answered(401, 201)], "token",
        "gave up, not as wanted", story=held(token("dev-token")), flags=["--anonymous-auth=false"], token=""),
    Row("403, no rights", ["send GET $cm", grant, CREATE, revoke], "forbidden", [ends(1, 0), answered(403, 201), BLUE],
        "stop", "other requests", token="nobody-token"),
    Row("403, no credentials", [CREATE], "anonymous-without-credentials", [DONE, BLUE, answered(403, 201)], "token",
        "gave up, not as wanted", story=held(token("dev-token")), token=""),
    Row("403, a quota", [quota(0), CREATE, quota(9), CREATE], "quota-exceeded", [ends(1, 0), answered(403, 201), BLUE],
        "stop", "other requests"),
    Row("403, a namespace that ends", [terminating, CREATE, come_back, CREATE], "namespace-terminating",
        [ends(1, 0), answered(403, 201), BLUE], "stop", "other requests"),
    Row("404, an object", ["send GET $cm/web", CREATE], "object-not-found", [ends(1, 0), answered(404, 201), BLUE],
        "stop", "other requests"),
    Row("404, a version that is no more", [f"{GONE}/batch/v1beta1/namespaces/$ns/cronjobs"],
        "type-not-served", [DONE, answered(404, 200, 200)], "discovery", "gave up, other requests", limit=1500),
    Row("404, a group that is no more", [f"{GONE}/extensions/v1beta1/namespaces/$ns/deployments"],
        "path-not-served", [DONE, answered(404, 200, 200)], "discovery", "gave up, other requests", limit=1500),
    Row("404, without a body", ["send GET /openapi/v3/none", "send GET /openapi/v3"], "not-found",
        [ends(1, 0), answered(404, 200)], "stop", "other requests"),
    Row("404, deleted already", ["delete web"], "already-deleted", [DONE, there(), answered(404)], "done",
        "other requests"),
    Row("405", ["send PATCH $cm {} --content-type application/merge-patch+json", CREATE], "method-not-allowed",
        [ends(1, 0), answered(405, 201), BLUE], "stop", "other requests"),
    Row("406", ["send GET $cm --accept application/xml"], "not-acceptable", [DONE, answered(406, 200)], "type",
        "gave up, other requests"),
    Row("413", [large, "send POST $cm @$dir/large", CREATE], "entity-too-large", [ends(1, 0), answered(413, 201), BLUE],
        "stop", "other requests"),
    Row("415", [f"send POST $cm '{BODY}' --content-type text/csv"], "unsupported-media-type",
        [DONE, answered(415, 201), BLUE], "type", "gave up, not as wanted"),
    Row("422, a name that is none", ["create Web_ colour=blue", CREATE], "invalid",
        [ends(1, 0), answered(422, 201), BLUE], "stop", "other requests"),
    Row("500, apply with an unknown field", [APPLY + """ '{"apiVersion":"v1","kind":"ConfigMap","nonsense":1}'""",
        CREATE], "client-mistake", [ends(1, 0), answered(500, 201), BLUE], "stop", "other requests"),
]
