"""kube_status.kubernetes.list_watch over the official client, against the scripted server, and over a script alone.

Run by: make python-package. Expectations are reasoned from section 6 of the rules.
"""

import contextlib
import io
import json
import unittest

import kubernetes
import urllib3
from kubernetes.client import ApiException
from served import Client, Served
from server import Fault, answer, lose_answer, status, wants_token

from kube_status.kubernetes import _list_watch, list_watch


class Server(Client):
    """Whole stories against the scripted server."""

    sleepers = (_list_watch,)

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
        self.assertEqual((watch["resourceVersion"], watch["allowWatchBookmarks"].lower()), ("102", "true"))
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

    def test_a_client_that_sends_again_by_itself_is_refused(self):
        api = self.api()
        self.configuration.retries = None
        with self.assertRaisesRegex(ValueError, "configuration.retries"):
            list_watch(api.list_namespaced_config_map, "default")

    def test_an_exact_list_that_expired_is_not_asked_for_anew(self):
        api = self.api(faults=[Fault("list", answer(410), 9)])
        with self.assertRaises(ApiException):
            self.follow(api, "last", resource_version="5", resource_version_match="Exact")
        self.assertEqual([entry.query["resourceVersion"] for entry in self.server.entries], ["5"] * 3)


class Dripping(io.BytesIO):
    """A stream that comes one byte at a time."""

    def read1(self, *_):
        return self.read(1)


class Over(Exception):
    """The script is at its end."""


class Broken(io.BytesIO):
    """A stream that breaks off where it should go on."""

    def read(self, *_):
        return super().read() or self.fail()

    read1 = read

    def fail(self):
        raise urllib3.exceptions.ProtocolError("Connection broken", ConnectionResetError())


def frame(kind, name="web", version=None, **metadata):
    metadata |= {"name": name, "resourceVersion": version} if version else {"name": name}
    return json.dumps({"type": kind, "object": {"kind": "ConfigMap", "metadata": metadata}}).encode() + b"\n"


def page(*names, version="100", **metadata):
    items = [{"metadata": {"name": name}} for name in names] or None  # null is how Go writes an empty list
    metadata["resourceVersion"] = version
    return json.dumps({"kind": "ConfigMapList", "metadata": metadata, "items": items}).encode()


def odd(version):
    """An event that the library reads and json refuses."""
    return frame("ADDED", "a", version).replace(b'"ConfigMap"', b"bare")


GONE = json.dumps({"type": "ERROR", "object": status(410, "too old")}).encode()
EMPTY = page()
END = {"k8s.io/initial-events-end": "true"}


