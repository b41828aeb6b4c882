"""The Python binding through the C library: what goes in, in every shape, and what comes out.

Run by: PYTHONPATH=bindings/python python3 -m unittest discover -s ffi-tests/python
Expectations are reasoned from the rules; "row" below is a row of the table in its section 5.
"""

import collections
import contextlib
import gzip
import http.client
import inspect
import io
import itertools
import json
import os
import pickle
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

import kube_status
from kube_status import (
    Action,
    Alternative,
    Basis,
    Body,
    Cause,
    CauseType,
    Executed,
    Flag,
    Frames,
    Name,
    Reason,
    RetryClass,
    Rule,
    Rv,
    Transport,
    Verb,
    advise,
    advise_end,
    advise_frame,
    conformance,
    explain,
)
from threads import four_at_once

DATA = Path(__file__).parents[2] / "tests" / "data"
FILES = DATA / "cases.tsv", DATA / "sequences.tsv"


def status(code, reason="", message="", **details):
    """The body of a Status as kube-apiserver writes it."""
    whole = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": message}
    whole |= {"reason": reason, "details": details, "code": code}
    return json.dumps(whole, separators=(",", ":")).encode()


CONFLICT = status(409, "Conflict", "the object has been modified", name="web", group="apps", kind="deployments")


class Insensitive:
    """A mapping whose look-up ignores letter case, as that of requests: only items() tells the names."""

    def __init__(self, *pairs):
        self._pairs = pairs

    def items(self):
        return iter(self._pairs)


class Requests(unittest.TestCase):
    def test_an_http_request_says_what_it_asks(self):
        """Section 1 of the rules: what the verb is, and which parameters are facts."""
        pods = "/api/v1/namespaces/default/pods"
        rows = [
            (("GET", f"{pods}/web"), {"verb": Verb.GET}),
            (("get", f"https://server:6443{pods}?continue=x"), {"verb": Verb.LIST, "continue_token": True}),
            (("GET", f"{pods}?resourceVersionMatch=Exact&resourceVersion=5"), {"verb": Verb.LIST, "exact": True}),
            (("GET", f"{pods}?watch=true"), {"verb": Verb.WATCH}),
            (("POST", f"{pods}?dryRun=All"), {"verb": Verb.CREATE, "dry_run": True}),
            (("POST", f"{pods}/web/eviction"), {"verb": Verb.CREATE, "name": Name.GIVEN}),
            (("PUT", f"{pods}/web?timeout=5s"), {"verb": Verb.UPDATE, "timeout_ms": 5000}),
            (("PATCH", f"{pods}/web", "application/apply-patch+yaml"), {"verb": Verb.APPLY}),
            (("PATCH", f"{pods}/web"), {"verb": Verb.JSON_PATCH}),
            (("DELETE", pods), {"verb": Verb.DELETECOLLECTION}),
            (("BREW", "/\ud800"), {}),
        ]
        for asked, facts in rows:
            with self.subTest(asked):
                self.assertEqual(kube_status.request_http(*asked), facts)
                advise(503, **facts)  # each is a keyword there


