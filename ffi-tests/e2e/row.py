"""What a row of the table is, and what its world is asked."""

from dataclasses import dataclass, field


@dataclass
class Row:
    """One scenario.

    `run` are the client's words, one string for each time it is started, and between them what else happens. `story`
    is a generator that goes with the first of them. `rules` are those that the library must name: nothing where
    nothing goes wrong, `*` where it is not always the same. `holds` are pairs of what has failed if it is not so, and
    whether it is so. `control` is what the client ignores the second time, with `limit` ms to go on like that, when
    `fails` must be among what fails.
    """

    name: str
    run: list
    rules: str
    holds: list
    control: str
    fails: str
    story: object = None
    flags: list = field(default_factory=list)
    labels: dict = field(default_factory=dict)
    token: str = "dev-token"
    limit: int = 30_000

    def failures(self, world):
        holds = [*self.holds, EARLY]
        return {name for name, is_so in holds if not is_so(world)}

    def names(self, told):
        """Whether its rules were told, in this order, and the first of them first."""
        rules, left = self.rules.split(), list(told)
        if rules == ["*"] or not rules:
            return bool(rules) or not left
        if left[:1] != rules[:1]:
            return False
        return all(rule in left and not left.__delitem__(slice(left.index(rule) + 1)) for rule in rules)

    def must_fail(self, failures):
        """Whether that fails which must where one thing is ignored."""
        return failures >= set(self.fails.split(", "))


def told_seconds(entry):
    """What an answer's Retry-After asks for."""
    return int((entry["Answer"] or {}).get("Retry-After", ["0"])[0])


def is_early(one, other, ms=0):
    """Whether a request came before the answer to the one before allows. A millisecond is the clocks' own."""
    return other["Came"] - one["Answered"] < max(ms, 1000 * told_seconds(one)) - 1


EARLY = "early request", lambda world: not any(map(is_early, world.log, world.log[1:]))


def waited(ms, *codes):
    """After each of these answers (0: none) nothing comes for so long at least; or ever, where the client gave up."""

    def holds(world):
        pairs = [(one, other) for one, other in zip(world.log, world.log[1:]) if one["Code"] in codes]
        if not pairs:
            return world.codes[-1] != 0
        return not any(is_early(one, other, ms) for one, other in pairs)

    return "early request", holds


def answered(*codes, method=""):
    """Exactly these answers were given, in this order."""

    def holds(world):
        return [one["Code"] for one in world.log if method in ("", one["Method"])] == list(codes)

    return "other requests", holds


def ends(*codes):
    """The client's own word: with these exit statuses."""
    return "gave up", lambda world: world.codes == list(codes)


DONE = ends(0)


def there(**objects):
    """Exactly these config maps are there, with exactly this data."""
    return "not as wanted", lambda world: world.data() == objects


BLUE = there(web={"colour": "blue"})


def one(**data):
    """There is one config map, whatever it is called, with this data."""
    made = "not as wanted", lambda world: data in world.data().values()
    return made, ("duplicate", lambda world: len(world.data()) < 2)


# The last request was a look at the object, and it was there.
LOOKED = "other requests", lambda world: (world.log[-1]["Method"], world.log[-1]["Code"]) == ("GET", 200)


def versions(objects):
    return {name: found["metadata"]["resourceVersion"] for name, found in objects.items()}


FINAL = "stale data", lambda world: versions(world.final()) == versions(world.objects())
