#!/bin/sh
# The C tests on a big-endian machine, in an emulator.
# Usage: big-endian.sh OUT     Rust as in built-core.sh.
set -eu
cd "$(dirname "$0")/.."
out=$1 target=s390x-unknown-linux-gnu tools=s390x-linux-gnu-
. scripts/built-core.sh
built_core big-endian ${tools}gcc qemu-s390x

"$cargo" rustc --locked --quiet --lib --features capi --release --crate-type staticlib --target "$target" \
    --target-dir "$out" -Zbuild-std=core -- --cfg kube_status_artifact
cp "$out/$target/release/libkube_status.a" "$out/"
FORMAT=elf64-s390 LD=${tools}ld OBJCOPY=${tools}objcopy STRIP=${tools}strip AR=${tools}ar \
    sh scripts/prelink.sh "$out/libkube_status.a"
for program in test replay; do
    ${tools}gcc -std=c99 -Wall -Wextra -Wpedantic -Werror -Iinclude -Itools -static "ffi-tests/c/$program.c" \
        "$out/libkube_status.a" -o "$out/$program"
    echo "big-endian: $program"
    qemu-s390x "$out/$program"
done
