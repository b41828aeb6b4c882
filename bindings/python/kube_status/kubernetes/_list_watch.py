"""A collection, listed and then watched, for as long as wanted."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from typing import Any, NamedTuple

from urllib3.exceptions import HTTPError

from .._advice import Advice
from .._machines import ListWatch
from .._policy import Budget, Policy
from .._words import Action, Preset, Rule, Rv, Send, Step
from ..urllib3 import transport_of
from ._exceptions import FAILURES, advise_with
from ._method import check_method

_BEYOND = frozenset({Action.REDISCOVER, Action.RENEGOTIATE, Action.FOLLOW_REDIRECT})
"""What a generator over one method of the client cannot do."""

_OWN = ("async_req", "watch", "timeout_seconds", "allow_watch_bookmarks", "send_initial_events", "_continue")
"""Keywords of the client's that are said here, request by request."""

_UNREADABLE = ValueError, KeyError, TypeError, RecursionError
"""What json raises for a body that is no JSON, or is too deep, and what follows from one that is something else."""

_ENOUGH = 3
"""So often the same unreadable event is asked for."""

_PATIENCE_SECONDS = 30
"""For a connection, and for an answer; a watch that is silent for so long after its end is lost."""


_ENDS = Rule.WATCH_ENDED, Rule.WATCH_ENDED_EARLY
"""Of a stream that was not cut."""


class Event(NamedTuple):
    """What happened to the collection. Objects are the JSON that the server sent, as dicts.

    "LIST": `object` is the list of all objects there are, which replaces whatever was known: at first, and whenever
    events may have been missed. "ADDED", "MODIFIED" and "DELETED": `object` is the object.
    """

    type: str
    object: Any


def list_watch(
    function: Callable[..., Any],
    /,
    *args: Any,
    policy: Policy | Preset | str | None = None,
    budget: Budget | None = None,
    streaming: bool = False,
    authenticate: Callable[[], object] | None = None,
    facts: Mapping[str, Any] | None = None,
    limit: int = 500,
    **keywords: Any,
) -> Iterator[Event]:
    """The events of a collection, without end: `function` is a list method of the client, called with these arguments.

        for event in list_watch(api.list_namespaced_config_map, "default", label_selector="app=web"):
            ...

    `limit` is the size of a page. `resource_version` is where the list begins: without it the newest state, "0" is
    what the server has at hand. `authenticate` is called after a 401 and reads the token anew. With `streaming` the
    first state is streamed by a watch, where the server can; of one that takes no notice that shows when the watch
    ends, after 5 to 10 minutes, and it is listed then. `facts` are keywords of `kube_status.advise` that hold for every
    request, the others those of `kube_status.ListWatch`. The exception is raised when it is not to be tried again, also
    that of an event that is no JSON three times in a row. A client that sends again by itself is a ValueError.
    """
    check_method(function, keywords, (*_OWN, "_preload_content"))
    known = {"exact": keywords.get("resource_version_match") == "Exact", **(facts or {})}
    machine = ListWatch(policy=policy, budget=budget, streaming=streaming, **known)
    return _Collection(partial(function, *args), {**keywords, "limit": limit}, machine, authenticate).events()


