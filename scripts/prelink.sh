#!/bin/sh
# Links a Rust static library to one object that exports only the functions of the header, in place.
# Usage: prelink.sh LIB.a     Tools by LD, OBJCOPY, STRIP and AR; their format by FORMAT, else that of this machine.
set -eu
archive=$1
header=$(dirname "$0")/../include/kube_status.h
object=${archive%.a}.o
case ${FORMAT:-$(uname -m)} in
x86_64) format=elf64-x86-64 ;;
aarch64) format=elf64-littleaarch64 ;;
*) format=${FORMAT:?the name of an object format, such as elf32-littlearm} ;;
esac
functions=$(sed -n 's/^[a-z].*[ *]\(kube_status_[a-z0-9_]*\)(.*/\1/p' "$header")
[ -n "$functions" ] || { echo "prelink: no functions in $header" >&2; exit 1; }
keep='' roots=''
for name in $functions; do
    keep="$keep --keep-symbol=$name" roots="$roots -u $name"
done
# The format is said, and the compiler's bitcode left out: else tools that have a plugin of another LLVM read that
# instead of the code, and fail. The list of stack sizes is left out because it refers to every function: a program
# could drop none of them.
# shellcheck disable=SC2086 # lists of words
{
    "${LD:-ld}" -r --format="$format" --gc-sections $roots -o "$object" "$archive"
    "${OBJCOPY:-objcopy}" -I "$format" -O "$format" --wildcard --keep-global-symbol='kube_status_*' \
        --remove-section=.llvmbc --remove-section=.llvmcmd --remove-section=.stack_sizes "$object"
    "${STRIP:-strip}" --strip-unneeded $keep "$object"
}
rm -f "$archive"
"${AR:-ar}" rcs "$archive" "$object"
rm -f "$object"
