#!/bin/sh
# The Go package: written as gofmt and the header have it, its tests, beside client-go, as a stranger's vendored copy, on
# arm64 in an emulator, and that the library which comes with it is this one.
# Usage: go.sh OUT LIBDIR
set -eu
cd "$(dirname "$0")/.."
if ! command -v go >/dev/null; then
    echo "go: skipped, there is no go"
    [ "${CI:-}" != true ]
    exit
fi
unformatted=$(gofmt -l bindings/go)
[ -z "$unformatted" ] || { echo "go: not as gofmt has it: $unformatted" >&2; exit 1; }
(cd bindings/go && go run ./internal/words <kube_status.h | cmp - words.go && go vet ./... && go test -race ./...)
(cd bindings/go/parity && go test ./...)
sh ffi-tests/go/vendor.sh
sh scripts/go-library.sh "$1" "$2"
for tool in aarch64-linux-gnu-gcc qemu-aarch64; do
    if ! command -v "$tool" >/dev/null; then
        echo "go: arm64 skipped, there is no $tool"
        [ "${CI:-}" != true ]
        exit
    fi
done
cd bindings/go
GOARCH=arm64 CGO_ENABLED=1 CC=aarch64-linux-gnu-gcc go test -run 'EveryRow|Example' \
    -exec 'qemu-aarch64 -L /usr/aarch64-linux-gnu' .
