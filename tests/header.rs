//! The committed C header is the one that the sources make, and has a constant for every word.
#![cfg(feature = "header")]

use kube_status::{
    Action, AdviceFlag, Alternative, Basis, Body, CauseType, Executed, Name, Preset, Reason, RequestFlag, RetryClass,
    Rule, Rv, Send, Step, Text, Transport, Verb, Why,
};

const COMMITTED: &str = include_str!("../include/kube_status.h");
const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/kube_status.h"));

#[test]
fn the_committed_header_is_the_generated_one() {
    let differs = COMMITTED.lines().zip(GENERATED.lines()).find(|(committed, generated)| committed != generated);
    assert!(COMMITTED == GENERATED, "include/kube_status.h is old (make header): {differs:?}");
}

#[test]
fn every_word_is_a_constant() {
    for (prefix, count) in [
        ("VERB", Verb::ALL.len()),
        ("RETRY_CLASS", RetryClass::ALL.len()),
        ("NAME", Name::ALL.len()),
        ("REQUEST_FLAG", RequestFlag::ALL.len()),
        ("ACTION", Action::ALL.len()),
        ("ALTERNATIVE", Alternative::ALL.len()),
        ("EXECUTED", Executed::ALL.len()),
        ("BASIS", Basis::ALL.len()),
        ("RV", Rv::ALL.len()),
        ("RULE", Rule::ALL.len()),
        ("REASON", Reason::ALL.len()),
        ("CAUSE_TYPE", CauseType::ALL.len()),
        ("BODY", Body::ALL.len()),
        ("TEXT", Text::ALL.len()),
        ("TRANSPORT", Transport::ALL.len()),
        ("ADVICE_FLAG", AdviceFlag::ALL.len()),
        ("PRESET", Preset::ALL.len()),
        ("STEP", Step::ALL.len()),
        ("WHY", Why::ALL.len()),
        ("SEND", Send::ALL.len()),
    ] {
        let constant = format!("  KUBE_STATUS_{prefix}_");
        let constants = COMMITTED.lines().filter(|line| line.starts_with(&constant) && line.contains(" = "));
        assert_eq!(constants.count(), count, "{prefix}");
    }
}

#[test]
fn the_header_speaks_to_c_programmers() {
    for word in ["Rust", "usize", "&mut", "# Safety", "`", "Option<", "Some(", "struct's", "unwrap"] {
        assert!(!COMMITTED.contains(word), "{word}");
    }
    let includes: Vec<&str> = COMMITTED.lines().filter(|line| line.starts_with("#include")).collect();
    assert_eq!(includes, ["#include <stddef.h>", "#include <stdint.h>"]);
}
