//! With the feature `header`, writes the C header to `OUT_DIR`; `make header` copies it from there.

fn main() {
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=cbindgen.toml");
    #[cfg(feature = "header")]
    header::write();
}

#[cfg(feature = "header")]
mod header {
    use std::{env, fs, path::Path};

    /// Where the types of the header come from, in the order in which a C programmer meets them.
    #[rustfmt::skip]
    const SOURCES: [&str; 20] = [
        "verb", "request", "action", "rule", "reason", "cause", "body", "text", "advice", "response", "policy", "retry",
        "list_watch", "ffi/abi", "ffi/request", "ffi/response", "ffi/advice", "ffi/text", "ffi/machines", "ffi/names",
    ];

    pub(crate) fn write() {
        let mut config = cbindgen::Config::from_file("cbindgen.toml").expect("cbindgen.toml");
        let version = ["MAJOR", "MINOR", "PATCH"].map(|part| {
            let value = env::var(format!("CARGO_PKG_VERSION_{part}")).expect("cargo sets the version");
            format!("#define KUBE_STATUS_VERSION_{part} {value}\n")
        });
        config.after_includes = Some(format!(
            "\n// The version of this header.\n{}\n\
             // A length that says: the bytes end at their NUL. Only for a size_t.\n\
             #define KUBE_STATUS_NUL SIZE_MAX\n",
            version.concat()
        ));
        let builder = SOURCES
            .iter()
            .fold(cbindgen::Builder::new(), |builder, source| builder.with_src(format!("src/{source}.rs")));
        let mut text = Vec::new();
        builder.with_config(config).generate().expect("cbindgen").write(&mut text);
        let path = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("kube_status.h");
        fs::write(path, for_c(&String::from_utf8(text).expect("UTF-8"))).expect("OUT_DIR can be written");
    }

    /// Without the safety sections, which tell a C programmer nothing new, and without empty lines in a row.
    fn for_c(header: &str) -> String {
        let (mut kept, mut safety, mut empty) = (String::new(), false, false);
        for line in header.lines() {
            let comment = line.trim_start().strip_prefix("//");
            safety = comment.is_some_and(|text| safety || text.trim() == "# Safety");
            let blank = line.is_empty() || comment.is_some_and(|text| text.is_empty());
            if !(safety || blank && empty) {
                kept += line.trim_end();
                kept.push('\n');
            }
            empty = !safety && line.is_empty();
        }
        kept.replace("\n//\n", "\n")
    }
}
