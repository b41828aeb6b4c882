"""The lab as a test holds it: its program, its control port, and the server as an administrator sees it."""

import http.client
import json
import ssl
import subprocess
import time

# The server's certificate is its own; it is reached over loopback only.
TRUSTING = ssl._create_unverified_context()
SECONDS = 60
# Under a storm a server takes long to start, and the log of one is long.
CONTROL_SECONDS = 180

JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"


class Lab:
    """One lab from its start to its stop. `flags` are those that kube-apiserver runs with, None while it does not."""

    def __init__(self, program, directory, port):
        self.port, self.flags = port, None
        self.process = subprocess.Popen(
            [program, "-dir", directory, "-port", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError(f"the lab does not start; another --port than {port}?")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def tls_url(self):
        return f"https://127.0.0.1:{self.port + 7}"

    def stop(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def control(self, method, path, **body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port + 1, timeout=CONTROL_SECONDS)
        connection.request(method, path, json.dumps(body) if body else None)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {text}")
        return json.loads(text)

    def start(self, flags=(), **how):
        # The one before may still be leaving.
        self.control("POST", "/apiserver/wait")
        self.control("POST", "/apiserver/start", Flags=list(flags), **how)
        self.flags = list(flags)

    def end(self, how="stop"):
        self.flags = None
        self.control("POST", f"/apiserver/{how}")

    def restart(self):
        flags = self.flags
        self.end()
        self.start(flags)

    def start_behind_closed_doors(self, flags):
        """Nobody meets the server before it is ready, when it would refuse what it does not know yet."""
        self.control("POST", "/front/close")
        self.start(flags)
        self.control("POST", "/front/open")

    def configure(self, flags):
        """Runs the server with these flags, which it may do already."""
        if self.flags is not None and self.flags != list(flags):
            self.end()
        if self.flags is None:
            self.start(flags)

    def heal(self):
        """Everything as it is when nothing is wrong, but for the flags of the server."""
        self.control("DELETE", "/fault")
        for path in ("/relay", "/hook", "/hook/open", "/front/open", "/etcd/start"):
            self.control("POST", path)
        if self.flags is not None:
            self.until(lambda: self.ask("GET", "/readyz", token="dev-token")[0] == 200)

    def ask(self, method, path, body=None, kind=JSON, token="admin-token"):
        """One request past the front. Returns code and body, (0, None) without an answer."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.port + 2, context=TRUSTING, timeout=SECONDS)
        headers = {"Content-Type": kind, "Accept": JSON}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, None
        finally:
            connection.close()
        try:
            return answer.status, json.loads(text)
        except ValueError:
            return answer.status, text

    def must(self, method, path, body=None, kind=JSON):
        """What the administrator wants and gets."""
        code, answer = self.ask(method, path, body, kind)
        if not 200 <= code < 300:
            raise RuntimeError(f"{method} {path}: {code} {answer}")
        return answer

    @staticmethod
    def until(is_so, seconds=SECONDS):
        """Waits for an effect, not for a time."""
        late = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > late:
                raise TimeoutError("what was waited for does not happen")
            time.sleep(0.01)
