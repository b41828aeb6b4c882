# shellcheck shell=sh
# Sourced: a Rust that brings its sources, for processors without a compiled core: by EMBEDDED_CARGO and EMBEDDED_RUSTC,
# else Debian's. built_core NAME TOOL... leaves the script where something is missing: with success here, in CI with
# failure.
cargo=${EMBEDDED_CARGO:-/usr/bin/cargo} RUSTC=${EMBEDDED_RUSTC:-/usr/bin/rustc}
export RUSTC RUSTC_BOOTSTRAP=1
built_core() {
    name=$1
    shift
    missing=
    for tool in "$cargo" "$RUSTC" "$@"; do
        command -v "$tool" >/dev/null || missing="$missing $tool"
    done
    [ "$missing" ] || [ -e "$("$RUSTC" --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ] || missing=" Rust's sources"
    [ "$missing" ] || return 0
    echo "$name: skipped, missing here:$missing"
    [ "${CI:-}" != true ]
    exit
}
