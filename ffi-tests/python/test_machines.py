"""The machines of the Python binding: whole loops against a scripted server, and what they share and refuse.

Run by: PYTHONPATH=bindings/python python3 -m unittest discover -s ffi-tests/python
Expectations are reasoned from section 6 of the rules.
"""

import copy
import json
import pickle
import random
import time
import unittest
import unittest.mock

import kube_status
from kube_status import (
    Action,
    Budget,
    ListWatch,
    Policy,
    Preset,
    Retry,
    Rule,
    Rv,
    Send,
    Step,
    Verb,
    Why,
    advise,
    advise_frame,
)
from threads import four_at_once

FAILED = advise(503, None, "x", verb="get")
THROTTLED = advise(429, None, "x", verb="get")
DONE = advise(200, verb="get")
HALF = 2**31


class Server:
    """Keeps objects by name in memory. Each item of its script replaces one answer: a code, headers, and whether the
    work is done all the same, as when an answer is lost on its way back."""

    def __init__(self, *script):
        self.script = list(script)
        self.objects = {}
        self.log = []

    def send(self, method, name, spec=None, version=None, token="new"):
        self.log.append((method, name))
        code, headers, executes = self.script.pop(0) if self.script else (None, {}, True)
        answer = self.execute(method, name, spec, version, token) if executes else None
        return answer if code is None else (code, headers, b"x")

    def execute(self, method, name, spec, version, token):
        if token != "new":
            return self.failure(401, "Unauthorized")
        found = self.objects.get(name)
        if method == "GET":
            return (200, {}, json.dumps(found)) if found else self.failure(404, "NotFound", name)
        if method == "POST" and found:
            return self.failure(409, "AlreadyExists", name)
        if method == "PUT" and found["version"] != version:
            return self.failure(409, "Conflict", name)
        self.objects[name] = dict(spec=spec, version=found["version"] + 1 if found else 1)
        return 201 if method == "POST" else 200, {}, json.dumps(self.objects[name])

    @staticmethod
    def failure(code, reason, name=""):
        status = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": reason, "code": code}
        return code, {"Content-Type": "application/json"}, json.dumps(status | {"details": {"name": name}})


class Client:
    """Sends one request until its machine is through: as an agent would, with a clock of its own."""

    def __init__(self, server):
        self.server, self.now_ms, self.waits, self.token = server, 0, [], "old"

    def run(self, method, name, change, limit_ms=None, **facts):
        verb = {"GET": "get", "POST": "create", "PUT": "update"}[method]
        retry = Retry(limit_ms, now_ms=self.now_ms, verb=verb, **facts)
        spec, version = change({}), None
        while True:
            answer = self.server.send(method, name, spec, version, self.token)
            step = retry.next(retry.advise(*answer), self.now_ms, 0)
            if step is not Step.AGAIN:
                return step, retry
            self.waits.append((str(retry.action), retry.wait_ms))
            self.now_ms += retry.wait_ms
            if retry.action is Action.AUTHENTICATE:
                self.token = "new"
            elif retry.action is Action.MERGE_RETRY:
                _, _, body = self.server.send("GET", name)
                found = json.loads(body)
                spec, version = change(found["spec"]), found["version"]
            elif retry.action is Action.VERIFY_OUTCOME:
                if self.server.send("GET", name)[0] == 200:
                    return Step.DONE, retry
            elif retry.action is not Action.RETRY:
                return Step.STOP, retry


def scripted(code, headers=None, executes=False):
    return code, headers or {}, executes


