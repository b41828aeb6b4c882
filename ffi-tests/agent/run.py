#!/usr/bin/env python3
"""The C agent against scripted servers: run.py AGENT [--valgrind] [NAME ...]

Each scenario runs twice: as the agent is, when all that must hold holds, and with one thing ignored, when exactly what
its row names must fail. Asked are the server's log and store, never the agent's word for it. With --valgrind the agent
as it is runs once more, under valgrind.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from server import Fault, Server, answer, before, lose_answer, moved, status, wants_timeout, wants_token

# Of every wait the agent sleeps this much.
SCALE = 0.02
SECONDS = 10
VALGRIND = ["valgrind", "-q", "--error-exitcode=9", "--leak-check=full", "--errors-for-leak-kinds=definite"]


class World:
    """The servers and files of one run, and what came of it."""

    def __init__(self, directory):
        self.token_file = Path(directory, "token")
        self.token_file.write_text("old\n")
        self.other = Server()
        self.server = self.code = self.final = self.said = None

    def rotate(self):
        self.token_file.write_text("new\n")

    def run(self, row, command):
        self.server = Server(**row.server(self))
        words = [*row.arguments, "--token-file", self.token_file, "--server", self.server.url]
        words += ["--time-scale", SCALE, "--seed", 7, "--verbose"]
        words += ["--limit", 60_000]
        try:
            run = subprocess.run(
                [*command, *map(str, words)],
                capture_output=True,
                text=True,
                timeout=SECONDS,
                env={**os.environ, "no_proxy": "*"},
                check=False,
            )
            self.code, self.said = run.returncode, run.stderr
            self.final = json.loads(run.stdout) if run.stdout else None
        except subprocess.TimeoutExpired as late:
            self.code, self.said = -1, f"after {SECONDS} s still running\n{(late.stderr or b'').decode()}"
        finally:
            self.server.stop()
            self.other.stop()


class Row:
    """One scenario. `holds` are pairs of what has failed if it is not so, and whether it is so."""

    def __init__(self, name, arguments, server, holds, control, fails):
        self.name, self.arguments, self.server, self.holds = name, arguments.split(), server, holds
        self.control, self.fails = control, set(fails.split(", "))

    def failures(self, world):
        return {name for name, is_so in self.holds if not is_so(world)}


def data(world, name="web"):
    return world.server.store.objects.get(name, {}).get("data")


def entries(world):
    return world.server.entries


def codes(world, verb):
    return [entry.code for entry in entries(world) if entry.verb == verb]


def waited(ms, after=(0, 429, 503, 504)):
    """After each of these answers (0: none) the next request comes this much later at least."""

    def holds(world):
        log = entries(world)
        pairs = [(one, other) for one, other in zip(log, log[1:]) if one.code in after]
        return bool(pairs) and all(other.came - one.answered >= ms / 1000 * SCALE for one, other in pairs)

    return "early request", holds


DONE = "gave up", lambda world: world.code == 0
FINAL = "stale data", lambda world: world.final == world.server.store.objects
ONE = "duplicate", lambda world: len(world.server.store.objects) == 1
BLUE = "lost field", lambda world: data(world) == {"colour": "blue", "size": "2"}
ONCE = "events twice", lambda world: len(set(world.server.told)) == len(world.server.told)
CREATED = "not created", lambda world: data(world) == {"colour": "blue"}


def resize(store):
    store.put("web", {"colour": "red", "size": "2"})


def conflict(_):
    return {"objects": ["web"], "faults": [Fault("update", before(resize))]}


def expiry(*script):
    def happens(store):
        store.delete("a")
        store.put("b", {"colour": "green"})

    def ends(store):
        store.put("last")

    return lambda _: {"objects": "ab", "watches": [["expire", *script], ["story"]], "story": [happens, ends]}


def losing(world, *first):
    return {"faults": [*first, Fault("create", lose_answer)]}


def cut(_):
    def more(store):
        store.put("b")
        store.put("c")

    def rest(store):
        store.delete("b")
        store.put("last")

    return {"objects": "a", "watches": [["story", "cut"]], "story": [more, rest]}


def restart(world):
    def down(store):
        world.server.faults.append(Fault("watch", answer(503, Retry_After=5), 3))
        store.put("last")

    return {"objects": "a", "watches": [["story", "bookmark", "reset"]], "story": [lambda store: store.put("b"), down]}


def leaving(_):
    body = status(409, 'object is being deleted: configmaps "web" already exists', "AlreadyExists", name="web")
    return {"faults": [Fault("create", answer(409, body=body), 2)]}


def elsewhere(world):
    location = f"{world.other.url}/api/v1/namespaces/default/configmaps"
    return {"faults": [Fault("create", answer(307, body="", Location=location))]}


CREATE = "create web colour=blue"
UPDATE = "update web colour=blue"
MANY = [f"web-{number}" for number in range(7)]

ROWS = [
    Row(
        "429 storm",
        CREATE,
        lambda _: {"faults": [Fault("create", answer(429, Retry_After=5), 3)]},
        [DONE, CREATED, waited(5000), ("hammered", lambda world: codes(world, "create") == [429, 429, 429, 201])],
        "wait",
        "early request",
    ),
    Row(
        "401 with a rotated token file",
        CREATE,
        lambda world: {"faults": [Fault("any", wants_token("new", world.rotate), 9)]},
        [DONE, CREATED, ("old token again", lambda world: [one.token for one in entries(world)] == ["old", "new"])],
        "token",
        "gave up, not created, old token again",
    ),
    Row(
        "409 update conflict",
        UPDATE,
        conflict,
        [DONE, BLUE, ("hammered", lambda world: codes(world, "update") == [409, 200])],
        "conflict",
        "gave up, lost field, hammered",
    ),
    Row("two writers", UPDATE, conflict, [DONE, BLUE], "version", "lost field"),
    Row(
        "AlreadyExists after a lost reply",
        CREATE,
        losing,
        [DONE, CREATED, waited(1000), ("did not look", lambda world: codes(world, "get") == [200])],
        "look",
        "gave up, did not look",
    ),
    Row(
        "generateName after a lost reply",
        "create --generate-name web- colour=blue",
        losing,
        [DONE, ONE, waited(1000)],
        "look",
        "duplicate",
    ),
    Row(
        "generateName after a lost reply on a used connection",
        "create --generate-name web- colour=blue",
        lambda world: losing(world, Fault("create", answer(429, Retry_After=1))),
        [DONE, ONE],
        "fresh",
        "duplicate",
    ),
    Row(
        "410 at the start of a watch",
        "watch --until last",
        expiry(),
        [DONE, FINAL, ("resumed from an expired one", lambda world: codes(world, "watch") == [410, 200])],
        "expired",
        "gave up, stale data, resumed from an expired one",
    ),
    Row(
        "410 as an ERROR event",
        "watch --until last",
        expiry("as-event"),
        [DONE, FINAL, ("resumed from an expired one", lambda world: codes(world, "watch") == [200, 200])],
        "expired",
        "gave up, stale data, resumed from an expired one",
    ),
    Row(
        "too large a resourceVersion",
        "list --resource-version 99999",
        lambda _: {"objects": "ab"},
        [DONE, FINAL, waited(1000)],
        "unset",
        "gave up, stale data",
    ),
    Row(
        "504 with the timeout raised",
        f"{UPDATE} --timeout 2000",
        lambda _: {"objects": ["web"], "faults": [Fault("update", wants_timeout(8000), 99)]},
        [DONE, ("not written", lambda world: data(world) == {"colour": "blue"}), waited(1000)],
        "timeout",
        "gave up, not written",
    ),
    Row(
        "redirect to another host",
        CREATE,
        elsewhere,
        [
            ("not refused", lambda world: world.code == 1 and codes(world, "create") == [307]),
            ("token leaked", lambda world: not any(one.token for one in world.other.entries)),
        ],
        "redirect",
        "not refused, token leaked",
    ),
    Row(
        "redirect on the same host",
        "list",
        lambda _: {"objects": "ab", "faults": [Fault("list", moved, 99)]},
        [DONE, FINAL],
        "follow",
        "gave up, stale data",
    ),
    Row(
        "reset in the middle of a frame",
        "watch --until last",
        cut,
        [DONE, FINAL, ONCE, waited(1000)],
        "store",
        "events twice",
    ),
    Row(
        "restart, 503 with Retry-After",
        "watch --until last",
        restart,
        [DONE, FINAL, ONCE, waited(5000, after=[503])],
        "wait",
        "early request",
    ),
    Row(
        "a list whose metadata comes last",
        "list --page 2",
        lambda _: {"objects": MANY, "items_first": True},
        [DONE, FINAL],
        "text",
        "stale data",
    ),
    Row(
        "pages",
        "list --page 3",
        lambda _: {"objects": MANY},
        [DONE, FINAL, ("not by pages", lambda world: codes(world, "list") == [200, 200, 200])],
        "pages",
        "stale data, not by pages",
    ),
    Row(
        "DELETE after a lost reply",
        "delete web",
        lambda _: {"objects": ["web"], "faults": [Fault("delete", lose_answer)]},
        [DONE, ("not deleted", lambda world: not world.server.store.objects), waited(1000)],
        "wait",
        "early request",
    ),
    Row(
        "a name whose old object is being deleted",
        CREATE,
        leaving,
        [DONE, CREATED, waited(5000, after=[409])],
        "wait",
        "early request",
    ),
]


def once(row, command, expected, label):
    """Runs a row in a world of its own; says how it went, and returns whether as expected."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        world = World(directory)
        world.run(row, command)
    failures = row.failures(world)
    is_right = failures == expected and world.code in (0, 1) and not world.server.errors
    took = time.monotonic() - began
    said = ", ".join(sorted(failures)) or "holds"
    print(f"{'ok  ' if is_right else 'FAIL'} {took:5.2f} s  {row.name}{label}: {said}", flush=True)
    if not is_right:
        print(f"     expected: {', '.join(sorted(expected)) or 'holds'}; exit code {world.code}")
        print(world.said, *world.server.errors, sep="\n")
        for entry in entries(world):
            print(f"     {entry.came - began:6.3f} s {entry.method} {entry.path} {entry.query}: {entry.code}")
    return is_right


def main(arguments):
    agent = [arguments[0]]
    names = [word for word in arguments[1:] if word != "--valgrind"]
    results = []
    for row in ROWS:
        if names and row.name not in names:
            continue
        results.append(once(row, agent, set(), ""))
        results.append(once(row, [*agent, f"--ignore={row.control}"], row.fails, f" --ignore={row.control}"))
        if "--valgrind" in arguments:
            results.append(once(row, VALGRIND + agent, set(), " (valgrind)"))
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) and results else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
