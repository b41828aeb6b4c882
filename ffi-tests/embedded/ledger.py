"""Bytes measured beside bytes agreed: ledger.py LEDGER MEASURED [keep]

Both are lines of compiler, processor, call set, what, bytes. Prints a table of what was measured. Fails where a number
is more than the tolerance above its line in the ledger, or has none, or was not measured any more; but only for a
compiler that the ledger knows, for another one changes them all. With keep the measured numbers of this compiler
replace those in the ledger.
"""

import sys

TOLERANCE = 16
COLUMNS = ("text", "data", "bss", "stack-bound", "stack-painted")
HEADER = ("compiler", "processor", "set", "what", "bytes")


def read(file):
    with open(file, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {tuple(row[:4]): int(row[4]) for row in rows if row[0] != HEADER[0]}


def write(file, numbers):
    with open(file, "w", encoding="utf-8", newline="\n") as lines:
        lines.write("\t".join(HEADER) + "\n")
        lines.writelines("\t".join(key) + f"\t{numbers[key]}\n" for key in numbers)


def show(numbers):
    print(f"{'':10} {'':18} " + " ".join(f"{name:>13}" for name in COLUMNS))
    for _, processor, call_set in dict.fromkeys(key[:3] for key in numbers):
        row = {key[3]: value for key, value in numbers.items() if key[1:3] == (processor, call_set)}
        if "text" in row:
            print(f"{processor:10} {call_set:18} " + " ".join(f"{row.get(name, '-'):>13}" for name in COLUMNS))


def complaints(agreed, measured):
    for key, value in measured.items():
        name = ", ".join(key[1:])
        if key not in agreed:
            yield f"{name}: {value} is not in the ledger"
        elif value > agreed[key] + TOLERANCE:
            yield f"{name}: {value}, grew by {value - agreed[key]} past {agreed[key]}"
    yield from (f"{', '.join(key[1:])}: was not measured" for key in agreed if key not in measured)


def main(ledger, measured, keep=None):
    ledger_file, agreed, measured = ledger, read(ledger), read(measured)
    (compiler,) = {key[0] for key in measured}
    show(measured)
    if keep == "keep":
        write(ledger_file, {key: value for key, value in agreed.items() if key[0] != compiler} | measured)
        return 0
    agreed = {key: value for key, value in agreed.items() if key[0] == compiler}
    found = list(complaints(agreed, measured))
    if not agreed:
        print(f"ledger: knows no {compiler}, nothing compared")
        return 0
    print(*(f"ledger: {line}" for line in found), sep="\n", end="\n" if found else "")
    less = [key for key in measured if key in agreed and measured[key] < agreed[key] - TOLERANCE]
    for key in less:
        print(f"ledger: {', '.join(key[1:])}: {measured[key]}, {agreed[key] - measured[key]} less; make ledger keeps that")
    print(f"ledger: {len(measured)} numbers of {compiler}, {len(found)} of them not as agreed")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