class Loops(unittest.TestCase):
    def test_a_throttle_a_rejection_and_a_conflict_on_the_way_to_an_update(self):
        server = Server(scripted(429, {"Retry-After": "7"}))
        server.objects["web"] = dict(spec={"other": 1}, version=5)
        client = Client(server)
        step, retry = client.run("PUT", "web", lambda spec: spec | {"mine": 2})
        self.assertEqual((step, retry.why), (Step.DONE, Why.NONE))
        # The throttle's hint, a token that is read anew without a wait, the first conflict.
        waits = [("retry", 7000), ("authenticate", 0), ("merge-retry", 10)]
        self.assertEqual(client.waits, waits)
        self.assertEqual(server.objects["web"], dict(spec={"other": 1, "mine": 2}, version=6))
        self.assertEqual([method for method, _ in server.log], ["PUT", "PUT", "PUT", "GET", "PUT"])
        self.assertEqual(retry.action, Action.DONE)

    def test_a_create_whose_answer_was_lost_is_looked_for_and_not_sent_twice(self):
        for executed in (True, False):
            with self.subTest(executed=executed):
                server = Server(scripted(503, executes=executed))
                client = Client(server)
                client.token = "new"
                step, retry = client.run("POST", "web", lambda spec: {"mine": 1})
                self.assertIs(step, Step.DONE)
                self.assertEqual(client.waits, [("verify-outcome", 1000)])
                methods = ["POST", "GET"] if executed else ["POST", "GET", "POST"]
                self.assertEqual([method for method, _ in server.log], methods)
                self.assertEqual(server.objects["web"], dict(spec={"mine": 1}, version=1))
                self.assertFalse(retry.after_maybe)

    def test_a_second_rejection_stops(self):
        client = Client(Server(scripted(401), scripted(401)))
        step, retry = client.run("GET", "web", dict)
        self.assertEqual((step, retry.why, client.waits), (Step.STOP, Why.CREDENTIALS, [("authenticate", 0)]))

    def test_a_server_that_stays_down_is_left_after_eleven_answers(self):
        client = Client(Server(*[scripted(503)] * 20))
        step, retry = client.run("GET", "web", dict)
        self.assertEqual((step, retry.why, len(client.server.log)), (Step.STOP, Why.TRIES, 11))
        self.assertEqual([wait for _, wait in client.waits][:6], [1000, 2000, 4000, 8000, 16000, 30000])

    def test_an_answer_that_says_no_stops(self):
        step, retry = Client(Server(scripted(403))).run("GET", "web", dict)
        self.assertEqual((step, retry.why, retry.action), (Step.STOP, Why.ADVICE, Action.FIX_REQUEST))

    def test_the_limit_is_kept_before_the_wait(self):
        client = Client(Server(*[scripted(503)] * 20))
        step, retry = client.run("GET", "web", dict, limit_ms=7001)
        self.assertEqual((step, retry.why, client.now_ms), (Step.STOP, Why.LIMIT, 7000))
        client = Client(Server(*[scripted(503)] * 20))
        client.run("GET", "web", dict, limit_ms=7000)
        self.assertEqual(client.now_ms, 3000)

    def test_a_lost_connection_is_advised_with_what_is_known(self):
        retry = Retry(verb="update")
        self.assertIs(retry.next(retry.advise(None, transport="reset"), random=0), Step.AGAIN)
        self.assertTrue(retry.after_maybe and retry.new_connection)
        self.assertIs(retry.advise(409).rule, Rule.CONFLICT_AFTER_MAYBE)

    def test_redirects_and_timeouts_are_kept_in_the_request(self):
        retry = Retry(verb="get", timeout_ms=10_000)
        answer = retry.advise(307, {"Location": "https://a/y"}, url="https://a/x")
        self.assertIs(retry.next(answer), Step.AGAIN)
        self.assertEqual((retry.action, retry.wait_ms, retry.redirects), (Action.FOLLOW_REDIRECT, 0, 1))
        self.assertIs(retry.next(retry.advise(504)), Step.AGAIN)
        self.assertEqual((retry.action, retry.timeout_ms), (Action.RAISE_TIMEOUT, 20_000))
        dated = retry.advise(429, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, now=1792567675)
        self.assertEqual(dated.delay_ms, 5000)
        self.assertIs(retry.verb, Verb.GET)

    def test_advice_of_a_machine_is_that_of_the_function(self):
        facts = dict(verb="create", name="given", timeout_ms=5000, dry_run=True, max_delay_ms=3000)
        retry = Retry(**facts)
        for code in (0, 200, 307, 401, 409, 429, 503, 504, 65535):
            for headers, body in ((None, None), ({"Retry-After": "9"}, "x"), ([("Location", "/x")], bytearray(b"{"))):
                self.assertEqual(retry.advise(code, headers, body), advise(code, headers, body, **facts))
        with self.assertRaises(TypeError):
            retry.advise(None)
        with self.assertRaises(TypeError):
            retry.advise(200, verb="get")


