#!/bin/sh
# Builds the C agent against LIBDIR/libkube_status.a and plays the scenarios: run.sh LIBDIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh "$here/build.sh" "$1" "$work/agent" || {
    [ $? = 3 ] && [ "${CI:-}" != true ]
    exit
}
valgrind=
if command -v valgrind >/dev/null; then valgrind=--valgrind; else echo "agent: without valgrind, there is none"; fi
# shellcheck disable=SC2086 # a word or none
PYTHONDONTWRITEBYTECODE=1 python3 "$here/run.py" "$work/agent" $valgrind
