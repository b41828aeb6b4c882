#!/bin/sh
# Measures this library beside JSON libraries of C, C++, Rust, Python and Go; prints a table and puts it into docs/.
# Usage: bench.sh DIRECTORY LIBRARIES. The directory is the one that benches/peers was built in.
set -eu
out=$(realpath "$1")
libraries=$(realpath "$2")
peers=$out/release/peers

skipped() {
    echo "bench: $1"
    [ -z "${CI:-}" ]
}

"$peers" bodies > "$out/bodies"
: > "$out/others"
: > "$out/counts"

if python3 -c 'import ensurepip, venv' 2>/dev/null; then
    [ -e "$out/venv/bin/pip" ] || python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install -q --disable-pip-version-check -r benches/peers/python/requirements.txt
    PYTHONPATH=bindings/python PYTHONDONTWRITEBYTECODE=1 KUBE_STATUS_LIBRARY=$libraries/libkube_status.so \
        "$out/venv/bin/python" benches/peers/python/readers.py "$out/bodies" >> "$out/others"
else
    skipped "Python skipped, there is no python3 with venv"
fi

if command -v go >/dev/null; then
    # The name of a macro that nobody reads: else go would not notice another archive.
    (cd benches/peers/go && CGO_LDFLAGS=$libraries/libkube_status.a \
        CGO_CFLAGS="-DARCHIVE_$(cksum <"$libraries/libkube_status.a" | cut -d ' ' -f 1)" go build -o "$out/readers" .)
    "$out/readers" "$out/bodies" >> "$out/others"
else
    skipped "Go skipped, there is no go"
fi

if command -v valgrind >/dev/null; then
    valgrind -q --tool=callgrind --callgrind-out-file="$out/counts" --combine-dumps=yes --toggle-collect=measured \
        --dump-after=measured "$peers" count
else
    skipped "instructions skipped, there is no valgrind"
fi

"$peers" table "$out/counts" "$out/others" docs
