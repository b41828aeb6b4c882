"""The storm: many agents, a server that serves few at a time, and everything that goes wrong while they work.

Each writer makes an object and deletes it, over and over, each time with an object whose name the server draws and
with its own field in an object that it shares with others. What must be there in the end is so known before.
"""

import json
import random
import re
import shlex
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from row import is_early, versions

FLAGS = [
    "--enable-priority-and-fairness=false",
    "--max-requests-inflight=6",
    "--max-mutating-requests-inflight=3",
    # Watches are told to end when the server leaves; else it stays for a minute, closed for all others.
    "--shutdown-watch-termination-grace-period=1s",
]
IGNORED = "wait,look"
# What must then go wrong.
FAILS = {"early request", "duplicate", "lost", "gave up"}


@dataclass(frozen=True)
class Plan:
    """How many agents do how much, and when something goes wrong; all times in seconds.

    `pause` is how long a writer rests between two commands, on average. Every `drop`-th reply is lost. `sharing` is how
    many writers have an object together.
    """

    writers: int
    watchers: int
    rounds: int
    pause: float
    drop: int
    leaves: float
    no_etcd: float
    dies: float
    noticed: float
    without_server: float
    without_etcd: float
    sharing: int = 9


FULL = Plan(
    writers=180,
    watchers=20,
    rounds=5,
    pause=5,
    drop=50,
    leaves=15,
    no_etcd=40,
    dies=75,
    noticed=1,
    without_server=3,
    without_etcd=10,
)
# The same in little, and more replies lost: that there is one of each kind must not be a matter of luck.
SHORT = Plan(
    writers=54,
    watchers=6,
    rounds=2,
    pause=2,
    drop=20,
    leaves=3,
    no_etcd=9,
    dies=17,
    noticed=0.5,
    without_server=0,
    without_etcd=4,
)