class Patience(unittest.TestCase):
    def waits(self, count=3, draw=0, advice=FAILED, **arguments):
        retry, waits = Retry(**arguments), []
        for _ in range(count):
            self.assertIs(retry.next(advice, random=draw), Step.AGAIN)
            waits.append(retry.wait_ms)
        return waits

    def test_presets_are_members_names_or_policies(self):
        for policy in (None, "conventions", Preset.CONVENTIONS, Policy(), Policy("conventions")):
            self.assertEqual(self.waits(policy=policy, draw=HALF), [1250, 2500, 5000])
        for policy in ("agent", Preset.AGENT, Policy("agent"), Policy(Preset.AGENT)):
            self.assertEqual(self.waits(policy=policy, draw=HALF), [7500, 15_000, 30_000])
        self.assertEqual(self.waits(20, policy="agent")[-1], 300_000)  # no end of tries

    def test_each_number_can_be_another(self):
        self.assertEqual(self.waits(policy=Policy(base_ms=7, cap_ms=20)), [7, 14, 20])
        self.assertEqual(self.waits(policy=Policy(jitter=0), draw=2**32 - 1), [1000, 2000, 4000])
        self.assertEqual(self.waits(policy=Policy(jitter=0.0001), draw=2**32 - 1), [1000, 2000, 4000])
        self.assertEqual(self.waits(policy=Policy("agent", jitter=2), draw=HALF), [10_000, 20_000, 40_000])
        self.assertEqual(self.waits(1, policy=Policy(jitter=65.534), draw=HALF), [33_767])
        conflict = advise(409, None, "x", verb="update")
        policy = Policy(conflict_base_ms=30)
        self.assertEqual(self.waits(policy=policy, advice=conflict, verb="update"), [30, 60, 120])

    def test_a_policy_is_a_value(self):
        policy = Policy("agent", jitter=0.5)
        self.assertEqual(policy, Policy(Preset.AGENT, jitter=0.5))
        self.assertEqual((policy.preset, policy.jitter, policy.base_ms), (Preset.AGENT, 0.5, 0))
        with self.assertRaises(AttributeError):
            policy.jitter = 1

    def test_seconds_and_hints(self):
        retry = Retry(verb="get")
        self.assertEqual((retry.wait_ms, retry.hinted, retry.new_connection), (0, False, False))
        retry.next(retry.advise(429, {"Retry-After": "9"}), random=0)
        self.assertEqual((retry.wait_ms, retry.wait_s, retry.hinted), (9000, 9.0, True))
        self.assertIn("retry after 9000 ms", repr(retry))

    def test_what_is_left_of_a_limit(self):
        self.assertIsNone(Retry(verb="get").left_ms())
        start = 2**32 - 500
        retry = Retry(1000, now_ms=start, verb="get")
        self.assertEqual([retry.left_ms(start + after) for after in (0, 600, 1000, 5000)], [1000, 400, 0, 0])
        self.assertEqual(Retry(retry.left_ms(start + 600), now_ms=start + 600).left_ms(start + 700), 300)
        # A clock of more than 32 bits, and one that has wrapped, are the same.
        self.assertEqual(retry.left_ms(100), 400)
        self.assertTrue(0 < Retry(60_000).left_ms() <= 60_000)

    def test_the_clock_is_the_monotonic_one_unless_it_is_given(self):
        with unittest.mock.patch.object(time, "monotonic_ns", return_value=5_000_000_000):
            retry = Retry(3000, verb="get")
        with unittest.mock.patch.object(time, "monotonic_ns", return_value=7_000_000_000):
            self.assertEqual(retry.left_ms(), 1000)
            self.assertEqual((retry.next(FAILED, random=0), retry.why), (Step.STOP, Why.LIMIT))

    def test_randomness_comes_from_the_system_unless_it_is_given(self):
        waits = set()
        for _ in range(20):
            random.seed(1)  # as a program may do for reasons of its own
            waits.add(self.waits(1, None)[0])
        self.assertGreater(len(waits), 5)
        self.assertTrue(all(1000 <= wait < 1500 for wait in waits))


