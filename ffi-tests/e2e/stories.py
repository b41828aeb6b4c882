"""What happens around the client: each a generator, up to its yield before the client starts, then meanwhile."""

import json
import threading


def held(act, **match):
    """Something happens while a request waits at the front."""

    def story(world):
        world.fault("hold", **match)
        yield
        world.until_held()
        act(world)
        world.lab.control("DELETE", "/fault")

    return story


def together(*acts):
    """One after the other."""

    def act(world):
        for one in acts:
            one(world)

    return act


def before(*acts):
    """Something is so from the beginning."""

    def story(world):
        together(*acts)(world)
        yield

    return story


def fault(kind, **more):
    """The front does this to the next request that it suits."""
    return before(lambda world: world.fault(kind, **more))


def garbled_list(member):
    """Somebody on the way spoils this member of the first list's metadata."""
    body = {"kind": "ConfigMapList", "apiVersion": "v1", "metadata": {"resourceVersion": "1", member: "x"}, "items": []}
    return lambda world: world.fault("answer", Code=200, Match="limit=", Body=json.dumps(body))


def mood(mode, **more):
    """The hook is like this from the beginning."""
    return before(lambda world: world.hook(mode, **more))


def until(begin, code, end):
    """Something is wrong until the client was told so."""

    def story(world):
        begin(world)
        yield
        world.until_answered(code)
        end(world)

    return story


def objects(*names):
    """These are there, all red."""

    def act(world):
        for name in names:
            world.put(name, colour="red")

    return act


def token(text):
    """The client's token file holds this from now on."""
    return lambda world: world.token_file.write_text(f"{text}\n")


def background(world, *request):
    """A request of somebody else, whose answer is waited for later."""
    thread = threading.Thread(target=world.lab.ask, args=request, kwargs={"token": "dev-token"})
    thread.start()
    return thread


def occupied(*request, code=429, told=0, after=lambda world: None):
    """The hook holds this request inside the server, and something else happens; until the client was told so, and to
    wait so many seconds."""

    def story(world):
        world.hook("hold")
        method, path, *body = request
        thread = background(world, method, path.replace("CM", world.path), *body)
        world.lab.until(lambda: world.lab.control("GET", "/hook") > 0)
        after(world)
        try:
            yield
            world.until_answered(code, told=told)
        finally:
            world.hook("")
            thread.join()

    return story


def starting(key, path, code, says=""):
    """A server that cannot read these objects yet, and so answers like this."""

    def is_so(world):
        answer = world.lab.ask("GET", path, token="dev-token")
        return answer[0] == code and says in str(answer[1])

    def story(world):
        flags = world.lab.flags
        world.lab.end()
        world.lab.control("POST", "/relay", HoldKey=key)
        world.lab.start(flags, AtOnce=True)
        world.lab.until(lambda: is_so(world))
        yield
        world.until_answered(code)
        world.lab.control("POST", "/relay")

    return story