class Headers(unittest.TestCase):
    def wait(self, headers, **facts):
        advice = advise(429, headers, verb="get", **facts)
        return advice.basis, advice.delay_ms

    def test_every_shape_and_letter_case_is_read_alike(self):
        message = http.client.parse_headers(io.BytesIO(b"Content-Type: text/plain\r\nretry-After: 5\r\n\r\n"))
        shapes = {
            "dict": {"Content-Type": "text/plain", "Retry-After": "5"},
            "dict in capitals": {"RETRY-AFTER": "5"},
            "dict of bytes": {b"Retry-After": b"5"},
            "bytes values": {"retry-after": b"5"},
            "bytearray value": {"retry-after": bytearray(b"5")},
            "case-insensitive mapping": Insensitive(("Retry-After", "5")),
            "HTTPMessage": message,
            "pairs": [("Content-Type", "text/plain"), ("Retry-After", "5")],
            "pairs of bytes": [(b"Retry-After", b"5")],
            "iterator": iter([("Retry-After", "5")]),
            "blanks around": {"Retry-After": " \t5 "},
            "odd names beside it": {"": "", "a\nb": "c", "HTTP/1.1 200": "OK", "\u0130": "\u212a", "Retry-After": "5"},
        }
        for shape, headers in shapes.items():
            with self.subTest(shape):
                self.assertEqual(self.wait(headers), (Basis.HEADER, 5000))

    def test_a_plain_dict_is_read_in_every_letter_case(self):
        for spelled in map("".join, itertools.product(*zip("retry-after", "RETRY-AFTER"))):  # more than are remembered
            if self.wait({"Date": "", spelled: "5"}) != (Basis.HEADER, 5000):
                self.fail(spelled)
        self.assertEqual(self.wait({"RETRY-after": "7", "Retry-After": "5", b"retry-after": "3"}), (Basis.HEADER, 7000))
        self.assertEqual(self.wait({"X-Retry-After": "5", b"\xff": "5", "Retry-After ": "5"}), (Basis.BACKOFF, 1000))

    def test_subclasses_are_read_for_what_they_are(self):
        class Text(str):
            def isprintable(self):
                return True

        class Upper(dict):
            def items(self):
                return [(name.upper(), value[::-1]) for name, value in super().items()]

        self.assertEqual(self.wait({Text("Retry-After"): Text("5")}), (Basis.HEADER, 5000))
        self.assertEqual(self.wait({"Date": Text("x\nRetry-After: 5")}), (Basis.BACKOFF, 1000))
        self.assertEqual(self.wait(Upper({"Retry-After": "51"})), (Basis.HEADER, 15_000))
        self.assertEqual(self.wait(collections.OrderedDict({"RETRY-AFTER": "5"})), (Basis.HEADER, 5000))

    def test_no_headers_is_no_hint(self):
        for headers in (None, {}, [], iter(()), {"Content-Type": "text/plain"}):
            with self.subTest(headers):
                self.assertEqual(self.wait(headers), (Basis.BACKOFF, 1000))

    def test_of_several_lines_the_first_counts(self):
        self.assertEqual(self.wait([("Retry-After", "7"), ("retry-after", "5")]), (Basis.HEADER, 7000))
        message = http.client.parse_headers(io.BytesIO(b"Retry-After: 7\r\nRetry-After: 5\r\n\r\n"))
        self.assertEqual(self.wait(message), (Basis.HEADER, 7000))

    def test_a_value_that_is_no_number_is_no_hint(self):
        odd = ["5.0", "+5", "-5", "5, 10", "\uff15", "5\u00e9", "\ud800", "5\ud800", "5\0", "\u00a05", "soon", "", "\0"]
        for value in [*odd, b"5\xff", b"\xc2\xb5"]:
            with self.subTest(value):
                self.assertEqual(self.wait({"Retry-After": value})[0], Basis.BACKOFF)

    def test_a_value_cannot_smuggle_in_another_line(self):
        for end in "\n", "\r\n", "\r", "\n\n", "\0\n":
            with self.subTest(end):
                value = f"text/plain{end}Retry-After: 5"
                self.assertEqual(self.wait({"Content-Type": value})[0], Basis.BACKOFF)
                self.assertEqual(self.wait({"Date": value})[0], Basis.BACKOFF)
                self.assertEqual(self.wait({b"Date": value.encode()})[0], Basis.BACKOFF)
                self.assertEqual(self.wait({f"Date: x{end}Retry-After": "5"})[0], Basis.BACKOFF)
                # Nor can it begin another response: 200 would be a success.
                answer = advise(429, {"Date": f"x{end}HTTP/1.1 200 OK{end}", "Retry-After": "5"}, verb="get")
                self.assertEqual((answer.rule, answer.delay_ms), (Rule.THROTTLED, 5000))

    def test_a_date_needs_a_date_or_a_clock(self):
        headers = {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}
        at = 1792567675  # five seconds before it
        self.assertEqual(self.wait(headers), (Basis.BACKOFF, 1000))
        self.assertEqual(self.wait(headers, now=at), (Basis.HEADER_DATE, 5000))
        self.assertEqual(self.wait(headers, now=at + 0.9), (Basis.HEADER_DATE, 5000))
        self.assertEqual(self.wait(headers, now=at + 60), (Basis.HEADER_DATE, 0))
        self.assertEqual(self.wait(headers, now=0), (Basis.HEADER_DATE, 3_600_000))
        headers["Date"] = "Wed, 21 Oct 2026 07:27:50 GMT"
        self.assertEqual(self.wait(headers, now=at), (Basis.HEADER_DATE, 10_000))

    def test_connection_close_asks_for_a_new_connection(self):
        self.assertIn(Flag.NEW_CONNECTION, advise(429, {"Connection": "close"}, verb="get").flags)
        self.assertNotIn(Flag.NEW_CONNECTION, advise(429, {"Connection": "keep-alive"}, verb="get").flags)

    def test_what_is_no_headers_is_a_type_error(self):
        wrong = ["Retry-After: 5", 5, [5], [("Retry-After",)], {5: "5"}, {"Retry-After": 5}, {"Retry-After": ["5"]}]
        for headers in [*wrong, {"Retry-After": None}, b"Retry-After: 5"]:
            with self.subTest(headers), self.assertRaises(TypeError):
                advise(429, headers)


class Redirects(unittest.TestCase):
    def rule(self, location, **facts):
        return advise(307, {"Location": location}, verb="get", **facts).rule

    def test_a_location_is_compared_with_the_url_that_was_asked(self):
        url = "https://a:6443/api"
        self.assertIs(self.rule("/apis"), Rule.REDIRECT)
        self.assertIs(self.rule("https://a:6443/apis"), Rule.REDIRECT_CROSS_ORIGIN)  # an unknown url
        for given in url, url.encode():
            self.assertIs(self.rule("https://a:6443/apis", url=given), Rule.REDIRECT)
            self.assertIs(self.rule(b"https://a:6443/apis", url=given), Rule.REDIRECT)
        self.assertIs(self.rule("https://b:6443/apis", url=url), Rule.REDIRECT_CROSS_ORIGIN)
        self.assertIs(self.rule("http://a:6443/apis", url=url), Rule.REDIRECT_DOWNGRADE)
        self.assertIs(self.rule("/p\u00f6ds", url=url), Rule.REDIRECT_UNUSABLE)
        self.assertIs(self.rule("/pods\nx", url=url), Rule.REDIRECT_UNUSABLE)
        self.assertIs(advise(307, {}, verb="get", url=url).rule, Rule.REDIRECT_UNUSABLE)

    def test_the_first_location_counts(self):
        lines = [("Location", "https://a/x"), ("location", "https://b/x")]
        self.assertIs(advise(307, lines, verb="get", url="https://a").rule, Rule.REDIRECT)
        self.assertIs(advise(307, lines[::-1], verb="get", url="https://a").rule, Rule.REDIRECT_CROSS_ORIGIN)

    def test_ten_redirects_are_enough(self):
        self.assertIs(self.rule("/x", redirects=9), Rule.REDIRECT)
        self.assertIs(self.rule("/x", redirects=10), Rule.REDIRECT_LIMIT)


