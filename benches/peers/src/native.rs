//! The readers in C and C++, which are in the directory native.

use crate::bodies::Body;
use crate::facts::{Facts, Read, Visit};
use std::ffi::{c_char, CStr};

type Extract = unsafe extern "C" fn(u32, u32, *const u8, usize, &mut Facts);
type Done = unsafe extern "C" fn();

extern "C" {
    fn kube_status_extract(code: u32, verb: u32, body: *const u8, length: usize, facts: &mut Facts);
    fn kube_status_only_advice(code: u32, verb: u32, body: *const u8, length: usize, facts: &mut Facts);
    fn yyjson_extract(code: u32, verb: u32, body: *const u8, length: usize, facts: &mut Facts);
    fn yyjson_pool_extract(code: u32, verb: u32, body: *const u8, length: usize, facts: &mut Facts);
    fn yyjson_done();
    fn yyjson_used_version() -> *const c_char;
    fn simdjson_extract(code: u32, verb: u32, body: *const u8, length: usize, facts: &mut Facts);
    fn simdjson_used_version() -> *const c_char;
    fn simdjson_implementation() -> *const c_char;
    #[cfg(jsmn)]
    fn jsmn_extract(code: u32, verb: u32, body: *const u8, length: usize, facts: &mut Facts);
    #[cfg(cjson)]
    fn cjson_extract(code: u32, verb: u32, body: *const u8, length: usize, facts: &mut Facts);
    #[cfg(cjson)]
    fn cjson_done();
    #[cfg(cjson)]
    fn cjson_used_version() -> *const c_char;
}

fn reader(extract: Extract, done: Option<Done>) -> Read {
    Box::new(move |body: &Body, facts: &mut Facts, visit: Visit| {
        let bytes = body.bytes();
        // SAFETY: the bytes are there, padded as simdjson wants them, and one thread calls.
        unsafe { extract(body.code.into(), body.verb as u32, bytes.as_ptr(), bytes.len(), facts) };
        visit(facts);
        if let Some(done) = done {
            // SAFETY: it drops what was read last.
            unsafe { done() };
        }
    })
}

pub fn extract() -> Read {
    reader(kube_status_extract, None)
}

pub fn advice() -> Read {
    reader(kube_status_only_advice, None)
}

pub fn yyjson_pool() -> Read {
    reader(yyjson_pool_extract, Some(yyjson_done))
}

pub fn yyjson() -> Read {
    reader(yyjson_extract, Some(yyjson_done))
}

pub fn simdjson() -> Read {
    reader(simdjson_extract, None)
}

#[cfg(jsmn)]
pub fn jsmn() -> Read {
    reader(jsmn_extract, None)
}

#[cfg(cjson)]
pub fn cjson() -> Read {
    reader(cjson_extract, Some(cjson_done))
}

/// The libraries and their versions.
pub fn versions() -> Vec<String> {
    // SAFETY: they all are C strings that stay.
    let text = |text| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned();
    // SAFETY: these only tell something.
    let mut versions = unsafe {
        vec![
            format!("yyjson {}", text(yyjson_used_version())),
            format!("simdjson {} ({})", text(simdjson_used_version()), text(simdjson_implementation())),
        ]
    };
    #[cfg(jsmn)]
    versions.push("jsmn (Debian's libjsmn-dev)".into());
    #[cfg(cjson)]
    // SAFETY: as above.
    versions.push(format!("cJSON {}", text(unsafe { cjson_used_version() })));
    versions
}