@dataclass
class Storm:
    """One storm over a lab, from the first command to the last."""

    lab: object
    plan: Plan
    command: list
    ignored: str
    marks: list = field(default_factory=list)
    codes: Counter = field(default_factory=Counter)
    said: list = field(default_factory=list)
    running: set = field(default_factory=set)

    @property
    def path(self):
        return f"/api/v1/namespaces/storm{len(self.ignored)}/configmaps"

    def run(self):
        """Lets it rage, and takes down what is there in the end."""
        plan, lab = self.plan, self.lab
        lab.must("POST", "/api/v1/namespaces", {"metadata": {"name": self.path.split("/")[4]}})
        for number in range(-(-plan.writers // plan.sharing)):
            lab.must("POST", self.path, {"metadata": {"name": f"shared-{number}"}})
        lab.control("DELETE", "/log")
        self.lose_replies()
        self.began = time.monotonic()
        with ThreadPoolExecutor(plan.writers + plan.watchers) as pool:
            try:
                watchers = [pool.submit(self.watch, number) for number in range(plan.watchers)]
                writers = [pool.submit(self.write, number) for number in range(plan.writers)]
                self.trouble()
                for one in writers:
                    one.result()
                self.took = time.monotonic() - self.began
                lab.must("POST", self.path, {"metadata": {"name": "last"}})
                self.seen = [one.result() for one in watchers]
            finally:
                # Nothing is left to go on without a server.
                for one in list(self.running):
                    one.kill()
        lab.control("DELETE", "/fault")
        self.log = lab.control("GET", "/log")
        self.objects = {one["metadata"]["name"]: one for one in lab.must("GET", self.path)["items"]}

    # What goes wrong.

    def trouble(self):
        """A server that leaves, an etcd that does, a server that dies."""
        plan = self.plan
        self.at(plan.leaves, "restart", lambda: self.restart("stop"))
        self.at(plan.no_etcd, "no etcd", self.without_etcd)
        self.at(plan.dies, "killed", lambda: self.restart("kill"))

    def at(self, second, name, happens):
        time.sleep(max(0, self.began + second - time.monotonic()))
        began = time.monotonic() - self.began
        happens()
        self.marks.append((name, began, time.monotonic() - self.began))

    def restart(self, how):
        """Once the front notices that the server has left, it says so until the server is ready, as a load balancer
        does. A server that starts would for a moment refuse everybody everything, with a 403 like any other."""
        flags = self.lab.flags
        self.lab.end(how)
        time.sleep(self.plan.noticed)
        self.lab.control("DELETE", "/fault")
        self.lab.control("POST", "/fault", Kind="answer", Every=1, Code=503, Body="no server\n")
        time.sleep(self.plan.without_server)
        self.lab.start(flags)
        self.lose_replies()

    def without_etcd(self):
        self.lab.control("POST", "/etcd/stop")
        time.sleep(self.plan.without_etcd)
        self.lab.control("POST", "/etcd/start")

    def lose_replies(self):
        self.lab.control("DELETE", "/fault")
        self.lab.control("POST", "/fault", Kind="drop-reply", Every=self.plan.drop)

    # What the agents do.

    def agent(self, name, seed, words):
        """One command of an agent. Returns what it printed."""
        words = [*shlex.split(words), "--server", self.lab.url, "--path", self.path, "--token-file", self.token_file]
        words += ["--user-agent", name, "--seed", str(seed)] + ([f"--ignore={self.ignored}"] if self.ignored else [])
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process = subprocess.Popen([*self.command, *words], **pipes)
        self.running.add(process)
        out, said = process.communicate()
        self.running.discard(process)
        self.codes[process.returncode] += 1
        if process.returncode:
            self.said.append(f"{name}: {said}")
        return out

    def write(self, number):
        chance, shared = random.Random(number), f"shared-{number // self.plan.sharing}"
        for at in range(self.plan.rounds):
            orders = [
                f"create own-{number} round={at}",
                f"create --generate-name drawn-{number}-{at}- round={at}",
                f"update {shared} agent-{number}={at}",
                f"delete own-{number}",
            ]
            # The last one stays.
            for order in orders if at + 1 < self.plan.rounds else orders[:-1]:
                time.sleep(chance.uniform(0, 2 * self.plan.pause))
                self.agent(f"agent-{number}", chance.getrandbits(32), f"{order} --timeout 5000")

    def watch(self, number):
        return json.loads(self.agent(f"watcher-{number}", number, "watch --until last --page 500") or "{}")

    # What is asked afterwards: the log and the server.

    def wanted(self):
        """The objects that must be there, by name or, if that was drawn, by its beginning, with their data."""
        plan = self.plan
        last = str(plan.rounds - 1)
        wanted = {f"own-{number}": {"round": last} for number in range(plan.writers)}
        for number in range(plan.writers):
            wanted.setdefault(f"shared-{number // plan.sharing}", {})[f"agent-{number}"] = last
            wanted.update({f"drawn-{number}-{at}-": {"round": str(at)} for at in range(plan.rounds)})
        return wanted | {"last": {}}

    def there(self):
        """The objects that are there, as wanted() has them: all that have a name or a beginning in common."""
        there = {}
        for name, found in self.objects.items():
            drawn = re.match(r"drawn-\d+-\d+-", name)
            there.setdefault(drawn[0] if drawn else name, []).append(found.get("data", {}))
        return there

    def early(self):
        """Requests that came before the answer to the one before allows. Without a Retry-After that is a second after
        a throttle, a failure of the server or no answer: the library's shortest wait, which leaves jitter away."""
        by_agent = {}
        for entry in self.log:
            by_agent.setdefault(entry["Header"]["User-Agent"][0], []).append(entry)
        pairs = (pair for entries in by_agent.values() for pair in zip(entries, entries[1:]))
        return sum(is_early(one, other, 1000 * is_trouble(one)) for one, other in pairs)

    def figures(self):
        """What failed by its name, and how often; and what else is worth a number."""
        wanted, there = self.wanted(), self.there()
        lost = sum(data not in there.get(name, []) for name, data in wanted.items())
        extra = sum(len(found) - 1 for found in there.values()) + len(there.keys() - wanted.keys())
        truth = versions(self.objects)
        failed = {
            "lost": lost,
            "duplicate": extra,
            "stale data": sum(versions(seen) != truth for seen in self.seen),
            "early request": self.early(),
            "gave up": sum(self.codes.values()) - self.codes[0],
        }
        return failed, Counter(entry["Code"] for entry in self.log), self.per_second()

    def per_second(self):
        """Requests in each second from the first on."""
        first = self.log[0]["Came"]
        counts = Counter(int((entry["Came"] - first) // 1000) for entry in self.log)
        return [counts[second] for second in range(max(counts) + 1)]


def is_trouble(entry):
    return entry["Code"] in (0, 429) or entry["Code"] >= 500
