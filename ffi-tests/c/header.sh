#!/bin/sh
# The header alone, included twice, in C and in C++, and the layout it gives: for 64 bits, and for 32 without a libc.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include "kube_status.h"\n#include "kube_status.h"\n' >"$work/alone.c"
printf '#include "kube_status.h"\n#include "layout.h"\n' >"$work/layout.c"
cp "$work/alone.c" "$work/alone.cc"
cp "$work/layout.c" "$work/layout.cc"

# compile COMPILER WHAT FLAG...
compile() {
    compiler=$1 what=$2
    shift 2
    "$compiler" -I "$root/include" -I "$root/ffi-tests/c" -Wall -Wextra -Wpedantic -Werror -fsyntax-only "$@" \
        "$work/$what" || { echo "header: $compiler $* fails" >&2; exit 1; }
    count=$((count + 1))
}

count=0
compilers=''
for compiler in ${CC:-} gcc clang clang-22; do
    case " $compilers " in *" $compiler "*) continue ;; esac
    command -v "$compiler" >/dev/null || continue
    compilers="$compilers $compiler"
    for bits in '' '-m32 -ffreestanding'; do
        # shellcheck disable=SC2086 # none or two words
        {
            for std in c99 c11 c17; do
                compile "$compiler" alone.c "-std=$std" $bits
                compile "$compiler" layout.c "-std=$std" $bits
            done
        }
    done
    # c2x as far as this compiler has it.
    compile "$compiler" layout.c -std=c2x
done
for compiler in ${CXX:-} g++ clang++ clang++-22; do
    case " $compilers " in *" $compiler "*) continue ;; esac
    command -v "$compiler" >/dev/null || continue
    compilers="$compilers $compiler"
    for bits in '' '-m32 -ffreestanding'; do
        # shellcheck disable=SC2086
        for std in c++11 c++17 c++20; do
            compile "$compiler" alone.cc "-std=$std" $bits
            compile "$compiler" layout.cc "-std=$std" $bits
        done
    done
done
if [ "$count" = 0 ]; then
    echo 'header: no compiler here'
    [ "${CI:-}" != true ]
    exit
fi
echo "header:$compilers, compiled $count times"
