"""What the client's exceptions mean."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from kubernetes.client import ApiException
from urllib3.exceptions import HTTPError, LocationValueError

from .. import _call
from .._advice import Advice
from ..urllib3 import transport_of

FAILURES = (ApiException, HTTPError)
"""What a call of the client raises where the server answered with an error, or did not answer."""


def advise(error: ApiException | HTTPError, **facts: Any) -> Advice:
    """What an exception of the client means and what to do next. `facts` are the keywords of `kube_status.advise` that
    speak of the request, among them `verb`."""
    return advise_with(partial(_call.advise, **facts), error)


def advise_with(ask: Callable[..., Advice], error: ApiException | HTTPError) -> Advice:
    """The same by the `advise` of a machine. An exception that tells of no exchange is raised again."""
    if isinstance(error, ApiException) and error.status:
        return ask(error.status, error.headers, error.body, now=time.time())
    # The client makes an ApiException of an SSLError, and has others for what it cannot send; urllib3 has errors for
    # URLs that are none.
    lost = error.__context__ if isinstance(error, ApiException) else error
    if not isinstance(lost, HTTPError) or isinstance(lost, LocationValueError):
        raise error
    return ask(None, transport=transport_of(lost))
