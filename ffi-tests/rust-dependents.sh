#!/bin/sh
# A Rust program that depends on the crate builds, with and without its C functions; without them it exports none, and
# neither way it compiles the header generator.
# Usage: rust-dependents.sh     cargo by CARGO; the programs are built below target/dependents.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cargo=${CARGO:-cargo} nm=${NM:-nm}
work=${DEPENDENTS_DIR:-$root/target/dependents}

# dependent NAME FEATURES MAIN
dependent() {
    mkdir -p "$work/$1/src"
    cat >"$work/$1/Cargo.toml" <<EOF
[package]
name = "$1"
version = "0.0.0"
edition = "2021"
[dependencies]
kube-status = { path = "$root", features = [$2] }
[workspace]
EOF
    cp "$root/Cargo.lock" "$work/$1/Cargo.lock"
    printf '%s\n' "$3" >"$work/$1/src/main.rs"
    (cd "$work/$1" && CARGO_TARGET_DIR=target "$cargo" build --quiet)
    "$work/$1/target/debug/$1"
    if grep -q cbindgen "$work/$1/Cargo.lock" && ls "$work/$1/target/debug/deps" | grep -q cbindgen; then
        echo "rust-dependents: $1 compiles cbindgen" >&2
        exit 1
    fi
}

dependent plain '' 'fn main() {
    let advice = kube_status::Request::new(kube_status::Verb::Get).advise(&kube_status::Response::new(429));
    assert_eq!(advice.action, kube_status::Action::Retry);
}'
dependent with-capi '"capi"' 'fn main() {
    let mut request = kube_status::Request::default();
    let word = b"GET";
    let target = b"/api/v1/pods";
    let code = unsafe {
        kube_status::ffi::kube_status_request_http(
            &mut request, word.as_ptr().cast(), word.len(), target.as_ptr().cast(), target.len(), std::ptr::null(), 0,
        )
    };
    assert_eq!((code, request.verb), (0, kube_status::Verb::List));
}'
if "$nm" "$work/plain/target/debug/plain" | grep -q ' T kube_status_'; then
    echo "rust-dependents: the plain program exports C functions" >&2
    exit 1
fi
echo "rust-dependents: both build and run; the plain one exports no C function"
