"""What the machines have in common."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from operator import index
from random import SystemRandom
from typing import Any, TypeVar

from ._advice import Advice
from ._call import advice_on
from ._library import check
from ._policy import Budget
from ._request import number
from ._response import BodyBytes, Headers
from ._watch import Frames, frames_of
from ._words import Action, RequestFlag, Step, Transport, Verb, Why

_STEPS, _WHYS, _ACTIONS, _VERBS = list(Step), list(Why), list(Action), list(Verb)
_AFTER_MAYBE = RequestFlag.AFTER_MAYBE.value
_LARGEST = 0xFFFF_FFFF
# Not the generator of the module random: programs that seed that one would all wait equally long.
_draw = SystemRandom().getrandbits
_Some = TypeVar("_Some", bound="Machine")


class Machine:
    """A machine of the library. Of use to one caller at a time; a copy goes its own way, and shares the budget."""

    __slots__ = ("_struct", "_budget")

    def __init__(self, struct: Any, budget: Budget | None) -> None:
        if budget is not None and not isinstance(budget, Budget):
            raise TypeError(f"budget: a Budget, not {type(budget).__name__}")
        self._struct = struct
        self._budget = budget

    @property
    def _retry(self) -> Any:
        """The kube_status_retry."""
        return self._struct

    @property
    def wait_ms(self) -> int:
        """Wait so many milliseconds before the next step."""
        return int(self._retry.wait_ms)

    @property
    def wait_s(self) -> float:
        """The same in seconds, as time.sleep() takes it."""
        return self.wait_ms / 1000

    @property
    def action(self) -> Action:
        """What to do before sending: an action of the advice. One that you cannot do: leave the loop."""
        return _ACTIONS[int(self._retry.action)]

    @property
    def why(self) -> Why:
        """Why it stopped; NONE while it goes on."""
        return _WHYS[int(self._retry.why)]

    @property
    def new_connection(self) -> bool:
        """Whether to send over another connection."""
        return bool(self._retry.new_connection)

    @property
    def hinted(self) -> bool:
        """Whether the server said how long to wait, and the wait is made of that."""
        return bool(self._retry.hinted)

    @property
    def verb(self) -> Verb:
        """The verb of the request to send next."""
        return _VERBS[int(self._retry.request.verb)]

    @property
    def timeout_ms(self) -> int:
        """The timeout parameter to send next, in milliseconds; 0 is none. It is raised after a raise-timeout."""
        return int(self._retry.request.timeout_ms)

    @property
    def redirects(self) -> int:
        """How many redirects were followed."""
        return int(self._retry.request.redirects)

    @property
    def after_maybe(self) -> bool:
        """Whether an earlier try may have been executed, and nobody has looked since."""
        return bool(self._retry.request.flags & _AFTER_MAYBE)

    def advise(
        self,
        code: int | None,
        headers: Headers | None = None,
        body: BodyBytes = b"",
        *,
        url: str | bytes | None = None,
        now: float | None = None,
        transport: Transport | str | None = None,
    ) -> Advice:
        """What an answer to this request means. The arguments are those of the function `advise`; what is known of the
        request is known here. Of a watch that began, leave the body to `frames()`."""
        return advice_on(bytes(self._retry.request), code, headers, body, url, now, transport)

    def frames(self) -> Frames:
        """A reader for the stream of the watch that was just answered."""
        return frames_of(bytes(self._retry.request))

    def _next(self, function: Callable[..., int], advice: Advice, now_ms: int | None, random: int | None) -> Step:
        if not isinstance(advice, Advice):
            raise TypeError(f"advice: an Advice, not {type(advice).__name__}")
        now_ms = clock(now_ms)
        random = _draw(32) if random is None else number("random", random, _LARGEST)
        if self._budget is None:
            return _STEPS[check(function(self._pointer, advice._data, None, now_ms, random))]
        with self._budget._lock:
            budget = ctypes.byref(self._budget._struct)
            return _STEPS[check(function(self._pointer, advice._data, budget, now_ms, random))]

    @property
    def _pointer(self) -> Any:
        return ctypes.byref(self._struct)

    def __copy__(self: _Some) -> _Some:
        copied = object.__new__(type(self))
        copied._budget = self._budget
        copied._struct = type(self._struct).from_buffer_copy(self._struct)
        return copied

    def __deepcopy__(self: _Some, _: object) -> _Some:
        return self.__copy__()

    def __repr__(self) -> str:
        stopped = f", stopped: {self.why}" if self.why is not Why.NONE else ""
        return f"<{type(self).__name__}: {self.action} after {self.wait_ms} ms{stopped}>"


def clock(now_ms: int | None) -> int:
    """The time as the library takes it: a clock may wrap there."""
    try:
        return (time.monotonic_ns() // 1_000_000 if now_ms is None else index(now_ms)) & _LARGEST
    except TypeError:
        raise TypeError(f"now_ms: a whole number, not {type(now_ms).__name__}") from None
