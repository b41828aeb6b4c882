#!/bin/sh
# A walk through recorded answers of a real API server: what each means and what to do next.
# Usage: run.sh EXPLAIN
set -eu
explain=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")

# The number of a recording, #N: the Nth frame of its watch; or a request that got no answer.
picks='005 013 475 270 115 114 123 149 163 201 209 214 455 230 307 516 296 528 504 268 298 450#1 no-response.tsv#6'

cd "$(dirname "$0")/../tests/data/recorded"
# The request column as options: {"verb":"create","dry_run":true} is --verb create --dry-run.
arguments=$(awk -F '\t' -v picks="$picks" '
    NR > 1 {
        id = $1
        if (id !~ /#/) sub(/-.*/, "", id)
        if (match($2, /"frame":[0-9]+/)) id = id "#" substr($2, RSTART + 8, RLENGTH - 8)
        facts = $2
        gsub(/"mode":"frame",?|:true|[{}"]/, "", facts)
        gsub(/_/, "-", facts)
        gsub(/,/, " --", facts)
        gsub(/:/, " ", facts)
        row[id] = (facts == "" ? "" : "--" facts) ($1 ~ /#/ ? "" : " " $1)
    }
    END {
        count = split(picks, pick, " ")
        for (i = 1; i <= count; i++) {
            if (!(pick[i] in row)) { print "no recording " pick[i] > "/dev/stderr"; exit 1 }
            print row[pick[i]]
        }
    }' expected.tsv)
# shellcheck disable=SC2086 # words: no name here has a blank
"$explain" --rows $arguments
cat <<EOF

These are recorded. Your own:  curl -si -X METHOD URL | $1 --request 'METHOD URL'   (--help shows the rest)
EOF
