"""What the library answers."""

from __future__ import annotations

import ctypes
from typing import NamedTuple

from ._library import ADVICE_SIZE, advice_byte, advice_number, library
from ._predicates import Predicates
from ._structs import Cursor
from ._words import Action, Alternative, Basis, Body, CauseType, Executed, Flag, Reason, Rule, Rv, Text, Verb

_ACTIONS, _RULES, _ALTERNATIVES, _EXECUTED = list(Action), list(Rule), list(Alternative), list(Executed)
_BASES, _RVS, _VERBS = list(Basis), list(Rv), list(Verb)
_REASONS, _BODIES, _CAUSES = list(Reason), list(Body), list(CauseType)
_flag_sets: dict[int, frozenset[Flag]] = {}

_action, _rule, _alternative, _executed = map(advice_byte, ("action", "rule", "alternative", "executed"))
_basis, _tries, _rv, _verb = map(advice_byte, ("basis", "tries", "rv", "verb"))
_reason, _body, _first_cause = map(advice_byte, ("reason", "body", "first_cause"))
_delay_ms, _new_timeout_ms, _code, _flags = map(advice_number, ("delay_ms", "new_timeout_ms", "code", "flags"))
_cause_count, _cause_bits, _status_code = map(advice_number, ("cause_count", "causes", "status_code"))
_retry_after_seconds = advice_number("retry_after_seconds")

# Attributes of enums are slow to read, so the numbers that are needed often are taken out.
_TRUSTED, _DETAILS, _EXPECTED = Flag.TRUSTED.value, Flag.DETAILS.value, Flag.EXPECTED.value
_INITIAL_EVENTS_END, _RESOURCE_VERSION = Flag.INITIAL_EVENTS_END.value, Text.RESOURCE_VERSION.value
_MESSAGE, _REASON, _NAME, _GROUP = Text.MESSAGE.value, Text.REASON.value, Text.NAME.value, Text.GROUP.value
_KIND, _UID, _CONTINUE = Text.KIND.value, Text.UID.value, Text.CONTINUE.value
_PLACES = {Text.CAUSE_TYPE.value: 0, Text.CAUSE_MESSAGE.value: 1, Text.CAUSE_FIELD.value: 2}
_advice_text, _next_text = library.kube_status_advice_text, library.kube_status_advice_next_text


class Cause(NamedTuple):
    """One cause of a Status, each text as it was sent; None where it was absent or empty, or did not fit."""

    type: str | None
    message: str | None
    field: str | None


