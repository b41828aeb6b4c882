"""kube_status.urllib3 in the real urllib3 and requests, against the scripted server.

Run by: make python-package. Expectations are reasoned from sections 5 and 6 of the rules.
"""

import http.client
import io
import json
import os
import tempfile
import socket
import ssl
import threading
import unittest

import requests
import urllib3
from served import COLLECTION, Served, codes
from server import Fault, answer, lose_answer, moved, status

import kube_status.requests
import kube_status.urllib3
from kube_status import Budget, Policy, Transport, Verb
from kube_status.urllib3 import Retry, transport_of

WEB = f"{COLLECTION}/web"
NEW = {"metadata": {"name": "web"}, "data": {"colour": "blue"}}


def nobody():
    """The URL of a server that is not there."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{closed.getsockname()[1]}"


class Requests(Served):
    """Sessions of requests, which leave the body unread."""

    sleepers = (kube_status.urllib3,)

    def session(self, **settings):
        session = requests.Session()
        session.trust_env = False
        session.mount("http://", kube_status.requests.HTTPAdapter(max_retries=Retry(**settings)))
        self.addCleanup(session.close)
        return session

    def test_a_read_waits_as_long_as_the_server_says_and_is_sent_again(self):
        server = self.serve(objects=["web"], faults=[Fault("get", answer(503, Retry_After=7))])
        response = self.session().get(server.url + WEB)
        self.assertEqual((response.status_code, response.json()["data"]), (200, {"colour": "red"}))
        self.assertEqual(codes(server), [503, 200])
        self.assertWaits(7)
        self.assertEqual([seen.status for seen in response.raw.retries.history], [503])

    def test_without_a_hint_the_waits_grow(self):
        server = self.serve(objects=["web"], faults=[Fault("get", answer(429), 3)])
        self.assertEqual(self.session().get(server.url + WEB).status_code, 200)
        self.assertWaits(1, 2, 4)

    def test_it_ends_after_the_conventions_eleven_answers_with_the_last_one(self):
        server = self.serve(faults=[Fault("get", answer(500), 99)])
        response = self.session().get(server.url + WEB)
        self.assertEqual((response.status_code, response.json()["message"]), (500, "injected"))
        self.assertEqual(codes(server), [500] * 11)

    def test_a_create_that_may_have_been_executed_is_not_sent_again(self):
        for fault, code in [(answer(500), 500), (answer(503, body="a proxy's"), 503), (lose_answer, 0)]:
            server = self.serve(faults=[Fault("create", fault, 9)])
            with self.subTest(code):
                if code:
                    self.assertEqual(self.session().post(server.url + COLLECTION, json=NEW).status_code, code)
                else:
                    with self.assertRaises(requests.ConnectionError):
                        self.session().post(server.url + COLLECTION, json=NEW)
                self.assertEqual(codes(server), [code])
        self.assertEqual(self.waits, [])

    def test_what_is_known_of_all_requests_counts(self):
        server = self.serve(faults=[Fault("create", answer(500))])
        session = self.session(facts={"name": "given"})
        self.assertEqual(session.post(server.url + COLLECTION, json=NEW).status_code, 201)
        self.assertEqual(codes(server), [500, 201])
        # A name that is given shows itself as a conflict, also after an answer that was lost.
        server = self.serve(faults=[Fault("create", lose_answer)])
        self.assertEqual(session.post(server.url + COLLECTION, json=NEW).status_code, 409)
        self.assertEqual(codes(server), [0, 409])

    def test_a_lost_answer_to_an_idempotent_request_is_asked_for_again(self):
        server = self.serve(objects=["web"], faults=[Fault("get", lose_answer), Fault("delete", lose_answer)])
        self.assertEqual(self.session().get(server.url + WEB).status_code, 200)
        # The lost delete was executed: what comes second is the 404, which the caller can tell by its advice.
        self.assertEqual(self.session().delete(server.url + WEB).status_code, 404)
        self.assertEqual(codes(server), [0, 200, 0, 404])

    def test_what_needs_more_than_a_repeat_is_returned_at_once_and_whole(self):
        for code in 400, 401, 404, 409, 410, 422, 504:
            with self.subTest(code):
                fault = Fault("update", answer(code, body=status(code, "no", "x")), 9)
                server = self.serve(objects=["web"], faults=[fault])
                target = f"{server.url}{WEB}?timeout=5s"  # a 504 asks for a longer one, which is not in its power
                response = self.session().put(target, json=NEW, headers={"Authorization": "Bearer x"})
                self.assertEqual((response.status_code, response.json()["message"]), (code, "no"))
                self.assertEqual(codes(server), [code])

    def test_a_wait_beyond_the_limit_is_refused_before_it_begins(self):
        server = self.serve(faults=[Fault("get", answer(429, Retry_After=30), 9)])
        self.assertEqual(self.session(limit_ms=20_000).get(server.url + WEB).status_code, 429)
        self.assertEqual((codes(server), self.waits), ([429], []))

    def test_a_budget_is_shared_and_success_gives_back(self):
        budget = Budget(10)
        server = self.serve(objects=["web"], faults=[Fault("get", answer(429), 3)])
        session = self.session(budget=budget)
        self.assertEqual(session.get(server.url + WEB).status_code, 429)  # 5 tokens for each of two repeats
        self.assertEqual((codes(server), budget.spent), ([429] * 3, 10))
        self.assertEqual([session.get(server.url + WEB).status_code for _ in range(4)], [200] * 4)
        self.assertEqual(budget.spent, 6)

    def test_the_policy_counts(self):
        server = self.serve(objects=["web"], faults=[Fault("get", answer(500), 2)])
        self.session(policy=Policy(base_ms=100, jitter=0)).get(server.url + WEB)
        self.assertEqual(self.waits, [0.1, 0.2])
        server = self.serve(objects=["web"], faults=[Fault("get", answer(500), 20)])
        self.assertEqual(self.session(policy="agent").get(server.url + WEB).status_code, 200)  # no limit of tries

    def test_one_object_serves_many_threads(self):
        server = self.serve(objects=["web"], faults=[Fault("get", answer(503), 8)])
        session, found = self.session(), []

        def get():
            found.append(session.get(server.url + WEB).status_code)

        threads = [threading.Thread(target=get) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [200] * 8)
        self.assertEqual(sorted(codes(server)), [200] * 8 + [503] * 8)

    def test_urllib3s_own_limits_forbid_more(self):
        server = self.serve(faults=[Fault("get", answer(500), 9)])
        self.assertEqual(self.session(total=2).get(server.url + WEB).status_code, 500)
        self.assertEqual(codes(server), [500] * 3)
        with self.assertRaises(requests.exceptions.RetryError):
            self.session(total=1, raise_on_status=True).get(server.url + WEB)
        server = self.serve(objects=["web"], faults=[Fault("update", answer(503)), Fault("get", answer(503))])
        session = self.session(allowed_methods={"GET"})
        self.assertEqual(session.put(server.url + WEB, json=NEW).status_code, 503)
        self.assertEqual((session.get(server.url + WEB).status_code, codes(server)), (200, [503, 503, 200]))

    def test_nobody_who_listens_was_asked_and_even_a_create_is_tried_again(self):
        with self.assertRaises(requests.ConnectionError) as raised:
            self.session().post(nobody() + COLLECTION, json=NEW)
        self.assertEqual(len(self.waits), 10)
        self.assertIs(transport_of(raised.exception), Transport.REFUSED)

    def test_a_body_that_can_be_read_only_once_is_sent_once(self):
        text = json.dumps(NEW).encode()
        spool = tempfile.SpooledTemporaryFile()
        spool.write(text)
        spool.seek(0)
        file, writer = os.pipe()
        os.write(writer, text)
        os.close(writer)
        for body, again in [
            (text, True),
            (text.decode(), True),
            (io.BytesIO(text), True),
            (spool, True),
            (NEW, True),
            ((part for part in [text[:9], text[9:]]), False),
            (open(file, "rb"), False),
        ]:
            with self.subTest(type(body).__name__, again=again):
                server = self.serve(objects=["web"], faults=[Fault("update", answer(503))])
                session, sent = self.session(total=1), {"json" if body is NEW else "data": body}
                headers = {"Content-Length": str(len(text))}  # the scripted server reads no chunks
                response = session.put(server.url + WEB, headers=headers, timeout=5, **sent)
                self.assertEqual((response.status_code, codes(server)), (200, [503, 200]) if again else (503, [503]))
                # The next one is another request.
                self.assertEqual(session.put(server.url + WEB, json=NEW).status_code, 200)
                if hasattr(body, "close"):
                    body.close()

    def test_a_mistake_is_told_at_once(self):
        with self.assertRaises(TypeError):
            Retry(facts={"verbs": "get"})
        with self.assertRaises(ValueError):
            Retry(policy="patient")
        with self.assertRaises(TypeError):
            Retry(backoff=1)


class Pools(Served):
    """urllib3 itself, which reads the body beforehand unless told otherwise, and follows redirects."""

    sleepers = (kube_status.urllib3,)

    def send(self, method, url, **settings):
        body = None if method == "GET" else NEW
        with urllib3.PoolManager(retries=Retry(**settings)) as pool:
            return pool.request(method, url, json=body, headers={"Authorization": "Bearer x"})

    def test_a_body_that_was_read_has_its_say(self):
        # Proven by its reason not to have been executed: so even an unsafe create may be sent again.
        server = self.serve(faults=[Fault("create", answer(503))])
        self.assertEqual(self.send("POST", server.url + COLLECTION).status, 201)
        hint = status(429, "not yet", retryAfterSeconds=9)
        server = self.serve(objects=["web"], faults=[Fault("get", answer(429, body=hint))])
        self.assertEqual(self.send("GET", server.url + WEB).status, 200)
        self.assertWaits(1, 9)

    def test_a_redirect_on_the_same_host_is_followed_and_counted(self):
        server = self.serve(objects=["web"], faults=[Fault("list", moved, 9)])
        response = self.send("GET", f"{server.url}{COLLECTION}?limit=5")
        self.assertEqual((response.status, codes(server), self.waits), (200, [307, 200], []))

    def test_so_is_one_that_a_pool_follows_by_itself(self):
        server = self.serve(objects=["web"])
        server.faults.append(Fault("list", answer(302, body="", Location=server.url + WEB)))
        with urllib3.HTTPConnectionPool("127.0.0.1", server.server_address[1], retries=Retry()) as pool:
            response = pool.request("GET", COLLECTION, headers={"Authorization": "Bearer x"})
        self.assertEqual((response.status, codes(server), self.waits), (200, [302, 200], [0]))

    def test_a_redirect_does_not_begin_anew(self):
        for told in "with the pool", "with the request":
            with self.subTest(told):
                server = self.serve(objects=["web"], faults=[Fault("list", answer(500), 8), Fault("list", moved)])
                server.faults.append(Fault("list", answer(500), 99))
                retries = Retry()
                with urllib3.PoolManager(retries=retries if told == "with the pool" else None) as pool:
                    keywords = {"retries": retries} if told == "with the request" else {}
                    response = pool.request("GET", f"{server.url}{COLLECTION}?limit=5", **keywords)
                self.assertEqual(response.status, 500)
                self.assertEqual(codes(server), [500] * 8 + [307] + [500] * 3)  # eleven failures in all
                self.assertEqual(len(response.retries.history), 11)

    def test_a_loop_of_redirects_ends(self):
        server = self.serve(faults=[Fault("get", answer(307, body="", Location=WEB), 99)])
        self.assertEqual(self.send("GET", server.url + WEB).status, 307)
        self.assertEqual(codes(server), [307] * 11)

    def test_credentials_and_writes_are_not_redirected_elsewhere(self):
        other = self.serve(objects=["web"])
        for method, verb, code, location in [
            ("GET", "get", 302, other.url + WEB),
            ("PUT", "update", 307, other.url + WEB),
            ("PUT", "update", 302, WEB),
            ("POST", "create", 303, WEB),
        ]:
            with self.subTest(f"{method} {code}"):
                server = self.serve(objects=["web"], faults=[Fault(verb, answer(code, body="", Location=location))])
                self.assertEqual(self.send(method, server.url + (COLLECTION if method == "POST" else WEB)).status, code)
                self.assertEqual(codes(server), [code])
        self.assertEqual(other.entries, [])

    def test_a_body_that_the_caller_says_can_be_read_only_once_is_sent_once(self):
        text = json.dumps(NEW).encode()
        for retries, answers in [(Retry(), [503, 200]), (Retry().once(), [503])]:
            server = self.serve(objects=["web"], faults=[Fault("update", answer(503))])
            with urllib3.PoolManager() as pool:
                response = pool.request("PUT", server.url + WEB, body=text, retries=retries)
            self.assertEqual((response.status, codes(server)), (answers[-1], answers))

    def test_a_patch_is_what_its_type_makes_it(self):
        broken = urllib3.HTTPResponse(status=500)
        with self.assertRaises(urllib3.exceptions.MaxRetryError) as raised:
            Retry().increment("PATCH", WEB, broken)
        self.assertIn("GET", str(raised.exception))  # look first, says the explanation
        again = Retry(patch_type="application/merge-patch+json").increment("PATCH", WEB, broken)
        self.assertEqual(len(again.history), 1)


class Transports(Served):
    def test_an_exception_tells_why_there_was_no_answer(self):
        pool = urllib3.HTTPConnectionPool("server")
        verified = ssl.SSLCertVerificationError(1, "certificate verify failed")
        verified.reason = "CERTIFICATE_VERIFY_FAILED"
        alert = ssl.SSLError(1, "alert")
        alert.reason = "TLSV13_ALERT_CERTIFICATE_REQUIRED"
        broken = ssl.SSLError(1, "bad record mac")
        broken.reason = "SSLV3_ALERT_BAD_RECORD_MAC"
        errors = urllib3.exceptions
        aborted = "Connection aborted."
        rows = [
            (errors.NameResolutionError("server", None, socket.gaierror()), "dns"),
            (errors.NewConnectionError(None, "refused"), "refused"),
            (errors.ConnectTimeoutError(None, "late"), "refused"),
            (errors.ProxyError("no", errors.NewConnectionError(None, "refused")), "refused"),
            (errors.SSLError(verified), "certificate"),
            (errors.SSLError(alert), "certificate"),
            (errors.SSLError(broken), "other"),
            (errors.ReadTimeoutError(pool, WEB, "late"), "timeout"),
            (errors.ProtocolError(aborted, http.client.RemoteDisconnected()), "eof"),
            (errors.ProtocolError(aborted, errors.IncompleteRead(1, 2)), "eof"),
            (errors.ProtocolError(aborted, ConnectionResetError()), "reset"),
            (errors.ProtocolError(aborted, BrokenPipeError()), "reset"),
            (errors.ProtocolError(aborted, http.client.BadStatusLine("?")), "other"),
            (errors.MaxRetryError(pool, WEB, errors.ProtocolError(aborted, ConnectionResetError())), "reset"),
            (requests.ReadTimeout(errors.ReadTimeoutError(pool, WEB, "late")), "timeout"),
            (requests.ConnectTimeout(errors.MaxRetryError(pool, WEB, errors.ConnectTimeoutError())), "refused"),
            (ValueError("anything"), "other"),
            (None, "other"),
        ]
        for error, transport in rows:
            with self.subTest(repr(error)):
                self.assertEqual(str(transport_of(error)), transport)

    def test_a_redirect_that_leads_nowhere_does_not_mean_that_nothing_was_sent(self):
        for code, asked, transport in [(303, "create", "other"), (303, None, "other"), (307, "create", "refused")]:
            with self.subTest(code, verb=asked):
                away = answer(code, body="", Location=nobody() + WEB)
                server = self.serve(faults=[Fault("create", away)])
                with requests.Session() as session, self.assertRaises(requests.ConnectionError) as raised:
                    session.post(server.url + COLLECTION, json=NEW)
                self.assertEqual(str(transport_of(raised.exception, asked)), transport)
        # A read that nobody got was not sent.
        with requests.Session() as session, self.assertRaises(requests.ConnectionError) as raised:
            session.get(nobody() + WEB)
        for asked in "get", Verb.LIST, "watch":
            self.assertIs(transport_of(raised.exception, asked), Transport.REFUSED)
        with self.assertRaises(ValueError):
            transport_of(None, "put")


if __name__ == "__main__":
    unittest.main()