class Facts(unittest.TestCase):
    def test_nothing_said_is_an_unsafe_write(self):
        answer = advise(500)
        self.assertIs(answer.action, Action.VERIFY_OUTCOME)
        self.assertIs(answer.executed, Executed.MAYBE)
        self.assertEqual(answer, advise(500, verb=None))
        self.assertEqual(answer, advise(500, verb=Verb.UNKNOWN))

    def test_words_are_members_or_names(self):
        self.assertEqual(advise(500, verb="get"), advise(500, verb=Verb.GET))
        given = advise(500, verb="create", name="given")
        self.assertEqual(given, advise(500, verb=Verb.CREATE, name=Name.GIVEN))
        self.assertIs(given.action, Action.RETRY)
        safe = advise(500, verb="create", retry_class="safe")
        self.assertEqual(safe, advise(500, verb="create", retry_class=RetryClass.SAFE))
        self.assertIs(safe.executed, Executed.NO)
        lost = advise(None, transport="reset", verb="get")
        self.assertEqual(lost, advise(None, transport=Transport.RESET, verb="get"))
        self.assertIs(lost.rule, Rule.CONNECTION_LOST)

    def test_each_fact_of_the_request_arrives(self):
        """Each of them changes the row or an outcome; nothing else tells them apart."""
        expected = [
            (Rule.CREDENTIALS_MISSING, 401, "", dict(verb="get", anonymous=True)),
            (Rule.CREDENTIALS_REJECTED_AGAIN, 401, "", dict(verb="get", renewed=True)),
            (Rule.CREDENTIALS_REJECTED, 401, "", dict(verb="get")),
            (Rule.EXPIRED_CONTINUE, 410, "", dict(verb="list", continue_token=True)),
            (Rule.EXPIRED_EXACT, 410, "", dict(verb="list", exact=True)),
            (Rule.EXPIRED_LIST, 410, "", dict(verb="list")),
            (Rule.NOT_MODIFIED, 304, "", dict(verb="get", conditional=True)),
            (Rule.NOT_MODIFIED_UNASKED, 304, "", dict(verb="get")),
            (Rule.CONFLICT_AFTER_MAYBE, 409, "", dict(verb="update", after_maybe=True)),
            (Rule.CONFLICT, 409, "", dict(verb="update")),
            (Rule.BODY_ONCE, 429, "", dict(verb="update", body_once=True)),
            (Rule.NAME_COLLISION, 409, "", dict(verb="create", name="generated")),
            (Rule.PATH_NOT_SERVED, 404, "404 page not found\n", dict(verb="get")),
            (Rule.NOT_FOUND, 404, "404 page not found\n", dict(verb="get", no_message_rules=True)),
            (Rule.TIMEOUT_RAISABLE, 504, "", dict(verb="get", timeout_ms=10_000)),
            (Rule.TIMEOUT, 504, "", dict(verb="get")),
        ]
        for rule, code, body, facts in expected:
            with self.subTest(code=code, **facts):
                self.assertIs(advise(code, None, body, **facts).rule, rule)
        self.assertIs(advise(500, verb="create", dry_run=True).executed, Executed.NO)
        self.assertEqual(advise(429, {"Retry-After": "60"}, verb="get", max_delay_ms=10_000).delay_ms, 10_000)
        self.assertEqual(advise(504, verb="get", timeout_ms=10_000).new_timeout_ms, 20_000)

    def test_an_unknown_keyword_is_a_type_error(self):
        for ask in (lambda: advise(200, vreb="get"), lambda: advise_frame(b"", url="x"), lambda: advise_end(now=1)):
            with self.assertRaises(TypeError):
                ask()
        for ask in (lambda: Frames(code=1), lambda: explain(200, dry_runs=True)):
            with self.assertRaises(TypeError):
                ask()

    SHORT = advise(429, {"Retry-After": "5"}, CONFLICT, verb="update")

    def test_the_short_way_tells_the_same_signature_and_mistakes(self):
        names = set(inspect.signature(advise).parameters)
        self.assertLessEqual({"code", "headers", "body", "verb", "dry_run", "now", "transport"}, names)
        for ask in (lambda: advise(200, vreb="get"), lambda: advise(), lambda: advise(200, None, b"", "get")):
            with self.assertRaisesRegex(TypeError, r"^advise\(\) "):
                ask()
        for facts in (dict(dry_run=False), dict(url=None, now=None), dict(retry_class=None, timeout_ms=0)):
            self.assertEqual(advise(429, {"Retry-After": "5"}, CONFLICT, verb="update", **facts), self.SHORT)

    def test_one_call_is_enough_for_a_whole_answer(self):
        machine = kube_status.Retry(verb="update")
        with unittest.mock.patch.object(kube_status._call, "_in_steps", side_effect=AssertionError):
            for ask in advise, machine.advise:
                facts = dict(verb="update") if ask is advise else {}
                self.assertEqual(ask(429, {"Retry-After": "5"}, CONFLICT, **facts), self.SHORT)

    def test_an_unknown_word_is_a_value_error_that_lists_the_known_ones(self):
        with self.assertRaisesRegex(ValueError, "'fetch' is unknown.*'get', 'list', .*'deletecollection', 'connect'"):
            advise(200, verb="fetch")
        with self.assertRaisesRegex(ValueError, "'given', 'generated'"):
            advise(200, name="taken")
        with self.assertRaisesRegex(ValueError, "'safe', 'idempotent', 'unsafe'"):
            advise(200, retry_class="none")
        with self.assertRaisesRegex(ValueError, "'dns', 'refused'"):
            advise(None, transport="gone")

    def test_a_word_of_the_wrong_type_is_a_type_error(self):
        for verb in (1, b"get", Action.RETRY, ["get"], 1.5):
            with self.subTest(verb), self.assertRaises(TypeError):
                advise(200, verb=verb)

    def test_numbers_out_of_range_are_value_errors(self):
        over = dict(timeout_ms=2**32, redirects=256, max_delay_ms=2**32)
        for name, value in over.items():
            for number in (value, -1, 10**30):
                with self.subTest(name, number=number), self.assertRaisesRegex(ValueError, name):
                    advise(200, **{name: number})
            advise(200, **{name: value - 1})
            with self.assertRaisesRegex(TypeError, name):
                advise(200, **{name: 1.5})
        for now in (-1, float("nan"), float("inf"), 2**64):
            with self.subTest(now), self.assertRaises(ValueError):
                advise(200, now=now)
        for elapsed_ms, events in ((-1, 0), (2**32, 0), (0, -1), (0, 2**32)):
            with self.assertRaises(ValueError):
                advise_end(elapsed_ms, events)

    def test_any_code_is_advised_and_no_other_number_is_one(self):
        for code in (0, 1, 99, 600, 999, 65535):
            with self.subTest(code):
                answer = advise(code, verb="get")
                self.assertEqual((answer.rule, answer.code), (Rule.UNKNOWN_CODE, code))
        for code in (-1, 65536, 2**32 + 404, 2**64):
            with self.subTest(code), self.assertRaises(ValueError):
                advise(code)
        for code in ("404", b"404", 404.0, None):
            with self.subTest(code), self.assertRaises(TypeError):
                advise(code)
        self.assertIs(advise(http.HTTPStatus.NOT_FOUND).rule, Rule.NOT_FOUND)

    def test_a_lost_connection_outweighs_what_came_of_the_response(self):
        answer = advise(200, {"Retry-After": "5"}, b"{", transport="eof", verb="get")
        self.assertEqual((answer.rule, answer.code, answer.delay_ms), (Rule.CONNECTION_LOST, 0, 1000))


