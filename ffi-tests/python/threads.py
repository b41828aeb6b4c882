"""Threads that get in each other's way as often as they can."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor


def four_at_once(work):
    """Calls work(0) to work(3), each in a thread of its own, all from the same moment on; what one raises is raised."""
    start = threading.Barrier(4)

    def run(thread):
        start.wait()
        work(thread)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(run, range(4)))
    finally:
        sys.setswitchinterval(before)
