"""The vocabulary as enums. Their members come from the library itself when this module is imported: a value is the
number it has in C, `str()` of it the name it has everywhere else (`Action.MERGE_RETRY`, 8, "merge-retry")."""

from __future__ import annotations

import enum
import re
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from ._library import names


class _WordType(enum.EnumMeta):
    if TYPE_CHECKING:  # the members are not known before the library is loaded

        def __getattr__(cls, name: str) -> Any: ...


class Word(enum.Enum, metaclass=_WordType):
    """A word of the vocabulary: `value` is its number, `text` its name in the documentation."""

    text: str

    def __new__(cls, number: int, text: str) -> Word:
        word = object.__new__(cls)
        word._value_ = number
        word.text = text
        return word

    def __str__(self) -> str:
        return self.text

    __hash__ = object.__hash__  # members are unique; several times faster than the hash of Enum


def _members(namespace: MutableMapping[str, Any], word: str, nameless: str = "UNKNOWN") -> None:
    """Adds one member for each name: "merge-retry" is MERGE_RETRY, "NotFound" is NOT_FOUND. One number of some kinds
    has no name, for it stands for nothing on the wire: that is `nameless`."""
    flag = word.endswith("_flag")
    for index, text in enumerate(names(word)):
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).replace("-", "_").upper()
        namespace[name or nameless] = (1 << index if flag else index, text)


class Verb(Word):
    """What the request asked for. UNKNOWN counts as an unsafe write."""

    _members(vars(), "verb")


class RetryClass(Word):
    """How harmless it is to send the same request twice. BY_VERB: not said."""

    _members(vars(), "retry_class", "BY_VERB")


class Name(Word):
    """Of a create: where the object's name comes from."""

    _members(vars(), "name")


class Transport(Word):
    """Why there is no response. What is not listed is OTHER."""

    _members(vars(), "transport")


class RequestFlag(Word):
    """A fact about a request: the value is its bit."""

    _members(vars(), "request_flag")


class Action(Word):
    """The next step."""

    _members(vars(), "action")


class Rule(Word):
    """The rule that decided: what happened. Names and numbers never change."""

    _members(vars(), "rule")


class Alternative(Word):
    """What else may be done."""

    _members(vars(), "alternative", "NONE")


class Executed(Word):
    """Whether the request had an effect."""

    _members(vars(), "executed")


class Basis(Word):
    """Where a delay comes from."""

    _members(vars(), "basis")


class Rv(Word):
    """From which resourceVersion to list or watch. UNSET: without one, which is the newest state."""

    _members(vars(), "rv", "UNSET")


class Reason(Word):
    """The reason of a Status (metav1.StatusReason). UNKNOWN: none, or one that is not listed."""

    _members(vars(), "reason")


class Body(Word):
    """What a body was."""

    _members(vars(), "body")


class CauseType(Word):
    """The type of a cause (metav1.CauseType). UNKNOWN: none, or one that is not listed."""

    _members(vars(), "cause_type")


class Flag(Word):
    """A fact about an answer: the value is its bit."""

    _members(vars(), "advice_flag")


class Text(Word):
    """A text of an answer."""

    _members(vars(), "text")


class Step(Word):
    """What a machine says to do now."""

    _members(vars(), "step")


class Why(Word):
    """Why a machine stopped. NONE: it did not."""

    _members(vars(), "why", "NONE")


class Preset(Word):
    """A set of numbers: how patient to be."""

    _members(vars(), "preset")


class Send(Word):
    """What a list-watch sends."""

    _members(vars(), "send")


class Numbers(dict[object, int]):
    """The numbers of a kind of word, by member, by name, and 0 for None."""

    def __init__(self, words: type[Word]) -> None:
        super().__init__({None: 0})
        self._words = words
        for word in words:
            self[word] = self[word.text] = word.value

    def __missing__(self, word: object) -> int:
        kind = self._words.__name__
        if not isinstance(word, str):
            raise TypeError(f"{kind}: a member or its name, not {type(word).__name__}")
        known = ", ".join(repr(known.text) for known in self._words if known.text)
        raise ValueError(f"{kind}: {word!r} is unknown; known are {known}")