class Bodies(unittest.TestCase):
    def test_every_shape_of_a_body_is_read_alike(self):
        twice = memoryview(bytes(byte for byte in CONFLICT for _ in range(2)))[::2]
        shapes = [CONFLICT, bytearray(CONFLICT), memoryview(CONFLICT), twice, CONFLICT.decode()]
        for body in shapes:
            with self.subTest(type(body)):
                self.assertEqual(advise(409, None, body, verb="update"), advise(409, {}, CONFLICT, verb="update"))
        self.assertEqual(advise(409, None, None), advise(409))
        self.assertIs(advise(409, None, "\ud800").body, Body.TEXT)

    def test_a_body_too_long_for_one_call_gets_the_same_advice(self):
        want = advise(409, {"Retry-After": "5"}, CONFLICT, verb="update")
        with unittest.mock.patch.object(kube_status._call, "_LONGEST", len(CONFLICT) - 1):
            self.assertEqual(advise(409, {"Retry-After": "5"}, CONFLICT, verb="update"), want)

    def test_what_is_no_body_is_a_type_error(self):
        for body in (5, ["{"], {"kind": "Status"}, 1.5):
            with self.subTest(body), self.assertRaises(TypeError):
                advise(409, None, body)

    def test_what_a_body_was_is_told(self):
        bodies = {b"": Body.NONE, b"x": Body.TEXT, b"<html>": Body.HTML, b"{}": Body.FOREIGN, b'{"kind": "St': Body.CUT}
        for body, kind in (bodies | {CONFLICT: Body.STATUS}).items():
            with self.subTest(body):
                self.assertIs(advise(409, None, body).body, kind)


