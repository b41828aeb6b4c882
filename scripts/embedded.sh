#!/bin/sh
# The library on bare metal: built for each processor, linked into C firmware without a libc, run in an emulator, beside
# the same programs on this machine, and measured.
# Usage: embedded.sh OUT LIBDIR SIZES     SIZES prints those of the structs. Rust as in built-core.sh.
# Leaves OUT/PROCESSOR/libkube_status.a and OUT/measured.tsv.
set -eu
cd "$(dirname "$0")/.."
out=$1 library=$2 sizes=$3
. scripts/built-core.sh
mkdir -p "$out"
rm -f "$out/measured.tsv"
built_core embedded arm-none-eabi-gcc riscv64-unknown-elf-gcc qemu-system-arm
compiler=$("$RUSTC" --version | cut -d ' ' -f 1,2)
functions=$(sed -n 's/^[a-z].*[ *]\(kube_status_[a-z0-9_]*\)(.*/\1/p' include/kube_status.h)

# Call sets: the functions that a firmware calls.
sets='everything without-explain without-list-watch agent decision'
functions_of() {
    # shellcheck disable=SC2086 # a list of words
    case $1 in
    everything) printf '%s\n' $functions ;;
    without-explain) printf '%s\n' $functions | grep -v explain ;;
    without-list-watch) printf '%s\n' $functions | grep -v list_watch ;;
    agent) functions_of decision && printf 'kube_status_retry_%s\n' begin next ;;
    decision) printf 'kube_status_%s\n' response_line response_body response_failed advise ;;
    esac
}

# tell PROCESSOR SET WHAT BYTES
tell() { printf '%s\t%s\t%s\t%s\t%s\n' "$compiler" "$@" >>"$out/measured.tsv"; }

# The archive: complete, without data, and no way to the panic handler, which calls a function that nobody defines.
check() {
    "${tools}nm" -u "$here/libkube_status.a" | awk '$1 == "U" { print "embedded: needs " $2; bad = 1 } END { exit bad }'
    "${tools}size" -A "$here/libkube_status.a" | awk '
        $1 ~ /^\.(s?data|s?bss|tdata|tbss|got|init_array)/ && $2 > 0 { print "embedded: " $2 " bytes in " $1; bad = 1 }
        END { exit bad }'
}

build() { # CARGO-OPTION...
    RUSTFLAGS=-Zemit-stack-sizes "$cargo" rustc --locked --quiet --lib "$@" --features capi --profile embedded \
        --crate-type staticlib --target "$target" --target-dir "$out" -Zbuild-std=core -- \
        --cfg kube_status_artifact --cfg kube_status_panic_check
    cp "$out/$target/embedded/libkube_status.a" "$here/symbols.a"
    cp "$here/symbols.a" "$here/libkube_status.a"
    FORMAT=$format LD=${tools}ld OBJCOPY=${tools}objcopy STRIP=${tools}strip AR=${tools}ar \
        sh scripts/prelink.sh "$here/libkube_status.a"
    check
}

# How deep the functions can go. Their names are in the archive that was not prelinked.
bounds() {
    # shellcheck disable=SC2046,SC2086 # lists of words
    "${tools}ld" --gc-sections -e kube_status_abi $(printf ' -u %s' $functions) "$here/symbols.a" -o "$here/symbols.elf"
    # shellcheck disable=SC2086 # a list of words
    python3 ffi-tests/embedded/stack.py "$here/symbols.elf" "$tools" $functions >"$here/bounds.tsv"
}

# What the linker keeps of the library for a set of calls.
kept() { # SET NAME
    functions_of "$1" >"$here/set"
    # shellcheck disable=SC2046 # lists of words
    "${tools}ld" --gc-sections -e "$(head -1 "$here/set")" $(sed 's/^/-u /' "$here/set") "$here/libkube_status.a" \
        -Map "$here/set-$2.map" -o "$here/set-$2.elf"
    "${tools}size" "$here/set-$2.elf" | awk 'NR == 2 { print $1, $2, $3 }' >"$here/size"
    read -r text data bss <"$here/size"
    tell "$processor" "$2" text "$text"
    tell "$processor" "$2" data "$data"
    tell "$processor" "$2" bss "$bss"
}

measure() {
    for set in $sets; do
        kept "$set" "$set"
        tell "$processor" "$set" stack-bound "$(deepest "$here/bounds.tsv")"
        [ ! -e "$here/painted.tsv" ] || tell "$processor" "$set" stack-painted "$(deepest "$here/painted.tsv")"
    done
}

