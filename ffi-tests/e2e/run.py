#!/usr/bin/env python3
"""Clients against a real API server: run.py [options] LAB CLIENT ..., where LAB is the built lab.

Each row runs twice: as the client is, when all that must hold holds and the rules are those that the row names; and
with one thing ignored, when what its row names must fail. Asked are the front's log and the server, never the client.
Each client has a lab of its own, at the same time.
"""

import argparse
import itertools
import os
import random
import shlex
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import clients
import page
from aftermath import Aftermath
from furniture import furnish
from lab import Lab
from storm import FULL, SHORT, storms
from table import ROWS
from world import World


def once(lab, row, command, control):
    """Runs a row in a world of its own and says how it went. Returns the world, what failed, and whether as it must."""
    began, trouble, failures = time.monotonic(), "", set()
    lab.configure(row.flags)
    with tempfile.TemporaryDirectory() as directory, World(lab, directory, row.labels) as world:
        try:
            world.run(row, [*command, f"--ignore={control}", "--limit", str(row.limit)] if control else command)
            failures = row.failures(world)
        except Exception as error:
            trouble = f"{type(error).__name__}: {error}"
        lab.heal()
    if control:
        is_right = row.must_fail(failures)
    else:
        is_right = not failures and row.names(world.rules)
    is_right = is_right and not trouble and set(world.codes) <= {0, 1}
    took, said = time.monotonic() - began, ", ".join(sorted(failures)) or "holds"
    label = f"{row.name} --ignore={control}" if control else row.name
    lines = [f"{'ok  ' if is_right else 'FAIL'} {took:5.2f} s  {Path(command[-1]).name}: {label}: {said}"]
    if not is_right:
        expected = row.fails if control else f"holds, with {row.rules or 'no rule'}; told: {' '.join(world.rules)}"
        lines += [f"     expected: {expected}; exit statuses {world.codes} {trouble}", world.said]
        for entry in world.log or world.entries():
            lines.append(" ".join(str(entry[key]) for key in ("Came", "Answered", "Method", "URI", "Code", "Fault")))
    print("\n".join(lines), flush=True)
    return world, failures, is_right


def play(options, rows, client, port):
    """All rows with one client. Returns by row its world, what failed in the control's, and whether both were right."""
    played, command = {}, shlex.split(client)
    with tempfile.TemporaryDirectory() as directory:
        lab = Lab(options.lab, Path(directory, "lab"), port)
        try:
            lab.start()
            furnish(lab)
            for row in in_order(rows, options.seed):
                if clients.over.is_set():
                    break
                world, _, is_right = once(lab, row, command, "")
                _, failures, is_wrong = once(lab, row, command, row.control)
                played[row.name] = world, failures, is_right and is_wrong
        finally:
            lab.stop()
    return played


def in_order(rows, seed):
    """By server configuration, since a restart takes seconds; with a seed shuffled."""
    rows = sorted(rows, key=lambda row: row.flags)
    groups = [list(group) for _, group in itertools.groupby(rows, key=lambda row: row.flags)]
    if seed is not None:
        shuffle = random.Random(seed).shuffle
        shuffle(groups)
        for group in groups:
            shuffle(group)
    return [row for group in groups for row in group]


def rage(options, plan):
    """The storms. Returns what is left after each."""
    left = [Aftermath(one) for one in storms(plan, options.lab, options.storm, options.port)]
    print(*left, sep="\n", flush=True)
    return left


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=18080, help="the first of ten for each client, below 32768 (18080)")
    parser.add_argument("--seed", type=int, help="shuffles the rows")
    parser.add_argument("--row", action="append", help="only rows whose name begins so, and no storm")
    parser.add_argument("--storm", metavar="CLIENT", help="after the rows many of these at once; under CI=true fewer")
    parser.add_argument("--only", choices=["rows", "storm"])
    parser.add_argument("--page", help="writes what was seen there, if all passed; under CI=true compares")
    parser.add_argument("lab")
    parser.add_argument("client", nargs="+", help="a program and its first words")
    options = parser.parse_args()
    # What tells it to end gives it the time to put away what it has begun.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    is_ci = os.environ.get("CI") == "true"
    rows = [row for row in ROWS if not options.row or row.name.startswith(tuple(options.row))]
    rows = [] if options.only == "storm" else rows
    with ThreadPoolExecutor() as pool:
        ports = itertools.count(options.port, 10)
        plays = [pool.submit(play, options, rows, client, next(ports)) for client in options.client if rows]
        try:
            played = [one.result() for one in plays]
        except BaseException:
            clients.end_all()
            raise
    is_storm = options.storm and not options.row and options.only != "rows"
    left = rage(options, SHORT if is_ci else FULL) if is_storm else []
    results = [is_right for one in played for *_, is_right in one.values()] + [one.is_right for one in left]
    if options.page and rows == ROWS and left and all(results):
        if is_ci:
            results += page.compare(options.page, rows)
        else:
            page.write(options.page, [(row, *played[0][row.name][:2]) for row in ROWS], left)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