class Advice(Predicates):
    """What happened to a request, whether it was done, what to do next, and when.

    A copy of everything it tells: it stays valid for ever and never changes. Two are equal if all they tell is.
    """

    __slots__ = ()

    @property
    def action(self) -> Action:
        """The next step."""
        return _ACTIONS[self._data[_action]]

    @property
    def rule(self) -> Rule:
        """What happened: it qualifies the action."""
        return _RULES[self._data[_rule]]

    @property
    def alternative(self) -> Alternative:
        """What else may be done; NONE where nothing may."""
        return _ALTERNATIVES[self._data[_alternative]]

    @property
    def executed(self) -> Executed:
        """Whether the request had an effect."""
        return _EXECUTED[self._data[_executed]]

    @property
    def basis(self) -> Basis:
        """Where `delay_ms` comes from."""
        return _BASES[self._data[_basis]]

    @property
    def tries(self) -> int:
        """After how many such answers to stop; 0 is never."""
        return self._data[_tries]

    @property
    def rv(self) -> Rv:
        """Where to list or watch from; NONE where the advice is about neither."""
        return _RVS[self._data[_rv]]

    @property
    def verb(self) -> Verb:
        """The verb that was asked."""
        return _VERBS[self._data[_verb]]

    @property
    def delay_ms(self) -> int:
        """Wait so many milliseconds before the next step."""
        return _delay_ms(self._data)[0]

    @property
    def new_timeout_ms(self) -> int:
        """With raise-timeout the new timeout parameter in milliseconds, else 0."""
        return _new_timeout_ms(self._data)[0]

    @property
    def code(self) -> int:
        """The HTTP status code; 0 where there was no response."""
        return _code(self._data)[0]

    @property
    def reason(self) -> Reason:
        """The reason of the trusted Status as it was sent, whether or not it counted for the rules."""
        return _REASONS[self._data[_reason]]

    @property
    def body(self) -> Body:
        """What the body was."""
        return _BODIES[self._data[_body]]

    @property
    def status_code(self) -> int:
        """The code in the trusted Status; 0 is none. It can be any number."""
        return _status_code(self._data)[0]

    @property
    def retry_after_seconds(self) -> int:
        """details.retryAfterSeconds of the trusted Status as sent, zero or negative too; 0 where absent. Without a
        trusted Status the seconds of the Retry-After header. How long to wait is told by `delay_ms`."""
        return _retry_after_seconds(self._data)[0]

    @property
    def flags(self) -> frozenset[Flag]:
        """The flags that hold: `Flag.EXPECTED in advice.flags`."""
        bits = _flags(self._data)[0]
        if bits not in _flag_sets:
            _flag_sets[bits] = frozenset(flag for flag in Flag if flag.value & bits)
        return _flag_sets[bits]

    @property
    def trusted(self) -> bool:
        """Whether the body is a trusted Status."""
        return bool(_flags(self._data)[0] & _TRUSTED)

    @property
    def details(self) -> bool:
        """Whether the trusted Status has details, perhaps empty ones."""
        return bool(_flags(self._data)[0] & _DETAILS)

    @property
    def expected(self) -> bool:
        """Whether this is part of normal operation: nothing to warn about."""
        return bool(_flags(self._data)[0] & _EXPECTED)

    @property
    def initial_events_end(self) -> bool:
        """Whether this is the bookmark after which the first state of a watch is complete."""
        return bool(_flags(self._data)[0] & _INITIAL_EVENTS_END)

    @property
    def first_cause(self) -> CauseType:
        """The type of the first cause that has a known one."""
        return _CAUSES[self._data[_first_cause]]

    @property
    def cause_types(self) -> frozenset[CauseType]:
        """The known types of all causes."""
        bits = _cause_bits(self._data)[0]
        return frozenset(cause for cause in _CAUSES if bits >> cause.value & 1)

    @property
    def cause_count(self) -> int:
        """How many causes the trusted Status has; 65535 is that many or more."""
        return _cause_count(self._data)[0]

    @property
    def causes(self) -> tuple[Cause, ...]:
        """All causes, in the order in which they came. Each use reads their texts anew."""
        found: list[list[str | None]] = [[None, None, None] for _ in range(self.cause_count)]
        if not found:
            return ()  # texts of causes there may be all the same, of a Status that is not trusted
        texts, cursor = self._data[ADVICE_SIZE:], Cursor()
        arguments = self._data, texts, ctypes.c_size_t(len(texts)), ctypes.byref(cursor)
        while (text := _next_text(*arguments)) is not None:
            if (place := _PLACES.get(cursor.text)) is not None:
                found[cursor.index][place] = text.decode("utf-8", "replace")
        return tuple(map(Cause._make, found))

    @property
    def message(self) -> str | None:
        """The message of the Status, or a text body; None if there is none."""
        return self._text(_MESSAGE)

    @property
    def reason_text(self) -> str | None:
        """The reason as it was sent, known or not; None if there is none."""
        return self._text(_REASON)

    @property
    def name(self) -> str | None:
        """details.name, usually the object's name; None if there is none."""
        return self._text(_NAME)

    @property
    def group(self) -> str | None:
        """details.group, the API group of the object; None if there is none."""
        return self._text(_GROUP)

    @property
    def kind(self) -> str | None:
        """details.kind, usually the plural resource, such as pods; None if there is none."""
        return self._text(_KIND)

    @property
    def uid(self) -> str | None:
        """details.uid; None if there is none."""
        return self._text(_UID)

    @property
    def continue_token(self) -> str | None:
        """metadata.continue, the token for the next page of a list; None if there is none."""
        return self._text(_CONTINUE)

    @property
    def resource_version(self) -> str | None:
        """metadata.resourceVersion of an object, a list, or a watch frame's object; None if there is none."""
        return self._text(_RESOURCE_VERSION)

    def suggests_client_delay(self) -> int | None:
        """apimachinery's SuggestsClientDelay: the seconds, else None. Whether to retry is told by the action."""
        return self.retry_after_seconds if library.kube_status_suggests_client_delay(self._data) else None

    def explain(self) -> str:
        """The advice in one or two English sentences, for people."""
        texts = self._data[ADVICE_SIZE:]
        size = 1024
        while True:
            out = ctypes.create_string_buffer(size)
            length = library.kube_status_explain(self._data, texts, len(texts), out, size)
            if length < size:
                return out.value.decode("utf-8", "replace")
            size = length + 1

    def _text(self, which: int) -> str | None:
        texts = self._data[ADVICE_SIZE:]
        found: bytes | None = _advice_text(self._data, texts, ctypes.c_size_t(len(texts)), which, 0)
        return None if found is None else found.decode("utf-8", "replace")

    def __eq__(self, other: object) -> bool:
        return self._data == other._data if isinstance(other, Advice) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._data)

    def __repr__(self) -> str:
        after = f" after {self.delay_ms} ms ({self.basis})" if self.basis is not Basis.NONE else ""
        code = f"{self.code} " if self.code else ""
        return f"<Advice: {self.action}{after}; {code}{self.rule}, executed: {self.executed}>"