class Script(Served):
    """A method of a client that answers from a script, one line at a time; what it was asked for is kept."""

    sleepers = (_list_watch,)

    def run_script(self, *bodies, **settings):
        """The events, in short, until the script is over."""
        left, self.queries, self.answers, told = list(bodies), [], [], []

        def send(**query):
            self.assertIs(query.pop("_preload_content"), False)
            self.queries.append({name: value for name, value in query.items() if value is not None})
            if not left:
                raise Over
            body = left.pop(0)
            if isinstance(body, Exception):
                raise body
            body = body if isinstance(body, io.BytesIO) else io.BytesIO(body)
            self.answers.append(urllib3.HTTPResponse(body, status=200, preload_content=False))
            return self.answers[-1]

        with self.assertRaises(Over):
            for kind, found in list_watch(send, **settings):
                names = [one["metadata"]["name"] for one in found] if kind == "LIST" else [found["metadata"]["name"]]
                told.append((kind, *names))
        self.assertTrue(all(one.closed for one in self.answers))
        return told

    def asked(self, name):
        return [query.get(name) for query in self.queries]

    def test_many_frames_in_one_piece_and_one_frame_on_many_lines(self):
        pretty = json.dumps(json.loads(frame("DELETED", "a", "103")), indent=1).encode()
        stream = frame("ADDED", "a", "101") + frame("MODIFIED", "a", "102") + pretty
        self.assertEqual(
            self.run_script(EMPTY, stream), [("LIST",), ("ADDED", "a"), ("MODIFIED", "a"), ("DELETED", "a")]
        )
        self.assertEqual(self.asked("resource_version"), [None, "100", "103"])

    def test_many_frames_on_one_line(self):
        # Braces in a text look like an end, and do no harm.
        stream = frame("ADDED", "a", "101", annotations={"text": "} {}{"}).strip() + frame("ADDED", "}{", "102").strip()
        stream += b"  " + frame("DELETED", "a", "103").strip() + frame("ADDED", "b", "104")
        events = [("LIST",), ("ADDED", "a"), ("ADDED", "}{"), ("DELETED", "a"), ("ADDED", "b")]
        self.assertEqual(self.run_script(EMPTY, stream), events)
        self.assertEqual(self.run_script(EMPTY, Dripping(stream)), events)

    def test_a_server_that_does_not_stream_the_first_state_is_listed(self):
        """It takes no notice and tells events, or is silent, until its watch ends as any other."""
        for stream, seconds in [(frame("ADDED", "a", "7"), 300), (b"", 300), (b"", 0)]:
            with self.subTest(stream, seconds=seconds):
                now = iter([0, seconds, 0, 300])
                self.clock.monotonic = lambda: next(now)
                told = self.run_script(stream, page("a"), frame("ADDED", "b", "101"), streaming=True)
                self.assertEqual(told, [("LIST", "a"), ("ADDED", "b")])
                self.assertEqual(self.asked("send_initial_events"), [True, None, None, None])
                self.assertEqual(self.asked("resource_version"), [None, None, "100", "101"])

    def test_what_is_asked_for(self):
        settings = {"label_selector": "app=web", "resource_version": "7", "resource_version_match": "NotOlderThan"}
        pages = page("a", **{"continue": "x"}), page("b")
        self.run_script(*pages, frame("BOOKMARK", version="200"), **settings)
        first, second, watch, again = self.queries
        selected = {"label_selector": "app=web"}
        self.assertEqual(first, {**settings, "limit": 500, "_request_timeout": (30, 30)})
        self.assertEqual(second, {**selected, "limit": 500, "_continue": "x", "_request_timeout": (30, 30)})
        seconds = watch["timeout_seconds"]
        asked = {"watch": True, "allow_watch_bookmarks": True, "timeout_seconds": seconds}
        asked |= {"resource_version": "100", "_request_timeout": (30, seconds + 30)}
        self.assertEqual(watch, {**selected, **asked})
        self.assertEqual(again["resource_version"], "200")  # of the bookmark

    def test_a_timeout_of_the_callers_own_is_kept(self):
        self.run_script(EMPTY, b"", _request_timeout=5)
        self.assertEqual(self.asked("_request_timeout"), [5, 5, 5])

    def test_the_resource_version_is_that_of_the_collection(self):
        bookmark = frame("BOOKMARK", version="100", annotations=END)
        first = frame("ADDED", "a", "50") + frame("ADDED", "b", "40") + frame("DELETED", "a", "99") + bookmark
        first += frame("MODIFIED", "b", "101") + GONE
        told = self.run_script(first, frame("ADDED", "b", "30"), streaming=True)
        self.assertEqual(told, [("LIST", "b"), ("MODIFIED", "b")])
        # The second stream ended before its state was complete: what it told is not the newest version seen.
        self.assertEqual(self.asked("resource_version"), [None, "101", "101"])

    def test_an_event_without_a_resource_version_leaves_the_last_one(self):
        self.run_script(EMPTY, frame("ADDED", "a"))
        self.assertEqual(self.asked("resource_version"), [None, "100", "100"])

    def test_a_watch_that_lasted_is_followed_by_another_at_once(self):
        for seconds, waits in [(0.5, [True]), (2, [False])]:
            with self.subTest(seconds):
                self.waits.clear()
                now = iter([0, seconds])
                self.clock.monotonic = lambda: next(now)
                self.run_script(EMPTY, b"")
                self.assertEqual([wait > 0 for wait in self.waits[2:]], waits)

    def test_a_stream_that_breaks_is_a_failure(self):
        told = self.run_script(EMPTY, Broken(frame("ADDED", "a", "101")))
        self.assertEqual(told, [("LIST",), ("ADDED", "a")])
        self.assertTrue(self.waits[2] >= 1, self.waits)
        self.assertEqual(self.asked("resource_version")[2], "101")

    def test_a_list_that_breaks_is_asked_for_again(self):
        self.assertEqual(self.run_script(Broken(), page("a"), b""), [("LIST", "a")])
        self.assertTrue(self.waits[1] >= 1, self.waits)

    def test_what_is_no_json_is_not_told(self):
        # The library passes over what is in an object; the parser here does not.
        self.assertEqual(self.run_script(EMPTY, odd("101")), [("LIST",)])
        self.assertEqual(self.asked("resource_version"), [None, "100", "100"])
        self.assertTrue(self.waits[2] >= 1, self.waits)

    def test_an_event_that_is_no_json_three_times_is_raised(self):
        told = frame("ADDED", "a", "101")
        # What was told in between begins another row; so does the state as a whole, if it is another one.
        for bodies in [odd("101")] * 3, [odd("101")] * 2 + [told + odd("102")] + [odd("102")] * 2:
            with self.subTest(len(bodies)), self.assertRaises(json.JSONDecodeError):
                self.run_script(EMPTY, *bodies)
            self.assertEqual(len(self.queries), 1 + len(bodies))
        bodies = [odd("101")] * 2 + [GONE, page(version="200")] + [odd("201")] * 2
        self.assertEqual(self.run_script(EMPTY, *bodies), [("LIST",), ("LIST",)])
        bodies = [odd("101")] * 2 + [GONE, page(version="100"), odd("101")]
        with self.assertRaises(json.JSONDecodeError):
            self.run_script(EMPTY, *bodies)

    def test_json_that_is_too_deep_is_unreadable_like_any_other(self):
        deep = b"[" * 100_000 + b"]" * 100_000
        event, whole = frame("ADDED", "a", "101"), page("a")
        bodies = whole.replace(b'"ConfigMapList"', deep), whole, event.replace(b'"ConfigMap"', deep), event
        self.assertEqual(self.run_script(*bodies), [("LIST", "a"), ("ADDED", "a")])

    def test_what_a_method_of_the_client_cannot_do_is_raised(self):
        found = ApiException(status=404)
        found.body = "404 page not found"
        with self.assertRaises(ApiException):
            self.run_script(found)
        self.assertEqual(len(self.queries), 1)

    def test_a_mistake_is_told_at_once(self):
        with self.assertRaises(ValueError):
            list_watch(print, policy="patient")
        for name in "async_req watch timeout_seconds _continue send_initial_events _preload_content".split():
            with self.subTest(name), self.assertRaisesRegex(TypeError, name):
                list_watch(print, **{name: 1})

    def test_a_proxys_page_thrice_is_still_no_list(self):
        self.assertEqual(self.run_script(*[b"<html>"] * 3, page("a")), [("LIST", "a")])


if __name__ == "__main__":
    unittest.main()
