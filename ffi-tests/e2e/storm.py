"""The storm: many agents, a server that serves few at a time, and all that goes wrong while they work.

Each writer makes an object and deletes it, over and over, each time with an object whose name the server draws and
with its own field in an object that it shares with others. So it is known what must be there in the end.
"""

import json
import random
import shlex
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import clients
from furniture import admit
from lab import Lab

FLAGS = [
    "--enable-priority-and-fairness=false",
    "--max-requests-inflight=6",
    "--max-mutating-requests-inflight=3",
    # Else a server that leaves waits for a minute for its watchers, and lets nobody in.
    "--shutdown-watch-termination-grace-period=1s",
]
# What the second storm does wrong.
IGNORED = "wait,look"


@dataclass(frozen=True)
class Plan:
    """How many agents do how much, and what goes wrong when; times in seconds.

    `sharing` writers have an object together, `pause` is how long one rests between two commands on average, `cap` the
    longest wait of its backoff. Every `lost`-th reply is lost. `leaves`, `no_etcd` and `dies` is when that begins. At
    `late` writers that are not done give up; naive ones, which may keep a server down for good, at `ends`.
    """

    writers: int
    watchers: int
    rounds: int
    pause: float
    cap: float
    lost: int
    leaves: float
    no_etcd: float
    dies: float
    late: float
    ends: float
    without_server: float
    without_etcd: float
    sharing: int = 9

    @property
    def commands(self):
        return self.writers * (4 * self.rounds - 1) + self.watchers


FULL = Plan(
    writers=180,
    watchers=20,
    rounds=4,
    pause=5,
    cap=15,
    lost=50,
    leaves=15,
    no_etcd=40,
    dies=70,
    late=240,
    ends=100,
    without_server=3,
    without_etcd=10,
)
# More replies lost in less time: that each kind of them is among these must not be a matter of luck.
SHORT = Plan(
    writers=54,
    watchers=6,
    rounds=2,
    pause=2,
    cap=4,
    lost=5,
    leaves=6,
    no_etcd=12,
    dies=20,
    late=120,
    ends=45,
    without_server=0,
    without_etcd=6,
)


def storms(plan, program, agent, port):
    """Two storms one after the other, by the advice and without, over one lab."""
    with tempfile.TemporaryDirectory() as directory:
        token_file = Path(directory, "token")
        token_file.write_text("dev-token\n")
        lab = Lab(program, Path(directory, "lab"), port)
        try:
            lab.start(FLAGS)
            admit(lab, "dev", kind="User", name="dev")
            both = [Storm(lab, plan, [agent, "--token-file", token_file], ignored) for ignored in ("", IGNORED)]
            for one in both:
                one.run()
        finally:
            lab.stop()
    return both


@dataclass
class Storm:
    """One storm, from the first command to the last. Afterwards: what went wrong, the exit statuses, the seconds it
    took, what the agents were told to write and said when they gave up, what the watchers saw, the front's log and the
    objects that are there."""

    lab: Lab
    plan: Plan
    command: list
    ignored: str
    marks: list = field(default_factory=list)
    statuses: list = field(default_factory=list)
    said: list = field(default_factory=list)
    # The data of each object by its name, or by the beginning of one that the server draws; None of one deleted.
    told: dict = field(default_factory=dict)

    @property
    def path(self):
        return f"/api/v1/namespaces/{self.namespace}/configmaps"

    @property
    def namespace(self):
        return "naive" if self.ignored else "advised"

    @property
    def codes(self):
        """How often each exit status."""
        return Counter(self.statuses)

    @property
    def ends(self):
        return self.plan.ends if self.ignored else self.plan.late

    def run(self):
        plan, lab = self.plan, self.lab
        lab.must("POST", "/api/v1/namespaces", {"metadata": {"name": self.namespace}})
        for number in range(-(-plan.writers // plan.sharing)):
            lab.must("POST", self.path, {"metadata": {"name": f"shared-{number}"}})
            self.told[f"shared-{number}"] = {}
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
                self.told["last"] = {}
                self.seen = [one.result() for one in watchers]
            except BaseException:
                # They would go on, without a server.
                clients.end_all()
                raise
        lab.control("DELETE", "/fault")
        self.log = lab.control("GET", "/log")
        self.objects = {one["metadata"]["name"]: one for one in lab.must("GET", self.path)["items"]}

    # What goes wrong.

    def trouble(self):
        self.at(self.plan.leaves, "restart", lambda: self.restart("stop"))
        self.at(self.plan.no_etcd, "no etcd", self.be_without_etcd)
        self.at(self.plan.dies, "killed", lambda: self.restart("kill"))

    def at(self, second, name, happens):
        time.sleep(max(0, self.began + second - time.monotonic()))
        begins = time.monotonic() - self.began
        happens()
        self.marks.append((name, begins, time.monotonic() - self.began))

    def restart(self, how):
        """The front notices after a while that the server has left, and says so until it is ready, as a load balancer
        does. A server that starts would for a moment refuse all things to all, with a 403 like any other."""
        flags = self.lab.flags
        self.lab.end(how)
        time.sleep(1)
        self.front(Kind="answer", Every=1, Code=503, Body="no server\n")
        time.sleep(self.plan.without_server)
        self.lab.start(flags)
        self.lose_replies()

    def be_without_etcd(self):
        self.lab.control("POST", "/relay", Refuse=True)
        time.sleep(self.plan.without_etcd)
        self.lab.control("POST", "/relay")

    def lose_replies(self):
        self.front(Kind="drop-reply", Every=self.plan.lost)

    def front(self, **fault):
        """The front does nothing but this from now on."""
        self.lab.control("DELETE", "/fault")
        self.lab.control("POST", "/fault", **fault)

    # What the agents do.

    def agent(self, name, seed, order):
        """One command of an agent, under the policy for fleets with shorter waits. Returns what it printed."""
        words = [*shlex.split(order), "--server", self.lab.url, "--path", self.path, "--user-agent", name]
        words += ["--fleet", "--base", "1000", "--cap", str(int(1000 * self.plan.cap)), "--seed", str(seed)]
        words += [f"--ignore={self.ignored}"] if self.ignored else []
        process = clients.start([*self.command, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, said = process.communicate()
        clients.ended(process)
        self.statuses.append(process.returncode)
        if process.returncode:
            self.said.append(f"{name}: {said}")
        return out

    def write(self, number):
        chance, shared = random.Random(number), f"shared-{number // self.plan.sharing}"
        for at in range(self.plan.rounds):
            orders = [
                ("create", f"own-{number}", "round"),
                ("create --generate-name", f"drawn-{number}-{at}-", "round"),
                ("update", shared, f"agent-{number}"),
                ("delete", f"own-{number}", ""),
            ]
            # The last one stays.
            for verb, name, key in orders if at + 1 < self.plan.rounds else orders[:-1]:
                is_over = clients.over.wait(chance.uniform(0, 2 * self.plan.pause))
                left_ms = int(1000 * (self.began + self.ends - time.monotonic()))
                if is_over or left_ms <= 0:
                    return
                self.tell(name, {key: str(at)} if key else None)
                order = f"{verb} {name} {f'{key}={at}' if key else ''} --timeout 5000 --limit {left_ms}"
                self.agent(f"agent-{number}", chance.getrandbits(32), order)

    def tell(self, name, data):
        """Notes before a command what must be there after it: what never began cannot be lost."""
        before = self.told.get(name)
        if before is None or data is None:
            self.told[name] = data
        else:
            before.update(data)

    def watch(self, number):
        return json.loads(self.agent(f"watcher-{number}", number, "watch --until last --page 500") or "{}")
