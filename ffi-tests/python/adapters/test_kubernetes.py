"""kube_status.kubernetes over the official client, against the scripted server.

Run by: make python-package. Expectations are reasoned from sections 5 and 6 of the rules.
"""

import contextlib
import unittest

import kubernetes
from kubernetes.client import ApiException
from served import Served, codes
from server import Fault, answer, before, lose_answer, status, wants_token

from kube_status import Action, Budget, Policy, Rule
from kube_status.kubernetes import _call, _list_watch, advise, call, list_watch

NEW = {"metadata": {"name": "web"}, "data": {"colour": "blue"}}
GENERATED = {"metadata": {"generateName": "web-", "labels": {"try": "1"}}, "data": {}}


class Client(Served):
    """A client of the scripted server that does not retry by itself."""

    sleepers = _call, _list_watch

    def api(self, token="new", **scenario):
        self.server = self.serve(**scenario)
        self.configuration = kubernetes.client.Configuration(host=self.server.url)
        self.configuration.api_key = {"authorization": f"Bearer {token}"}
        self.configuration.retries = False
        client = kubernetes.client.ApiClient(self.configuration)
        self.addCleanup(client.close)
        return kubernetes.client.CoreV1Api(client)

    def data(self, name="web"):
        return self.server.store.objects[name]["data"]

    def codes(self):
        return codes(self.server)

    def log(self):
        return [(entry.verb, entry.code) for entry in self.server.entries]

    def read_new_token(self):
        self.configuration.api_key = {"authorization": "Bearer new"}


def resize(store):
    store.put("web", {"colour": "red", "size": "2"})


class Advice(Client):
    def test_an_exception_has_the_code_the_headers_and_the_body(self):
        api = self.api(faults=[Fault("get", answer(429, "slowly", Retry_After=7))])
        with self.assertRaises(ApiException) as raised:
            api.read_namespaced_config_map("web", "default")
        advice = advise(raised.exception, verb="get")
        self.assertEqual((advice.action, advice.delay_ms, advice.message), (Action.RETRY, 7000, "slowly"))
        with self.assertRaises(ApiException) as raised:
            api.delete_namespaced_config_map("web", "default")
        advice = advise(raised.exception, verb="delete")
        self.assertEqual((advice.action, advice.rule), (Action.ALREADY_DONE, Rule.ALREADY_DELETED))

    def test_so_has_that_of_a_call_for_the_raw_answer(self):
        api = self.api()
        with self.assertRaises(ApiException) as raised:
            api.read_namespaced_config_map("web", "default", _preload_content=False)
        self.assertEqual(advise(raised.exception, verb="get").rule, Rule.OBJECT_NOT_FOUND)

    def test_without_an_answer_it_tells_why(self):
        api = self.api(faults=[Fault("create", lose_answer)])
        with self.assertRaises(Exception) as raised:
            api.create_namespaced_config_map("default", NEW)
        self.assertEqual(advise(raised.exception, verb="create").action, Action.VERIFY_OUTCOME)
        # Speaking TLS to a server that does not is no exchange of its own: the client's exception hides the cause.
        configuration = kubernetes.client.Configuration(host=self.server.url.replace("http", "https"))
        configuration.retries = False
        with kubernetes.client.ApiClient(configuration) as client:
            with self.assertRaises(Exception) as raised:
                kubernetes.client.CoreV1Api(client).read_namespaced_config_map("web", "default")
        self.assertEqual(advise(raised.exception, verb="get").rule, Rule.CONNECTION_LOST)

    def test_what_was_never_sent_has_no_advice(self):
        with self.assertRaisesRegex(ApiException, "no such type"):
            advise(ApiException(status=0, reason="no such type"), verb="create")


