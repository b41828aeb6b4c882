"""Watches that end, and those that begin too late."""

from row import DONE, FINAL, Row
from stories import garbled_list, objects

from .orders import LEAVING

WATCH = "watch --until last"


def is_open(entry):
    return "watch=true" in entry["URI"] and entry["Code"] == 200


def until_watching(world):
    world.until(lambda: any(map(is_open, world.entries())))


def break_off(world):
    """All connections to the front end at once."""
    world.lab.control("POST", "/front/close")
    world.lab.control("POST", "/front/open")


def cut(world):
    world.put("a", colour="red")
    yield
    until_watching(world)
    break_off(world)
    world.lab.must("DELETE", f"{world.path}/a")
    objects("b", "last")(world)


def cut_short(world):
    """A connection that ends in the middle of an event."""
    objects("a")(world)
    world.fault("cut-body", N=99, Match="watch=true")
    yield
    until_watching(world)
    objects("b", "last")(world)


def restarted(world):
    """A new server knows nothing from before its start."""
    objects("a", "b")(world)
    yield
    until_watching(world)
    world.fault("hold", Match="watch=true")
    break_off(world)
    world.until_held()
    world.lab.must("DELETE", f"{world.path}/a")
    objects("c", "d")(world)
    world.lab.restart()
    world.lab.control("DELETE", "/fault")
    world.until(lambda: sum("watch=true" not in one["URI"] for one in world.entries()) > 1)
    objects("last")(world)


def spoiled(world):
    """The list names no resourceVersion to watch from."""
    garbled_list("resourceVersion")(world)
    objects("a")(world)
    yield
    until_watching(world)
    objects("last")(world)


def stopped(world):
    """A server that leaves in good order ends its watches; another one comes."""
    objects("a")(world)
    yield
    until_watching(world)
    flags = world.lab.flags
    world.lab.end()
    world.lab.start_behind_closed_doors(flags)
    objects("b", "last")(world)


def is_newest(entry):
    return "limit=" in entry["URI"] and "resourceVersion" not in entry["URI"] and "continue" not in entry["URI"]


# With a limit the server lists exactly the version that has expired, and from there it has expired again.
NEWEST = "other requests", lambda world: any(map(is_newest, world.log))

# fmt: off
ROWS = [
    Row("500, a watch from a resourceVersion that is none", [WATCH], "rv-invalid", [DONE, FINAL], "retry",
        "gave up, stale data", story=spoiled),
    Row("a watch is cut", [WATCH], "*", [DONE, FINAL], "retry", "gave up, stale data", story=cut),
    Row("a watch is cut in the middle of an event", [WATCH], "connection-lost", [DONE, FINAL], "retry",
        "gave up, stale data", story=cut_short),
    Row("a watch whose server leaves", [WATCH], "*", [DONE, FINAL], "retry", "gave up, stale data", story=stopped,
        flags=LEAVING),
    Row("410 in a watch", [WATCH + " --page 0"], "connection-lost watch-expired", [DONE, FINAL], "expired",
        "gave up, stale data", story=restarted, limit=10_000),
    Row("410 in a watch, listed by pages", [WATCH], "connection-lost watch-expired", [DONE, FINAL, NEWEST], "unset",
        "gave up, other requests, stale data", story=restarted, limit=20_000),
]
