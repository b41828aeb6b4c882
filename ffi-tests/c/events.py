"""Many requests on one poll loop against a scripted server: events.py EVENTS-PROGRAM

The server refuses each path a few times before it serves it, and writes down when each request came. What must hold is
read there: every path was asked exactly as often as it took, and never sooner than the wait that the library gave.
"""

import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COUNT = 200
REFUSALS = [(429, {"Retry-After": "0"}), (503, {}), (500, {}), (429, {})]
BASE_MS = 20
asked = {}
lock = threading.Lock()


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        with lock:
            times = asked.setdefault(self.path, [])
            times.append(time.monotonic())
            attempt = len(times) - 1
        wanted = int(self.path.rsplit("/", 1)[1]) % (len(REFUSALS) + 1)
        code, headers = REFUSALS[attempt] if attempt < wanted else (200, {})
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"{}")
        self.close_connection = True

    def log_message(self, *_):
        pass


def main(program):
    ThreadingHTTPServer.request_queue_size = COUNT
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ran = subprocess.run([program, str(server.server_port), str(COUNT)], capture_output=True, text=True, timeout=60, check=False)
        server.shutdown()
    passed = failed = 0
    for index in range(COUNT):
        times = asked.get(f"/events/{index}", [])
        right = len(times) == index % (len(REFUSALS) + 1) + 1
        # Throttles and other failures back off apart: 20, 20, 40, 40 ms at least.
        for number, (before, after) in enumerate(zip(times, times[1:])):
            right = right and (after - before) * 1000 >= BASE_MS * (1 + number // 2) - 1
        passed += right
        failed += not right
        if not right:
            print(f"/events/{index}: {len(times)} requests at {[round(at - times[0], 4) for at in times]}")
    if ran.returncode != 0:
        print(ran.stdout, ran.stderr)
        failed += 1
    print(ran.stdout.strip())
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
