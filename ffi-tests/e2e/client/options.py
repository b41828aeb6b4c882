"""What was said on the command line."""

import argparse


def parsed(description):
    parser = argparse.ArgumentParser(description=description)
    for name in ("generate-name", "take-over", "preconditions", "idempotent", "insecure", "verbose"):
        parser.add_argument(f"--{name}", action="store_true")
    for name in ("server", "path", "token-file", "until", "ignore"):
        parser.add_argument(f"--{name}")
    for name in ("limit", "timeout", "patience", "seed"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--page", type=int, default=100)
    parser.add_argument("--accept", default="application/json")
    parser.add_argument("--content-type", default="application/json")
    parser.add_argument("--resource-version", default="0")
    parser.add_argument("words", nargs="+")
    return parser.parse_intermixed_args()
