"""Python's readers: what each needs for one body, as lines of JSON. Usage: readers.py BODIES"""

import ctypes
import gc
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from typing import Any

import msgspec
import orjson

import kube_status

Facts = tuple[int, str, str, str, str, str, str, list[tuple[str, ...]]]
TIME_S = 0.6
"""How long one class is measured."""
TURN_NS = 100_000
"""A turn takes at least so long, if a reader does not need more for one time through all bodies."""
HEADERS = {"Content-Type": "application/json", "Retry-After": "1"}


class Cause(msgspec.Struct):
    reason: str = ""
    message: str = ""
    field: str = ""


class Details(msgspec.Struct):
    name: str = ""
    group: str = ""
    kind: str = ""
    causes: list[Cause] = []


class Status(msgspec.Struct):
    kind: str = ""
    status: str = ""
    message: str = ""
    reason: str = ""
    details: Details = msgspec.field(default_factory=Details)
    code: int = 0


class Body:
    def __init__(self, line: dict[str, Any]) -> None:
        self.kind: str = line["class"]
        self.code: int = line["code"]
        self.verb: str = line["verb"]
        self.bytes: bytes = line["body"].encode()
        status = line["status"]
        self.facts: Facts | None = status and (
            status["code"], status["status"], status["reason"], status["message"],
            status["name"], status["group"], status["kind"], [tuple(cause) for cause in status["causes"]],
        )  # fmt: skip


def advise(body: Body) -> kube_status.Advice:
    return kube_status.advise(body.code, HEADERS, body.bytes, verb=body.verb)


def advise_and_read(body: Body) -> Facts | None:
    advice = advise(body)
    if not advice.trusted:
        return None
    causes = [(cause.type or "", cause.message or "", cause.field or "") for cause in advice.causes]
    return (
        advice.status_code, "Failure", advice.reason_text or "", advice.message or "",
        advice.name or "", advice.group or "", advice.kind or "", causes,
    )  # fmt: skip


def read(loads: Callable[[bytes], Any], body: Body) -> Facts | None:
    try:
        status = loads(body.bytes)
    except ValueError:
        return None
    if status.get("kind") != "Status":
        return None
    details = status.get("details") or {}
    causes = [
        (cause.get("reason", ""), cause.get("message", ""), cause.get("field", ""))
        for cause in details.get("causes", ())
    ]
    return (
        status.get("code", 0), status.get("status", ""), status.get("reason", ""), status.get("message", ""),
        details.get("name", ""), details.get("group", ""), details.get("kind", ""), causes,
    )  # fmt: skip


decode = msgspec.json.Decoder(Status).decode


def read_struct(body: Body) -> Facts | None:
    try:
        status = decode(body.bytes)
    except msgspec.DecodeError:
        return None
    if status.kind != "Status":
        return None
    details = status.details
    causes = [(cause.reason, cause.message, cause.field) for cause in details.causes]
    return (
        status.code, status.status, status.reason, status.message, details.name, details.group, details.kind, causes
    )  # fmt: skip


READERS: dict[str, Callable[[Body], Any]] = {
    "Python: kube_status.advise": advise,
    "Python: kube_status.advise, texts read": advise_and_read,
    "Python: json.loads": lambda body: read(json.loads, body),
    "Python: orjson.loads": lambda body: read(orjson.loads, body),
    "Python: msgspec Struct": read_struct,
}


def check(bodies: list[Body]) -> None:
    """Everybody says of each body what was put into it."""
    for body in bodies:
        for name, reader in READERS.items():
            seen, expected = reader(body), body.facts
            if reader is advise:
                if expected:
                    expected = (expected[0], expected[2], len(expected[7]))
                seen = (seen.status_code, str(seen.reason), seen.cause_count) if seen.trusted else None
            if seen != expected:
                sys.exit(f"{name}: {seen}\nis not {expected}\nin {body.bytes[:2000]!r}")


def turn_ns(reader: Callable[[Body], Any], bodies: list[Body], times: int) -> int:
    begin = time.perf_counter_ns()
    for _ in range(times):
        for body in bodies:
            reader(body)
    return time.perf_counter_ns() - begin


def times_ns(readers: dict[str, Callable[[Body], Any]], bodies: list[Body]) -> dict[str, float]:
    """The shortest time of each for one body, all in turns that are long enough to have the caches to themselves."""
    warm = {name: min(turn_ns(reader, bodies, 1) for _ in range(2)) for name, reader in readers.items()}
    times = {name: max(1, TURN_NS // ns) for name, ns in warm.items()}
    least = dict.fromkeys(readers, float("inf"))
    begin = time.perf_counter()
    while time.perf_counter() - begin < TIME_S:
        for name, reader in readers.items():
            least[name] = min(least[name], turn_ns(reader, bodies, times[name]) / times[name] / len(bodies))
    return least


def main(path: str) -> None:
    with open(path, encoding="utf-8") as file:
        bodies = [Body(json.loads(line)) for line in file]
    check(bodies)
    gc.disable()
    for kind in dict.fromkeys(body.kind for body in bodies):
        for name, ns in times_ns(READERS, [body for body in bodies if body.kind == kind]).items():
            print(json.dumps({"reader": name, "class": kind, "ns": ns}))
    library = ctypes.CDLL(os.environ["KUBE_STATUS_LIBRARY"])
    empty, refused = library.kube_status_abi, library.kube_status_advise_whole
    calls: dict[str, Callable[[Body], Any]] = {
        "Python: ctypes call without arguments": lambda _: empty(),
        "Python: ctypes call with nine arguments": lambda _: refused(None, 0, None, 0, None, 0, None, 0, None),
        "": lambda _: None,
    }
    times = times_ns(calls, bodies[:64])
    loop = times.pop("")
    for name, ns in times.items():
        print(json.dumps({"reader": name, "class": bodies[0].kind, "ns": ns - loop}))
    versions = f"orjson {orjson.__version__}, msgspec {msgspec.__version__}"
    print(json.dumps({"with": f"Python {platform.python_version()}, {versions}"}))


main(sys.argv[1])
