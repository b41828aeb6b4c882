//! Who reads the bodies.

use crate::bodies::Body;
use crate::facts::{Facts, Read};
use crate::{native, ours, typed, without_heap};
use std::hint::black_box;

pub struct Reader {
    pub name: &'static str,
    /// Without texts: of the facts only code, reason and how many causes there are.
    pub only_advice: bool,
    pub read: Read,
}

/// What all others are compared with.
pub const REFERENCE: &str = "yyjson, pool";
/// Ours in the chart and in the first sentences of the page.
pub const ADVICE: &str = "kube-status, advice (Rust)";
pub const EXTRACT: &str = "kube-status, extract (Rust)";

pub fn all() -> Vec<Reader> {
    let advice = |name, read| Reader { name, only_advice: true, read };
    let extract = |name, read| Reader { name, only_advice: false, read };
    let mut readers = vec![
        advice(ADVICE, ours::advice()),
        advice("kube-status, advice (C)", native::advice()),
        extract(EXTRACT, ours::extract()),
        extract("kube-status, extract (C)", native::extract()),
        extract(REFERENCE, native::yyjson_pool()),
        extract("yyjson, malloc", native::yyjson()),
        extract("simdjson On-Demand", native::simdjson()),
        extract("sonic-rs, typed", Box::new(typed::sonic)),
        extract("serde_json, typed", Box::new(typed::serde_json)),
        extract("serde-json-core", without_heap::serde_json_core()),
    ];
    #[cfg(jsmn)]
    readers.push(extract("jsmn", native::jsmn()));
    #[cfg(cjson)]
    readers.push(extract("cJSON", native::cjson()));
    readers
}

/// Those that are left out, because their libraries were not there when this was built.
pub const MISSING: &[&str] = &[
    #[cfg(not(jsmn))]
    "jsmn (Debian: libjsmn-dev)",
    #[cfg(not(cjson))]
    "cJSON (Debian: libcjson-dev)",
];

/// Compares what each reader says of each body with what was put into it; what is wrong.
pub fn check(readers: &mut [Reader], bodies: &[Body]) -> Result<(), String> {
    let mut facts = Facts::new();
    for reader in readers {
        for body in bodies {
            let (mut same, mut seen) = (false, String::new());
            (reader.read)(body, &mut facts, &mut |facts| {
                // SAFETY: this is the moment in which the facts can be looked at.
                let (all, decision) = unsafe { (facts.copy(), facts.copy_decision()) };
                same = if reader.only_advice {
                    let expected = body.status.as_ref();
                    let expected = expected.map(|status| (status.code, status.reason.clone(), status.causes.len()));
                    seen = format!("{decision:?}");
                    decision == expected
                } else {
                    seen = format!("{all:?}");
                    all == body.status
                };
            });
            if !same {
                return Err(format!(
                    "{}: {seen}\nis not {:?}\nin {}",
                    reader.name,
                    body.status,
                    String::from_utf8_lossy(&body.bytes()[..body.bytes().len().min(2000)])
                ));
            }
        }
    }
    Ok(())
}

/// All that is measured: callgrind looks for this name.
#[no_mangle]
#[inline(never)]
pub fn measured(read: &mut Read, bodies: &[Body], facts: &mut Facts) {
    for body in bodies {
        read(body, facts, &mut |facts| {
            black_box(facts);
        });
    }
}
