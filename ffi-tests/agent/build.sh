#!/bin/sh
# Builds the C agent against LIBDIR/libkube_status.a: build.sh LIBDIR AGENT [FLAG ...]. 3: a tool is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
missing=
for tool in pkg-config python3; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
done
for package in libcurl libcjson; do
    pkg-config --exists "$package" 2>/dev/null || missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "agent: skipped, there is no$missing"
    exit 3
fi
lib=$1 agent=$2
shift 2
# shellcheck disable=SC2046 # lists of words
"${CC:-cc}" -std=c99 -O2 -g -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$here/../../include" \
    $(pkg-config --cflags libcurl libcjson) "$@" "$here"/../c/agent/*.c "$lib/libkube_status.a" \
    $(pkg-config --libs libcurl libcjson) -o "$agent"
