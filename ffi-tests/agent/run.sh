#!/bin/sh
# Builds the C agent against LIBDIR/libkube_status.a and plays the scenarios: run.sh LIBDIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
lib=$1
missing=
for tool in pkg-config python3; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
done
for package in libcurl libcjson; do
    pkg-config --exists "$package" 2>/dev/null || missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "agent: skipped, there is no$missing"
    [ "${CI:-}" != true ]
    exit
fi
valgrind=
if command -v valgrind >/dev/null; then valgrind=--valgrind; else echo "agent: without valgrind, there is none"; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2046,SC2086 # lists of words
"${CC:-cc}" -std=c99 -O2 -g -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$here/../../include" \
    $(pkg-config --cflags libcurl libcjson) "$here/../c/agent.c" "$lib/libkube_status.a" \
    $(pkg-config --libs libcurl libcjson) -o "$work/agent"
PYTHONDONTWRITEBYTECODE=1 python3 "$here/run.py" "$work/agent" $valgrind
