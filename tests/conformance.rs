//! The data files through the Rust API: every row, every field.

mod replay;

use replay::{advise, json_cell, rows, told};
use serde_json::Value;

/// Replays a file; the failing rows, each with its name, what was expected and what came.
fn replay_file(file: &str, name: &str, response: impl Fn(&serde_json::Map<String, Value>) -> Value) -> (usize, String) {
    let (mut count, mut failures) = (0, String::new());
    for row in rows(file) {
        let id = row[name].as_str().expect("a name");
        if id.starts_with("sequence-") {
            continue;
        }
        let (facts, response, mut expected) = (json_cell(&row, "request"), response(&row), json_cell(&row, "expected"));
        expected.as_object_mut().expect("an object").remove("client_go");
        for piece in [usize::MAX, 16, 1] {
            let got = told(&advise(&facts, &response, piece, &mut []), &facts, &response);
            if got != expected {
                failures += &format!("{id} in pieces of {piece}\n  expected {expected}\n  got      {got}\n");
            }
        }
        count += 1;
    }
    (count, failures)
}

#[test]
fn the_cases_get_the_advice_they_expect() {
    let (count, failures) = replay_file("cases.tsv", "id", |row| json_cell(row, "response"));
    assert!(failures.is_empty(), "{failures}");
    assert_eq!(count, 190);
}
