#!/bin/sh
# Installs into an empty directory and builds a program against it, shared and static, through pkg-config and through
# CMake; and asks what else was installed.
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
printf 'HTTP/1.1 429\r\n\r\n' | "$work/prefix/bin/kube-status-explain" --verb get >"$work/explained" || [ $? -eq 20 ]
grep -q throttled "$work/explained"
for page in man1/kube-status-explain.1 man3/kube_status.3 man7/kube-status.7; do
    [ -s "$work/prefix/share/man/$page" ]
done
echo "install: built and run through pkg-config, version $(pkg-config --modversion kube-status), shared and static"

if ! command -v cmake >/dev/null; then
    echo "install: CMake skipped, there is none"
    [ -z "${CI:-}" ]
    exit
fi
version=$(pkg-config --modversion kube-status)
cat >"$work/CMakeLists.txt" <<E2
cmake_minimum_required(VERSION 3.13)
project(main C)
find_package(kube-status $version REQUIRED)
add_executable(shared-cmake main.c)
target_link_libraries(shared-cmake PRIVATE kube-status::kube-status)
add_executable(static-cmake main.c)
target_link_libraries(static-cmake PRIVATE kube-status::static)
E2
cmake -S "$work" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$work/prefix" >/dev/null
cmake --build "$work/cmake" >/dev/null
[ "$("$work/cmake/shared-cmake")" = throttled ]
[ "$("$work/cmake/static-cmake")" = throttled ]
for other in 0.999 99; do
    sed "s/kube-status $version/kube-status $other/" "$work/CMakeLists.txt" >"$work/other.txt"
    mkdir "$work/$other"
    mv "$work/other.txt" "$work/$other/CMakeLists.txt"
    cp "$work/main.c" "$work/$other"
    if cmake -S "$work/$other" -B "$work/$other/build" -DCMAKE_PREFIX_PATH="$work/prefix" >/dev/null 2>&1; then
        echo "install: CMake took version $version for $other" >&2
        exit 1
    fi
done
echo "install: built and run through CMake; other versions are refused"
