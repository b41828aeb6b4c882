#!/bin/sh
# Builds the fuzz targets, runs each for some seconds, two at a time, and says in a line what came of it. Fails if one
# of them found something; the input is then in fuzz/artifacts.
# Usage: run.sh SECONDS [TARGET...]     Tools by CARGO and CXX; FUZZ_TARGET_DIR is where Rust builds, by default
# target/fuzz; FUZZ_JOBS is how many run at a time.
set -eu
cd "$(dirname "$0")"
cargo=${CARGO:-cargo} seconds=${1:-60} out=${FUZZ_TARGET_DIR:-$PWD/../target/fuzz}
[ $# -eq 0 ] || shift
triple=x86_64-unknown-linux-gnu

if [ -n "${FUZZ_ONE:-}" ]; then
    target=$1 log=$out/$1.log
    mkdir -p "corpus/$target" "artifacts/$target"
    code=0
    "$out/$triple/release/$target" "corpus/$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 \
        -rss_limit_mb=4096 -detect_leaks=0 -print_final_stats=1 -artifact_prefix="artifacts/$target/" \
        2>"$log" || code=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(sed -n 's/.* cov: \([0-9]*\) ft: \([0-9]*\) .*/\1 edges, \2 features/p' "$log" | tail -n 1)
    finding=
    if [ "$code" -ne 0 ]; then
        finding=$(sed -n 's/.*Test unit written to /FOUND fuzz\//p' "$log" | tail -n 1)
        : "${finding:=FOUND something, see $log}"
    fi
    echo "fuzz: $target: ${executions:-0} executions, ${coverage:-no coverage}, ${finding:-no finding}"
    [ "$code" -ne 0 ] || exit 0
    sed -n '/panicked at/,/^stack backtrace/p; /^SUMMARY/p' "$log" | cut -c 1-2000
    exit 1
fi

missing() {
    echo "fuzz: skipped, $1"
    [ "${CI:-}" != true ]
    exit
}
[ "$(uname -sm)" = 'Linux x86_64' ] || missing "only on Linux x86_64"
for tool in "$cargo" "${CXX:-c++}" python3; do
    command -v "$tool" >/dev/null || missing "no $tool here"
done

# What cargo-fuzz passes, so that it is not needed: coverage that libFuzzer can follow, and the address sanitizer, both
# unstable in Rust; RUSTC_BOOTSTRAP lets the stable compiler do it.
flags='-Zsanitizer=address -Cdebug-assertions -Ccodegen-units=1 --cfg fuzzing -Cpasses=sancov-module'
for option in level=4 inline-8bit-counters pc-table trace-compares; do
    flags="$flags -Cllvm-args=-sanitizer-coverage-$option"
done
RUSTC_BOOTSTRAP=1 RUSTFLAGS=$flags "$cargo" build --locked --quiet --release --target "$triple" --target-dir "$out"
python3 seeds.py
[ $# -gt 0 ] || set -- $(sed -n 's/^path = "fuzz_targets\/\(.*\)\.rs"/\1/p' Cargo.toml)
printf '%s\n' "$@" | FUZZ_ONE=yes FUZZ_TARGET_DIR=$out xargs -P "${FUZZ_JOBS:-2}" -n 1 sh run.sh "$seconds"
