"""Replays conformance files through this package: python3 -m kube_status.conformance FILE.tsv [FILE.tsv.gz ...]

A file has a first line with the names of its columns, among them id, request, response and expected, of which the
last three hold JSON. A row passes if the advice has exactly the expected fields. Prints the rows that fail and ends
with a line of counts; the exit status is 1 if a row failed, 2 if a file cannot be read.
"""

from __future__ import annotations

import functools
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from . import Action, Advice, Alternative, Flag, advise, advise_end, advise_frame
from ._words import RequestFlag

Json = dict[str, Any]

_BOOLEANS = frozenset(flag.text for flag in RequestFlag)
_FACTS = _BOOLEANS | {"verb", "retry_class", "name", "timeout_ms", "redirects", "max_delay_ms"}
# Facts that the library hands out among the flags, and the files do not.
_NOT_FLAGS = {Flag.TRUSTED, Flag.DETAILS, Flag.INITIAL_EVENTS_END, Flag.CONTINUE}
_EXPECTED = frozenset(
    "rule action executed basis delay_ms tries flags rv alternative new_timeout_ms trusted client_go".split()
)


class RowError(Exception):
    """A row that does not have the format."""


class Row(NamedTuple):
    """One row of a file."""

    id: str
    request: str
    response: str
    expected: str


class Verdict(NamedTuple):
    """What became of a row: "passed", "failed" or "skipped", and why."""

    outcome: str
    why: str = ""


PASSED = Verdict("passed")


def rows(path: str) -> Iterator[Row]:
    """The rows of a file, which may be compressed with gzip."""
    opened = gzip.open(path, "rt", encoding="utf-8", newline="\n") if path.endswith(".gz") else None
    with opened or open(path, encoding="utf-8", newline="\n") as file:
        columns = file.readline().rstrip("\n").split("\t")
        missing = [name for name in Row._fields if name not in columns]
        if missing:
            raise RowError(f"the first line names no column {', '.join(missing)}")
        places = [columns.index(name) for name in Row._fields]
        for number, line in enumerate(file, 2):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != len(columns):
                raise RowError(f"line {number} has {len(cells)} cells, not {len(columns)}")
            yield Row(*[cells[place] for place in places])


def replay(row: Row) -> Verdict:
    """Asks for advice about one row and compares."""
    for prefix, replayer in _REPLAYERS.items():
        if row.id.startswith(prefix):
            return replayer(row)
    return Verdict("failed", "no way to replay it")  # not reached: one prefix is empty


def replay_exchange(row: Row) -> Verdict:
    """One exchange, one frame of a watch, or its end."""
    try:
        request, response, expected = (_object(name, getattr(row, name)) for name in Row._fields[1:])
        _known("expected", expected, _EXPECTED)
        expected.pop("client_go", None)
        got = _told(*_ask(request, response))
    except (RowError, ValueError, TypeError) as error:
        return Verdict("failed", f"{type(error).__name__}: {error}")
    if got == expected:
        return PASSED
    return Verdict("failed", f"expected {_shown(expected)}\n  got      {_shown(got)}")


def skip_sequence(row: Row) -> Verdict:
    """A row for the Retry machine, which this package does not have."""
    return Verdict("skipped")


_REPLAYERS: dict[str, Callable[[Row], Verdict]] = {"sequence-": skip_sequence, "": replay_exchange}


def _ask(request: Json, response: Json) -> tuple[Advice, bool]:
    """The advice, and whether `trusted` is to be told."""
    facts = {name: request.pop(name) for name in _FACTS & request.keys()}
    wrong = [name for name in _BOOLEANS & facts.keys() if facts[name] is not True]
    if wrong:
        raise RowError(f"request: {wrong[0]} is written only where it is true")
    mode, body = request.pop("mode", None), _body(response)
    status, headers = response.pop("status", None), response.pop("headers", {})
    if mode == "end":  # here and of a frame neither status nor headers count
        elapsed_ms, events = request.pop("elapsed_ms", 0), request.pop("events", 0)
        ask: Callable[[], Advice] = functools.partial(advise_end, elapsed_ms, events, **facts)
    elif mode == "frame":
        ask = functools.partial(advise_frame, body, **facts)
    elif mode is None:
        lines = [(name, line) for name, lines in headers.items() for line in lines]
        now = request.pop("now", None)
        facts.update(
            url=request.pop("url", None),
            now=None if now is None else _unix_seconds(now),
            transport=response.pop("transport", None),
        )
        ask = functools.partial(advise, status, lines, body, **facts)
    else:
        raise RowError(f"request: the mode {mode!r} is unknown")
    _known("request", request)
    _known("response", response)
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


def _body(response: Json) -> bytes:
    if "body_hex" in response:
        return bytes.fromhex(response.pop("body_hex"))
    body: str = response.pop("body", "")
    return body.encode("utf-8", "surrogatepass")


@functools.lru_cache(maxsize=1024)
def _unix_seconds(date: str) -> int:
    return int(parsedate_to_datetime(date).timestamp())


def _object(name: str, cell: str) -> Json:
    try:
        value = json.loads(cell)
    except ValueError as error:
        raise RowError(f"{name}: {error}") from None
    if not isinstance(value, dict):
        raise RowError(f"{name}: no JSON object")
    return value


def _known(name: str, keys: Json, known: frozenset[str] = frozenset()) -> None:
    unknown = sorted(keys.keys() - known)
    if unknown:
        raise RowError(f"{name}: unknown key {', '.join(unknown)}")


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
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['failed']} failed{skipped}")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
