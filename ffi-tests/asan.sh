#!/bin/sh
# The C tests and the replay with the address sanitizer on both sides of the ABI, and the undefined behaviour one in C.
# Usage: asan.sh     Tools by CARGO and CC (gcc); ASAN_TARGET_DIR is where Rust builds, by default target/asan.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
cargo=${CARGO:-cargo} cc=${CC:-gcc}
target=x86_64-unknown-linux-gnu
missing() {
    echo "asan: $1"
    [ "${CI:-}" != true ]
    exit
}
[ "$(uname -sm)" = 'Linux x86_64' ] || missing "only on Linux x86_64"
for tool in "$cargo" "$cc"; do
    command -v "$tool" >/dev/null || missing "no $tool here"
done
out=${ASAN_TARGET_DIR:-target/asan}
mkdir -p "$out"
echo 'int main(void) { return 0; }' >"$out/empty.c"
"$cc" -fsanitize=address,undefined "$out/empty.c" -o "$out/empty" 2>/dev/null || missing "$cc has no sanitizers"

# A sanitizer in Rust is unstable; RUSTC_BOOTSTRAP lets the stable compiler do it.
RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zsanitizer=address CARGO_TARGET_DIR=$out \
    "$cargo" rustc --locked --quiet --lib --features capi --release --target "$target" --crate-type staticlib \
    -- --cfg kube_status_artifact
library=$out/$target/release/libkube_status.a
for program in test replay; do
    "$cc" -std=c99 -Wall -Wextra -Wpedantic -Werror -O1 -g -fno-omit-frame-pointer -Iinclude -Itools \
        -fsanitize=address,undefined -fno-sanitize-recover=all "ffi-tests/c/$program.c" "$library" -o "$out/$program"
done
failed=0
for program in test replay; do
    printf 'asan: %s: ' "$program"
    "$out/$program" || failed=1
done
exit "$failed"
