# What a user needs: make run, make test, make install. `make ci` is everything, cheapest first.
CARGO ?= cargo
PREFIX ?= /usr/local
OUT := $(or $(CARGO_TARGET_DIR),target)
LIB := $(OUT)/release
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
ABI := $(shell sed -n 's/.*KUBE_STATUS_ABI: u32 = \([0-9]*\);/\1/p' src/ffi/abi.rs)
# A no_std cdylib is linked without libc, and memcpy comes from there; -z defs: nothing undefined.
SO_ARGS = -C link-arg=-Wl,-soname,libkube_status.so.$(ABI) -C link-arg=-lc -C link-arg=-Wl,-z,defs
C_FLAGS = -std=c99 -Wall -Wextra -Wpedantic -Iinclude -Itools
ARTIFACT = $(CARGO) rustc --locked --quiet --lib --features capi

all: lib

# The C libraries. The archive is linked to one object beforehand, which keeps only our own names: so it can stand
# beside another Rust archive in one program.
lib: shared
	$(ARTIFACT) --release --crate-type staticlib -- --cfg kube_status_artifact
	sh scripts/prelink.sh $(LIB)/libkube_status.a

shared:
	$(ARTIFACT) --release --crate-type cdylib -- --cfg kube_status_artifact $(SO_ARGS)

header:
	$(CARGO) build --locked --features header
	cp "$$(ls -t $(OUT)/debug/build/kube-status-*/out/kube_status.h | head -1)" include/kube_status.h

# Recorded answers of a real API server, explained through the C ABI.
run: $(OUT)/kube-status-explain
	@sh scripts/run.sh $(OUT)/kube-status-explain

