"""Asking the library."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from ._advice import Advice
from ._library import ADVICE_SIZE, TEXT_SIZE, Memory, check, free, library, take_memory
from ._request import number, plain, request
from ._response import BodyBytes, Headers, body_bytes, first_location, head
from ._words import Name, Numbers, RetryClass, Transport, Verb

TRANSPORTS = Numbers(Transport)

_advise_whole = library.kube_status_advise_whole
# The length that says "up to the NUL" is no length.
_LONGEST = 0xFFFF_FFFE
# Bound once: through an imported name some releases of Python bind a method anew at each call.
_take, _give = free.pop, free.append

_Advise = TypeVar("_Advise", bound=Callable[..., Advice])


def _short(whole: _Advise) -> _Advise:
    """The same, sooner where nothing but a verb is said: each default of a keyword costs Python a look-up."""

    @wraps(whole)
    def advise(
        code: int | None, headers: Headers | None = None, body: BodyBytes = b"", *, verb: Any = None, **facts: Any
    ) -> Advice:
        return whole(code, headers, body, verb=verb, **facts) if facts else advice_on(plain[verb], code, headers, body)

    return advise  # type: ignore[return-value]


@_short
def advise(
    code: int | None,
    headers: Headers | None = None,
    body: BodyBytes = b"",
    *,
    verb: Verb | str | None = None,
    retry_class: RetryClass | str | None = None,
    name: Name | str | None = None,
    anonymous: bool = False,
    renewed: bool = False,
    continue_token: bool = False,
    exact: bool = False,
    conditional: bool = False,
    dry_run: bool = False,
    after_maybe: bool = False,
    body_once: bool = False,
    timeout_ms: int = 0,
    redirects: int = 0,
    url: str | bytes | None = None,
    now: float | None = None,
    max_delay_ms: int = 0,
    no_message_rules: bool = False,
    transport: Transport | str | None = None,
) -> Advice:
    """What an answer means and what to do next.

    The answer: `code`, the HTTP status code (any number from 0 to 65535 gets advice); `headers`, a mapping or pairs
    of name and value; `body`, whole or as much of it as came. With `transport` there was none: say why, and None as
    the code ("reset", "eof", "timeout", ...).

    The request; whatever is not said is taken cautiously, as for an unsafe write with credentials:
    `verb` ("get", "list", "watch", "create", "update", "patch", "json-patch", "apply", "delete", "deletecollection",
    "connect"); `retry_class` ("safe", "idempotent", "unsafe"; else by the verb); `name` of a create ("given",
    "generated"); `anonymous`, no credentials were sent; `renewed`, they were renewed after a 401 of this request;
    `continue_token`, a list that carried one; `exact`, a list with resourceVersionMatch=Exact; `conditional`,
    If-None-Match or If-Match was sent; `dry_run`; `after_maybe`, an earlier try of the same operation may have been
    executed; `body_once`, the body cannot be sent a second time; `timeout_ms`, the timeout parameter in
    milliseconds; `redirects`, how many were followed; `url`, what was asked, to compare a Location with.

    `now` is the caller's clock, in seconds since 1970 as time.time() tells it: for a Retry-After date in an answer
    without a Date. `max_delay_ms` is the longest delay to advise, 0 is one hour. `no_message_rules` looks at no
    English message text. A word is an enum member or its name.
    """
    if (
        retry_class or name or anonymous or renewed or continue_token or exact or conditional or dry_run
        or after_maybe or body_once or timeout_ms or redirects or max_delay_ms or no_message_rules
    ):  # fmt: skip
        asked = request(
            verb, retry_class, name, anonymous, renewed, continue_token, exact, conditional, dry_run,
            after_maybe, body_once, timeout_ms, redirects, max_delay_ms, no_message_rules,
        )  # fmt: skip
    else:
        asked = plain[verb]
    return advice_on(asked, code, headers, body, url, now, transport)


def advice_on(
    asked: bytes,
    code: int | None,
    headers: Headers | None,
    body: BodyBytes,
    url: str | bytes | None = None,
    now: float | None = None,
    transport: Transport | str | None = None,
) -> Advice:
    """The advice about an answer to the request of these bytes: with one call, where no fact needs another."""
    lines = head(headers) if headers else b""
    if type(body) is not bytes:
        body = body_bytes(body)
    length = len(body)
    whole = type(code) is int and 0 < code < 65536 and length <= _LONGEST
    if not whole or url or now is not None or transport is not None:
        return _in_steps(asked, code, lines, body, url, now, transport)
    try:
        memory = _take()
    except IndexError:
        memory = Memory()
    failed = _advise_whole(
        asked, code, lines, len(lines), body, length, memory.text_pointer, TEXT_SIZE, memory.advice_pointer
    )
    if failed:
        check(failed)
    advice = Advice()
    advice._data = memory.bytes[: ADVICE_SIZE + memory.advice.texts]
    _give(memory)
    return advice


def _in_steps(
    asked: bytes,
    code: int | None,
    lines: bytes,
    body: bytes,
    url: str | bytes | None,
    now: float | None,
    transport: Transport | str | None,
) -> Advice:
    """The same with one call for each fact, for those that kube_status_advise_whole does not take."""
    if code is None and transport is None:
        raise TypeError("code: None only together with a transport")
    memory = take_memory()
    response, text = memory.response_pointer, memory.text_pointer
    check(library.kube_status_response_begin(response, number("code", code or 0, 65535)))
    for line in lines.splitlines()[1:]:
        check(library.kube_status_response_line(response, line, len(line)))
    location = first_location(lines)
    if url and location is not None:
        url = body_bytes(url)
        check(library.kube_status_response_location(response, url, len(url), location, len(location)))
    if now is not None:
        check(library.kube_status_response_clock(response, _whole_seconds(now)))
    check(library.kube_status_response_body(response, body, len(body), text, TEXT_SIZE))
    if transport is not None:
        check(library.kube_status_response_failed(response, TRANSPORTS[transport]))
    answer = advice_in(memory, asked)
    free.append(memory)
    return answer


def _whole_seconds(now: float) -> int:
    try:
        return number("now", int(now), 0xFFFF_FFFF_FFFF_FFFF)
    except OverflowError as error:
        raise ValueError(f"now: {error}") from None


def advice_in(memory: Memory, asked: bytes) -> Advice:
    """The advice about the response in this memory."""
    check(library.kube_status_advise(asked, memory.response_pointer, memory.advice_pointer))
    answer = Advice()
    answer._data = memory.bytes[: ADVICE_SIZE + memory.advice.texts]
    return answer


def explain(code: int | None, headers: Headers | None = None, body: BodyBytes = b"", **facts: Any) -> str:
    """The advice in one or two English sentences, for people. The arguments are those of `advise`."""
    return advise(code, headers, body, **facts).explain()
