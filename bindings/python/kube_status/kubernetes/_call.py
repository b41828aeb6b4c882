"""One call of the client, until it is done or given up."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping
from typing import Any

from .._machines import Retry
from .._policy import Budget, Policy
from .._words import Action, Preset, Step
from ._exceptions import FAILURES, advise_with

_VERBS = {"read": "get", "get": "get", "list": "list", "create": "create", "replace": "update", "patch": "patch"}
_VERBS |= {"delete": "delete", "connect": "connect"}


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
      what the call would have returned if it was, and None if it was not.

    The verb and the name are read from the method's name and the body; `facts` are keywords of `kube_status.advise`
    that are to be others. The other keywords are those of `kube_status.Retry`.
    """
    bound = inspect.signature(function).bind(*args, **keywords)
    acts: dict[Action, Callable[[], Any] | None] = {Action.RETRY: _nothing, Action.WAIT_CONDITION: _nothing}
    acts |= {Action.AUTHENTICATE: authenticate, Action.VERIFY_OUTCOME: look}
    make: Any = bound.arguments.get("body")
    if callable(make):

        def renew() -> None:
            bound.arguments["body"] = make()

        renew()
        acts[Action.MERGE_RETRY] = renew
    asked = _facts_of(getattr(function, "__name__", ""), {**keywords, **bound.arguments})
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
        else:
            retry.next(retry.advise(200))
            return answer
        time.sleep(retry.wait_s)
        found = act()
        if retry.action is Action.VERIFY_OUTCOME and found is not None:
            return found


def _nothing() -> None:
    """What is done before sending the same again."""


def _facts_of(name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a call, as keywords of `advise`."""
    body = arguments.get("body")
    facts: dict[str, Any] = {"verb": _VERBS.get(name.split("_")[0])}
    if name.startswith("delete_collection"):
        facts["verb"] = "deletecollection"
    if facts["verb"] == "patch" and isinstance(body, list):  # so the client tells them apart too
        facts["verb"] = "json-patch"
    if facts["verb"] == "create":
        facts["name"] = _name_of(body)
    if arguments.get("dry_run") == "All":
        facts["dry_run"] = True
    return facts


def _name_of(body: Any) -> str | None:
    """Where the name of a new object comes from."""
    metadata = _member(body, "metadata", "metadata")
    if _member(metadata, "name", "name"):
        return "given"
    return "generated" if _member(metadata, "generate_name", "generateName") else None


def _member(whole: Any, name: str, json_name: str) -> Any:
    """A member of a model of the client, or of a dict."""
    return whole.get(json_name) if isinstance(whole, Mapping) else getattr(whole, name, None)
