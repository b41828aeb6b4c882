"""For requests: its HTTPAdapter, which sends no body again that can be read only once.

    session = requests.Session()
    session.mount("https://", kube_status.requests.HTTPAdapter(max_retries=kube_status.urllib3.Retry(limit_ms=60_000)))

This module is imported by itself: `import kube_status.requests`.
"""

from __future__ import annotations

from typing import Any

import requests
import requests.adapters

from .urllib3 import Retry


class HTTPAdapter(requests.adapters.HTTPAdapter):
    """The adapter of requests, with a `kube_status.urllib3.Retry` as its `max_retries`.

    urllib3 rewinds a file before it sends it again, but a generator would be sent empty. So a request whose body is
    neither bytes nor text, and cannot be rewound, is sent once, and its answer is returned as it came.
    """

    def send(self, request: requests.PreparedRequest, *settings: Any, **more: Any) -> requests.Response:
        """Sends the request, and again where that is the advice. The arguments are those of requests."""
        sender = self
        if isinstance(self.max_retries, Retry) and not _can_be_sent_again(request.body):
            # Other threads use this adapter meanwhile: so one with the same connections and another Retry.
            sender = object.__new__(type(self))
            vars(sender).update(vars(self), max_retries=self.max_retries.once())
        return super(HTTPAdapter, sender).send(request, *settings, **more)


def _can_be_sent_again(body: Any) -> bool:
    if body is None or isinstance(body, (bytes, bytearray, str)):
        return True
    try:
        body.seek(body.tell())  # as urllib3 would rewind it
    except (AttributeError, OSError):
        return False
    return True
