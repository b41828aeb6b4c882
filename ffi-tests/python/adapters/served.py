"""What the tests of the adapters share: the scripted API server of the C agent, and a clock that does not wait."""

import sys
import time
import types
import unittest
import unittest.mock
from pathlib import Path

import kubernetes

sys.path.append(str(Path(__file__).parents[2] / "agent"))

from server import COLLECTION, Server  # noqa: E402

__all__ = ["COLLECTION", "Client", "Served", "codes"]


class Served(unittest.TestCase):
    """Modules named in `sleepers` do not sleep here; for how many seconds they wanted to is in `waits`."""

    sleepers = ()

    def setUp(self):
        self.waits = []
        self.clock = types.SimpleNamespace(sleep=self.waits.append, time=time.time, monotonic=time.monotonic)
        for module in self.sleepers:
            patch = unittest.mock.patch.object(module, "time", self.clock)
            patch.start()
            self.addCleanup(patch.stop)

    def serve(self, **scenario):
        server = Server(**scenario)
        self.addCleanup(lambda: self.assertEqual(server.errors, []))
        self.addCleanup(server.stop)
        return server

    def assertWaits(self, *seconds):
        """Each wait is this long at least and at most half longer, as the conventions' jitter has it."""
        self.assertEqual(len(self.waits), len(seconds), self.waits)
        for wait, least in zip(self.waits, seconds):
            self.assertTrue(least <= wait <= least * 1.5, f"{self.waits}, not {seconds}")


def codes(server):
    return [entry.code for entry in server.entries]


class Client(Served):
    """A client of the scripted server that does not retry by itself."""

    def api(self, token="new", **scenario):
        self.server = self.serve(**scenario)
        self.configuration = kubernetes.client.Configuration(host=self.server.url)
        self.configuration.api_key = {"authorization": f"Bearer {token}"}
        self.configuration.retries = False
        client = kubernetes.client.ApiClient(self.configuration)
        self.addCleanup(client.close)
        return kubernetes.client.CoreV1Api(client)

    def codes(self):
        return codes(self.server)

    def log(self):
        return [(entry.verb, entry.code) for entry in self.server.entries]

    def read_new_token(self):
        self.configuration.api_key = {"authorization": "Bearer new"}
