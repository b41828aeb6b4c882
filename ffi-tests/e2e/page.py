"""docs/proof.md: what was seen, in a table."""

import re
from pathlib import Path

TEXT = """# Proof against a real API server

A client that does only what the advice says comes through all {number} scenarios below, against kube-apiserver
{kubernetes} with etcd {etcd}. The same client fails each of them when it ignores one thing, in the way the row says.

`make e2e` plays them and writes this page. The server is built from its modules and changed in nothing that answers;
what goes wrong is real or happens on the way: requests held inside, limits of one, an etcd cut off, lost replies,
restarts. There are two clients, [in C](../ffi-tests/c/agent) on libcurl, with sanitizers, and [in
Python](../ffi-tests/e2e/client) on http.client; they look at nothing but advice and steps. Whether a scenario holds is
not asked of them: the log of a proxy in front of the server tells what was sent and how long it waited, and the objects
are read back from the server. The table is the C client's.

- *advice*: what the machine said to do, in order; *stop* leaves it to the caller, who puts it right in these scenarios.
- *requests*: how many the whole scenario took. *back after*: from the first failed answer to the last good one.
- *ignoring*: the one thing ignored, and what then failed. *Other requests*: more of them than needed, or wrong ones.

| scenario | rule | advice | requests | back after | ignoring |
|---|---|---|--:|--:|---|
{table}

The waits are the server's own Retry-After where it sends one (1, 5 or 10 s) and the library's backoff elsewhere, with
its jitter on top. Not provoked: 408, reason Gone, ServerTimeout, a 307 of the server itself, a collision of names drawn
at random. Such answers are covered by recorded and written ones.
"""


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


def write(path, played):
    """`played` are rows with their world and what failed in the control's."""
    Path(path).write_text(
        TEXT.format(
            number=len(played),
            kubernetes=version("k8s.io/kubernetes"),
            etcd=version("go.etcd.io/etcd/server/v3"),
            table="\n".join(line(*one) for one in played),
        )
    )
