"""The examples of bindings/python/README.md, in their order, against the scripted server.

Run by: make python-package. A comment behind a print, or in lines of their own behind a loop, is what it prints.
"""

import contextlib
import io
import json
import re
import tempfile
import unittest
import unittest.mock
from pathlib import Path

from served import COLLECTION, Served, codes
from server import Fault, answer, before

README = Path(__file__).parents[3] / "bindings" / "python" / "README.md"


def kubeconfig(url):
    """A configuration as kubectl has it; JSON is YAML."""
    one = {"apiVersion": "v1", "kind": "Config", "current-context": "test"}
    one["clusters"] = [{"name": "test", "cluster": {"server": url}}]
    one["users"] = [{"name": "test", "user": {"token": "secret"}}]
    one["contexts"] = [{"name": "test", "context": {"cluster": "test", "user": "test"}}]
    return json.dumps(one)


def resized(store):
    store.put("web", {"colour": "red", "size": "2"})


SCENES = [
    # What is wrong when an example runs, and the codes that the server then answers.
    ([], []),
    ([Fault("update", answer(429)), Fault("update", before(resized))], [200, 429, 200, 409, 200, 200]),
    ([Fault("get", answer(503))], [503, 200]),
    ([], [404]),
    ([Fault("update", before(resized)), Fault("get", answer(500))], [500, 200, 409, 200, 200]),
    ([Fault("list", answer(503))], [503, 200, 200]),
]


class Readme(Served):
    def test_every_example_does_what_it_says(self):
        examples = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
        self.assertEqual(len(examples), len(SCENES))
        server = self.serve(objects=["web"], watches=[["story"]], story=[lambda store: store.put("last")])
        known = {"server": server.url, "url": f"{server.url}{COLLECTION}/web"}
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file, contextlib.ExitStack() as stack:
            file.write(kubeconfig(server.url))
            file.flush()
            patch = unittest.mock.patch
            stack.enter_context(patch("time.sleep"))
            stack.enter_context(patch("kubernetes.config.kube_config.KUBE_CONFIG_DEFAULT_LOCATION", file.name))
            for example, (faults, answers) in zip(examples, SCENES):
                with self.subTest(example):
                    resized(server.store)
                    server.faults[:] = faults
                    del server.log[:]
                    printed = io.StringIO()
                    with contextlib.redirect_stdout(printed):
                        exec(compile(example, README.name, "exec"), known)
                    promised = re.findall(r"(?:print.*  |^)# (.*)", example, re.MULTILINE)
                    self.assertEqual(printed.getvalue().splitlines(), promised)
                    self.assertEqual(codes(server), answers)
                    if "blue" in example:
                        self.assertEqual(server.store.objects["web"]["data"], {"colour": "blue", "size": "2"})


if __name__ == "__main__":
    unittest.main()