class Calls(Client):
    def test_a_read_waits_and_is_sent_again(self):
        api = self.api(objects=["web"], faults=[Fault("get", answer(503, Retry_After=7)), Fault("get", lose_answer)])
        found = call(api.read_namespaced_config_map, "web", "default")
        self.assertEqual((found.data, self.codes()), ({"colour": "red"}, [503, 0, 200]))
        self.assertWaits(7, 2)

    def test_the_exception_is_raised_in_the_end(self):
        api = self.api(faults=[Fault("get", answer(500), 99)])
        with self.assertRaises(ApiException):
            call(api.read_namespaced_config_map, "web", "default")
        self.assertEqual(self.codes(), [500] * 11)

    def test_what_a_call_is_decides_whether_it_is_repeated_blindly(self):
        """Section 4 of the rules: after a 500 all but the unsafe class."""
        api = self.api(faults=[Fault("any", answer(500, body="a proxy's"), 999)])
        custom = kubernetes.client.CustomObjectsApi(api.api_client)
        patch = {"_content_type": "application/json-patch+json"}
        rows = [
            (True, api.read_namespaced_config_map, ("web", "default"), {}),
            (True, api.list_namespaced_config_map, ("default",), {}),
            (True, api.replace_namespaced_config_map, ("web", "default", NEW), {}),
            (True, api.delete_namespaced_config_map, ("web", "default"), {}),
            (True, api.create_namespaced_config_map, ("default", NEW), {}),
            (True, api.create_namespaced_config_map, ("default",), {"body": kubernetes.client.V1ConfigMap(**NEW)}),
            (True, custom.get_namespaced_custom_object, ("g", "v1", "default", "things", "web"), {}),
            (True, api.create_namespaced_config_map, ("default", GENERATED), {"dry_run": "All"}),
            (True, api.create_namespaced_config_map, ("default", GENERATED), {"facts": {"retry_class": "idempotent"}}),
            (False, api.create_namespaced_config_map, ("default", GENERATED), {}),
            (False, api.create_namespaced_config_map, ("default", {}), {}),
            (False, api.delete_collection_namespaced_config_map, ("default",), {}),
            (False, lambda: api.replace_namespaced_config_map("web", "default", NEW), (), {}),
        ]
        for repeated, function, arguments, keywords in rows:
            with self.subTest(function.__name__, **keywords):
                del self.server.log[:]
                with self.assertRaises(ApiException):
                    call(function, *arguments, **keywords)
                self.assertEqual(self.codes(), [500] * (11 if repeated else 1))

    def test_a_patch_is_what_its_body_and_type_make_it(self):
        operations = [{"op": "test", "path": "/data", "value": {}}]
        rows = [
            ({}, NEW, 11),
            ({}, operations, 1),
            ({"_content_type": "application/json-patch+json"}, operations, 1),
            ({"_content_type": "application/merge-patch+json"}, NEW, 11),
            ({"_content_type": "application/apply-patch+yaml"}, NEW, 11),
        ]
        for keywords, body, tries in rows:
            with self.subTest(keywords=keywords, body=body):
                failures = [ApiException(status=500)] * tries

                def patch_thing(name, body, _content_type=None):
                    raise failures.pop()

                with self.assertRaises(ApiException):
                    call(patch_thing, "web", body, **keywords)
                self.assertEqual(failures, [])

    def test_a_body_that_is_a_function_merges_after_a_conflict(self):
        api = self.api(objects=["web"], faults=[Fault("update", before(resize), 9)])

        def blue():
            found = call(api.read_namespaced_config_map, "web", "default")
            found.data["colour"] = "blue"
            return found

        call(api.replace_namespaced_config_map, "web", "default", blue)
        self.assertEqual(self.data(), {"colour": "blue", "size": "2"})
        self.assertEqual(self.log(), [("get", 200), ("update", 409), ("get", 200), ("update", 200)])

    def test_without_one_the_conflict_is_raised(self):
        api = self.api(objects=["web"])
        found = api.read_namespaced_config_map("web", "default")
        resize(self.server.store)
        with self.assertRaises(ApiException):
            call(api.replace_namespaced_config_map, "web", "default", found)
        self.assertEqual(self.codes(), [200, 409])

    def test_a_create_whose_answer_was_lost_is_looked_for(self):
        """A generated name cannot show itself as a conflict: look by a label before anything else."""
        for executed in True, False:
            with self.subTest(executed=executed):
                lost = lose_answer if executed else answer(500, body="a proxy's")
                api = self.api(faults=[Fault("create", lost)])

                def look():
                    found = call(api.list_namespaced_config_map, "default", label_selector="try=1").items
                    return found[0] if found else None

                made = call(api.create_namespaced_config_map, "default", GENERATED, look=look)
                self.assertEqual([made.metadata.name], list(self.server.store.objects))
                creates = [code for verb, code in self.log() if verb == "create"]
                self.assertEqual(creates, [0] if executed else [500, 201])

    def test_ones_own_object_is_found_behind_a_conflict_after_a_lost_answer(self):
        api = self.api(faults=[Fault("create", lose_answer)])
        look = []

        def found():
            look.append(api.read_namespaced_config_map("web", "default"))
            return look[0]

        made = call(api.create_namespaced_config_map, "default", NEW, look=found)
        self.assertIs(made, look[0])
        self.assertEqual(self.log(), [("create", 0), ("create", 409), ("get", 200)])

    def test_a_delete_of_what_is_gone_is_done(self):
        api = self.api(objects=["web"], faults=[Fault("delete", lose_answer)])
        self.assertIsNone(call(api.delete_namespaced_config_map, "web", "default"))
        self.assertEqual(self.codes(), [0, 404])

    def test_a_token_is_read_anew_once(self):
        api = self.api("old", objects=["web"], faults=[Fault("any", wants_token("new"), 9)])
        call(api.read_namespaced_config_map, "web", "default", authenticate=self.read_new_token)
        self.assertEqual((self.codes(), self.waits), ([401, 200], [0]))
        api = self.api("old", objects=["web"], faults=[Fault("any", wants_token("new"), 9)])
        for keywords, tries in [({}, 1), ({"authenticate": lambda: "still the old one"}, 2)]:
            del self.server.log[:]
            with self.assertRaises(ApiException):
                call(api.read_namespaced_config_map, "web", "default", **keywords)
            self.assertEqual(self.codes(), [401] * tries)

    def test_limit_policy_and_budget_are_those_of_the_machine(self):
        api = self.api(faults=[Fault("get", answer(429, Retry_After=30), 9)])
        with self.assertRaises(ApiException):
            call(api.read_namespaced_config_map, "web", "default", limit_ms=20_000)
        self.assertEqual((self.codes(), self.waits), ([429], []))
        budget = Budget(10)
        with self.assertRaises(ApiException):
            call(api.read_namespaced_config_map, "web", "default", budget=budget, policy=Policy(jitter=0))
        self.assertEqual((budget.spent, self.waits), (10, [30, 30]))
        self.server.store.put("web")
        self.server.faults.clear()
        call(api.read_namespaced_config_map, "web", "default", budget=budget)
        self.assertEqual(budget.spent, 9)

    def test_other_exceptions_are_none_of_its_business(self):
        with self.assertRaises(ZeroDivisionError):
            call(lambda: 1 / 0)


