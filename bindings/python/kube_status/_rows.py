"""What the rows of conformance files are made of."""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, TypeVar

from ._words import RequestFlag

Json = dict[str, Any]
_Some = TypeVar("_Some")

_BOOLEANS = frozenset(flag.text for flag in RequestFlag)
_FACTS = _BOOLEANS | {"verb", "retry_class", "name", "timeout_ms", "redirects", "max_delay_ms"}


class RowError(Exception):
    """A row that does not have the format."""


class Row(NamedTuple):
    """One row of a file."""

    id: str
    request: str
    response: str
    expected: str


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


def facts_of(request: Json) -> Json:
    """Takes out the facts that `advise` and its kin have keywords for."""
    facts = {name: request.pop(name) for name in _FACTS & request.keys()}
    wrong = [name for name in _BOOLEANS & facts.keys() if facts[name] is not True]
    if wrong:
        raise RowError(f"request: {wrong[0]} is written only where it is true")
    return facts


def clock_of(request: Json) -> int | None:
    """Takes out the caller's clock."""
    return unix_seconds(request.pop("now")) if "now" in request else None


def head_of(response: Json) -> tuple[int | None, list[tuple[str, str]]]:
    """Takes out the status code and the header lines."""
    headers = response.pop("headers", {})
    return response.pop("status", None), [(name, line) for name, lines in headers.items() for line in lines]


def body_of(response: Json) -> bytes:
    """Takes out the body."""
    if "body_hex" in response:
        return bytes.fromhex(response.pop("body_hex"))
    body: str = response.pop("body", "")
    return body.encode("utf-8", "surrogatepass")


@functools.lru_cache(maxsize=1024)
def unix_seconds(date: str) -> int:
    """A clock, which the files write like the header Date."""
    return int(parsedate_to_datetime(date).timestamp())


def json_cell(name: str, cell: str, kind: type[_Some]) -> _Some:
    """The value of a cell."""
    try:
        value = json.loads(cell)
    except ValueError as error:
        raise RowError(f"{name}: {error}") from None
    return of_kind(name, value, kind)


def of_kind(name: str, value: Any, kind: type[_Some]) -> _Some:
    """The value, if it is of this kind."""
    if not isinstance(value, kind):
        raise RowError(f"{name}: no JSON {'object' if kind is dict else 'array'}")
    return value


def only_known(name: str, keys: Json, known: frozenset[str] = frozenset()) -> None:
    """Fails if there are other keys than the known ones."""
    unknown = sorted(keys.keys() - known)
    if unknown:
        raise RowError(f"{name}: unknown key {', '.join(unknown)}")
