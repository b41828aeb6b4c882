//! The data files through the Rust API: every row, every field.

mod replay;

use kube_status::{Response, Transport};
use replay::http::Recording;
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
    assert_eq!(count, 192);
}

#[test]
fn the_recorded_responses_get_the_advice_reasoned_for_them() {
    let (mut count, mut failures) = (0, String::new());
    for row in rows("recorded/expected.tsv") {
        let file = row["file"].as_str().expect("a file");
        let (facts, expected) = (json_cell(&row, "request"), json_cell(&row, "expected"));
        let request = replay::request(&facts);
        let (mut response, mut body) = (Response::default(), Vec::new());
        if let Some(transport) = facts.get("transport").and_then(Value::as_str) {
            response = Response::failed(Transport::from_name(transport).expect("a transport"));
        } else {
            let recording = Recording::read(file);
            for line in &recording.lines {
                assert!(response.line(line), "{file}: a status line comes first");
            }
            body = recording.body;
        }
        let mut stream = body.as_slice();
        for _ in 0..replay::number(&facts, "frame") {
            let (used, fed) = response.frame(stream, &mut []);
            assert!(fed.enough, "{file}: a whole frame");
            stream = &stream[used..];
        }
        if facts.get("frame").is_none() {
            for piece in body.chunks(64) {
                response.feed(piece, &mut []);
            }
        }
        let held = serde_json::json!({ "body": if body.is_empty() { "" } else { "x" } });
        let got = told(&request.advise(&response), &facts, &held);
        if got != expected {
            failures += &format!("{file} {facts}\n  expected {expected}\n  got      {got}\n");
        }
        count += 1;
    }
    assert!(failures.is_empty(), "{failures}");
    assert_eq!(count, 187);
}
