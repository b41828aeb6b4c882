# What a user needs: make run, make test, make install. `make ci` is everything, cheapest first.
CARGO ?= cargo
PREFIX ?= /usr/local
OUT := $(or $(CARGO_TARGET_DIR),target)
LIB := $(OUT)/release
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
ABI := $(shell sed -n 's/.*KUBE_STATUS_ABI: u32 = \([0-9]*\);/\1/p' src/ffi/abi.rs)
HEADER = $(shell ls -t $(OUT)/debug/build/kube-status-*/out/kube_status.h | head -1)
# A no_std cdylib is linked without libc, and memcpy comes from there; -z defs: nothing undefined.
SO_ARGS = -C link-arg=-Wl,-soname,libkube_status.so.$(ABI) -C link-arg=-lc -C link-arg=-Wl,-z,defs
ARTIFACT = $(CARGO) rustc --locked --quiet --lib --features capi

all: lib

# The C libraries. The archive is linked to one object beforehand, which keeps only our own names: so it can stand
# beside another Rust archive in one program.
lib:
	$(ARTIFACT) --release --crate-type staticlib -- --cfg kube_status_artifact
	sh scripts/prelink.sh $(LIB)/libkube_status.a
	$(ARTIFACT) --release --crate-type cdylib -- --cfg kube_status_artifact $(SO_ARGS)

header:
	$(CARGO) build --locked --features header
	cp "$(HEADER)" include/kube_status.h

.PHONY: all lib header