class Answers(unittest.TestCase):
    def test_fields_of_a_conflict(self):
        answer = advise(409, {"Retry-After": "2"}, CONFLICT, verb="update")
        self.assertIs(answer.action, Action.MERGE_RETRY)
        self.assertIs(answer.rule, Rule.CONFLICT)
        self.assertIs(answer.executed, Executed.NO)
        self.assertIs(answer.alternative, Alternative.NONE)
        self.assertIs(answer.rv, Rv.NONE)
        self.assertIs(answer.verb, Verb.UPDATE)
        self.assertIs(answer.reason, Reason.CONFLICT)
        self.assertEqual((answer.basis, answer.delay_ms, answer.new_timeout_ms), (Basis.HEADER, 2000, 0))
        self.assertEqual((answer.tries, answer.code, answer.status_code), (5, 409, 409))
        self.assertEqual(answer.flags, {Flag.EXPECTED, Flag.TRUSTED, Flag.DETAILS})
        self.assertTrue(answer.trusted and answer.details and answer.expected)
        self.assertFalse(answer.initial_events_end)
        self.assertEqual((answer.name, answer.kind, answer.group), ("web", "deployments", "apps"))
        self.assertEqual((answer.message, answer.reason_text), ("the object has been modified", "Conflict"))
        self.assertEqual((answer.uid, answer.resource_version, answer.continue_token), (None, None, None))
        self.assertEqual((answer.cause_count, answer.causes, answer.first_cause), (0, (), CauseType.UNKNOWN))

    def test_each_property_of_a_flag_is_that_flag(self):
        answers = [advise(200, verb="get"), advise(410, verb="list"), advise(404, None, status(404, "NotFound"))]
        answers += [
            advise_frame(Watches.BOOKMARK),
            advise(410, None, b'{"kind":"Status","status":"Failure"}', verb="list"),
        ]
        for answer in answers:
            told = answer.trusted, answer.details, answer.expected, answer.initial_events_end
            flags = Flag.TRUSTED, Flag.DETAILS, Flag.EXPECTED, Flag.INITIAL_EVENTS_END
            self.assertEqual(told, tuple(flag in answer.flags for flag in flags), answer)
        expected = [(False, False), (False, True), (True, False), (False, False), (True, True)]
        self.assertEqual([(answer.trusted, answer.expected) for answer in answers], expected)

    def test_words_print_as_the_documentation_spells_them(self):
        self.assertEqual((str(Action.MERGE_RETRY), Action.MERGE_RETRY.value), ("merge-retry", 8))
        self.assertEqual(str(Reason.STORAGE_READ_ERROR), "StorageReadError")
        self.assertEqual(str(Rule.ADMISSION_DENIED_5XX), "admission-denied-5xx")
        self.assertEqual(str(CauseType.FIELD_MANAGER_CONFLICT), "FieldManagerConflict")
        self.assertEqual((str(Rv.UNSET), str(Verb.UNKNOWN), str(Alternative.NONE)), ("", "", ""))
        self.assertEqual(Action(8), Action.MERGE_RETRY)
        self.assertNotEqual(Action.DONE, Rule.NOT_SENT)  # both are 1
        for words in (Action, Rule, Reason, CauseType):
            self.assertEqual([word.value for word in words], list(range(len(words))))
        self.assertEqual([flag.value for flag in Flag], [1 << bit for bit in range(len(Flag))])

    def test_causes_come_as_they_were_sent(self):
        causes = [
            {"reason": "FieldValueInvalid", "message": "must be at most 63 caf\u00e9s", "field": "metadata.name"},
            {},
            {"reason": "Novel", "field": "spec"},
            {"reason": "FieldValueRequired"},
        ]
        body = status(422, "Invalid", "m", name="web", kind="Pod", uid="u-1", causes=causes)
        answer = advise(422, None, body, verb="create")
        want = (
            Cause("FieldValueInvalid", "must be at most 63 caf\u00e9s", "metadata.name"),
            Cause(None, None, None),
            Cause("Novel", None, "spec"),
            Cause("FieldValueRequired", None, None),
        )
        self.assertEqual((answer.cause_count, answer.causes, answer.uid), (4, want, "u-1"))
        self.assertIs(answer.first_cause, CauseType.FIELD_VALUE_INVALID)
        self.assertEqual(answer.cause_types, {CauseType.FIELD_VALUE_INVALID, CauseType.FIELD_VALUE_REQUIRED})

    def test_causes_of_a_status_that_is_not_trusted_do_not_count(self):
        body = status(422, "Invalid", causes=[{"reason": "FieldValueInvalid", "field": "a"}])
        for broken in (body[:-10], body.replace(b"Failure", b"Success"), body.replace(b"422", b'"x"')):
            answer = advise(422, None, broken)
            self.assertEqual((answer.trusted, answer.cause_count, answer.causes), (False, 0, ()))

    def test_very_many_causes_are_counted_and_listed_as_far_as_their_texts_fit(self):
        answer = advise(422, None, status(422, "Invalid", causes=[{"field": f"f{number}"} for number in range(70_000)]))
        causes = answer.causes
        self.assertEqual((answer.cause_count, len(causes)), (65535, 65535))
        there = [cause.field for cause in causes if cause.field is not None]
        self.assertGreater(len(there), 5000)
        self.assertEqual(there, [f"f{number}" for number in range(len(there))])

    def test_a_text_body_is_the_message(self):
        self.assertEqual(advise(503, None, b"no healthy upstream").message, "no healthy upstream")
        self.assertEqual(advise(503, None, b"\xff!").message, "\ufffd!")

    def test_texts_of_a_list(self):
        pages = {"kind": "PodList", "metadata": {"resourceVersion": "1234", "continue": "abc"}, "items": []}
        answer = advise(200, None, json.dumps(pages), verb="list")
        self.assertIs(answer.action, Action.DONE)
        self.assertEqual((answer.resource_version, answer.continue_token), ("1234", "abc"))

    def test_predicates_are_those_of_apimachinery(self):
        conflict = advise(409, None, CONFLICT, verb="update")
        self.assertTrue(conflict.is_conflict())
        self.assertFalse(conflict.is_not_found() or conflict.is_already_exists() or conflict.is_too_many_requests())
        self.assertIs(conflict.client_go_reason(), Reason.CONFLICT)
        # A 429 by its code, whatever the reason.
        self.assertTrue(advise(429, None, status(429, "Novel")).is_too_many_requests())
        # An unknown reason goes by the code, and never makes an AlreadyExists or an Expired.
        self.assertTrue(advise(410, None, "gone").is_gone())
        self.assertFalse(advise(410, None, "gone").is_resource_expired())
        # Without a Status client-go adds the cause UnexpectedServerResponse itself.
        self.assertTrue(advise(502, None, "x").is_unexpected_server_error())
        self.assertFalse(conflict.is_unexpected_server_error())
        self.assertFalse(advise(200).is_not_found())
        self.assertFalse(advise(None, transport="reset").is_not_found())

    def test_every_reason_has_its_predicate(self):
        by_reason = {
            "Unauthorized": "is_unauthorized",
            "Forbidden": "is_forbidden",
            "NotFound": "is_not_found",
            "AlreadyExists": "is_already_exists",
            "Conflict": "is_conflict",
            "Gone": "is_gone",
            "Invalid": "is_invalid",
            "ServerTimeout": "is_server_timeout",
            "StorageReadError": "is_store_read_error",
            "Timeout": "is_timeout",
            "TooManyRequests": "is_too_many_requests",
            "BadRequest": "is_bad_request",
            "MethodNotAllowed": "is_method_not_supported",
            "NotAcceptable": "is_not_acceptable",
            "RequestEntityTooLarge": "is_request_entity_too_large",
            "UnsupportedMediaType": "is_unsupported_media_type",
            "InternalError": "is_internal_error",
            "Expired": "is_resource_expired",
            "ServiceUnavailable": "is_service_unavailable",
        }
        self.assertEqual(set(by_reason), {reason.text for reason in Reason} - {""})
        for reason, predicate in by_reason.items():
            # 418 is the code of none, so that only the reason speaks.
            answer = advise(418, None, status(418, reason))
            holding = [name for name in by_reason.values() if getattr(answer, name)()]
            self.assertEqual(holding, [predicate])

    def test_the_delay_that_client_go_suggests(self):
        self.assertEqual(
            advise(429, None, status(429, "TooManyRequests", retryAfterSeconds=7)).suggests_client_delay(), 7
        )
        self.assertIsNone(
            advise(429, None, status(429, "TooManyRequests", retryAfterSeconds=0)).suggests_client_delay()
        )
        # Of a ServerTimeout even that.
        self.assertEqual(
            advise(500, None, status(500, "ServerTimeout", retryAfterSeconds=-1)).suggests_client_delay(), -1
        )
        self.assertIsNone(advise(200).suggests_client_delay())

    def test_explanations_name_what_happened_and_what_to_do(self):
        told = explain(409, {}, CONFLICT, verb="update")
        self.assertEqual(told, advise(409, {}, CONFLICT, verb="update").explain())
        for part in ('deployments.apps "web"', "nothing was written", "GET it, merge, send again"):
            self.assertIn(part, told)
        # Longer than the first try of the binding, and with characters of several bytes.
        name = "caf\u00e9" * 1000
        long = explain(409, None, status(409, "Conflict", name=name, kind="pods"), verb="update")
        self.assertIn(f'pods "{name}"', long)
        self.assertTrue(long.endswith("after 10 ms."))

    def test_repr_tells_what_matters(self):
        told = repr(advise(409, {"Retry-After": "2"}, CONFLICT, verb="update"))
        self.assertEqual(told, "<Advice: merge-retry after 2000 ms (header); 409 conflict, executed: no>")

    def test_equality_is_by_all_that_is_told(self):
        first, same, other = (advise(404, None, text) for text in ("a", "a", "b"))
        self.assertEqual(first, same)
        self.assertEqual(hash(first), hash(same))
        self.assertNotEqual(first, other)  # only the message differs
        self.assertNotEqual(first, "a")
        self.assertEqual(pickle.loads(pickle.dumps(first)), first)

    def test_an_answer_stays_as_it_was_after_a_thousand_others(self):
        answer = advise(409, None, CONFLICT, verb="update")
        causes = advise(422, None, status(422, "Invalid", causes=[{"field": "a"}, {"field": "b"}]))
        frame = advise_frame(b'{"type":"ADDED","object":{"metadata":{"resourceVersion":"5"}}}')
        for number in range(1000):
            advise(
                500 + number % 50, {"Retry-After": str(number)}, status(500, "InternalError", "x" * number), verb="get"
            )
            advise_frame(b'{"type":"MODIFIED","object":{"metadata":{"resourceVersion":"%d"}}}' % number)
        self.assertEqual((answer.action, answer.name, answer.delay_ms), (Action.MERGE_RETRY, "web", 10))
        self.assertEqual([cause.field for cause in causes.causes], ["a", "b"])
        self.assertEqual(frame.resource_version, "5")


