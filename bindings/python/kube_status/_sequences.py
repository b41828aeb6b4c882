"""A row of a conformance file that is a sequence: what a machine makes of one exchange after the other."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from . import Advice, Budget, ListWatch, Retry, Step
from ._rows import Json, RowError, body_of, clock_of, facts_of, head_of, of_kind, only_known

_BEGIN_MS = 0xFFFF_FFFF - 1500
"""A clock that wraps on the way."""

_IF_EXPECTED = ("timeout_ms", "after_maybe")
"""Of a step again these are compared only where they are given."""

_Machine = Retry | ListWatch


def steps(request: Json, exchanges: list[Any], expected: list[Any]) -> list[Json]:
    """The steps of a machine as the files write them."""
    url, now, random = request.pop("url", None), clock_of(request), request.pop("random", 0)
    machine, now_ms = _machine(request), _BEGIN_MS
    ask = functools.partial(_advice, machine, url, now)
    told = []
    for index, exchange in enumerate(exchanges):
        exchange = of_kind("response", exchange, dict)
        now_ms += machine.wait_ms + exchange.pop("took_ms", 0)
        step = _told(machine, machine.next(ask(exchange), now_ms, random))
        want = of_kind("steps", expected[index], dict) if index < len(expected) else {}
        told.append({key: value for key, value in step.items() if key in want or key not in _IF_EXPECTED})
    return told


def _machine(request: Json) -> _Machine:
    """The machine that a row asks for, at its beginning."""
    kind, policy, limit_ms = request.pop("machine", None), request.pop("policy", None), request.pop("limit_ms", None)
    budget = Budget(request.pop("budget")) if "budget" in request else None
    facts = facts_of(request)
    only_known("request", request)
    begin: dict[str | None, Callable[..., _Machine]] = {None: functools.partial(Retry, limit_ms)}
    if limit_ms is None:
        begin["list-watch"] = ListWatch
    if kind not in begin:
        raise RowError(f"request: no machine {kind!r}, or none with a limit")
    return begin[kind](policy=policy, budget=budget, now_ms=_BEGIN_MS, **facts)


def _advice(machine: _Machine, url: str | None, now: int | None, exchange: Json) -> Advice:
    """The advice about an answer, a frame, or the end of a stream."""
    mode, body = exchange.pop("mode", None), body_of(exchange)
    status, lines = head_of(exchange)  # of a frame and an end neither counts
    if mode == "frame":
        only_known("response", exchange)
        answers = machine.frames().feed(body)
        if len(answers) != 1:
            raise RowError(f"response: {len(answers)} whole frames, not one")
        return answers[0]
    if mode == "end":
        elapsed_ms, events = exchange.pop("elapsed_ms", 0), exchange.pop("events", 0)
        only_known("response", exchange)
        return machine.frames().end(elapsed_ms, events)
    transport = exchange.pop("transport", None)
    only_known("response", exchange)
    if mode is not None:
        raise RowError(f"response: the mode {mode!r} is unknown")
    return machine.advise(status, lines, body, url=url, now=now, transport=transport)


def _told(machine: _Machine, step: Step) -> Json:
    told: Json = {"step": str(step)}
    if step is Step.STOP:
        told["why"] = str(machine.why)
    if step is Step.AGAIN:
        told |= {"wait_ms": machine.wait_ms, "action": str(machine.action)}
        told |= {"timeout_ms": machine.timeout_ms, "after_maybe": machine.after_maybe}
    if isinstance(machine, ListWatch) and step in (Step.AGAIN, Step.READ):
        told["store"] = int(machine.store)
        if step is Step.AGAIN:
            told |= {"send": str(machine.send), "rv": str(machine.from_)}
    return told
