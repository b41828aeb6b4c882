"""How patient the machines are to be."""

from __future__ import annotations

import threading
from dataclasses import KW_ONLY, dataclass
from typing import Any, TypeVar

from . import _structs
from ._library import NO_JITTER
from ._request import number
from ._words import Numbers, Preset

_PRESETS, _PRESET_NUMBERS = list(Preset), Numbers(Preset)
_LARGEST = 0xFFFF_FFFF
_Some = TypeVar("_Some", bound="Budget")


@dataclass(frozen=True)
class Policy:
    """A preset, and the numbers in it that are to be others.

    The presets are "conventions" for one client and "agent" for fleets. `jitter` is the greatest part of a wait that
    is added at random, in steps of a thousandth (0.5 is up to a half, 0 nothing); `base_ms` the first wait of a
    backoff; `cap_ms` the longest own wait, jitter aside; `conflict_base_ms` the first wait after a conflict, of which
    the advice has 10 at least. None, or 0 milliseconds, is what the preset has.
    """

    preset: Preset | str = Preset.CONVENTIONS
    _: KW_ONLY
    jitter: float | None = None
    base_ms: int = 0
    cap_ms: int = 0
    conflict_base_ms: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "preset", _PRESETS[_PRESET_NUMBERS[self.preset]])
        policy_struct(self)  # what is wrong is told here


def policy_struct(policy: Policy | Preset | str | None) -> Any:
    """The kube_status_policy."""
    if not isinstance(policy, Policy):
        return _structs.Policy(preset=_PRESET_NUMBERS[policy])
    names = "base_ms", "cap_ms", "conflict_base_ms"
    return _structs.Policy(
        preset=_PRESET_NUMBERS[policy.preset],
        jitter_permille=0 if policy.jitter is None else _permille(policy.jitter),
        **{name: number(name, getattr(policy, name), _LARGEST) for name in names},
    )


def _permille(jitter: float) -> int:
    if not isinstance(jitter, (int, float)):
        raise TypeError(f"jitter: a number, not {type(jitter).__name__}")
    largest = (NO_JITTER - 1) / 1000
    if not 0 <= jitter <= largest:  # nor is NaN
        raise ValueError(f"jitter: {jitter} is not within 0 and {largest}")
    return round(jitter * 1000) or NO_JITTER


class Budget:
    """Tokens for sending again, shared by many requests, so that a client whose server is down does not multiply its
    load. Sending again costs 10, after a 429 only 5; a request that is done gives 1 back. `capacity` is how many there
    are at most, and at first; 0 is 100. Any thread may use it at any time.

    A copy, also a deep one, is the same budget; one that was pickled has as much spent and goes its own way."""

    __slots__ = ("_struct", "_lock")

    def __init__(self, capacity: int = 0) -> None:
        self._struct: Any = _structs.Budget(capacity=number("capacity", capacity, _LARGEST))
        self._lock: Any = threading.RLock()  # a signal handler may come back in the middle of a call of its own thread

    @property
    def capacity(self) -> int:
        """How many tokens it holds when full, as was said; 0 is 100."""
        return int(self._struct.capacity)

    @property
    def spent(self) -> int:
        """How many of them are spent."""
        return int(self._struct.spent)

    def __copy__(self: _Some) -> _Some:
        return self

    def __deepcopy__(self: _Some, _: object) -> _Some:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.capacity,), self.spent

    def __setstate__(self, spent: int) -> None:
        self._struct.spent = spent

    def __repr__(self) -> str:
        return f"<Budget: {self.spent} spent of {self.capacity or 100}>"
