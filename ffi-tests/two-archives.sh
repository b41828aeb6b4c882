#!/bin/sh
# The archive stands beside another Rust archive, with std in it, in one C program; in either order.
# Usage: two-archives.sh LIBDIR     Compilers by RUSTC and CC.
set -eu
library=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
rustc=${RUSTC:-rustc} cc=${CC:-cc}
for tool in "$rustc" "$cc"; do
    command -v "$tool" >/dev/null && continue
    echo "two-archives: no $tool here"
    [ "${CI:-}" != true ]
    exit
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >other.rs <<'EOF'
#[no_mangle]
pub extern "C" fn other_words(count: u32) -> usize {
    let words: Vec<String> = (0..count).map(|number| format!("{number}")).collect();
    std::panic::catch_unwind(|| words.join(" ").len()).unwrap_or(0)
}
EOF
cat >main.c <<'EOF'
#include "kube_status.h"
#include <string.h>
size_t other_words(uint32_t count);
int main(void) {
    kube_status_request request = {0};
    kube_status_advice advice;
    request.verb = KUBE_STATUS_VERB_GET;
    if (kube_status_advise_whole(&request, 404, NULL, 0, "404 page not found", 18, NULL, 0, &advice) != 0) return 1;
    if (strcmp(kube_status_action_name(advice.action), "rediscover") != 0) return 2;
    return other_words(11) == 22 ? 0 : 3;
}
EOF
"$rustc" --edition 2021 --crate-type staticlib -o libother.a other.rs
system=$("$rustc" --edition 2021 --crate-type staticlib --print native-static-libs -o libother.a other.rs 2>&1 |
    sed -n 's/^note: native-static-libs: //p')
count=0
for order in "$library/libkube_status.a libother.a" "libother.a $library/libkube_status.a"; do
    # shellcheck disable=SC2086 # lists of words
    "$cc" -std=c99 -Wall -Wextra -Wpedantic -Werror -I "$root/include" main.c $order $system -o program
    ./program || { echo "two-archives: exit $? with $order" >&2; exit 1; }
    count=$((count + 1))
done
# All of it, not only what the program asks for.
# shellcheck disable=SC2086
"$cc" -I "$root/include" main.c -Wl,--whole-archive "$library/libkube_status.a" -Wl,--no-whole-archive libother.a \
    $system -o program
./program
echo "two-archives: linked and run in $count orders, and as a whole"
