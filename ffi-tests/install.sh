#!/bin/sh
# Installs into an empty directory and builds a program against it through pkg-config, shared and static.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
if ! command -v pkg-config >/dev/null; then
    echo "install: skipped, there is no pkg-config"
    [ -z "${CI:-}" ]
    exit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s -C "$root" install DESTDIR="$work/stage" PREFIX=/opt/kube-status >/dev/null
mv "$work/stage/opt/kube-status" "$work/prefix"
export PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig"
flags="--define-variable=prefix=$work/prefix kube-status"
cat >"$work/main.c" <<'E2'
#include <kube_status.h>
#include <stdio.h>
int main(void) {
    kube_status_request request = {0};
    kube_status_advice advice;
    if (kube_status_abi() != KUBE_STATUS_ABI) return 1;
    if (kube_status_advise_whole(&request, 429, NULL, 0, NULL, 0, NULL, 0, &advice)) return 2;
    return puts(kube_status_rule_name(advice.rule)) < 0;
}
E2
# shellcheck disable=SC2046,SC2086 # lists of words
{
    "${CC:-cc}" $(pkg-config --cflags $flags) "$work/main.c" $(pkg-config --libs $flags) -o "$work/shared"
    "${CC:-cc}" $(pkg-config --cflags $flags) "$work/main.c" "$work/prefix/lib/libkube_status.a" -o "$work/static"
}
[ "$(LD_LIBRARY_PATH="$work/prefix/lib" "$work/shared")" = throttled ]
[ "$("$work/static")" = throttled ]
readelf -d "$work/shared" | grep -q 'NEEDED.*libkube_status\.so\.[0-9]*\]'
echo "install: built and run through pkg-config, version $(pkg-config --modversion kube-status), shared and static"
