#!/bin/sh
# The Python package as a stranger gets it: honest tags, installed from the checkout and without an index, typed, with
# its adapters and its README.
# Usage: package.sh OUT     OUT as scripts/wheel.sh left it; where that was skipped, so is this.
set -eu
cd "$(dirname "$0")/../.."
out=$1 tools=$1/tools/bin
[ -d "$out/wheels" ] || exit 0
export PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
unset KUBE_STATUS_LIBRARY PYTHONPATH
# Another processor's library, in an emulator.
emulate() { # WHEEL
    if ! command -v qemu-aarch64 >/dev/null; then
        echo "python-package: aarch64 not run, there is no qemu-aarch64"
        [ "${CI:-}" != true ]
        return
    fi
    "$tools/python" -m zipfile -e "$1" "$out/aarch64/wheel"
    library=$out/aarch64/wheel/kube_status
    cp "$library/libkube_status.so" "$library/libkube_status.so.0"
    aarch64-linux-gnu-gcc -std=c99 -Iinclude -Itools ffi-tests/c/replay.c "$library/libkube_status.so" \
        -o "$out/aarch64/replay"
    qemu-aarch64 -L /usr/aarch64-linux-gnu -E LD_LIBRARY_PATH="$library" "$out/aarch64/replay"
}

for wheel in "$out"/wheels/*.whl; do
    tag=${wheel##*-none-}
    "$tools/auditwheel" show "$wheel" | tr '\n' ' ' | grep -q "with the following platform tag: \"${tag%.whl}\""
    echo "python-package: auditwheel agrees with ${tag%.whl}"
    case $wheel in *_"$(uname -m)".whl) ;; *) emulate "$wheel" ;; esac
done

# What could not be installed is not built: the library's sources are outside of the package.
rm -rf "$out/sdist"
if (cd bindings/python && "$tools/python" -m hatchling build -t sdist -d "$out/sdist") 2>"$out/sdist.log"; then exit 1; fi
grep -q 'no sdist' "$out/sdist.log"
[ -z "$(ls "$out/sdist" 2>/dev/null)" ]

where='from importlib.metadata import version
import kube_status
assert version("kube-status") == kube_status.__version__
print(kube_status._library.library._name)'

# From the checkout, then from the wheel alone; neither may find the library anywhere else.
python3 -m venv --clear "$out/fresh"
for source in bindings/python "--no-index --find-links $out/wheels kube-status"; do
    # shellcheck disable=SC2086 # a list of words
    "$out/fresh/bin/pip" install -q --force-reinstall $source
    (cd "$out" && fresh/bin/python -c "$where") | grep -q "^$out/fresh/"
    echo "python-package: installed, $source"
done
"$out/fresh/bin/python" -m unittest discover -q -s ffi-tests/python
"$out/fresh/bin/python" -m kube_status.conformance tests/data/cases.tsv tests/data/sequences.tsv

"$tools/pip" install -q --no-index --no-deps --force-reinstall "$out"/wheels/*_"$(uname -m)".whl
(cd bindings/python && "$tools/mypy" --cache-dir "$out/mypy")
"$tools/mypy" --strict --cache-dir "$out/mypy" -c 'import kube_status; wait: int = kube_status.advise(429).delay_ms'
"$tools/python" -m unittest discover -q -s ffi-tests/python/adapters
