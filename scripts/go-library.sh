#!/bin/sh
# The library that comes with the Go package: an object per processor, beside the header. Builds both anew and compares
# what the committed ones export, and their ABI and version. The bytes are the compiler's, and not compared.
# Usage: go-library.sh OUT LIBDIR [keep]     With keep the new ones are put into bindings/go. Rust as in built-core.sh.
set -eu
cd "$(dirname "$0")/.."
out=$1 library=$2 keep=${3:-} package=bindings/go target=aarch64-unknown-linux-gnu tools=aarch64-linux-gnu-
. scripts/built-core.sh
[ "$keep" ] || cmp include/kube_status.h "$package/kube_status.h"
[ "$(uname -m)" = x86_64 ] || tools=none-
built_core go-library ${tools}gcc qemu-aarch64
mkdir -p "$out"

"$cargo" rustc --locked --quiet --lib --features capi --release --crate-type staticlib --target "$target" \
    --target-dir "$out" -Zbuild-std=core -- --cfg kube_status_artifact
cp "$out/$target/release/libkube_status.a" "$out/libkube_status.a"
FORMAT=elf64-littleaarch64 LD=${tools}ld OBJCOPY=${tools}objcopy STRIP=${tools}strip AR=${tools}ar \
    sh scripts/prelink.sh "$out/libkube_status.a"
# Go links a .syso that lies in a package, knows when it has changed, and vendors it.
ar p "$library/libkube_status.a" >"$out/kube_status_linux_amd64.syso"
ar p "$out/libkube_status.a" >"$out/kube_status_linux_arm64.syso"
if [ "$keep" ]; then
    cp "$out"/kube_status_linux_*.syso include/kube_status.h "$package"
fi

cat >"$out/tell.c" <<'END'
#include <stdio.h>
#include "kube_status.h"
int main(void) { printf("header %d library %u %s\n", KUBE_STATUS_ABI, (unsigned)kube_status_abi(), kube_status_version()); }
END
# tell OBJECT CC RUN...: its functions, its ABI number and its version
tell() {
    nm -g --defined-only "$1" | awk 'NF == 3 { print $2, $3 }' | sort
    "$2" -Iinclude "$out/tell.c" -x none "$1" -o "$out/tell"
    shift 2
    "$@" "$out/tell"
}
compare() { # OBJECT CC RUN...
    object=$1
    shift
    [ -e "$package/$object" ] || { echo "go-library: $package/$object is not there" >&2; exit 1; }
    tell "$out/$object" "$@" >"$out/wanted"
    tell "$package/$object" "$@" >"$out/got"
    diff "$out/wanted" "$out/got" || { echo "go-library: $object is another library; make go-library" >&2; exit 1; }
    echo "go-library: $object, $(wc -c <"$package/$object") bytes, $(grep -c '^T' "$out/got") functions, $(tail -1 "$out/got")"
}
compare kube_status_linux_amd64.syso cc env
compare kube_status_linux_arm64.syso ${tools}gcc qemu-aarch64 -L /usr/aarch64-linux-gnu
