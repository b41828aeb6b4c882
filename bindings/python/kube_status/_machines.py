"""The machines: from advice to the next step, again and again."""

from __future__ import annotations

import ctypes
from typing import Any

from . import _structs
from ._advice import Advice
from ._library import FOREVER, check, library
from ._machine import Machine, clock
from ._policy import Budget, Policy, policy_struct
from ._request import number, request
from ._words import Preset, Rv, Send, Step

_SENDS, _RVS = list(Send), list(Rv)


class Retry(Machine):
    """One request until it is done or given up: how long to wait, when to stop, and what becomes of the request. The
    loop is shown in the text about the package.

    It may be sent again for `limit_ms` milliseconds from now: 0 is one attempt, None no limit; a request nested inside
    another one takes the other's `left_ms()`. `policy` is a Policy or the name of a preset; `budget` is shared with
    other requests. The other keywords are those of `advise` that speak of the request, without url and now.
    """

    __slots__ = ()

    def __init__(
        self,
        limit_ms: int | None = None,
        *,
        policy: Policy | Preset | str | None = None,
        budget: Budget | None = None,
        now_ms: int | None = None,
        **facts: Any,
    ) -> None:
        super().__init__(_structs.Retry(), budget)
        limit_ms = FOREVER if limit_ms is None else number("limit_ms", limit_ms, FOREVER - 1)
        asked, patience = request(**facts), ctypes.byref(policy_struct(policy))
        check(library.kube_status_retry_begin(self._pointer, asked, patience, limit_ms, clock(now_ms)))

    def next(self, advice: Advice, now_ms: int | None = None, random: int | None = None) -> Step:
        """The next step after this advice. With AGAIN wait `wait_s` seconds, do what `action` says, and send; with
        STOP `why` says for what reason.

        `now_ms` is a clock that counts milliseconds and may wrap, always the same one, time.monotonic() if left out.
        `random` is a number below 2**32, evenly drawn, by the system if left out: a constant one makes a fleet wait
        in step.
        """
        return self._next(library.kube_status_retry_next, advice, now_ms, random)

    def left_ms(self, now_ms: int | None = None) -> int | None:
        """What is left of the limit, in milliseconds; None if there is none."""
        left: int = library.kube_status_retry_left(self._pointer, clock(now_ms))
        return None if left == FOREVER else left


class ListWatch(Machine):
    """A collection, listed and then watched, for as long as wanted.

    Send what `send` says from the resourceVersion that `from_` names, and ask for the next step after every answer,
    every frame and every end. With READ go on with the stream, with AGAIN wait, do what `action` says, send. Where
    `store` holds, store the answer's resourceVersion first.

        machine = ListWatch()
        step = machine.next(machine.advise(r.status_code, r.headers, r.content))    # of a list or a page
        frames = machine.frames()                                                   # of a watch
        for advice in frames.feed(chunk): step = machine.next(advice)
        step = machine.next(frames.end(elapsed_ms))

    With `streaming` the first state is streamed by a watch, where the server can. The other keywords are those of
    Retry, without a limit and without the verb, which is set here.
    """

    __slots__ = ()

    def __init__(
        self,
        *,
        policy: Policy | Preset | str | None = None,
        budget: Budget | None = None,
        streaming: bool = False,
        now_ms: int | None = None,
        **facts: Any,
    ) -> None:
        if "verb" in facts:
            raise TypeError("verb: a ListWatch sets it itself")
        super().__init__(_structs.ListWatch(), budget)
        asked, patience = request(**facts), ctypes.byref(policy_struct(policy))
        check(library.kube_status_list_watch_begin(self._pointer, asked, patience, bool(streaming), clock(now_ms)))

    @property
    def _retry(self) -> Any:
        return self._struct.retry

    @property
    def send(self) -> Send:
        """What to send."""
        return _SENDS[int(self._struct.send)]

    @property
    def from_(self) -> Rv:
        """With which resourceVersion: the LAST one stored, the one REQUESTED before (at first the one you begin with,
        or none), or UNSET: without one."""
        return _RVS[int(self._struct.from_)]

    @property
    def store(self) -> bool:
        """Whether to store the resourceVersion of this answer as the newest one seen."""
        return bool(self._struct.store)

    @property
    def complete(self) -> bool:
        """Whether the first state is complete: what was listed or streamed so far is all there was."""
        return bool(self._struct.complete)

    @property
    def timeout_seconds(self) -> int:
        """The timeoutSeconds of a watch to send next."""
        return int(self._struct.timeout_seconds)

    def next(self, advice: Advice, now_ms: int | None = None, random: int | None = None) -> Step:
        """The next step after this advice about an answer, a frame or the end of a stream. `now_ms` and `random` are
        those of Retry."""
        return self._next(library.kube_status_list_watch_next, advice, now_ms, random)
