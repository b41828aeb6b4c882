"""The client processes that run, and their end all at once."""

import subprocess
from threading import Event

# Set when all is to end.
over = Event()
running = set()


def start(words, **pipes):
    """Starts one; put it away with `ended`."""
    process = subprocess.Popen(words, text=True, **pipes)
    running.add(process)
    if over.is_set():
        process.kill()
    return process


def ended(process):
    running.discard(process)


def end_all():
    """None runs any longer; one that is started all the same ends at once."""
    over.set()
    for process in list(running):
        process.kill()
