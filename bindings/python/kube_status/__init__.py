"""What a Kubernetes API response means, and what to do next.

    import kube_status
    from kube_status import Action

    advice = kube_status.advise(response.status_code, response.headers, response.content, verb="update")
    if advice.action is Action.MERGE_RETRY:
        ...
    print(advice.explain())

Facts in, advice out: nothing here opens a socket, sleeps, reads a clock or keeps anything between two calls, and any
thread may call at any time. It needs the library libkube_status, which is looked for at the path in the environment
variable KUBE_STATUS_LIBRARY, else beside this package, in the checkout it belongs to, and where the system looks.
"""

from . import _library
from ._advice import Advice, Cause
from ._call import advise, explain
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
    Reason,
    RetryClass,
    Rule,
    Rv,
    Transport,
    Verb,
)

__version__: str = _library.library.kube_status_version().decode()
"""The version of the library that is loaded."""

__all__ = [
    "Action",
    "Advice",
    "Alternative",
    "Basis",
    "Body",
    "Cause",
    "CauseType",
    "Executed",
    "Flag",
    "Frames",
    "Name",
    "Reason",
    "RetryClass",
    "Rule",
    "Rv",
    "Transport",
    "Verb",
    "advise",
    "advise_end",
    "advise_frame",
    "explain",
]
