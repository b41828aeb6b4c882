//! Compiles the C and C++ readers. One whose library is not on the machine is left out, and its row too.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let built = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/release");
    let library = env::var("KUBE_STATUS_LIBRARIES").unwrap_or(built.into());
    println!("cargo:rerun-if-env-changed=KUBE_STATUS_LIBRARIES");
    println!("cargo:rerun-if-changed={library}/libkube_status.a");
    println!("cargo:rerun-if-env-changed=CI");
    println!("cargo:rerun-if-changed=native");
    println!("cargo:rerun-if-changed=../../include/kube_status.h");
    println!("cargo:rustc-link-search=native={library}");
    println!("cargo:rustc-env=RUST_COMPILER={}", version(&env::var_os("RUSTC").expect("cargo says which")));
    println!("cargo:rustc-env=C_COMPILER={}", version(compiler().get_compiler().path().as_os_str()));

    compiler().include("../../include").file("native/kube_status.c").compile("reader_kube_status");
    println!("cargo:rustc-link-lib=static=kube_status");
    compiler().file("native/heap.c").compile("heap");
    compiler().include(source_of("yyjson-sys").join("yyjson/src")).file("native/yyjson.c").compile("reader_yyjson");
    simdjson(&source_of("simdjson-sys").join("vendor/simdjson"));
    optional("jsmn", "libjsmn-dev");
    if optional("cjson", "libcjson-dev") {
        println!("cargo:rustc-link-lib=cjson");
    }
}

fn compiler() -> cc::Build {
    let mut build = cc::Build::new();
    build.warnings(false);
    build
}

/// The library picks its instructions when it runs; On-Demand, which is inlined, wants to be told beforehand.
fn simdjson(directory: &Path) {
    let mut library = compiler();
    library.cpp(true).std("c++17").include(directory);
    let mut reader = library.clone();
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        reader.flag("-march=haswell");
    }
    reader.file("native/simdjson.cpp").compile("reader_simdjson");
    library.file(directory.join("simdjson.cpp")).compile("simdjson");
}

/// Sets the cfg of this name where the reader compiles.
fn optional(name: &str, package: &str) -> bool {
    println!("cargo:rustc-check-cfg=cfg({name})");
    let compiled =
        compiler().cargo_warnings(false).file(format!("native/{name}.c")).try_compile(&format!("reader_{name}"));
    match compiled {
        Ok(()) => println!("cargo:rustc-cfg={name}"),
        Err(_) if env::var_os("CI").is_some() => panic!("{name}: not found, Debian has it in {package}"),
        // A file that is never there: looked for again in the next build.
        Err(_) => println!("cargo:rerun-if-changed=native/missing"),
    }
    compiled.is_ok()
}

fn version(compiler: &OsStr) -> String {
    let output = Command::new(compiler).arg("--version").output().expect("a compiler");
    String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().into()
}

/// Where cargo keeps the source of a package.
fn source_of(package: &str) -> PathBuf {
    let cargo = env::var_os("CARGO").expect("cargo runs this");
    let output =
        Command::new(cargo).args(["metadata", "--locked", "--format-version=1"]).output().expect("cargo metadata");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let directory = format!("/{package}-");
    let manifest = text.split('"').find(|word| word.contains(&directory) && word.ends_with("/Cargo.toml"));
    Path::new(manifest.expect("in Cargo.lock")).parent().expect("a file in a directory").to_owned()
}
