"""What the caller says about its request, as the library takes it."""

from __future__ import annotations

import ctypes
import struct
from operator import index
from typing import Any

from ._library import check, library, packer
from ._response import body_bytes
from ._structs import Request
from ._words import Name, Numbers, RequestFlag, RetryClass, Verb

# The library's names of the flags are the names of the keywords.
_BITS: dict[str, int] = {flag.text: flag.value for flag in RequestFlag}
_ANONYMOUS, _RENEWED, _CONTINUE_TOKEN = _BITS["anonymous"], _BITS["renewed"], _BITS["continue_token"]
_EXACT, _CONDITIONAL, _DRY_RUN = _BITS["exact"], _BITS["conditional"], _BITS["dry_run"]
_AFTER_MAYBE, _BODY_ONCE, _NO_MESSAGE_RULES = _BITS["after_maybe"], _BITS["body_once"], _BITS["no_message_rules"]

_VERBS, _RETRY_CLASSES, _NAMES = Numbers(Verb), Numbers(RetryClass), Numbers(Name)
_VERB_OF, _NAME_OF = list(Verb), list(Name)
_pack = packer(Request).pack


def request(
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
    max_delay_ms: int = 0,
    no_message_rules: bool = False,
) -> bytes:
    """The bytes of kube_status_request. The keywords are those of `advise`."""
    flags = (
        (_ANONYMOUS if anonymous else 0)
        | (_RENEWED if renewed else 0)
        | (_CONTINUE_TOKEN if continue_token else 0)
        | (_EXACT if exact else 0)
        | (_CONDITIONAL if conditional else 0)
        | (_DRY_RUN if dry_run else 0)
        | (_AFTER_MAYBE if after_maybe else 0)
        | (_BODY_ONCE if body_once else 0)
        | (_NO_MESSAGE_RULES if no_message_rules else 0)
    )
    words = _VERBS[verb], _RETRY_CLASSES[retry_class], _NAMES[name]
    try:
        return _pack(*words, redirects, flags, timeout_ms, max_delay_ms, 0)
    except struct.error:
        number("redirects", redirects, 255)
        number("timeout_ms", timeout_ms, 0xFFFF_FFFF)
        number("max_delay_ms", max_delay_ms, 0xFFFF_FFFF)
        raise


def request_http(method: str, url: str, content_type: str = "") -> dict[str, Any]:
    """What an HTTP request says of itself, as keywords of `advise` and the machines:

        facts = request_http("DELETE", "/api/v1/namespaces/default/pods/web?dryRun=All")
        advice = advise(code, headers, body, **facts)                           # verb="delete", dry_run=True

    `url` is a path with its query, or a whole URL; the Content-Type of the body tells only what a PATCH is. The name
    of an object that is POSTed to a collection is in its body, and what is known of credentials and conditions in the
    headers: add `name`, `anonymous` and `conditional` where you know them. What it cannot tell is left out.
    """
    asked, words = Request(), [body_bytes(word) for word in (method.upper(), url, content_type)]
    check(library.kube_status_request_http(ctypes.byref(asked), *(x for word in words for x in (word, len(word)))))
    facts: dict[str, Any] = {flag.text: True for flag in RequestFlag if flag.value & asked.flags}
    if asked.verb:
        facts["verb"] = _VERB_OF[asked.verb]
    if asked.name:
        facts["name"] = _NAME_OF[asked.name]
    if asked.timeout_ms:
        facts["timeout_ms"] = asked.timeout_ms
    return facts


def number(name: str, value: int, largest: int) -> int:
    """The value as an int, if it is one from 0 to `largest`."""
    try:
        value = index(value)
    except TypeError:
        raise TypeError(f"{name}: a whole number, not {type(value).__name__}") from None
    if not 0 <= value <= largest:
        raise ValueError(f"{name}: {value} is not within 0 and {largest}")
    return value


class _Plain(dict[object, bytes]):
    """The requests of which nothing but a verb is said, by verb."""

    def __missing__(self, verb: object) -> bytes:
        made = request(verb)  # type: ignore[arg-type]
        self[verb] = made
        return made


plain = _Plain()
