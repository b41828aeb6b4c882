#!/bin/sh
# Links a Rust static library to one object that exports only the functions of the header, in place.
# Usage: prelink.sh LIB.a     Tools by LD, OBJCOPY, STRIP, AR and NM.
set -eu
archive=$1
header=$(dirname "$0")/../include/kube_status.h
object=${archive%.a}.o
functions=$(sed -n 's/^[a-z].*[ *]\(kube_status_[a-z0-9_]*\)(.*/\1/p' "$header")
[ -n "$functions" ] || { echo "prelink: no functions in $header" >&2; exit 1; }
keep='' roots=''
for name in $functions; do
    keep="$keep --keep-symbol=$name" roots="$roots -u $name"
done
# shellcheck disable=SC2086 # lists of words
{
    "${LD:-ld}" -r --gc-sections $roots -o "$object" "$archive"
    "${OBJCOPY:-objcopy}" --wildcard --keep-global-symbol='kube_status_*' "$object"
    "${STRIP:-strip}" --strip-unneeded $keep "$object"
}
rm -f "$archive"
"${AR:-ar}" rcs "$archive" "$object"
rm -f "$object"
