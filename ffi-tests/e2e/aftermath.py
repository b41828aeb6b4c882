"""What is asked after a storm: of the front's log and of the server, not of the agents."""

import re
from collections import Counter, defaultdict

from row import is_early, versions

# What must fail, by name, where waits and looks are ignored.
FAILS = {"early request", "duplicate", "lost", "gave up"}


class Aftermath:
    """How often what failed, by name; and what else is worth a number."""

    def __init__(self, storm):
        self.storm, self.log = storm, storm.log
        told, there = storm.told, found(storm.objects)
        self.failed = {
            "lost": sum(data not in there.get(name, [None]) for name, data in told.items()),
            "duplicate": sum(map(len, there.values())) - len(told.keys() & there.keys()),
            "stale data": sum(versions(seen) != versions(storm.objects) for seen in storm.seen),
            "early request": early(storm.log),
            "gave up": len(storm.statuses) - storm.codes[0],
            "never begun": storm.plan.commands - len(storm.statuses),
            # Of what should go wrong, what did not.
            "calm": sum(not proof for proof in self.trouble().values()),
        }

    @property
    def is_right(self):
        """Whether nothing failed; or where something was ignored, what must. A sanitizer's exit status is neither."""
        failures = {name for name, count in self.failed.items() if count}
        is_so = failures >= FAILS if self.storm.ignored else not failures
        return is_so and set(self.storm.codes) <= {0, 1}

    @property
    def per_second(self):
        """Requests in each second from the first on."""
        first = self.log[0]["Came"]
        counts = Counter(int((entry["Came"] - first) // 1000) for entry in self.log)
        return [counts[second] for second in range(max(counts) + 1)]

    def answers(self):
        """How many by kind."""
        kinds = Counter(kind_of(entry["Code"]) for entry in self.log)
        return {kind: kinds[kind] for kind in ("2xx", "409", "429", "5xx", "other", "none")}

    def trouble(self):
        """How many answers prove what should go wrong, by name: none of them the front's own."""
        own = [entry for entry in self.log if not entry["Fault"]]
        counts = {"429": self.answers()["429"]}
        for name, begins, ends in self.storm.marks:
            # The log's clock is not the storm's.
            since, until = (self.log[0]["Came"] + 1000 * second for second in (begins, ends + 2))
            kinds = Counter(kind_of(one["Code"]) for one in own if since <= one["Came"] <= until)
            counts[name] = kinds["5xx"] + kinds["none"]
        return counts

    def __str__(self):
        words = ", ".join(f"{count} x {name}" for name, count in self.failed.items() if count) or "holds"
        label = f"storm --ignore={self.storm.ignored}" if self.storm.ignored else "storm"
        line = f"{'ok  ' if self.is_right else 'FAIL'} {self.storm.took:5.1f} s  {label}: {words}"
        said = [] if self.is_right else [f"     exit statuses {dict(self.storm.codes)}", *self.storm.said[:20]]
        return "\n".join([line, *said])


def found(objects):
    """The data of those that are there, under the same names: of each name all."""
    there = defaultdict(list)
    for name, one in objects.items():
        drawn = re.match(r"drawn-\d+-\d+-", name)
        there[drawn[0] if drawn else name].append(one.get("data", {}))
    return there


def early(log):
    """How many requests came before the answer to the agent's one before allows. Where that names no time, a second
    must pass after a throttle, a failure of the server, and no answer: the policy's first wait."""
    by_agent = defaultdict(list)
    for entry in log:
        by_agent[entry["Header"]["User-Agent"][0]].append(entry)
    pairs = (pair for entries in by_agent.values() for pair in zip(entries, entries[1:]))
    return sum(is_early(one, other, 1000 * (kind_of(one["Code"]) in ("429", "5xx", "none"))) for one, other in pairs)


def kind_of(code):
    if code in (409, 429):
        return str(code)
    return {0: "none", 2: "2xx", 5: "5xx"}.get(code // 100, "other")
