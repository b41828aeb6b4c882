"""The stream of a watch: frame by frame, and how it ended."""

from __future__ import annotations

import ctypes
from typing import Any

from ._advice import Advice
from ._call import TRANSPORTS, advice_in
from ._library import FED_ENOUGH, TEXT_SIZE, Memory, check, free, library, take_memory
from ._request import number, request
from ._response import BodyBytes, body_bytes
from ._words import Action, Transport, Verb


def advise_frame(frame: BodyBytes, *, verb: Verb | str | None = "watch", **facts: Any) -> Advice:
    """Advice about one whole frame of a watch's stream: a JSON event, or a length and a protobuf event.

    What follows the first frame is not looked at; `Frames` takes a stream. The keywords are those of `advise` that
    speak of the request, without url and now.
    """
    asked, data, memory = request(verb, **facts), body_bytes(frame), take_memory()
    check(library.kube_status_response_begin(memory.response_pointer, 200))
    _read_frame(memory, data, len(data))
    answer = advice_in(memory, asked)
    free.append(memory)
    return answer


def advise_end(elapsed_ms: int = 0, events: int = 0, *, verb: Verb | str | None = "watch", **facts: Any) -> Advice:
    """Advice about the end of a watch's stream, so many milliseconds after it began and after so many events,
    bookmarks too. The keywords are those of `advise_frame`."""
    asked, memory = request(verb, **facts), take_memory()
    check(library.kube_status_response_begin(memory.response_pointer, 200))
    _end(memory, elapsed_ms, events)
    answer = advice_in(memory, asked)
    free.append(memory)
    return answer


class Frames:
    """Reads a watch's stream as it arrives, in pieces of any size. Of use to one caller at a time.

        frames = Frames()
        for chunk in stream:
            for advice in frames.feed(chunk):
                ...
        advice = frames.end(elapsed_ms)

    The keywords are those of `advise_frame`.
    """

    __slots__ = ("_request", "_memory", "events")

    events: int
    """How many events came so far, bookmarks too."""

    def __init__(self, *, verb: Verb | str | None = "watch", **facts: Any) -> None:
        self._request = request(verb, **facts)
        self._memory = Memory()
        self.events = 0
        check(library.kube_status_response_begin(self._memory.response_pointer, 200))

    def feed(self, data: BodyBytes) -> list[Advice]:
        """Takes the next bytes. Returns advice about each frame that they complete, in order."""
        data = body_bytes(data)
        address, left = ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0, len(data)
        answers = []
        while left:
            used, complete = _read_frame(self._memory, address, left)
            address, left = address + used, left - used
            if complete:
                answers.append(advice_in(self._memory, self._request))
                self.events += answers[-1].action is Action.DONE
        return answers

    def end(self, elapsed_ms: int = 0, events: int | None = None) -> Advice:
        """The stream ended, so many milliseconds after it began. A frame that has only begun is cut by that; after
        an ERROR the advice about the ERROR stands. `events` is this reader's own count if it is left out."""
        _end(self._memory, elapsed_ms, self.events if events is None else events)
        return advice_in(self._memory, self._request)

    def failed(self, transport: Transport | str) -> Advice:
        """The connection was lost. After an ERROR the advice about the ERROR stands."""
        check(library.kube_status_response_failed(self._memory.response_pointer, TRANSPORTS[transport]))
        return advice_in(self._memory, self._request)


def frames_of(asked: bytes) -> Frames:
    """A reader for the stream that this request got."""
    frames = Frames()
    frames._request = asked
    return frames


def _read_frame(memory: Memory, data: bytes | int, length: int) -> tuple[int, bool]:
    """How many of these bytes (or those at this address) a frame took, and whether that completed it."""
    used = ctypes.c_size_t()
    fed = library.kube_status_response_frame(
        memory.response_pointer, data, length, ctypes.byref(used), memory.text_pointer, TEXT_SIZE
    )
    return used.value, check(fed) & FED_ENOUGH != 0


def _end(memory: Memory, elapsed_ms: int, events: int) -> None:
    largest = 0xFFFF_FFFF
    elapsed_ms, events = number("elapsed_ms", elapsed_ms, largest), number("events", events, largest)
    check(library.kube_status_response_end(memory.response_pointer, elapsed_ms, events))
