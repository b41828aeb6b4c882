#!/bin/sh
# A module outside the tree that vendors the Go package, as a stranger would: builds and runs the examples of the README
# from the vendored copy alone.
# Usage: vendor.sh
set -eu
cd "$(dirname "$0")/../.."
root=$PWD work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/copy" "$work/user"
# What git has is what a stranger gets.
git ls-files -z bindings/go | xargs -0 cp --parents -t "$work/copy"
sed 's/^package kubestatus_test/package main/' bindings/go/example_test.go >"$work/user/example_test.go"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
cd "$work/user"
cat >go.mod <<END
module example.org/user

go 1.25.0

require github.com/kube-status/kube-status/bindings/go v0.0.0

replace github.com/kube-status/kube-status/bindings/go => ../copy/bindings/go
END
cat >main.go <<'END'
package main

import (
	"fmt"

	kubestatus "github.com/kube-status/kube-status/bindings/go"
)

func main() { fmt.Println(kubestatus.Version()) }
END
go mod vendor
rm -r "$work/copy"
# The go command takes a file along from the module's root only if it is called LICENSE.
cat "$root/LICENSE-MIT" "$root/LICENSE-APACHE" | cmp - vendor/github.com/kube-status/kube-status/bindings/go/LICENSE
export GOFLAGS=-mod=vendor GOPROXY=off
[ "$(go run .)" = "$version" ] || { echo "go: another version than $version" >&2; exit 1; }
# The functions that the examples are named after are not in this package.
go test -vet=off -v -run Example . >out || { cat out; exit 1; }
ran=$(grep -c '^--- PASS: Example' out)
[ "$ran" = "$(grep -c '^func Example' example_test.go)" ] || { cat out; exit 1; }
echo "go: vendored, $ran examples run"