class ListWatch(Client):
    def follow(self, api, until, **settings):
        """What a reader of the events knows once this object is there, and the kinds of events."""
        known, kinds = {}, []
        with contextlib.closing(list_watch(api.list_namespaced_config_map, "default", **settings)) as events:
            for kind, told in events:
                kinds.append(kind)
                if kind == "LIST":
                    known = {one["metadata"]["name"]: one for one in told}
                elif kind == "DELETED":
                    del known[told["metadata"]["name"]]
                else:
                    known[told["metadata"]["name"]] = told
                if until in known:
                    break
        self.assertEqual(known, self.server.store.objects)
        return kinds

    def happens(self, store):
        store.put("b", {"colour": "green"})
        store.delete("a")
        store.put("c")
        store.put("last")

    def test_the_state_and_then_every_event(self):
        api = self.api(objects="ab", watches=[["story"]], story=[self.happens])
        self.assertEqual(self.follow(api, "last"), ["LIST", "MODIFIED", "DELETED", "ADDED", "ADDED"])
        self.assertEqual(self.log(), [("list", 200), ("watch", 200)])
        watch = self.server.entries[1].query
        self.assertEqual((watch["resourceVersion"], watch["allowWatchBookmarks"]), ("102", "true"))
        self.assertTrue(300 <= int(watch["timeoutSeconds"]) < 600)
        # As a model of the client, if wanted.
        one = kubernetes.client.V1ConfigMap.from_dict(self.server.store.objects["b"])
        self.assertEqual(one.data, {"colour": "green"})

    def test_a_first_state_in_pages_is_told_as_a_whole(self):
        api = self.api(objects=["a", "b", "c", "d", "last"])
        self.assertEqual(self.follow(api, "last", limit=2, resource_version="0"), ["LIST"])
        asked = [entry.query for entry in self.server.entries]
        self.assertEqual([query.get("resourceVersion") for query in asked], ["0", None, None])
        self.assertEqual(["continue" in query for query in asked], [False, True, True])

    def test_a_first_state_as_a_stream(self):
        api = self.api(objects="ab", watches=[["story"]], story=[self.happens])
        kinds = self.follow(api, "last", streaming=True)
        self.assertEqual(kinds, ["LIST", "MODIFIED", "DELETED", "ADDED", "ADDED"])
        self.assertEqual(self.log(), [("watch", 200)])
        self.assertEqual(self.server.entries[0].query["resourceVersionMatch"], "NotOlderThan")

    def test_what_expired_is_listed_again_whichever_way_it_is_said(self):
        for script, expected in [(["expire"], [410, 200]), (["expire", "as-event"], [200, 200])]:
            with self.subTest(script):

                def vanish(store):
                    store.delete("a")
                    store.put("last")

                api = self.api(objects="ab", watches=[script], story=[vanish])
                self.assertEqual(self.follow(api, "last"), ["LIST", "LIST"])
                self.assertEqual([code for verb, code in self.log() if verb == "list"], [200, 200])
                self.assertEqual([code for verb, code in self.log() if verb == "watch"], expected[:1])

    def test_a_cut_stream_goes_on_where_it_was(self):
        api = self.api(objects="a", watches=[["story", "cut"]], story=[lambda store: store.put("b"), self.more])
        self.assertEqual(self.follow(api, "last"), ["LIST", "ADDED", "MODIFIED", "ADDED"])
        self.assertEqual(len(self.server.told), len(set(self.server.told)))
        self.assertEqual([verb for verb, _ in self.log()], ["list", "watch", "watch"])
        self.assertTrue(self.waits[-1] >= 1, self.waits)

    def more(self, store):
        store.put("b", {"colour": "green"})
        store.put("last")

    def test_failures_on_the_way_are_waited_for(self):
        faults = [Fault("list", answer(503, Retry_After=5)), Fault("list", lose_answer)]
        faults += [Fault("watch", answer(429, Retry_After=3)), Fault("list", answer(200, body="<html>"))]
        api = self.api(objects="a", faults=faults, watches=[[], ["story"]], story=[self.more])
        self.assertEqual(self.follow(api, "last"), ["LIST", "ADDED", "ADDED"])
        self.assertEqual([verb for verb, _ in self.log()], ["list"] * 4 + ["watch"] * 2)
        waits = [wait for wait in self.waits if wait]
        self.assertEqual([least <= wait for least, wait in zip([5, 1, 1, 3], waits)], [True] * 4, waits)

    def test_a_token_is_read_anew(self):
        faults = [Fault("any", wants_token("new"), 9)]
        api = self.api("old", objects=["last"], faults=faults)
        self.assertEqual(self.follow(api, "last", authenticate=self.read_new_token), ["LIST"])
        self.assertEqual(self.codes(), [401, 200])
        api = self.api("old", objects=["last"], faults=[Fault("any", wants_token("new"), 9)])
        with self.assertRaises(ApiException):
            self.follow(api, "last")
        self.assertEqual(self.codes(), [401])

    def test_who_is_refused_three_times_gets_the_exception(self):
        refused = status(403, "no", "Forbidden", name="x")
        api = self.api(faults=[Fault("list", answer(403, body=refused), 9)])
        with self.assertRaises(ApiException) as raised:
            self.follow(api, "last")
        self.assertEqual((raised.exception.status, self.codes()), (403, [403] * 3))
        self.assertTrue(all(wait >= 1 for wait in self.waits[1:]), self.waits)

    def test_an_exact_list_that_expired_is_not_asked_for_anew(self):
        api = self.api(faults=[Fault("list", answer(410), 9)])
        with self.assertRaises(ApiException):
            self.follow(api, "last", resource_version="5", resource_version_match="Exact")
        self.assertEqual([entry.query["resourceVersion"] for entry in self.server.entries], ["5"] * 3)


if __name__ == "__main__":
    unittest.main()
