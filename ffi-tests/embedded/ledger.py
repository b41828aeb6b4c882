"""Bytes measured beside bytes agreed: ledger.py LEDGER PAGE MEASURED [keep]

LEDGER and MEASURED are lines of compiler, processor, call set, what, bytes; PAGE shows the ledger's numbers in a table.
Prints a table of what was measured. Fails where a number is more than the tolerance above its line in the ledger, or
has none, or was not measured any more, or where the page shows others; but only for a compiler that the ledger knows,
for another one changes them all. With keep the measured numbers of this compiler replace those in the ledger and on
the page.
"""

import sys

TOLERANCE = 16
COLUMNS = {"text": "flash", "data": "data", "bss": "bss", "stack-bound": "stack, bound", "stack-painted": "stack, used"}
HEADER = ("compiler", "processor", "set", "what", "bytes")


def read(file):
    with open(file, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {tuple(row[:4]): int(row[4]) for row in rows if row[0] != HEADER[0]}


def write(file, numbers):
    with open(file, "w", encoding="utf-8", newline="\n") as lines:
        lines.write("\t".join(HEADER) + "\n")
        lines.writelines("\t".join(key) + f"\t{numbers[key]}\n" for key in numbers)


def table(numbers):
    """The lines of a table, as pages have them."""
    yield "| processor | calls | " + " | ".join(COLUMNS.values()) + " |"
    yield "|---|---|" + "---|" * len(COLUMNS)
    for _, processor, call_set in dict.fromkeys(key[:3] for key in numbers):
        row = {key[3]: value for key, value in numbers.items() if key[1:3] == (processor, call_set)}
        if "text" in row:
            cells = [processor, call_set.replace("-", " "), *(str(row.get(name, "-")) for name in COLUMNS)]
            yield "| " + " | ".join(cells) + " |"


def page_with(page, numbers):
    """The page, with this table in the place of its own."""
    lines, first = page.split("\n"), next(table(numbers))
    begin = lines.index(first)
    end = next(at for at in range(begin, len(lines)) if not lines[at].startswith("|"))
    return "\n".join(lines[:begin] + list(table(numbers)) + lines[end:])


def complaints(agreed, measured):
    for key, value in measured.items():
        name = ", ".join(key[1:])
        if key not in agreed:
            yield f"{name}: {value} is not in the ledger"
        elif value > agreed[key] + TOLERANCE:
            yield f"{name}: {value}, grew by {value - agreed[key]} past {agreed[key]}"
    yield from (f"{', '.join(key[1:])}: was not measured" for key in agreed if key not in measured)


def main(ledger_file, page_file, measured_file, keep=None):
    agreed, measured = read(ledger_file), read(measured_file)
    with open(page_file, encoding="utf-8") as file:
        page = file.read()
    (compiler,) = {key[0] for key in measured}
    print(*table(measured), sep="\n")
    if keep == "keep":
        write(ledger_file, {key: value for key, value in agreed.items() if key[0] != compiler} | measured)
        with open(page_file, "w", encoding="utf-8", newline="\n") as file:
            file.write(page_with(page, measured))
        return 0
    agreed = {key: value for key, value in agreed.items() if key[0] == compiler}
    if not agreed:
        print(f"ledger: knows no {compiler}, nothing compared")
        return 0
    found = list(complaints(agreed, measured))
    if page_with(page, agreed) != page:
        found.append(f"{page_file} shows other numbers")
    for line in found:
        print(f"ledger: {line}")
    for key, value in measured.items():
        if value < agreed.get(key, 0) - TOLERANCE:
            print(f"ledger: {', '.join(key[1:])}: {value}, {agreed[key] - value} less; make ledger keeps that")
    print(f"ledger: {len(measured)} numbers of {compiler}, {len(found)} complaints")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
