"""One scenario's world: a namespace of its own, a client, and what the front saw of it."""

import itertools
import json
import os
import re
import shlex
import subprocess
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from string import Template

import clients
from row import told_seconds

SECONDS = 60
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

# One line of the client's --verbose: verb, URL, rule, step.
STEP = re.compile(r"^[a-z-]+ http\S+: ([a-z0-9-]+), ([a-z]+)(?:: ([a-z-]+) in (\d+) ms)?$", re.M)

# What is in order: no failure to name.
ORDER = {"success", "accepted", "watch-event", "watch-bookmark", "watch-ended"}


class Over(Exception):
    """The client has ended before what a story waits for."""


class World:
    """What one run of a row lives in."""

    numbers = itertools.count(1)

    def __init__(self, lab, directory, labels):
        self.lab, self.directory, self.ns = lab, Path(directory), f"run-{next(World.numbers)}"
        self.token_file = self.directory / "token"
        self.said_file, self.afterwards = self.directory / "said", ExitStack()
        self.log, self.said, self.out, self.codes, self.client = [], "", "", [], None
        self.path = f"/api/v1/namespaces/{self.ns}/configmaps"
        # What a client's words may name.
        self.words = {"ns": self.ns, "cm": self.path, "dir": self.directory, "tls": lab.tls_url}
        lab.must("POST", "/api/v1/namespaces", {"metadata": {"name": self.ns, "labels": labels}})
        lab.control("DELETE", "/log")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.afterwards.close()

    def run(self, row, command):
        """Plays the row with this client."""
        self.command = command
        self.token_file.write_text(f"{row.token}\n" if row.token else "")
        for order in row.run:
            if callable(order):
                order(self)
            else:
                story = row.story(self) if row.story and not self.codes else None
                self.order(order, command, story)
        self.log = self.lab.control("GET", "/log")

    def order(self, order, command, story):
        """Runs the client with these words. A story happens up to its yield before, from there on meanwhile."""
        words = shlex.split(Template(order).substitute(self.words))
        words += ["--path", self.path] if "--path" not in words else []
        words += ["--limit", "30000"] if "--limit" not in command else []
        words += ["--server", self.lab.url] if "--server" not in words else []
        words += ["--token-file", str(self.token_file), "--verbose", "--seed", "7"]
        if story:
            next(story)
        environment = {**os.environ, "no_proxy": "*"}
        with self.said_file.open("w") as said:
            self.client = clients.start([*command, *words], env=environment, stdout=subprocess.PIPE, stderr=said)
        self.afterwards.callback(clients.ended, self.client)
        self.afterwards.callback(self.client.kill)
        try:
            if story:
                next(story, None)
        except Over:
            pass
        try:
            self.out, _ = self.client.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self.client.kill()
            self.out, _ = self.client.communicate()
            self.said += f"after {SECONDS} s still running\n"
        self.codes.append(self.client.returncode)
        self.said += self.said_file.read_text()

    # What stories do.

    def until(self, is_so):
        """Waits for an effect, as long as the client runs."""

        def is_so_yet():
            # In this order: what is waited for may come just before the client's end.
            has_ended = self.client.poll() is not None
            if is_so():
                return True
            if has_ended:
                raise Over
            return False

        self.lab.until(is_so_yet)

    def until_answered(self, code, told=0):
        """Waits until the client was answered this code, with a Retry-After of so many seconds at least."""
        self.until(
            lambda: any(
                one["Code"] == code and one["Answered"] > 0 and told_seconds(one) >= told for one in self.entries()
            )
        )

    def until_held(self):
        self.until(lambda: any(one["Fault"] == "hold" for one in self.entries()))

    def entries(self):
        return self.lab.control("GET", "/log") or []

    def fault(self, kind, **more):
        self.lab.control("POST", "/fault", Kind=kind, **more)

    def hook(self, mode, **more):
        self.lab.control("POST", "/hook", Mode=mode, **more)

    def put(self, name, **data):
        """A config map as somebody else writes it."""
        body = {"metadata": {"name": name}, "data": data}
        if self.lab.ask("GET", f"{self.path}/{name}")[0] == 200:
            return self.lab.must("PUT", f"{self.path}/{name}", body)
        return self.lab.must("POST", self.path, body)

    # What is asked afterwards.

    @property
    def steps(self):
        """Rule, step, action and wait of each answer, as the library told them to the client."""
        return STEP.findall(self.said)

    @property
    def rules(self):
        """The rules of what went wrong, in order, each once in a row."""
        told = [rule for rule, *_ in self.steps if rule not in ORDER]
        return [rule for at, rule in enumerate(told) if at == 0 or told[at - 1] != rule]

    def objects(self):
        """The config maps that are there, by name."""
        return {one["metadata"]["name"]: one for one in self.lab.must("GET", self.path)["items"]}

    def data(self):
        return {name: one.get("data", {}) for name, one in self.objects().items()}

    def final(self):
        """The client's own last state of a collection, by name."""
        return json.loads(self.out or "{}")

    def flow(self):
        """The uid of the FlowSchema that the client's requests fall under now."""
        self.lab.control("DELETE", "/log")
        request = urllib.request.Request(self.lab.url + self.path, headers={"Authorization": "Bearer dev-token"})
        OPENER.open(request).close()
        uid = self.entries()[0]["Answer"].get("X-Kubernetes-Pf-Flowschema-Uid", [""])[0]
        self.lab.control("DELETE", "/log")
        return uid