class Budgets(unittest.TestCase):
    def test_it_pays_for_sending_again_and_gets_a_token_back_for_what_is_done(self):
        budget = Budget(25)
        send = lambda advice: Retry(budget=budget, verb="get").next(advice)  # noqa: E731
        self.assertEqual([send(FAILED), send(FAILED), budget.spent], [Step.AGAIN, Step.AGAIN, 20])
        self.assertEqual([send(FAILED), send(THROTTLED), send(THROTTLED)], [Step.STOP, Step.AGAIN, Step.STOP])
        self.assertEqual([send(DONE), budget.spent, budget.capacity], [Step.DONE, 24, 25])
        retry = Retry(budget=budget, verb="get")
        self.assertEqual((retry.next(FAILED), retry.why), (Step.STOP, Why.BUDGET))
        self.assertIn("24 spent of 25", repr(budget))

    def test_a_capacity_of_zero_is_a_hundred(self):
        budget = Budget()
        steps = [Retry(budget=budget, verb="get").next(FAILED) for _ in range(11)]
        self.assertEqual(steps, [Step.AGAIN] * 10 + [Step.STOP])

    def test_four_threads_never_overspend_one(self):
        budget, granted = Budget(10_000), []

        def hammer(index):
            again = 0
            for number in range(1000):
                cost = THROTTLED if (number + index) % 2 else FAILED
                retry = Retry(budget=budget, verb="get")
                if retry.next(cost) is Step.AGAIN:
                    again += 5 if cost is THROTTLED else 10
            granted.append(again)

        four_at_once(hammer)
        # Asked for was 30,000; all that could be granted was, and not a token more.
        self.assertEqual((sum(granted), budget.spent), (10_000, 10_000))


class Copies(unittest.TestCase):
    def test_a_copy_goes_its_own_way_and_shares_the_budget(self):
        for duplicate in (copy.copy, copy.deepcopy):
            for begin in (Retry, ListWatch):
                with self.subTest(duplicate.__name__, machine=begin.__name__):
                    budget = Budget()
                    machine = begin(budget=budget)
                    answer = machine.advise(429)
                    machine.next(answer, random=0)
                    twin = duplicate(machine)
                    self.assertEqual(
                        (twin.wait_ms, twin.action, twin.verb), (machine.wait_ms, machine.action, machine.verb)
                    )
                    twin.next(answer, random=0)
                    twin.next(answer, random=0)
                    self.assertEqual((machine.wait_ms, twin.wait_ms, budget.spent), (1000, 4000, 15))
                    machine.next(answer, random=0)
                    self.assertEqual((machine.wait_ms, twin.wait_ms), (2000, 4000))

    def test_a_copy_outlives_its_original(self):
        machine = ListWatch()
        machine.next(machine.advise(200, None, Collections.LISTED))
        twin = copy.copy(machine)
        del machine
        self.assertEqual((twin.send, twin.verb, twin.from_), (Send.WATCH, Verb.WATCH, Rv.LAST))

    def test_a_machine_can_be_pickled(self):
        for budget in None, Budget(30):
            with self.subTest(budget=budget):
                machine = ListWatch(budget=budget)
                machine.next(machine.advise(429), random=0)
                again = pickle.loads(pickle.dumps(machine))
                again.next(again.advise(429), random=0)
                self.assertEqual((machine.wait_ms, again.wait_ms), (1000, 2000))

    def test_a_copied_budget_is_the_same_and_a_pickled_one_its_own(self):
        budget = Budget(25)
        send = lambda one: Retry(budget=one, verb="get").next(FAILED)  # noqa: E731
        send(budget)
        self.assertIs(copy.copy(budget), budget)
        self.assertEqual(copy.deepcopy([budget, budget]), [budget, budget])
        own, same = pickle.loads(pickle.dumps([budget, budget]))
        self.assertIs(own, same)
        self.assertEqual((own.capacity, own.spent), (25, 10))
        self.assertEqual([send(own), send(own)], [Step.AGAIN, Step.STOP])
        self.assertEqual((own.spent, budget.spent), (20, 10))


