#!/usr/bin/env python3
"""Writes the first inputs of every fuzz target into fuzz/corpus, made of what tests/data holds.

Usage: seeds.py
How an input is laid out is said in fuzz_targets/ and in Input (src/lib.rs): what is fixed first, then the bytes.
"""
import csv
import hashlib
import json
import pathlib
import struct

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "tests" / "data"
VERBS = ["", "get", "list", "watch", "create", "update", "patch", "json-patch", "apply", "delete", "deletecollection",
         "connect"]
CLASSES = ["", "safe", "idempotent", "unsafe"]
NAMES = ["", "given", "generated"]
FLAGS = ["anonymous", "renewed", "continue_token", "exact", "conditional", "dry_run", "after_maybe", "body_once",
         "no_message_rules"]
LONGEST = 4096


def write(target, *parts):
    seed = b"".join(parts)
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def dechunked(rest):
    body = b""
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        body, rest = body + rest[:length], rest[length + 2:]
        if length == 0:
            break
    return body


def recorded(row):
    """The head and the body of a recorded answer."""
    rest = (DATA / "recorded" / row["file"]).read_bytes()
    while True:
        head, _, rest = rest.partition(b"\r\n\r\n")
        if not rest.startswith(b"HTTP/1.1 "):
            return head, dechunked(rest) if b"transfer-encoding: chunked" in head.lower() else rest


def answers():
    """What was asked, the code, the head, the body: of every row that has an answer."""
    for name in ["cases.tsv", "samples.tsv"]:
        for row in rows(name):
            response = json.loads(row["response"])
            if isinstance(response, dict) and "transport" not in response:
                code = response.get("status", 200)
                lines = [f"{name}: {line}" for name, lines in response.get("headers", {}).items() for line in lines]
                head = "\r\n".join([f"HTTP/1.1 {code}", *lines]).encode()
                body = bytes.fromhex(response.get("body_hex", "")) or response.get("body", "").encode()
                yield json.loads(row["request"]), code, head, body
    for row in rows("recorded/expected.tsv"):
        facts = json.loads(row["request"])
        if "transport" not in facts:
            head, body = recorded(row)
            yield facts, int(head[9:12]), head, body


def number(facts, name):
    value = facts.get(name, 0)
    return value if isinstance(value, int) else 0


def request(facts):
    """14 bytes."""
    flags = sum(1 << bit for bit, flag in enumerate(FLAGS) if facts.get(flag))
    words = [VERBS.index(facts.get("verb", "")), CLASSES.index(facts.get("retry_class", "")),
             NAMES.index(facts.get("name", "")), number(facts, "redirects")]
    return struct.pack("<4BHII", *words, flags, number(facts, "timeout_ms"), number(facts, "max_delay_ms"))


def argument(value):
    """Bytes with their length, as the target calls takes them."""
    return bytes([3, len(value[:255])]) + value[:255]


def calls(facts, code, head, body):
    lines = b"".join(b"\1\0\0" + argument(line + b"\r\n") for line in head.split(b"\r\n"))
    kind = 9 if facts.get("mode") == "frame" else 7
    pieces = [body[at:at + 255] for at in range(0, len(body), 255)]
    fed = b"".join(bytes([kind, 2, 0]) + argument(piece) for piece in pieces)
    words = struct.pack("<4B4I", VERBS.index(facts.get("verb", "")), 0, 0, 0, 0, 0, 0, 0)
    return struct.pack("<HB", 1024, 0) + words + lines + fed + b"\x0f\2\0" + b"\x0d\2\0\0\0\xff"


def machine(kind, facts, code, head, body):
    """A machine that gets the same answer a few times."""
    values = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    value = values.get(b"Retry-After", values.get(b"Location", b""))
    other = 16 if b"Location" in values else 0
    answer = struct.pack("<BH", 4 | other, code) + value + b"\n" + body.replace(b"\n", b" ") + b"\n"
    limit = b"" if kind % 2 == 0 else struct.pack("<I", 600_000)
    front = bytes([kind]) + request(facts) + bytes(24 + 16) + limit + bytes(4) + b"\xfe"
    return front + (answer + b"\1\2\3\4\5") * 4


def main():
    for facts, code, head, body in answers():
        body = body[:LONGEST]
        asked, status, frame = request(facts), struct.pack("<H", code), "mode" in facts
        after = struct.pack("<H", 3 if b"retry-after" in head.lower() else 0)
        cuts, size = b"\7\20\1", struct.pack("<H", 1024)
        if frame:
            write("frame", asked, cuts, size, body)
            write("frame", asked, cuts, size, body * 2)
        else:
            write("body", asked, status, after, cuts, size, body)
        write("against_oracle", bytes([frame]), asked, status, after, cuts, body)
        if body.startswith(b"k8s\0") or frame and not body.lstrip().startswith(b"{"):
            write("against_prost", bytes([frame]), asked, status, body)
        write("line", asked, struct.pack("<Q", 1_790_000_000), head.replace(b"\r\n", b"\n"))
        write("calls", calls(facts, code, head, body))
        for kind in [64, 65]:
            write("machines", machine(kind, facts, code, head, body[:1024]))
    for row in rows("serialized/statuses.tsv"):
        asked, status, body = request({"verb": "get"}), struct.pack("<H", int(row["code"])), bytes.fromhex(row["protobuf"])
        write("against_prost", b"\0", asked, status, body)
        write("against_prost", b"\1", asked, status, bytes.fromhex(row["frame"]))
        write("body", asked, status, b"\0\0\7\20\1\0\4", body)
    for url in ["https://10.0.0.1:6443/api/v1/pods", "http://a.b/c", ""]:
        for location in ["/d?e#f", "//a.b:80/c", "https://10.0.0.1:6443", "HTTP://A.B:00080/", "http://u@a.b", "x:y",
                         "https://[::1]:6443/", "../v1/pods"]:
            write("location", request({"verb": "get"}), bytes([7]), f"{url}\n{location}".encode())
    for facts, code, head, _ in answers():
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"location:"):
                url = facts.get("url", "").encode()
                write("location", request(facts), bytes([(code - 300) % 12]), url, b"\n", line[9:].strip())
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]:
        for target in ["/api/v1/namespaces/a/pods/b/exec?command=x", "/apis/apps/v1/deployments?watch=true&timeout=30s",
                       "/api/v1/pods?continue=x&resourceVersionMatch=Exact", "/version?timeout=1h2m3.5s&dryRun=All",
                       "https://h:6443/k8s/clusters/c/apis/g/v1beta1/watch/namespaces/n/things/t/status?dryRun=All"]:
            for label in ["application/apply-patch+yaml; charset=utf-8", "application/merge-patch+json"]:
                write("request_http", "\n".join([method, target, label]).encode())


main()
