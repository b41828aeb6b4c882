"""For urllib3, and requests, which rests on it: a Retry that lets the library decide.

    session = requests.Session()
    session.mount("https://", kube_status.requests.HTTPAdapter(max_retries=kube_status.urllib3.Retry(limit_ms=60_000)))

needs urllib3 2.5 or newer; with urllib3 alone it is `PoolManager(retries=...)`. This module is imported by itself:
`import kube_status.urllib3`.
"""

from __future__ import annotations

import copy
import http.client
import ssl
import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

import urllib3
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NameResolutionError, ResponseError
from urllib3.exceptions import TimeoutError as Urllib3Timeout

from . import _machines
from ._advice import Advice
from ._policy import Budget, Policy
from ._request import request_http
from ._words import Action, Numbers, Preset, Step, Transport, Verb

_SAME_AGAIN = frozenset({Action.RETRY, Action.WAIT_CONDITION, Action.FOLLOW_REDIRECT})
"""What urllib3 can do: send the same once more."""

_VERB_NUMBERS = Numbers(Verb)


class Retry(urllib3.Retry):
    """Retries as `kube_status.Retry` says; one object serves any number of requests and threads.

    Each request may be sent again for `limit_ms` milliseconds from its first answer on, None is no limit; `policy` and
    `budget` are those of `kube_status.Retry`. What a request asks is read from its method and URL. What is not seen
    there is said for all of them: `patch_type`, the Content-Type of a PATCH, which else counts as an unsafe write; and
    `facts`, keywords of `kube_status.advise` such as `anonymous`, or the `name` of creates. Nor is the body seen:
    urllib3 sends a generator a second time empty. Where a body may be one, take `once()`: `kube_status.requests` does.

    An answer that is not to be sent again is returned as it came, and errors become a MaxRetryError. The keywords of
    urllib3's own Retry may forbid more: `total=3`, `allowed_methods={"GET"}`, `raise_on_status=True`, ...; its
    `backoff_*`, `status_forcelist` and `respect_retry_after_header` count no more.
    """

    def __init__(
        self,
        *,
        limit_ms: int | None = None,
        policy: Policy | Preset | str | None = None,
        budget: Budget | None = None,
        patch_type: str = "",
        facts: Mapping[str, Any] | None = None,
        **limits: Any,
    ) -> None:
        lenient = {"total": None, "allowed_methods": None, "raise_on_status": False, "raise_on_redirect": False}
        super().__init__(**{**lenient, **limits})
        self._settings: dict[str, Any] = {"limit_ms": limit_ms, "policy": policy, "budget": budget}
        self._patch_type, self._facts = patch_type, dict(facts or {})
        self._machine: _machines.Retry | None = None
        self._begin("GET", "/")  # what is wrong is told here

    def new(self, **changed: Any) -> Retry:
        """A copy with the same settings, as urllib3 makes one for each attempt."""
        kept = {**self._settings, "patch_type": self._patch_type, "facts": self._facts}
        return super().new(**{**kept, **changed})

    def once(self) -> Retry:
        """A copy for requests with a body that cannot be sent a second time, such as a generator."""
        return self.new(facts={**self._facts, "body_once": True})

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        """Whether `increment` is to look at this answer. Redirects come to it another way, if urllib3 follows them."""
        if status_code < 300 and self._settings["budget"] is not None:
            # Nowhere else a success is seen, which gives back to the budget.
            machine = copy.copy(self._machine) or self._begin(method, "/")
            machine.next(machine.advise(status_code))
        return status_code >= 400 and self._is_method_retryable(method)

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: urllib3.BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Retry:
        """The Retry for the next attempt, or a MaxRetryError."""
        last = response.retries if response is not None else None
        if isinstance(last, Retry) and last is not self:
            # urllib3 follows a redirect with the Retry it was called with, and forgets the attempts in between.
            return last.increment(method, url, response, error, _pool, _stacktrace)
        new = super().increment(method, url, response, error, _pool, _stacktrace)
        # Of a 303 the method is that of the next request: what the first one was is not known, unless it was seen.
        asked = "" if response is not None and response.status == 303 else method or ""
        new._machine = copy.copy(self._machine) or self._begin(asked, url or "")
        advice = _advice(new._machine, _absolute(url, _pool), response, error)
        if new._machine.next(advice) is not Step.AGAIN or new._machine.action not in _SAME_AGAIN:
            reason = error or ResponseError(advice.explain())
            raise MaxRetryError(_pool, url, reason) from error  # type: ignore[arg-type]
        return new

    def sleep(self, response: urllib3.BaseHTTPResponse | None = None) -> None:
        """Waits as long as the machine says."""
        if self._machine is not None:
            time.sleep(self._machine.wait_s)

    def sleep_for_retry(self, response: urllib3.BaseHTTPResponse) -> bool:
        """The same, before a redirect is followed."""
        self.sleep(response)
        return True

    def _begin(self, method: str, url: str) -> _machines.Retry:
        return _machines.Retry(**self._settings, **{**self._facts, **request_http(method, url, self._patch_type)})


