"""What is known of a method of the client's APIs, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

_VERBS = {"read": "get", "get": "get", "list": "list", "create": "create", "replace": "update", "patch": "patch"}
_VERBS |= {"delete": "delete", "connect": "connect"}


def check_method(function: Callable[..., Any], keywords: Iterable[str], own: Iterable[str]) -> None:
    """Refuses keywords that are not the caller's to say, and a client that sends again by itself: that multiplies."""
    for name in own:
        if name in keywords:
            raise TypeError(f"{name}: not to be said here")
    configuration = getattr(_client(function), "configuration", None)
    if configuration is not None and configuration.retries is not False:
        raise ValueError("configuration.retries: set it to False, or the client sends again beneath each try")


def facts_of(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a call, as keywords of `advise`: nothing, if it is no method of the client, for then its name
    and its arguments may mean anything."""
    if _client(function) is None:
        return {}
    name, body = function.__name__, arguments.get("body")
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


def _client(function: Callable[..., Any]) -> Any:
    """The ApiClient that the method uses, if it is one of an API."""
    return getattr(getattr(function, "__self__", None), "api_client", None)


def _name_of(body: Any) -> str | None:
    """Where the name of a new object comes from."""
    metadata = _member(body, "metadata", "metadata")
    if _member(metadata, "name", "name"):
        return "given"
    return "generated" if _member(metadata, "generate_name", "generateName") else None


def _member(whole: Any, name: str, json_name: str) -> Any:
    """A member of a model of the client, or of a dict."""
    return whole.get(json_name) if isinstance(whole, Mapping) else getattr(whole, name, None)
