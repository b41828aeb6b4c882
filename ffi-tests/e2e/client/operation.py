"""A request until it is done or given up."""

import json
import time

import kube_status
from exchange import Exchange
from kube_status import Action, Step

DISCOVERY = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"


class Stopped(Exception):
    """What is advised cannot be done here, or a look shows that there is no point in it."""


class Found(Exception):
    """A look shows that it is done."""


class Operation(Exchange):
    """The loop around the Retry machine, and what is done between two requests."""

    def wrongly(self, step):
        """The next step of those who go on, send once more, or give up."""
        if self.ignore == "retry" and step is Step.AGAIN:
            return Step.STOP
        ignored = {"stop": Step.STOP, "done": Step.DONE}.get(self.ignore)
        if step is ignored and self.times < (3 if step is Step.STOP else 1):
            self.times += 1
            return None
        return step

    def run(self, method, target, body=None, act=None, limit=None, **facts):
        """One request until it is done or given up. `act` does what only its caller can, and returns the body to send.
        Returns the body of the last answer."""
        limit = self.left_ms() if limit is None else limit
        facts = {"timeout_ms": self.timeout or 0, **facts}
        retry = kube_status.Retry(limit, anonymous=not self.token, **facts)
        action, location, self.times = Action.RETRY, None, 0
        step = Step.AGAIN
        while step is Step.AGAIN or step is None:
            if step and self.ignore != "wait":
                time.sleep(retry.wait_s)
            if step and action is not Action.RETRY:
                target, body = self.act(action, target, body, act, retry)
            url = self.server + target
            timeout = self.timeout if self.ignore == "timeout" else retry.timeout_ms
            if timeout:
                url += f"{'&' if '?' in url else '?'}timeout={timeout}ms"
            elif "?" not in url:
                url += "?"
            if action is Action.FOLLOW_REDIRECT and self.ignore != "follow":
                url = location
            text = json.dumps(body) if isinstance(body, (dict, list)) else body
            advice, answer, location = self.advise(retry, method, url, text)
            step, action = retry.next(advice, random=self.random.getrandbits(32)), retry.action
            self.tell(advice, url, step, retry)
            if self.ignore == "redirect" and advice.action is Action.REFUSE_REDIRECT:
                step, action = None, Action.FOLLOW_REDIRECT
                continue
            step = self.wrongly(step)
            action = action if step else Action.RETRY
        if step is not Step.DONE:
            raise Stopped
        return answer

    def act(self, action, target, body, act, retry):
        """Does what is to be done before sending."""
        if action is Action.AUTHENTICATE:
            if self.ignore != "token":
                self.token = self.read_token()
            if not self.token:
                raise Stopped
        elif action is Action.RENEGOTIATE:
            if self.ignore != "type":
                self.accept = self.content_type = "application/json"
        elif action is Action.REDISCOVER:
            if self.ignore != "discovery":
                self.rediscover()
        elif action in (Action.MERGE_RETRY, Action.VERIFY_OUTCOME):
            ignored = "conflict" if action is Action.MERGE_RETRY else "look"
            if self.ignore != ignored:
                if act is None:
                    raise Stopped
                body = act(action, body)
        return target, body

    def rediscover(self):
        """Looks for the group and the version that serve the collection now."""
        accept, self.accept = self.accept, DISCOVERY
        groups = json.loads(self.run("GET", "/apis", verb="get"))["items"]
        self.accept = accept
        rest = self.path[self.path.index("/namespaces/") :]
        for group in groups:
            for version in group["versions"]:
                if any(one["resource"] == self.path.rsplit("/", 1)[1] for one in version["resources"]):
                    self.path = f"/apis/{group['metadata']['name']}/{version['version']}{rest}"
                    return
        raise Stopped

    def get(self, target):
        return json.loads(self.run("GET", target, verb="get"))

    def is_absent(self):
        return str(self.advice.rule) == "object-not-found"
