"""Test data as C, for programs that have no files: data.py cases CASES.tsv | data.py answers AGENT.tsv RECORDINGS

cases: every row of a case file but those of the machines. answers: what the agent asks, and the recorded answers it gets.
Names stay names: the program asks the library for their numbers.
"""

import csv
import json
import pathlib
import sys
from email.utils import parsedate_to_datetime


def literal(value):
    """A C literal; octal escapes, for they end after three digits."""
    if isinstance(value, (bool, int)):
        return f"{int(value)}u"
    data = value if isinstance(value, bytes) else value.encode()
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in data) + '"'


def initialiser(values):
    pairs = (f".{name} = " + (initialiser(value) if isinstance(value, dict) else literal(value))
             for name, value in values.items())
    return "{" + ", ".join(pairs) + "}"


def rows(file):
    with open(file, encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def chosen(values, *names):
    return {name: values[name] for name in names if name in values}


def case(row):
    facts, response, expected = (json.loads(row[name]) for name in ("request", "response", "expected"))
    headers = [f"{name}: {value}\n" for name, values in response.get("headers", {}).items() for value in values]
    body = bytes.fromhex(response["body_hex"]) if "body_hex" in response else response.get("body", "").encode()
    values = chosen(facts, "verb", "name", "retry_class", "timeout_ms", "max_delay_ms", "redirects", "mode", "url",
                    "elapsed_ms", "events")
    values["flags"] = " ".join(name for name, value in facts.items() if value is True)
    if "now" in facts:
        values["clock"] = int(parsedate_to_datetime(facts["now"]).timestamp())
    advice = chosen(expected, "rule", "action", "executed", "basis", "rv", "alternative", "delay_ms", "tries",
                    "new_timeout_ms", "trusted")
    advice |= {"flags": " ".join(expected["flags"]), "says_trusted": "trusted" in expected}
    return {"id": row["id"]} | values | chosen(response, "status", "transport") | {
        "headers": "".join(headers), "body": body, "length": len(body), "expected": advice}


def cases(file):
    print("static const struct test_case cases[] = {")
    for row in rows(file):
        if not row["id"].startswith("sequence-"):
            print(f"    {initialiser(case(row))},")
    print("};")


def unchunked(body):
    whole = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        whole, body = whole + body[: int(size, 16)], body[int(size, 16) + 2:]
    return whole


def answer(name, directory):
    if name.startswith("!"):
        return {"transport": name[1:]}
    (path,) = pathlib.Path(directory).glob(f"{name}-*.http")
    head, _, body = path.read_bytes().partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        body = unchunked(body)
    return {"head": head + b"\r\n", "body": body, "length": len(body)}


def answers(file, directory):
    print("static const struct operation operations[] = {")
    for row in rows(file):
        names = row["answers"].split()
        print(f"    {{.what = {literal(row['what'])}, .verb = {literal(row['verb'])}, .count = {len(names)}, .answers = {{")
        for name in names:
            print(f"        {initialiser(answer(name, directory))},")
        print("    }},")
    print("};")


if __name__ == "__main__":
    {"cases": cases, "answers": answers}[sys.argv[1]](*sys.argv[2:])