class Watches(unittest.TestCase):
    BOOKMARK = (
        b'{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"12",'
        b'"annotations":{"k8s.io/initial-events-end":"true"}}}}\n'
    )
    EVENT = b'{"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"11"}}}\n'
    EXPIRED = b'{"type":"ERROR","object":' + status(410, "Expired", "too old resource version") + b"}\n"

    def test_one_frame(self):
        self.assertIs(advise_frame(self.EVENT).rule, Rule.WATCH_EVENT)
        bookmark = advise_frame(self.BOOKMARK.decode())
        self.assertEqual((bookmark.rule, bookmark.resource_version), (Rule.WATCH_BOOKMARK, "12"))
        self.assertTrue(bookmark.initial_events_end)
        expired = advise_frame(bytearray(self.EXPIRED))
        self.assertEqual((expired.action, expired.rv, expired.expected), (Action.RELIST, Rv.LAST, True))
        self.assertEqual(expired.message, "too old resource version")
        for broken in (b"", b"{", self.EVENT[:-3], b'{"type":"NOVEL","object":{}}', b"[]", None):
            with self.subTest(broken):
                self.assertIs(advise_frame(broken).rule, Rule.WATCH_GARBLED)

    def test_the_end(self):
        self.assertIs(advise_end(400, 0).rule, Rule.WATCH_ENDED_EARLY)
        self.assertIs(advise_end(1000, 0).rule, Rule.WATCH_ENDED)
        self.assertIs(advise_end(400, 1).rule, Rule.WATCH_ENDED)
        self.assertIs(advise_end().rule, Rule.WATCH_ENDED_EARLY)

    def test_a_stream_split_at_every_byte_gives_the_same_frames(self):
        stream = self.EVENT + self.BOOKMARK + self.EVENT + self.EXPIRED
        whole = Frames().feed(stream)
        rules = [Rule.WATCH_EVENT, Rule.WATCH_BOOKMARK, Rule.WATCH_EVENT, Rule.WATCH_EXPIRED]
        self.assertEqual([advice.rule for advice in whole], rules)
        self.assertEqual([advice.resource_version for advice in whole], ["11", "12", "11", None])
        self.assertEqual(
            whole, [advise_frame(frame) for frame in (self.EVENT, self.BOOKMARK, self.EVENT, self.EXPIRED)]
        )
        for at in range(len(stream) + 1):
            frames = Frames()
            self.assertEqual(frames.feed(stream[:at]) + frames.feed(stream[at:]), whole, f"split at {at}")
            self.assertEqual(frames.events, 3)
        frames = Frames()
        self.assertEqual([advice for byte in stream for advice in frames.feed(bytes([byte]))], whole)

    def test_many_frames_in_one_piece(self):
        self.assertEqual(len(Frames().feed(self.EVENT * 10_000)), 10_000)

    def test_the_end_of_a_stream(self):
        def after(data):
            frames = Frames()
            frames.feed(data)
            return frames

        self.assertIs(after(b"").end(400).rule, Rule.WATCH_ENDED_EARLY)
        self.assertIs(after(self.EVENT).end(400).rule, Rule.WATCH_ENDED)
        self.assertIs(after(self.EVENT).end(400, 0).rule, Rule.WATCH_ENDED_EARLY)
        self.assertIs(after(self.EVENT + self.EVENT[:9]).end(400).rule, Rule.WATCH_GARBLED)
        self.assertIs(after(self.EVENT).failed("reset").rule, Rule.CONNECTION_LOST)
        # After an ERROR its advice stands.
        self.assertIs(after(self.EXPIRED).end(400).rule, Rule.WATCH_EXPIRED)
        self.assertIs(after(self.EXPIRED).failed(Transport.EOF).rule, Rule.WATCH_EXPIRED)