def _advice(
    machine: _machines.Retry, url: str | None, response: urllib3.BaseHTTPResponse | None, error: Exception | None
) -> Advice:
    if response is None:
        return machine.advise(None, transport=transport_of(error))
    # A body that nobody has read yet is left to the caller: what is read here could not be read again.
    body = response.data if response.closed else b""
    return machine.advise(response.status, response.headers, body, url=url, now=time.time())


def _absolute(url: str | None, pool: ConnectionPool | None) -> str | None:
    """The whole URL: urllib3 mostly tells a path."""
    if url is None or pool is None or not url.startswith("/"):
        return url
    host = f"[{pool.host}]" if ":" in pool.host else pool.host
    return urllib3.util.Url(pool.scheme, host=host, port=pool.port).url + url


def transport_of(error: BaseException | None, verb: Verb | str | None = None) -> Transport:
    """Why there was no answer, by the exception of urllib3 or requests: the `transport` of `kube_status.advise`. Unless
    it is known that nothing was sent, the request counts as sent. A MaxRetryError tells of the last attempt only.

    `verb` is what was asked. Where it is no get, list or watch, or is left out, and requests failed at a GET, a
    redirect led there: a write that was answered before counts as sent. urllib3 does not tell the method: there send
    writes with `redirect=False`, or with a `Retry`, which follows no such redirect."""
    reads = _VERB_NUMBERS[verb] in _READS
    if not reads and getattr(getattr(error, "request", None), "method", None) in ("GET", "HEAD"):
        return _OTHER
    return next(filter(None, map(_kind, _inside(error))), _OTHER)


def _inside(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and those that it wraps, as urllib3 and requests do."""
    if isinstance(error, BaseException):
        yield error
        for one in (getattr(error, "reason", None), *error.args):
            yield from _inside(one)


def _kind(error: BaseException) -> Transport | None:
    if isinstance(error, ssl.SSLError) and any(word in (error.reason or "") for word in ("CERTIFICATE", "UNKNOWN_CA")):
        return _CERTIFICATE
    return next((transport for kinds, transport in _KINDS if isinstance(error, kinds)), None)


_READS = {verb.value for verb in (Verb.GET, Verb.LIST, Verb.WATCH)}
_OTHER: Transport = Transport.OTHER
_CERTIFICATE: Transport = Transport.CERTIFICATE
_KINDS: tuple[tuple[tuple[type[BaseException], ...], Transport], ...] = (
    ((NameResolutionError,), Transport.DNS),
    ((ConnectTimeoutError, ConnectionRefusedError), Transport.REFUSED),
    ((http.client.RemoteDisconnected, http.client.IncompleteRead, ssl.SSLEOFError), Transport.EOF),
    ((ConnectionError,), Transport.RESET),
    ((Urllib3Timeout, TimeoutError), Transport.TIMEOUT),
)
"""What an exception means, the first that fits."""
