"""docs/proof.md and docs/storm.md: what was seen."""

import re
from pathlib import Path

from aftermath import FAILS
from picture import picture
from storm import FULL

TEXT = """# Proof against a real API server

A client that does only what the advice says comes through all {number} scenarios below, against kube-apiserver
{kubernetes} with etcd {etcd}. The same client fails each of them when it ignores one thing, in the way the row says.

`make e2e` plays them and writes this page. The server is built from its modules; what goes wrong is real or happens
on the way: requests held inside, limits of one, an etcd cut off, lost replies, restarts. A filter in the server can
make it slow, and some answers (redirects, a load balancer's page, two spoiled lists, one 401) are the proxy's in
front of it. There are three clients, [in C](../ffi-tests/c/agent) on libcurl, with sanitizers, [in
Python](../ffi-tests/e2e/client) on http.client, and [in Go](../ffi-tests/e2e/roundtrip) on the `RoundTripper`, which
does what needs no caller (lists and watches go without it); they look at nothing but advice and steps. What was sent,
how long it waited and which objects are there is not asked of them, but of the proxy's log and of the server; theirs
are the exit status, the rules and what a watcher holds. Python speaks HTTP/1.1 alone: to it a GOAWAY is a closed
connection. The table is the C client's. What the `RoundTripper` does cannot be left undone: ignoring *wait*, *retry*,
*follow* or *timeout* the Go client goes without it.

- *advice*: what the machine said to do, in order; *stop* leaves it to the caller; where it can be put right, a right
  request follows.
- *requests*: how many the whole scenario took. *back after*: from the first failed answer to the last good one.
- *ignoring*: the one thing ignored, and what then failed. *Other requests*: more, fewer or others than needed.

| scenario | rule | advice | requests | back after | ignoring |
|---|---|---|--:|--:|---|
{table}

The waits are the server's own Retry-After where it sends one (1 to 10 s) and the library's backoff elsewhere, with
its jitter on top. Not provoked: 408, reason Gone, ServerTimeout, a 307 of the server itself, a collision of names
drawn at random, a request that a GOAWAY leaves out (libcurl sends it again by itself). Such answers are covered by
recorded and written ones.

[What two hundred agents at once do](storm.md) to a server that fails is another page.
"""

STORM = """# A storm against a real API server

{agents} agents that follow the advice lose nothing, double nothing, send nothing before its time and never give up,
and each watcher ends with the true state, though their server is restarted, killed and without etcd for
{without_etcd} s, and else one reply in {lost} gets lost. The same agents fare as on the right when they ignore *wait*
and *look*: in the crowd hardly anything succeeds, and those writers that are not done after {ends} s give up.

The server serves six reads and three writes at a time and answers all others 429. {writers} of the agents write and
{watchers} watch, all at once. Each writer makes an object and deletes it, over and over, lets the server draw names,
and writes its field in an object that it shares with {others} others. The grey times are those of the first storm.

![Requests per second over time](storm.svg)

| | by the advice | ignoring wait and look |
|---|--:|--:|
{storm}

- *early request*: sooner than the answer before allows: its Retry-After, and a second after any 429, 5xx or no
  answer.
- *lost*: objects that are not there as they were last written. *duplicate*: objects too many, of those whose name the
  server draws. *stale data*: watchers that ended with another state. *gave up*: commands that ended undone.

The policy is the one for fleets, with a first wait of 1 s and none of its own above {cap} s, jitter aside. By the
default one, which stops after 11 tries, an agent that meets all of this with one and the same request gives up. While
the server starts, the proxy answers 503 for it, as a load balancer does that looks at readyz: for a moment it would
refuse all things to all, by a 403 that nobody can tell from one that is meant.
"""
FAILURES = ["early request", "duplicate", "lost", "stale data", "gave up"]


def actions(world):
    """What the steps said to do, each once in a row."""
    told = ["stop" if step == "stop" else action for _, step, action, _ in world.steps if step in ("again", "stop")]
    told = [action for action in told if action not in ("done", "")]
    return [action for at, action in enumerate(told) if at == 0 or told[at - 1] != action]


def back_after(world):
    """Seconds from the first failure to the last answer of 2xx, if that came later."""
    failed = [entry["Answered"] for entry in world.log if not 200 <= entry["Code"] < 300]
    good = [entry["Answered"] for entry in world.log if 200 <= entry["Code"] < 300]
    if not failed or not good or good[-1] < failed[0]:
        return ""
    seconds = (good[-1] - failed[0]) / 1000
    return f"{seconds:.1f} s" if seconds >= 0.2 else "at once"


def line(row, world, failures):
    cells = [
        row.name,
        ", ".join(f"`{rule}`" for rule in world.rules),
        ", ".join(actions(world)),
        str(len(world.log)),
        back_after(world),
        f"{row.control}: {', '.join(sorted(failures))}",
    ]
    return "| " + " | ".join(cells) + " |"


def version(module):
    text = (Path(__file__).parent / "lab" / "go.mod").read_text()
    return re.search(rf"^\t{re.escape(module)} v(\S+)$", text, re.M)[1]


def figures(left):
    """The lines of the table of the storms."""
    rows = {"requests": [len(one.log) for one in left]}
    rows["the most in one second"] = [max(one.per_second) for one in left]
    rows.update({f"answers: {kind}": [one.answers()[kind] for one in left] for kind in left[0].answers()})
    rows["commands"] = [sum(one.storm.codes.values()) for one in left]
    rows.update({name: [one.failed[name] for one in left] for name in FAILURES})
    rows["seconds until the last writer was done"] = [round(one.storm.took) for one in left]
    return [f"| {name} | {advised:,} | {ignoring:,} |" for name, (advised, ignoring) in rows.items()]


def write(path, played, left):
    """`played` are rows with their world and what failed in the control's, `left` is what the storms left."""
    storms = [(name, one.per_second) for name, one in zip(("by the advice", "ignoring wait and look"), left)]
    Path(path).with_name("storm.svg").write_text(picture(storms[::-1], left[0].storm.marks))
    numbers = {**vars(FULL), "agents": FULL.writers + FULL.watchers, "others": FULL.sharing - 1}
    Path(path).with_name("storm.md").write_text(STORM.format(storm="\n".join(figures(left)), **numbers))
    Path(path).write_text(
        TEXT.format(
            number=len(played),
            kubernetes=version("k8s.io/kubernetes"),
            etcd=version("go.etcd.io/etcd/server/v3"),
            table="\n".join(line(*one) for one in played),
        )
    )


def compare(path, rows):
    """Says what on the pages is behind, and returns for each thing whether it holds: which rows, and of each row and of
    the storm the rules, what was ignored, and what then failed. Numbers and times are those of another run."""
    text = Path(path).read_text() + Path(path).with_name("storm.md").read_text()
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    stands = {cells[0]: cells for cells in lines}
    _, *names = [cells[0] for cells in lines if len(cells) == 6]
    holds = {"which rows": names == [row.name for row in rows]}
    for row in rows:
        _, rules, *_, ignoring = stands.get(row.name, [""] * 6)
        ignored, _, failures = ignoring.partition(": ")
        told = re.findall(r"`([^`]+)`", rules)
        holds[row.name] = row.names(told) and ignored == row.control and row.must_fail(set(failures.split(", ")))
    for name in FAILURES:
        _, advised, ignoring = stands.get(name, [""] * 3)
        holds[name] = advised == "0" and (name not in FAILS or ignoring not in ("", "0"))
    for name, is_so in holds.items():
        if not is_so:
            print(f"FAIL {path} is behind: {name}")
    return list(holds.values())