class Mistakes(unittest.TestCase):
    def test_wrong_types_are_type_errors(self):
        retry = Retry(verb="get")
        wrong = [
            lambda: Retry("60"),
            lambda: Retry(1.5),
            lambda: Retry(1, "agent"),
            lambda: Retry(vreb="get"),
            lambda: Retry(url="https://a"),
            lambda: Retry(verb=5),
            lambda: Retry(policy=5),
            lambda: Retry(budget=100),
            lambda: Retry(now_ms=1.5),
            lambda: Policy(5),
            lambda: Policy("agent", 0.5),
            lambda: Policy(jitter="0.5"),
            lambda: Policy(base_ms=1.5),
            lambda: Budget("100"),
            lambda: ListWatch(1),
            lambda: ListWatch(verb="list"),
            lambda: ListWatch(limit_ms=5),
            lambda: retry.next(503),
            lambda: retry.next(None),
            lambda: retry.next(FAILED, 1.5),
            lambda: retry.next(FAILED, 1, "x"),
            lambda: retry.left_ms("now"),
        ]
        for number, call in enumerate(wrong):
            with self.subTest(number), self.assertRaises(TypeError):
                call()

    def test_wrong_values_are_value_errors(self):
        retry = Retry(verb="get")
        wrong = [
            lambda: Retry(-1),
            lambda: Retry(2**32 - 1),
            lambda: Retry(verb="fetch"),
            lambda: Retry(policy="novel"),
            lambda: Retry(timeout_ms=2**32),
            lambda: Policy("novel"),
            lambda: Policy(jitter=-0.1),
            lambda: Policy(jitter=65.535),
            lambda: Policy(jitter=float("nan")),
            lambda: Policy(cap_ms=2**32),
            lambda: Policy(conflict_base_ms=-1),
            lambda: Budget(-1),
            lambda: Budget(2**32),
            lambda: retry.next(FAILED, random=2**32),
            lambda: retry.next(FAILED, random=-1),
        ]
        for number, call in enumerate(wrong):
            with self.subTest(number), self.assertRaises(ValueError):
                call()

    def test_a_machine_is_as_it_was_after_a_mistake(self):
        retry = Retry(verb="get", budget=(budget := Budget()))
        with self.assertRaises(ValueError):
            retry.next(FAILED, random=-1)
        retry.next(FAILED, random=0)
        self.assertEqual((retry.wait_ms, budget.spent), (1000, 10))