class Threads(unittest.TestCase):
    def test_four_threads_get_each_their_own_answers(self):
        failures = []

        def hammer(thread):
            for number in range(2000):
                seconds, name = 1 + (number * 4 + thread) % 3000, f"t{thread}-{number}"
                body = status(429, "TooManyRequests", name * (1 + number % 7), name=name, kind="pods")
                answer = advise(
                    429, {"Retry-After": str(seconds)}, body, verb="get", url="https://a" if number % 2 else None
                )
                told = answer.rule, answer.delay_ms, answer.name, answer.message
                if told != (Rule.THROTTLED, seconds * 1000, name, name * (1 + number % 7)):
                    failures.append((name, told))
                frame = b'{"type":"ADDED","object":{"metadata":{"resourceVersion":"%d"}}}' % (number * 4 + thread)
                if advise_frame(frame).resource_version != str(number * 4 + thread):
                    failures.append((name, "frame"))

        four_at_once(hammer)
        self.assertEqual(failures, [])


class Conformance(unittest.TestCase):
    HEAD = "id\trequest\tresponse\texpected\tsource\n"

    def replay(self, text, name="rows.tsv"):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            with (gzip.open if name.endswith(".gz") else open)(path, "wb") as file:
                file.write(text.encode())
            out, errors = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
                code = conformance.main([path])
        return code, out.getvalue(), errors.getvalue()

    def row(self, request, response, expected, name="one"):
        return self.HEAD + "\t".join([name, *map(json.dumps, (request, response, expected)), "reasoned"]) + "\n"

    FINE = dict(rule="success", action="done", executed="yes", basis="none", delay_ms=0, tries=1, flags=[])

    def test_every_case_gets_the_advice_it_expects(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = conformance.main(list(map(str, FILES)))
        lines = [len(file.read_text().splitlines()) - 1 for file in FILES]
        self.assertEqual(code, 0, out.getvalue())
        self.assertEqual(out.getvalue(), f"{sum(lines)} passed, 0 failed\n")
        self.assertEqual(lines, [214, 16])

    def test_a_row_that_passes_and_one_that_fails(self):
        response = {"status": 200, "headers": {}, "body": ""}
        passing = self.row({"verb": "get"}, response, self.FINE)
        self.assertEqual(self.replay(passing), (0, "1 passed, 0 failed\n", ""))
        self.assertEqual(self.replay(passing, "rows.tsv.gz"), (0, "1 passed, 0 failed\n", ""))
        for change in (dict(action="retry"), dict(rv=""), dict(alternative="relist"), dict(trusted=True)):
            with self.subTest(**change):
                code, out, _ = self.replay(self.row({"verb": "get"}, response, self.FINE | change))
                self.assertEqual(code, 1)
                self.assertRegex(out, r"(?s)^one: failed\n.*expected .*got .*\n0 passed, 1 failed\n$")
        for missing in self.FINE:
            with self.subTest(missing):
                less = {key: value for key, value in self.FINE.items() if key != missing}
                self.assertEqual(self.replay(self.row({"verb": "get"}, response, less))[0], 1)

    def test_unknown_keys_are_errors(self):
        response = {"status": 200}
        bad = [
            ({"verb": "get", "novel": 1}, response, self.FINE),
            ({"verb": "get"}, response | {"novel": 1}, self.FINE),
            ({"verb": "get"}, response, self.FINE | {"novel": 1}),
            ({"verb": "get", "dry_run": False}, response, self.FINE),
            ({"verb": "get", "mode": "novel"}, response, self.FINE),
            ({"verb": "get", "events": 1}, response, self.FINE),
            ({"verb": "fetch"}, response, self.FINE),
            ({"verb": "get"}, {}, self.FINE),
        ]
        for cells in bad:
            with self.subTest(cells):
                code, out, _ = self.replay(self.row(*cells))
                self.assertEqual((code, out.splitlines()[-1]), (1, "0 passed, 1 failed"))

    def test_a_file_that_cannot_be_read_is_no_pass(self):
        self.assertEqual(self.replay("id\tfoo\n")[0], 2)
        self.assertEqual(self.replay(self.HEAD + "one\ttwo\n")[0], 2)
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors):
            self.assertEqual(conformance.main(["no-such-file.tsv"]), 2)
            self.assertEqual(conformance.main([]), 2)

    def test_every_field_of_a_step_is_compared(self):
        answers = [{"status": 503, "body": "x"}, {"status": 200}]
        again = dict(step="again", wait_ms=1250, action="retry", timeout_ms=0, after_maybe=False)
        rows = [
            ({"verb": "get", "random": 2**31}, answers, [again, dict(step="done")]),
            ({"verb": "get", "limit_ms": 0}, answers[:1], [dict(step="stop", why="limit")]),
            ({"verb": "get", "budget": 9}, answers[:1], [dict(step="stop", why="budget")]),
        ]
        page = dict(step="again", wait_ms=0, action="done", store=1, send="watch", rv="last")
        stream = [{"status": 200}, {"status": 200}, {"mode": "frame", "body": Watches.EVENT.decode()}, {"mode": "end"}]
        rest = [dict(step="read", store=0), dict(step="read", store=1), page | dict(action="rewatch", store=0)]
        rest[-1]["wait_ms"] = 1000  # it ended early
        rows.append(({"machine": "list-watch"}, [*stream[:3], {"mode": "end"}], [page, *rest]))
        for request, responses, steps in rows:

            def replayed(told, request=request, responses=responses):
                return self.replay(self.row(request, responses, {"steps": told}, "sequence-one"))[0]

            self.assertEqual(replayed(steps), 0)
            for index, step in enumerate(steps):
                for key, value in step.items():
                    other = value + 1 if isinstance(value, int) else "other"
                    less = {other: value for other, value in step.items() if other != key}
                    optional = key in ("timeout_ms", "after_maybe")
                    with self.subTest(request, step=index, key=key):
                        self.assertEqual(replayed([*steps[:index], step | {key: other}, *steps[index + 1 :]]), 1)
                        self.assertEqual(replayed([*steps[:index], less, *steps[index + 1 :]]), int(not optional))
            self.assertEqual((replayed(steps[:-1]), replayed([*steps, steps[-1]])), (1, 1))

    def test_unknown_keys_of_a_sequence_are_errors(self):
        done, answer = {"steps": [dict(step="done")]}, {"status": 200}
        bad = [
            ({"verb": "get", "novel": 1}, [answer], done),
            ({"verb": "get", "policy": "novel"}, [answer], done),
            ({"verb": "get", "machine": "novel"}, [answer], done),
            ({"machine": "list-watch", "limit_ms": 1}, [answer], done),
            ({"verb": "get"}, [answer | {"novel": 1}], done),
            ({"verb": "get"}, [answer | {"mode": "novel"}], done),
            ({"verb": "get"}, [answer | {"mode": "frame", "body": "{"}], done),
            ({"verb": "get"}, [{}], done),
            ({"verb": "get"}, [5], done),
            ({"verb": "get"}, answer, done),
            ({"verb": "get"}, [answer], done | {"novel": 1}),
            ({"verb": "get"}, [answer], {"steps": [5]}),
            ({"verb": "get"}, [answer], {}),
        ]
        for cells in bad:
            with self.subTest(cells):
                code, out, _ = self.replay(self.row(*cells, "sequence-one"))
                self.assertEqual((code, out.splitlines()[-1]), (1, "0 passed, 1 failed"))
        self.assertEqual(self.replay(self.row({"verb": "get"}, [answer], done, "sequence-one"))[0], 0)


