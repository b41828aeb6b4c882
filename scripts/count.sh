#!/bin/sh
# Prints what one advice costs in instructions, one line for each input. Usage: count.sh COUNT-PROGRAM
set -eu
if ! command -v valgrind >/dev/null; then
    echo "count: skipped, there is no valgrind"
    [ -z "${CI:-}" ]
    exit
fi
for name in $("$1"); do
    log=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect=measured "$1" "$name" 2>&1)
    what=$(echo "$log" | sed -n 's/^\([0-9]* bytes: .*\)/\1/p')
    echo "$log" | sed -n "s/.*Collected : \([0-9]*\).*/$name: \1 instructions ($what)/p"
done
