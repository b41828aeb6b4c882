"""kube_status.kubernetes over the official client, against the scripted server.

Run by: make python-package. Expectations are reasoned from sections 5 and 6 of the rules.
"""

import types
import unittest

import kubernetes
import urllib3
from kubernetes.client import ApiException
from served import Client
from server import Fault, answer, before, lose_answer, status, wants_token

from kube_status import Action, Budget, Policy, Rule
from kube_status.kubernetes import _call, advise, call
from kube_status.urllib3 import Retry

NEW = {"metadata": {"name": "web"}, "data": {"colour": "blue"}}
GENERATED = {"metadata": {"generateName": "web-", "labels": {"try": "1"}}, "data": {}}


def resize(store):
    store.put("web", {"colour": "red", "size": "2"})


class Api:
    """Like one of the client's, but fails so many times."""

    def __init__(self, tries):
        self.api_client = types.SimpleNamespace()
        self.failures = [ApiException(status=500)] * tries

    def patch_thing(self, name, body):
        raise self.failures.pop()


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


class Configurations(Client):
    def tearDown(self):
        kubernetes.client.Configuration.set_default(None)

    def test_a_default_configuration_keeps_its_retries_and_their_budget(self):
        """set_default copies deeply, and so does each configuration that is made of it."""
        self.api(objects=["web"], faults=[Fault("get", answer(429), 9)])
        budget = Budget(10)
        self.configuration.retries = Retry(budget=budget, policy=Policy(base_ms=1))
        kubernetes.client.Configuration.set_default(self.configuration)
        with kubernetes.client.ApiClient() as client, self.assertRaises(ApiException):
            kubernetes.client.CoreV1Api(client).read_namespaced_config_map("web", "default")
        self.assertEqual((self.codes(), budget.spent), ([429] * 3, 10))


class Calls(Client):
    sleepers = (_call,)

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
        model = kubernetes.client.V1ConfigMap(metadata=kubernetes.client.V1ObjectMeta(name="web"))
        rows = [
            (True, api.read_namespaced_config_map, ("web", "default"), {}),
            (True, api.list_namespaced_config_map, ("default",), {}),
            (True, api.replace_namespaced_config_map, ("web", "default", NEW), {}),
            (True, api.delete_namespaced_config_map, ("web", "default"), {}),
            (True, api.create_namespaced_config_map, ("default", NEW), {}),
            (True, api.create_namespaced_config_map, ("default",), {"body": model}),
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

    def test_a_patch_that_is_a_list_of_operations_is_not_repeated_blindly(self):
        for body, tries in [(NEW, 11), ([{"op": "add", "path": "/data/-", "value": "x"}], 1)]:
            with self.subTest(body):
                api = Api(tries)
                with self.assertRaises(ApiException):
                    call(api.patch_thing, "web", body)
                self.assertEqual(api.failures, [])

    def test_the_name_of_another_function_says_nothing(self):
        for facts, tries in [({}, 1), ({"verb": "get"}, 11)]:
            failures = [ApiException(status=500)] * tries

            def get_or_create_thing(dry_run="All"):
                raise failures.pop()

            with self.subTest(**facts), self.assertRaises(ApiException):
                call(get_or_create_thing, dry_run="All", facts=facts)
            self.assertEqual(failures, [])

    def test_what_can_never_be_sent_is_raised_at_once(self):
        for host in "http://", "ftp://server", "http://server:port", f"http://{'a' * 64}":
            configuration = kubernetes.client.Configuration(host=host)
            configuration.retries = False
            with self.subTest(host), kubernetes.client.ApiClient(configuration) as client:
                with self.assertRaises(urllib3.exceptions.LocationValueError) as raised:
                    call(kubernetes.client.CoreV1Api(client).read_namespaced_config_map, "web", "default")
                with self.assertRaises(urllib3.exceptions.LocationValueError):
                    advise(raised.exception, verb="get")
        self.assertEqual(self.waits, [])

    def test_a_client_that_sends_again_by_itself_is_refused(self):
        api = self.api(objects=["web"], faults=[Fault("update", lose_answer, 99)])
        for retries in None, True, 3, Retry():
            self.configuration.retries = retries
            with self.subTest(retries), self.assertRaisesRegex(ValueError, "configuration.retries"):
                call(api.replace_namespaced_config_map, "web", "default", NEW)
        self.assertEqual(self.codes(), [])

    def test_what_is_not_waited_for_is_refused(self):
        api = self.api(faults=[Fault("get", answer(500), 99)])
        with self.assertRaisesRegex(TypeError, "async_req"):
            call(api.read_namespaced_config_map, "web", "default", async_req=True)
        self.assertEqual(self.codes(), [])

    def test_a_name_that_is_still_being_deleted_is_waited_for(self):
        leaving = status(409, 'object is being deleted: configmaps "web" already exists', "AlreadyExists")
        api = self.api(faults=[Fault("create", answer(409, body=leaving))])
        call(api.create_namespaced_config_map, "default", NEW)
        self.assertEqual(self.codes(), [409, 201])
        self.assertWaits(5)

    def test_a_body_that_is_a_function_merges_after_a_conflict(self):
        api = self.api(objects=["web"], faults=[Fault("update", before(resize), 9)])

        def blue():
            found = call(api.read_namespaced_config_map, "web", "default")
            found.data["colour"] = "blue"
            return found

        call(api.replace_namespaced_config_map, "web", "default", blue)
        self.assertEqual(self.server.store.objects["web"]["data"], {"colour": "blue", "size": "2"})
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

    def test_who_looks_by_name_may_find_nothing(self):
        missing = lambda: api.read_namespaced_config_map("mine", "default")  # noqa: E731
        api = self.api(faults=[Fault("create", answer(500, body="a proxy's"))])
        call(api.create_namespaced_config_map, "default", GENERATED, look=missing)
        self.assertEqual(self.log(), [("create", 500), ("get", 404), ("create", 201)])
        # A 404 that is not the server's says nothing of the object.
        faults = [Fault("create", answer(500, body="a proxy's")), Fault("get", answer(404, body="<html>"))]
        api = self.api(faults=faults)
        with self.assertRaises(ApiException) as raised:
            call(api.create_namespaced_config_map, "default", GENERATED, look=missing)
        self.assertEqual(self.log(), [("create", 500), ("get", 404)])
        self.assertEqual((raised.exception.status, raised.exception.__context__.status), (404, 500))

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


if __name__ == "__main__":
    unittest.main()
