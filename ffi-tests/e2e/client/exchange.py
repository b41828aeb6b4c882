"""One request over HTTP, and its answer."""

import http.client
import math
import random
import ssl
import sys
import time
from urllib.parse import urljoin, urlsplit

from kube_status import Step


class Exchange:
    """What all requests of one command share."""

    def __init__(self, options):
        self.__dict__.update(vars(options))
        self.random = random.Random(self.seed)
        self.run_label = f"{random.SystemRandom().getrandbits(32):08x}"
        self.end = time.monotonic() + self.limit / 1000
        self.token = self.read_token()
        self.advice = None

    def read_token(self):
        with open(self.token_file) as file:
            return file.read().strip()

    def left_ms(self):
        return max(0, int((self.end - time.monotonic()) * 1000))

    def ask(self, method, url, body):
        """Returns connection and answer; raises what the network does."""
        headers = {"Accept": self.accept}
        if body is not None:
            headers["Content-Type"] = self.content_type
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        split = urlsplit(url)
        seconds = min(self.patience or math.inf, self.left_ms() + 1000) / 1000
        if split.scheme == "https":
            trusting = ssl._create_unverified_context() if self.insecure else None
            connection = http.client.HTTPSConnection(split.hostname, split.port, timeout=seconds, context=trusting)
        else:
            connection = http.client.HTTPConnection(split.hostname, split.port, timeout=seconds)
        connection.request(method, url[url.index(split.netloc) + len(split.netloc) :], body, headers)
        return connection, connection.getresponse()

    def advise(self, machine, method, url, body):
        """Advice about the answer, its body, and where it points to."""
        try:
            connection, answer = self.ask(method, url, body)
            text = answer.read()
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            return machine.advise(None, transport=transport_of(error)), b"", None
        location = answer.headers.get("Location")
        advice = machine.advise(answer.status, answer.headers.items(), text, url=url)
        return advice, text, location and urljoin(url, location)

    def tell(self, advice, url, step, machine):
        self.advice = advice
        if self.verbose:
            then = f": {machine.action} in {machine.wait_ms} ms" if step is Step.AGAIN else ""
            print(f"{advice.verb} {url}: {advice.rule}, {step}{then}", file=sys.stderr)


def transport_of(error):
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    if isinstance(error, (http.client.RemoteDisconnected, http.client.IncompleteRead)):
        return "eof"
    if isinstance(error, ConnectionResetError):
        return "reset"
    return "timeout" if isinstance(error, TimeoutError) else "other"
