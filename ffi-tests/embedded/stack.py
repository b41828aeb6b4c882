"""How deep functions can go into the stack, from a linked program: stack.py PROGRAM TOOLS FUNCTION...

PROGRAM was compiled with -Zemit-stack-sizes, TOOLS is the prefix of nm, objcopy and objdump. Adds up the frames along
direct calls and jumps; of functions in assembly, which are not on record, what they push. A line for each function: its
name, its bound in bytes, the deepest way. Fails where there is no bound: at recursion, or a call through a pointer.
"""

import bisect
import pathlib
import re
import subprocess
import sys
import tempfile

BRANCH = re.compile(r"\t(?:b[a-z]{0,4}|cbn?z|j|jr|jal|jalr)(?:\.[nw])?\t.*?\b([0-9a-f]+) <")
THROUGH_POINTER = re.compile(r"\t(?:blx|jalr)\t[^#]*$")
PUSHED = re.compile(r"\tpush\t\{(.*)\}|\tsub\tsp, (?:sp, )?#(\d+)")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def symbols(program, tools):
    """Address and name of every function, in order."""
    found = {}
    for line in run(tools + "nm", program).splitlines():
        parts = line.split()
        if len(parts) == 3 and parts[1] in "tTwW" and not parts[2].startswith((".L", "$")):
            found.setdefault(int(parts[0], 16) & ~1, parts[2])
    return sorted(found.items())


def frames(program, tools):
    """The frames on record: address to bytes."""
    with tempfile.TemporaryDirectory() as directory:
        file = pathlib.Path(directory) / "sizes"
        run(tools + "objcopy", "--dump-section", f".stack_sizes={file}", program, str(pathlib.Path(directory) / "copy"))
        data = file.read_bytes()
    sizes, at = {}, 0
    while at < len(data):
        address = int.from_bytes(data[at:at + 4], "little") & ~1
        size = shift = 0
        at += 4
        while True:
            byte = data[at]
            at += 1
            size |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        sizes[address] = max(size, sizes.get(address, 0))
    return sizes


def calls(program, tools, starts):
    """Who goes where, both by address; who calls through a pointer; how much each pushes."""
    edges, pointers, pushes = {}, set(), {}
    for line in run(tools + "objdump", "-d", "--no-show-raw-insn", program).splitlines():
        place = re.match(r" *([0-9a-f]+):", line)
        if not place:
            continue
        source = starts[max(bisect.bisect_right(starts, int(place[1], 16)) - 1, 0)]
        if THROUGH_POINTER.search(line):
            pointers.add(source)
        pushed = PUSHED.search(line)
        if pushed:
            pushes[source] = pushes.get(source, 0) + (int(pushed[2] or 0) or 4 * len(pushed[1].split(",")))
        branch = BRANCH.search(line)
        if branch:
            target = starts[max(bisect.bisect_right(starts, int(branch[1], 16)) - 1, 0)]
            if target != source:
                edges.setdefault(source, set()).add(target)
    return edges, pointers, pushes


def main(program, tools, *functions):
    names = dict(symbols(program, tools))
    starts = sorted(names)
    edges, pointers, pushes = calls(program, tools, starts)
    sizes = pushes | frames(program, tools)
    known, unbound = {}, set()

    def deepest(function, above):
        if function in above:
            unbound.add(f"{names[function]}: recursion")
            return 0, ()
        if function not in known:
            if function in pointers:
                unbound.add(f"{names[function]}: a call through a pointer")
            below = [deepest(callee, above | {function}) for callee in edges.get(function, ())]
            size, way = max(below, default=(0, ()))
            known[function] = size + sizes.get(function, 0), (names[function], *way)
        return known[function]

    by_name = {name: address for address, name in names.items()}
    for function in functions:
        size, way = deepest(by_name[function], frozenset())
        print(function, size, " > ".join(way[1:]), sep="\t")
    for line in sorted(unbound):
        print(f"stack: no bound: {line}", file=sys.stderr)
    return bool(unbound)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
