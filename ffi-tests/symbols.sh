#!/bin/sh
# What the libraries export and need: the functions of the header and nothing else; no data, no libc but memory moves.
# Usage: symbols.sh LIBDIR     Tools by NM and SIZE.
set -eu
library=$1
header=$(dirname "$0")/../include/kube_status.h
nm=${NM:-nm} size=${SIZE:-size}
for tool in "$nm" "$size"; do
    command -v "$tool" >/dev/null && continue
    echo "symbols: no $tool here"
    [ "${CI:-}" != true ]
    exit
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
failed=0

# equal WHAT: prints the lines in which wanted and got differ.
equal() {
    sort -u "$work/wanted" >"$work/1"
    sort -u "$work/got" >"$work/2"
    comm -23 "$work/1" "$work/2" | sed "s/^/symbols: $1: missing /" >"$work/differ"
    comm -13 "$work/1" "$work/2" | sed "s/^/symbols: $1: unexpected /" >>"$work/differ"
    cat "$work/differ"
    [ ! -s "$work/differ" ] || failed=1
}

sed -n 's/^[a-z].*[ *]\(kube_status_[a-z0-9_]*\)(.*/T \1/p' "$header" >"$work/functions"
[ -s "$work/functions" ] || { echo "symbols: no functions in $header" >&2; exit 1; }

# Type and name: a function is T, anything else (D B R V ...) is data and unexpected.
cp "$work/functions" "$work/wanted"
"$nm" -g --defined-only "$library/libkube_status.a" | awk 'NF == 3 { print $2, $3 }' >"$work/got"
equal libkube_status.a
"$nm" -D --defined-only "$library/libkube_status.so" | awk 'NF == 3 { print $2, $3 }' >"$work/got"
equal libkube_status.so

printf '%s\n' memcpy memmove memset memcmp bcmp >"$work/allowed"
"$nm" -u "$library/libkube_status.a" | awk 'NF == 2 && $1 == "U" { print $2 }' | sort -u >"$work/needed"
cat "$work/allowed" >"$work/wanted"
cat "$work/allowed" "$work/needed" >"$work/got"
equal 'libkube_status.a needs'

# Every section but .data.rel.ro that could be written to.
"$size" -A "$library/libkube_status.a" |
    awk '$1 ~ /^\.(data|bss|tdata|tbss)/ && $1 !~ /^\.data\.rel\.ro/ && $2 > 0 {
        print "symbols: libkube_status.a: " $2 " bytes in " $1
    }' >"$work/writable"
cat "$work/writable"
[ ! -s "$work/writable" ] || failed=1

[ "$failed" = 0 ] || exit 1
needed=$(tr '\n' ' ' <"$work/needed")
echo "symbols: $(wc -l <"$work/functions") functions in both; needs ${needed:-nothing }" | sed 's/ $//'