class _Collection:
    """What is kept between two requests."""

    def __init__(
        self,
        send: Callable[..., Any],
        keywords: dict[str, Any],
        machine: ListWatch,
        authenticate: Callable[[], object] | None,
    ) -> None:
        self._send, self._keywords, self._machine, self._authenticate = send, keywords, machine, authenticate
        self._last: str | None = None
        self._token: str | None = None
        self._objects: dict[tuple[Any, Any], Any] = {}
        self._unreadable = 0

    def events(self) -> Iterator[Event]:
        """All there will ever be."""
        while True:
            yield from self._exchange()

    def _exchange(self) -> Iterator[Event]:
        """One request and all that comes of it."""
        time.sleep(self._machine.wait_s)
        if self._machine.action is Action.AUTHENTICATE and self._authenticate:
            self._authenticate()
        if self._machine.send is not Send.PAGE:
            self._objects = {}
        watching = self._machine.send in (Send.WATCH, Send.STREAM)
        try:
            response = self._send(**self._query(watching), _preload_content=False)
        except FAILURES as error:
            self._next(advise_with(self._machine.advise, error), error)
            return
        with closing(response):
            yield from self._watch(response) if watching else self._list(response)

    def _query(self, watching: bool) -> dict[str, Any]:
        machine, query = self._machine, dict(self._keywords)
        first = query.pop("resource_version", None), query.pop("resource_version_match", None)
        if machine.send is Send.PAGE:
            query["_continue"] = self._token
        elif machine.from_ is Rv.LAST:
            query["resource_version"] = self._last
        elif machine.from_ is Rv.REQUESTED:
            query["resource_version"], query["resource_version_match"] = first
        seconds = _PATIENCE_SECONDS
        if watching:
            del query["limit"]
            query |= {"watch": True, "allow_watch_bookmarks": True, "timeout_seconds": machine.timeout_seconds}
            seconds += machine.timeout_seconds
        if machine.send is Send.STREAM:
            query |= {"send_initial_events": True, "resource_version_match": "NotOlderThan"}
        return {"_request_timeout": (_PATIENCE_SECONDS, seconds), **query}

    def _list(self, response: Any) -> Iterator[Event]:
        try:
            body = response.data
            whole = json.loads(body)
            objects = {_key(one): one for one in whole["items"] or ()}
            self._token = whole["metadata"].get("continue")
        except HTTPError as error:
            self._next(advise_with(self._machine.advise, error), error)
            return
        except _UNREADABLE as error:  # no list: a proxy's page, or bytes that were damaged
            self._next(self._machine.advise(None, transport="other"), error)
            return
        advice = self._machine.advise(response.status, response.headers, body)
        self._next(advice)
        if advice.action is Action.DONE:
            self._objects |= objects
            if self._machine.complete:
                yield Event("LIST", [*self._objects.values()])

    def _watch(self, response: Any) -> Iterator[Event]:
        began, frames, text = time.monotonic(), self._machine.frames(), b""
        if self._next(self._machine.advise(response.status, response.headers)) is not Step.READ:
            return
        failure: Exception | None = None
        try:
            for piece in _pieces(response):
                text += piece
                for advice in frames.feed(piece):
                    was_complete = self._machine.complete
                    event = _event(text) if advice.rule is Rule.WATCH_EVENT else None
                    text = b""
                    if self._next(advice) is not Step.READ:
                        return
                    yield from self._told(event, was_complete)
            advice = frames.end(int((time.monotonic() - began) * 1000))
            if self._machine.send is Send.STREAM and advice.rule in _ENDS:
                advice = self._machine.advise(422)  # as a server answers that knows of no streaming
        except HTTPError as error:
            failure, advice = error, frames.failed(transport_of(error))
        except _UNREADABLE as error:
            self._unreadable += 1
            if self._unreadable == _ENOUGH:
                raise
            failure, advice = error, self._machine.advise(None, transport="other")
        self._next(advice, failure)

    def _told(self, event: Event | None, was_complete: bool) -> Iterator[Event]:
        """The event; of the first state, while that is streamed, the whole at its end. None is a bookmark."""
        if event and was_complete:
            yield event
        elif event and event.type == "DELETED":
            self._objects.pop(_key(event.object), None)
        elif event:
            self._objects[_key(event.object)] = event.object
        elif self._machine.complete and not was_complete:
            yield Event("LIST", [*self._objects.values()])

    def _next(self, advice: Advice, failure: Exception | None = None) -> Step:
        machine = self._machine
        step = machine.next(advice)
        if machine.store and advice.resource_version not in (None, self._last):
            self._last, self._unreadable = advice.resource_version, 0
        beyond = machine.action in _BEYOND or machine.action is Action.AUTHENTICATE and not self._authenticate
        if step is Step.STOP or step is Step.AGAIN and beyond:
            raise failure or RuntimeError(advice.explain())
        return step


def _pieces(response: Any) -> Iterator[bytes]:
    """The bytes of a stream, with the end of each frame at the end of a piece: frames are objects behind each other."""
    for chunk in iter(response.read1, b""):  # whatever is there: stream() would wait for more, if it is not chunked
        yield from re.split(rb"(?<=})(?=\s*{)", chunk)


def _event(text: bytes) -> Event:
    frame = json.loads(text)
    return Event(frame["type"], frame["object"])


def _key(one: Any) -> tuple[Any, Any]:
    metadata = one["metadata"]
    return metadata.get("namespace"), metadata["name"]
