#!/bin/sh
# The proof against a real API server: run.sh LIBDIR WORKDIR [options of run.py]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
lib=$1 work=$2
shift 2
if ! command -v go >/dev/null; then
    echo "e2e: skipped, there is no go"
    [ "${CI:-}" != true ]
    exit
fi
mkdir -p "$work"
sh "$here/../agent/build.sh" "$lib" "$work/agent" -fsanitize=address,undefined -fno-sanitize-recover=all || {
    [ $? = 3 ] && [ "${CI:-}" != true ]
    exit
}
# Two hundred at once are more than this machine bears with sanitizers.
sh "$here/../agent/build.sh" "$lib" "$work/storm-agent"
# The lab is large and changes seldom: it is kept, under the hash of all that it is made of, for a week after its last
# use.
kept=${XDG_CACHE_HOME:-$HOME/.cache}/kube-status
lab=$kept/lab-$({ go env GOVERSION && cat "$here"/lab/*.go "$here/lab/go.mod" "$here/lab/go.sum"; } | sha256sum | cut -c1-16)
if [ ! -x "$lab" ]; then
    echo "e2e: builds kube-apiserver; the first time that takes some minutes"
    mkdir -p "$kept"
    (cd "$here/lab" && CGO_ENABLED=0 go build -mod=readonly -trimpath -ldflags '-s -w' -o "$lab.$$" .)
    mv "$lab.$$" "$lab"
    find "$kept" -name 'lab-*' -mtime +7 -delete
fi
touch "$lab"
# It starts itself again, so nobody may remove it meanwhile.
ln -f "$lab" "$work/lab" 2>/dev/null || cp "$lab" "$work/lab"
(cd "$here/roundtrip" && go build -o "$work/roundtrip" .)
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$here/../../bindings/python" KUBE_STATUS_LIBRARY="$lib/libkube_status.so"
# What a sanitizer finds is no exit status of the agent's own.
export ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=halt_on_error=1:exitcode=99
exec python3 "$here/run.py" --storm "$work/storm-agent" "$@" "$work/lab" "$work/agent" "python3 $here/client" \
    "$work/roundtrip"
