"""One call of the client, until it is done or given up."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from kubernetes.client import ApiException

from .._machines import Retry
from .._policy import Budget, Policy
from .._words import Action, Preset, Rule, Step
from ._exceptions import FAILURES, advise, advise_with
from ._method import check_method, facts_of


def call(
    function: Callable[..., Any],
    /,
    *args: Any,
    limit_ms: int | None = None,
    policy: Policy | Preset | str | None = None,
    budget: Budget | None = None,
    authenticate: Callable[[], object] | None = None,
    look: Callable[[], Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    **keywords: Any,
) -> Any:
    """Calls `function`, a method of one of the client's APIs, with these arguments, again where that is the advice.

        call(api.read_namespaced_config_map, "web", "default", limit_ms=30_000)

    Returns what the method returns, or None where it raised and the wanted state holds: a delete of what is gone. The
    exception is raised when it is not to be tried again, or when that needs what is not given here:

    * a `body` that is a function: it makes the body, at first and after each conflict, from the object as it is then;
    * `authenticate`, called after a 401: it reads the token anew;
    * `look`, called where nobody knows whether the call was executed and it must not be repeated blindly: it returns
      what the call would have returned if it was, and None, or the exception that it is not there, if it was not.

    The verb and the name are read from the method's name and the body; `facts` are keywords of `kube_status.advise`
    that are to be others. Of a function of your own nothing is known: it counts as an unsafe write unless `facts` say
    more. The other keywords are those of `kube_status.Retry`. A client that sends again by itself, as its configuration
    has it by default, is a ValueError.
    """
    check_method(function, keywords, ["async_req"])
    bound = inspect.signature(function).bind(*args, **keywords)
    acts: dict[Action, Callable[[], Any] | None] = {Action.RETRY: _nothing, Action.WAIT_CONDITION: _nothing}
    acts |= {Action.AUTHENTICATE: authenticate, Action.VERIFY_OUTCOME: look and partial(_looked, look)}
    make: Any = bound.arguments.get("body")
    if callable(make):

        def renew() -> None:
            bound.arguments["body"] = make()

        renew()
        acts[Action.MERGE_RETRY] = renew
    asked = facts_of(function, {**keywords, **bound.arguments})
    retry = Retry(limit_ms, policy=policy, budget=budget, **{**asked, **(facts or {})})
    while True:
        try:
            answer = function(*bound.args, **bound.kwargs)
        except FAILURES as error:
            step = retry.next(advise_with(retry.advise, error))
            if step is Step.DONE:
                return None
            act = acts.get(retry.action)
            if step is not Step.AGAIN or act is None:
                raise
            time.sleep(retry.wait_s)
            found = act()  # here, so that an exception of its own tells of this one too
            if retry.action is Action.VERIFY_OUTCOME and found is not None:
                return found
        else:
            retry.next(retry.advise(200))
            return answer


def _nothing() -> None:
    """What is done before sending the same again."""


def _looked(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except ApiException as error:
        if advise(error, verb="get").rule is not Rule.OBJECT_NOT_FOUND:  # a proxy's 404 tells nothing
            raise
        return None
