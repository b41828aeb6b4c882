"""What a Kubernetes API response means, and what to do next.

    import kube_status
    from kube_status import Action, Step

    advice = kube_status.advise(response.status_code, response.headers, response.content, verb="update")
    if advice.action is Action.MERGE_RETRY:
        ...
    print(advice.explain())

The whole life of a request, its waits and its end, is kept by a Retry (that of a list and watch by a ListWatch):

    retry = kube_status.Retry(60_000, verb="update")                            # for up to a minute
    while True:
        response = put(thing, timeout_ms=retry.timeout_ms)
        step = retry.next(retry.advise(response.status_code, response.headers, response.content))
        if step is not Step.AGAIN:
            break                                                               # Step.DONE, or retry.why tells
        time.sleep(retry.wait_s)
        if retry.action is Action.MERGE_RETRY:
            thing = merge(get())
        elif retry.action is Action.AUTHENTICATE:
            read_token()
        elif retry.action not in (Action.RETRY, Action.RAISE_TIMEOUT):
            break                                                               # nothing that is done here

Facts in, advice out: nothing here opens a socket or sleeps. Only the machines keep anything between two calls, and
read a clock or draw a random number, where they are given none. Any thread may ask for advice at any time; a machine
belongs to one caller at a time. For urllib3 there is `kube_status.urllib3`, for requests `kube_status.requests` beside
it, for the official client `kube_status.kubernetes`, each to be imported by itself.

All this needs the library libkube_status, which is looked for at the path in the
environment variable KUBE_STATUS_LIBRARY, else beside this package, in the checkout it belongs to, and where the
system looks.
"""

from . import _library
from ._advice import Advice, Cause
from ._call import advise, explain
from ._machines import ListWatch, Retry
from ._policy import Budget, Policy
from ._request import request_http
from ._watch import Frames, advise_end, advise_frame
from ._words import (
    Action,
    Alternative,
    Basis,
    Body,
    CauseType,
    Executed,
    Flag,
    Name,
    Preset,
    Reason,
    RetryClass,
    Rule,
    Rv,
    Send,
    Step,
    Transport,
    Verb,
    Why,
)

__version__: str = _library.library.kube_status_version().decode()
"""The version of the library that is loaded."""

__all__ = [
    "Action",
    "Advice",
    "Alternative",
    "Basis",
    "Body",
    "Budget",
    "Cause",
    "CauseType",
    "Executed",
    "Flag",
    "Frames",
    "ListWatch",
    "Name",
    "Policy",
    "Preset",
    "Reason",
    "Retry",
    "RetryClass",
    "Rule",
    "Rv",
    "Send",
    "Step",
    "Transport",
    "Verb",
    "Why",
    "advise",
    "advise_end",
    "advise_frame",
    "explain",
    "request_http",
]
