"""Replays the rows of a case file through the C program that explains answers: cases.py EXPLAIN FILE.tsv

Each row becomes what curl -si would have printed, and options. Every expected field is compared; rows whose id begins
with sequence- are the machines'. Ends with a line of counts.
"""

import json
import subprocess
import sys
from email.utils import parsedate_to_datetime

VALUES = {"verb": "--verb", "name": "--name", "retry_class": "--class", "timeout_ms": "--timeout-ms", "url": "--url",
          "redirects": "--redirects", "max_delay_ms": "--max-delay-ms", "elapsed_ms": "--ended-ms", "events": "--events"}
FIELDS = ("rule", "action", "executed", "basis", "delay_ms", "tries", "flags", "rv", "alternative", "new_timeout_ms",
          "trusted")


def options(request, response):
    for fact, value in request.items():
        if fact == "now":
            yield from ("--now", str(int(parsedate_to_datetime(value).timestamp())))
        elif fact == "mode":
            yield from ("--frame", "1") if value == "frame" else ()
        elif value is True:
            yield "--" + fact.replace("_", "-")
        else:
            yield from (VALUES[fact], str(value))
    if "transport" in response:
        yield from ("--transport", response["transport"])


def wire(response):
    lines = [f"HTTP/1.1 {response.get('status', 200):03} -"]
    lines += [f"{name}: {value}" for name, values in response.get("headers", {}).items() for value in values]
    body = bytes.fromhex(response["body_hex"]) if "body_hex" in response else response.get("body", "").encode()
    return "\r\n".join(lines + ["", ""]).encode() + body


def main(explain, file):
    passed = failed = 0
    with open(file, encoding="utf-8") as rows:
        names = next(rows).rstrip("\n").split("\t")
        for line in rows:
            row = dict(zip(names, line.rstrip("\n").split("\t")))
            if row["id"].startswith("sequence-"):
                continue
            request, response, expected = (json.loads(row[name]) for name in ("request", "response", "expected"))
            command = [explain, "--json", *options(request, response)]
            ran = subprocess.run(command, input=wire(response), capture_output=True, check=False)
            told = json.loads(ran.stdout) if ran.stdout else {"error": ran.stderr.decode()}
            got = {field: told[field] for field in FIELDS if field in told}
            want = {field: expected[field] for field in FIELDS if field in expected}
            passed += got == want
            failed += got != want
            if got != want:
                print(f"{row['id']}\n  expected {want}\n  got      {got or told}")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