# The quick proof.
test: lib $(OUT)/kube-status-explain $(OUT)/ffi/test $(OUT)/ffi/replay
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --quiet --all-targets --features header -- -D warnings
	$(CARGO) test --locked --features header
	sh ffi-tests/c/header.sh
	python3 ffi-tests/c/excerpts.py $(CC) include README.md docs/*.md docs/man/*.3
	$(OUT)/ffi/test
	$(OUT)/ffi/replay
	python3 ffi-tests/c/cases.py $(OUT)/kube-status-explain tests/data/cases.tsv
	sh ffi-tests/symbols.sh $(LIB)
	PYTHONPATH=bindings/python KUBE_STATUS_LIBRARY=$(LIB)/libkube_status.so python3 -m unittest discover -s ffi-tests/python
	PYTHONPATH=bindings/python KUBE_STATUS_LIBRARY=$(LIB)/libkube_status.so python3 -m kube_status.conformance tests/data/cases.tsv tests/data/sequences.tsv

$(OUT)/kube-status-explain: tools/kube-status-explain.c $(wildcard tools/*.h) include/kube_status.h lib
	$(CC) $(C_FLAGS) $< $(LIB)/libkube_status.a -o $@

$(OUT)/ffi/%: ffi-tests/c/%.c $(wildcard ffi-tests/c/*.h tools/*.h) include/kube_status.h lib
	@mkdir -p $(OUT)/ffi
	$(CC) $(C_FLAGS) $< $(LIB)/libkube_status.a -o $@

# Bound at once: the dynamic linker's work does not count.
$(OUT)/count: benches/count.c include/kube_status.h lib
	$(CC) $(C_FLAGS) -O2 -Wl,-z,now $< $(LIB)/libkube_status.a -o $@

# What one advice costs, in instructions.
count: $(OUT)/count
	@sh scripts/count.sh $(OUT)/count

# Fails to link if any C function can reach a panic. A target directory of its own: cargo would not notice the handler.
panic-check:
	$(ARTIFACT) --release --crate-type cdylib --target-dir $(OUT)/panic-check -- --cfg kube_status_artifact --cfg kube_status_panic_check $(SO_ARGS)

# What a controller has: the reader without its short ways.
controller:
	RUSTFLAGS="--cfg kube_status_controller" $(CARGO) test --locked --quiet --features capi --target-dir $(OUT)/controller --test conformance --test properties --test exhaustive

# With none of the optional features, and with each alone.
features:
	for some in "" http-date message-rules protobuf; do \
	$(CARGO) clippy --locked --quiet --no-default-features --features "capi $$some" -- -D warnings && \
	$(CARGO) test --locked --quiet --no-default-features --features "$$some" --target-dir $(OUT)/features --test features || exit 1; done

# The C tests under valgrind, where it is.
valgrind: $(OUT)/ffi/test $(OUT)/ffi/replay
	@if command -v valgrind >/dev/null; then set -e; \
	for program in test replay; do valgrind -q --error-exitcode=9 --leak-check=full $(OUT)/ffi/$$program; done; \
	else echo "valgrind: skipped, there is none"; [ -z "$(CI)" ]; fi

# Many requests on one poll loop.
events: $(OUT)/ffi/events
	python3 ffi-tests/c/events.py $(OUT)/ffi/events

# A C agent on libcurl against a scripted server, each scenario with its control.
agent: lib
	sh ffi-tests/agent/run.sh $(LIB)

# The same agent, a Python and a Go client against a real kube-apiserver, then two hundred agents at once in a storm.
# E2E="--port 20000 --seed 1" moves and shuffles, E2E="--only storm" or "--only rows" plays a part.
e2e: lib
	sh ffi-tests/e2e/run.sh $(abspath $(LIB)) $(abspath $(OUT))/e2e --page docs/proof.md $(E2E)

# The fleet simulation: its model of client-go, and that docs/ holds what it says.
fleet:
	$(CARGO) test --locked --quiet --release --manifest-path benches/fleet/Cargo.toml --target-dir $(OUT)/fleet
	mkdir -p $(OUT)/fleet/docs
	$(CARGO) run --locked --quiet --release --manifest-path benches/fleet/Cargo.toml --target-dir $(OUT)/fleet -- $(OUT)/fleet/docs/
	cmp docs/fleet.md $(OUT)/fleet/docs/fleet.md
	cmp docs/fleet.svg $(OUT)/fleet/docs/fleet.svg

# JSON libraries beside this one: all take the same facts out of the same bodies.
bench-check: lib
	KUBE_STATUS_LIBRARIES=$(abspath $(LIB)) $(CARGO) build --locked --quiet --release --manifest-path benches/peers/Cargo.toml --target-dir $(OUT)/peers
	$(OUT)/peers/release/peers check

# And what that costs: a table, docs/performance.md and its chart. Python's and Go's readers are in it.
bench: bench-check
	@sh scripts/bench.sh $(OUT)/peers $(LIB)

# What the structs take, and on bare metal code and stack, beside what the ledger allows.
LEDGER = python3 ffi-tests/embedded/ledger.py ffi-tests/embedded/ledger.tsv docs/embedded.md $(OUT)/embedded/measured.tsv
size: $(OUT)/ffi/size embedded
	@$(OUT)/ffi/size
	@if [ -e $(OUT)/embedded/measured.tsv ]; then $(LEDGER); else echo "size: nothing was measured on bare metal"; fi

# Raises or lowers the ledger, in a commit of its own that says why.
ledger: $(OUT)/ffi/size embedded
	@$(LEDGER) keep

# The library on bare metal: C firmware without a libc, in an emulator.
embedded: lib $(OUT)/ffi/size
	sh scripts/embedded.sh $(abspath $(OUT))/embedded $(LIB) $(OUT)/ffi/size

# The C tests on a big-endian machine, in an emulator.
big-endian:
	sh scripts/big-endian.sh $(abspath $(OUT))/big-endian

# The Go package.
go: lib
	sh scripts/go.sh $(abspath $(OUT))/go $(LIB)

# The library that comes with the Go package, built anew for each of its processors.
go-library: lib
	sh scripts/go-library.sh $(abspath $(OUT))/go $(LIB) keep
	cd bindings/go && go run ./internal/words <kube_status.h >$(abspath $(OUT))/go/words.go && cp $(abspath $(OUT))/go/words.go words.go

two-archives: lib
	sh ffi-tests/two-archives.sh $(LIB)

dependents:
	DEPENDENTS_DIR=$(abspath $(OUT))/dependents sh ffi-tests/rust-dependents.sh

asan:
	ASAN_TARGET_DIR=$(OUT)/asan sh ffi-tests/asan.sh

# All 255 other bytes at every place of every sample, and so many seeded damages, in protobuf as well.
ROUNDS := 1000000
mutations:
	KUBE_STATUS_ROUNDS=$(ROUNDS) $(CARGO) test --locked --release --test properties -- --include-ignored every_byte seeded

# Every fuzz target for so many seconds.
SECONDS := 60
fuzz:
	FUZZ_TARGET_DIR=$(abspath $(OUT))/fuzz sh fuzz/run.sh $(SECONDS)

# Everything, cheapest first.
ci: test proofs

# Every slower proof.
proofs: panic-check events embedded size big-endian agent fleet bench-check go two-archives install-test python-package dependents controller features count valgrind asan mutations fuzz e2e

# Header, static and shared library with SONAME, what pkg-config and CMake look for, the program that explains, man pages.
CMAKE_DIR = $(DESTDIR)$(PREFIX)/lib/cmake/kube-status
MAN_DIR = $(DESTDIR)$(PREFIX)/share/man
install: lib $(OUT)/kube-status-explain
	install -d $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/bin $(CMAKE_DIR) \
	    $(MAN_DIR)/man1 $(MAN_DIR)/man3 $(MAN_DIR)/man7
	install -m 755 $(OUT)/kube-status-explain $(DESTDIR)$(PREFIX)/bin/
	install -m 644 docs/man/kube-status-explain.1 $(MAN_DIR)/man1/
	install -m 644 docs/man/kube_status.3 $(MAN_DIR)/man3/
	install -m 644 docs/man/kube-status.7 $(MAN_DIR)/man7/
	install -m 644 tools/kube-status-config.cmake $(CMAKE_DIR)/
	sed 's/@VERSION@/$(VERSION)/' tools/kube-status-config-version.cmake > $(CMAKE_DIR)/kube-status-config-version.cmake
	install -m 644 include/kube_status.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 $(LIB)/libkube_status.a $(DESTDIR)$(PREFIX)/lib/
	install -m 755 $(LIB)/libkube_status.so $(DESTDIR)$(PREFIX)/lib/libkube_status.so.$(VERSION)
	ln -sf libkube_status.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib/libkube_status.so.$(ABI)
	ln -sf libkube_status.so.$(ABI) $(DESTDIR)$(PREFIX)/lib/libkube_status.so
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: kube-status' 'Description: What a Kubernetes API response means, and what to do next' \
	    'Version: $(VERSION)' 'libdir=$${prefix}/lib' 'Cflags: -I$${prefix}/include' 'Libs: -L$${libdir} -lkube_status' \
	    > $(DESTDIR)$(PREFIX)/lib/pkgconfig/kube-status.pc

# An installed copy, used through pkg-config as a stranger would.
install-test: lib
	sh ffi-tests/install.sh

# Wheels of the Python package, for this machine and for aarch64, in target/python/wheels.
wheel:
	sh scripts/wheel.sh $(abspath $(OUT))/python

# And used as a stranger would: tags, types, installed without an index, adapters, README.
python-package: wheel
	sh ffi-tests/python/package.sh $(abspath $(OUT))/python

.PHONY: all lib shared wheel python-package header run test go go-library controller features events embedded big-endian size ledger agent e2e fleet bench bench-check count panic-check valgrind two-archives dependents asan mutations fuzz ci proofs install install-test
