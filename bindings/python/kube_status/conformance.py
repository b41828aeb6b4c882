"""Replays conformance files through this package: python3 -m kube_status.conformance FILE.tsv [FILE.tsv.gz ...]

A file has a first line with the names of its columns, among them id, request, response and expected, of which the
last three hold JSON. A row passes if the advice has exactly the expected fields; one whose id
begins with sequence- if a machine takes exactly the expected steps. Prints the rows that fail and ends
with a line of counts; the exit status is 1 if a row failed, 2 if a file cannot be read.
"""

from __future__ import annotations

import functools
import json
import sys
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from . import Action, Advice, Alternative, Flag, advise, advise_end, advise_frame
from ._rows import Json, Row, RowError, body_of, clock_of, facts_of, head_of, json_cell, of_kind, only_known, rows
from ._sequences import steps

# Facts that the library hands out among the flags, and the files do not.
_NOT_FLAGS = {Flag.TRUSTED, Flag.DETAILS, Flag.INITIAL_EVENTS_END, Flag.CONTINUE}
_EXPECTED = frozenset(
    "rule action executed basis delay_ms tries flags rv alternative new_timeout_ms trusted client_go".split()
)


class Verdict(NamedTuple):
    """What became of a row: "passed" or "failed", and why."""

    outcome: str
    why: str = ""


PASSED = Verdict("passed")


def replay(row: Row) -> Verdict:
    """Replays one row and compares."""
    replayer = _sequence if row.id.startswith("sequence-") else _exchange
    try:
        expected, got = replayer(row)
    except (RowError, ValueError, TypeError) as error:
        return Verdict("failed", f"{type(error).__name__}: {error}")
    if got == expected:
        return PASSED
    return Verdict("failed", f"expected {_shown(expected)}\n  got      {_shown(got)}")


def _exchange(row: Row) -> tuple[Json, Json]:
    """One exchange, one frame of a watch, or its end: the expected advice and the advice."""
    request, response, expected = (json_cell(name, getattr(row, name), dict) for name in Row._fields[1:])
    only_known("expected", expected, _EXPECTED)
    expected.pop("client_go", None)
    return expected, _told(*_ask(request, response))


def _sequence(row: Row) -> tuple[Json, Json]:
    """Exchanges one after the other: the expected steps of a machine and its steps."""
    expected = json_cell("expected", row.expected, dict)
    only_known("expected", expected, frozenset(["steps"]))
    wanted = of_kind("steps", expected.get("steps"), list)
    request, exchanges = json_cell("request", row.request, dict), json_cell("response", row.response, list)
    return expected, {"steps": steps(request, exchanges, wanted)}


def _ask(request: Json, response: Json) -> tuple[Advice, bool]:
    """The advice, and whether `trusted` is to be told."""
    facts, mode, body = facts_of(request), request.pop("mode", None), body_of(response)
    status, lines = head_of(response)
    if mode == "end":  # here and of a frame neither status nor headers count
        elapsed_ms, events = request.pop("elapsed_ms", 0), request.pop("events", 0)
        ask: Callable[[], Advice] = functools.partial(advise_end, elapsed_ms, events, **facts)
    elif mode == "frame":
        ask = functools.partial(advise_frame, body, **facts)
    elif mode is None:
        facts.update(
            url=request.pop("url", None),
            now=clock_of(request),
            transport=response.pop("transport", None),
        )
        ask = functools.partial(advise, status, lines, body, **facts)
    else:
        raise RowError(f"request: the mode {mode!r} is unknown")
    only_known("request", request)
    only_known("response", response)
    advice = ask()
    error = mode is None and advice.code >= 300 and advice.code != 304 and bool(body)
    return advice, error or Flag.FAILURE_IN_2XX in advice.flags


def _told(advice: Advice, with_trusted: bool) -> Json:
    """The advice as the files write it."""
    told: Json = {
        "rule": str(advice.rule),
        "action": str(advice.action),
        "executed": str(advice.executed),
        "basis": str(advice.basis),
        "delay_ms": advice.delay_ms,
        "tries": advice.tries,
        "flags": sorted(map(str, advice.flags - _NOT_FLAGS)),
    }
    if advice.action in (Action.RELIST, Action.REWATCH) or advice.alternative is Alternative.RELIST:
        told["rv"] = str(advice.rv)
    if advice.alternative is not Alternative.NONE:
        told["alternative"] = str(advice.alternative)
    if advice.action is Action.RAISE_TIMEOUT:
        told["new_timeout_ms"] = advice.new_timeout_ms
    if with_trusted:
        told["trusted"] = advice.trusted
    return told


def _shown(fields: Json) -> str:
    return json.dumps(fields, sort_keys=True, ensure_ascii=False)


def main(paths: list[str]) -> int:
    """Replays the files; the exit status."""
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    counts: Counter[str] = Counter()
    for path in paths:
        try:
            for row in rows(path):
                outcome, why = replay(row)
                counts[outcome] += 1
                if why:
                    print(f"{row.id}: {outcome}\n  {why}")
        except (RowError, OSError, UnicodeDecodeError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 2
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
