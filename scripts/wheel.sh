#!/bin/sh
# The wheels of the Python package, with the library inside: for this machine, and for aarch64 where it can be built.
# Usage: wheel.sh OUT     Leaves OUT/wheels/*.whl and the tools that made them in OUT/tools. Rust for aarch64 as in
# built-core.sh.
set -eu
cd "$(dirname "$0")/.."
out=$1 requirements=bindings/python/requirements.txt
rm -rf "$out/wheels"
export PIP_DISABLE_PIP_VERSION_CHECK=1
skip() {
    echo "wheel: skipped, $1"
    [ "${CI:-}" != true ]
    exit
}
python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null ||
    skip "there is no Python 3.10 or newer with venv"
if ! cmp -s "$requirements" "$out/tools/requirements.txt"; then
    python3 -m venv --clear "$out/tools"
    "$out/tools/bin/pip" install -q -r "$requirements" || skip "what $requirements names cannot be had"
    cp "$requirements" "$out/tools/"
fi

# glibc 2.17, because of memcpy: what auditwheel says of it is compared in ffi-tests/python/package.sh.
wheel() { # PROCESSOR
    _PYTHON_HOST_PLATFORM=manylinux_2_17_$1 "$out/tools/bin/pip" wheel -q --no-index --no-deps --no-build-isolation \
        -w "$out/wheels" bindings/python
    echo "wheel: $(cd "$out/wheels" && echo kube_status-*_"$1".whl)"
}

wheel "$(uname -m)"
[ "$(uname -m)" != aarch64 ] || exit 0
. scripts/built-core.sh
built_core "wheel for aarch64" aarch64-linux-gnu-gcc
unset MAKEFLAGS # it would say another CARGO, if make was told one
export CARGO="$cargo" CARGO_TARGET_DIR="$out/aarch64" CARGO_BUILD_TARGET=aarch64-unknown-linux-gnu
export CARGO_UNSTABLE_BUILD_STD=core CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
wheel aarch64