# The same without one of the features that can be left out, and without all.
measure_without() {
    features=$(sed -n 's/^default = \[\(.*\)\]$/\1/p' Cargo.toml | tr -d '",')
    for feature in $features all; do
        # shellcheck disable=SC2046,SC2086 # lists of words
        build --no-default-features \
            $([ "$feature" = all ] || printf '%s\n' $features | grep -vx "$feature" | sed 's/^/--features=/')
        kept decision "decision-without-$feature"
    done
}

# The largest number beside one of the functions of the set.
deepest() { awk -F '\t' 'NR == FNR { asked[$1]; next } $1 in asked && $2 > most { most = $2 } END { print most + 0 }' "$here/set" "$1"; }

run() { # PROGRAM
    rm -f "$here/$1.out"
    timeout 120 qemu-system-arm -M "$machine" -display none -monitor none -serial none \
        -chardev "file,id=out,path=$here/$1.out" -semihosting-config enable=on,target=native,chardev=out \
        -kernel "$here/$1.elf" || { cat "$here/$1.out"; echo "embedded: $1 failed on $processor" >&2; exit 1; }
    grep -v '^stack ' "$here/$1.out" | cmp - "$out/$1.out"
}

# How deep they went: less than their bound, or one of both is wrong.
painted() {
    sed -n 's/^stack \(.*\) /\1\t/p' "$here/cases.out" >"$here/painted.tsv"
    awk -F '\t' 'NR == FNR { bound[$1] = $2; next } $2 > bound[$1] {
        print "embedded: " $1 " took " $2 " bytes of stack, its bound is " bound[$1]; bad = 1 } END { exit bad }' \
        "$here/bounds.tsv" "$here/painted.tsv"
}

flags='-std=c11 -Os -Wall -Wextra -Werror -ffreestanding -Iinclude -Iffi-tests/c -Iffi-tests/embedded'
python3 ffi-tests/embedded/data.py cases tests/data/cases.tsv >"$out/cases.h"
python3 ffi-tests/embedded/data.py answers ffi-tests/embedded/agent.tsv tests/data/recorded >"$out/answers.h"
for program in agent cases; do
    # shellcheck disable=SC2086 # a list of words
    "${CC:-cc}" $flags -I"$out" "ffi-tests/embedded/$program.c" ffi-tests/embedded/host.c "$library/libkube_status.a" \
        -o "$out/$program"
    "$out/$program" >"$out/$program.out" || { cat "$out/$program.out"; exit 1; }
done

while read -r processor target machine options; do
    here=$out/$processor
    mkdir -p "$here"
    rm -f "$here/painted.tsv"
    case $target in
    thumb*) tools=arm-none-eabi- format=elf32-littlearm emulation=armelf ;;
    riscv*) tools=riscv64-unknown-elf- format=elf32-littleriscv emulation=elf32lriscv ;;
    esac
    export LDEMULATION="$emulation" # of ld
    build
    for program in agent cases; do
        # shellcheck disable=SC2086 # lists of words
        "${tools}gcc" $options $flags -nostdlib -ffunction-sections -fdata-sections -Wl,--gc-sections,-z,noexecstack \
            -I"$out" -T ffi-tests/embedded/board.ld -Wl,-Map,"$here/$program.map" "ffi-tests/embedded/$program.c" \
            ffi-tests/embedded/board.c "$here/libkube_status.a" -lgcc -o "$here/$program.elf"
        [ "$machine" = - ] || run "$program"
    done
    bounds
    if [ "$machine" = - ]; then
        echo "embedded: $processor linked"
    else
        painted
        echo "embedded: $processor ran on $machine: $(sed -n 's/,.*//p' "$here/cases.out"), the agent as on this machine"
    fi
    measure
    [ "$processor" != cortex-m4 ] || measure_without
done <<'END'
cortex-m0 thumbv6m-none-eabi microbit -mcpu=cortex-m0 -mthumb
cortex-m3 thumbv7m-none-eabi mps2-an385 -mcpu=cortex-m3 -mthumb
cortex-m4 thumbv7em-none-eabi mps2-an386 -mcpu=cortex-m4 -mthumb
rv32imc riscv32imc-unknown-none-elf - -march=rv32imc -mabi=ilp32
END

# The structs are the same everywhere: the layout was checked by the compilers.
"$sizes" | sed -n 's/^\([a-z_]*\)  *\([0-9]*\) of .*/\1 \2/p' | while read -r name bytes; do
    tell any structs "$name" "$bytes"
done