class Package(unittest.TestCase):
    DOCUMENTED = "Advice", "Budget", "Frames", "ListWatch", "Retry"

    def run_with(self, path):
        environment = os.environ | {"KUBE_STATUS_LIBRARY": path}
        command = [sys.executable, "-c", "import kube_status"]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    def test_every_public_name_is_documented(self):
        self.assertTrue(kube_status.__doc__)
        for name in kube_status.__all__:
            value = getattr(kube_status, name)
            self.assertTrue(inspect.getdoc(value), name)
            for member, inner in inspect.getmembers(value) if name in self.DOCUMENTED else ():
                if not member.startswith("_"):
                    # The counter of Frames is a slot, which can hold no text of its own.
                    self.assertTrue(inspect.getdoc(inner) or inspect.ismemberdescriptor(inner), f"{name}.{member}")

    def test_a_library_that_was_named_and_does_not_load_is_an_error(self):
        with tempfile.NamedTemporaryFile(suffix=".so") as file:
            for path in ("/nowhere/libkube_status.so", file.name):
                ran = self.run_with(path)
                self.assertEqual(ran.returncode, 1)
                self.assertIn(
                    "ImportError: kube_status: cannot load the library that KUBE_STATUS_LIBRARY names", ran.stderr
                )

    def test_another_library_is_an_error(self):
        import _ctypes

        ran = self.run_with(_ctypes.__file__)
        self.assertEqual(ran.returncode, 1)
        self.assertIn("is no library that this package can use", ran.stderr)

    def test_a_library_of_another_layout_is_an_error(self):
        loader = kube_status._library
        source = inspect.getsource(loader).replace(f"ABI = {loader.ABI}\n", "ABI = 99\n", 1)
        with self.assertRaisesRegex(ImportError, f"has layout version {loader.ABI}, this package needs 99"):
            exec(compile(source, "_library.py", "exec"), {"__package__": "kube_status", "__file__": loader.__file__})

    def test_the_version_is_that_of_the_library(self):
        self.assertRegex(kube_status.__version__, r"^\d+\.\d+\.\d+")


if __name__ == "__main__":
    unittest.main()