class Collections(unittest.TestCase):
    LISTED = '{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"5"},"items":[]}'
    PAGED = '{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"5","continue":"t"},"items":[]}'
    EVENT = b'{"type":"ADDED","object":{"kind":"Pod","metadata":{"resourceVersion":"6"}}}\n'
    BOOKMARK = b'{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"7"}}}\n'
    COMPLETE = (
        b'{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"9",'
        b'"annotations":{"k8s.io/initial-events-end":"true"}}}}\n'
    )
    EXPIRED = b'{"type":"ERROR","object":{"kind":"Status","status":"Failure","reason":"Expired","code":410}}\n'

    def told(self, machine):
        return machine.send, machine.from_, machine.store, machine.complete

    def test_it_begins_with_a_list(self):
        machine = ListWatch()
        self.assertEqual(self.told(machine), (Send.LIST, Rv.REQUESTED, False, False))
        self.assertEqual((machine.verb, machine.wait_ms, machine.timeout_seconds), (Verb.LIST, 0, 300))

    def test_pages_then_a_watch_over_frames_then_expiry(self):
        machine, last = ListWatch(), None
        listed = machine.advise(200, {}, self.PAGED)
        self.assertIs(machine.next(listed, random=0), Step.AGAIN)
        self.assertEqual(self.told(machine), (Send.PAGE, Rv.REQUESTED, True, False))
        self.assertEqual((listed.continue_token, listed.resource_version), ("t", "5"))
        self.assertIs(machine.next(machine.advise(200, {}, self.LISTED), random=HALF), Step.AGAIN)
        self.assertEqual(self.told(machine), (Send.WATCH, Rv.LAST, True, True))
        self.assertEqual((machine.verb, machine.timeout_seconds), (Verb.WATCH, 300 + HALF % 300))
        self.assertIs(machine.next(machine.advise(200)), Step.READ)
        frames, stream, steps = machine.frames(), self.EVENT + self.BOOKMARK + self.EXPIRED, []
        for at in range(0, len(stream), 7):
            for advice in frames.feed(stream[at : at + 7]):
                steps.append(machine.next(advice, random=0))
                if machine.store:
                    last = advice.resource_version
        self.assertEqual((steps, last), ([Step.READ, Step.READ, Step.AGAIN], "7"))
        self.assertEqual((machine.action, machine.wait_ms), (Action.RELIST, 0))
        self.assertEqual(self.told(machine)[:3], (Send.LIST, Rv.LAST, False))

    def test_a_watch_that_ends_is_watched_again(self):
        machine = ListWatch()
        machine.next(machine.advise(200, {}, self.LISTED))
        machine.next(machine.advise(200))
        frames = machine.frames()
        for advice in frames.feed(self.EVENT):
            machine.next(advice)
        self.assertIs(machine.next(frames.end(400_000)), Step.AGAIN)
        self.assertEqual((machine.action, machine.wait_ms, machine.send), (Action.REWATCH, 0, Send.WATCH))
        frames = machine.frames()
        for advice in frames.feed(self.EVENT):
            machine.next(advice)
        self.assertIs(machine.next(frames.failed("reset"), random=0), Step.AGAIN)
        self.assertEqual((machine.action, machine.wait_ms, machine.from_), (Action.REWATCH, 1000, Rv.LAST))

    def test_frames_know_what_is_known_of_the_request(self):
        machine = ListWatch(max_delay_ms=2000)
        machine.next(machine.advise(200, {}, self.LISTED))
        error = b'{"type":"ERROR","object":{"kind":"Status","code":429,"details":{"retryAfterSeconds":9}}}\n'
        (advice,) = machine.frames().feed(error)
        self.assertEqual(advice, advise_frame(error, max_delay_ms=2000))
        self.assertNotEqual(advice, advise_frame(error))

    def test_a_streamed_first_state(self):
        machine = ListWatch(streaming=True)
        self.assertEqual(self.told(machine), (Send.STREAM, Rv.REQUESTED, False, False))
        machine.next(machine.advise(200))
        stored = []
        for advice in machine.frames().feed(self.EVENT + self.COMPLETE + self.EVENT):
            self.assertIs(machine.next(advice), Step.READ)
            stored.append((machine.store, machine.complete))
        self.assertEqual(stored, [(False, False), (True, True), (True, True)])
        refused = ListWatch(streaming=True)
        self.assertIs(refused.next(refused.advise(400, None, "x")), Step.AGAIN)
        self.assertIs(refused.send, Send.LIST)

    def test_three_refusals_stop_it(self):
        machine = ListWatch()
        steps = [machine.next(machine.advise(403)) for _ in range(3)]
        self.assertEqual((steps, machine.why), ([Step.AGAIN, Step.AGAIN, Step.STOP], Why.REFUSED))
        self.assertIn("stopped: refused", repr(machine))


class Words(unittest.TestCase):
    def test_they_are_those_of_the_library(self):
        self.assertEqual([str(step) for step in Step], ["stop", "again", "done", "read"])
        self.assertEqual([str(preset) for preset in Preset], ["conventions", "agent"])
        self.assertEqual([str(send) for send in Send], ["list", "page", "watch", "stream"])
        whys = ["", "advice", "tries", "limit", "credentials", "budget", "refused"]
        self.assertEqual([str(why) for why in Why], whys)
        self.assertEqual((Why.NONE.value, Why.REFUSED.value), (0, 6))

    def test_the_structs_are_as_long_as_those_of_the_library(self):
        structs, sizeof = kube_status._structs, kube_status._library.ctypes.sizeof
        names = "Request", "Response", "Advice", "Policy", "Budget", "Retry", "ListWatch"
        self.assertEqual([sizeof(getattr(structs, name)) for name in names], [20, 176, 40, 24, 16, 72, 88])


if __name__ == "__main__":
    unittest.main()
