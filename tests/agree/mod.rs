//! The library beside the oracle: what both say about the same bytes, and samples of such bytes. The fuzz targets use
//! it too.
#![allow(dead_code, reason = "every test file that includes this uses a part of it")]

use crate::oracle::reader::{read_body, read_frame, Progress};
use crate::oracle::rows::{answer_of, fields, request_of};
use crate::oracle::rules::{self, Answer};
use crate::replay::http::Recording;
use crate::replay::{self, json_cell, rows, told};
use kube_status::{Advice, AdviceFlag, Body, Request, Response, Text, Verb};
use serde_json::{json, Map, Value};
use std::collections::HashSet;

/// An answer with a body: from the cases, the recordings, and the samples that only these tests need.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) facts: Value,
    pub(crate) request: Request,
    pub(crate) oracle_request: rules::Request,
    pub(crate) head: Response,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) code: u16,
    pub(crate) frame: bool,
    pub(crate) body: Vec<u8>,
}

impl Sample {
    pub(crate) fn new(name: &str, facts: Value, response: &Value) -> Sample {
        let (code, headers) = match answer_of(&json!({}), response) {
            Answer::Http { code, headers, .. } => (code, headers),
            _ => (200, Vec::new()),
        };
        Sample {
            name: name.to_string(),
            request: replay::request(&facts),
            oracle_request: request_of(&facts),
            head: replay::head(&facts, response),
            headers,
            code,
            frame: facts.get("mode").is_some(),
            body: replay::body(response),
            facts,
        }
    }

    /// The advice about these bytes in pieces, and the texts.
    pub(crate) fn advice(&self, pieces: &[&[u8]], buffer: &mut [u8]) -> Advice {
        let mut response = self.head;
        let mut done = false;
        for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
            if self.frame && !done {
                done = response.frame(piece, buffer).1.enough;
            } else if !self.frame {
                response.feed(piece, buffer);
            }
        }
        if self.frame && pieces.iter().all(|piece| piece.is_empty()) {
            response.frame(&[], buffer);
        }
        self.request.advise(&response)
    }

    fn told(&self, advice: &Advice, body: &[u8]) -> Value {
        told(advice, &self.facts, &json!({ "body": if body.is_empty() { "" } else { "x" } }))
    }

    /// What the oracle says about these bytes.
    fn oracle(&self, bytes: &[u8]) -> Value {
        let bytes = bytes.to_vec();
        let answer = if self.frame {
            Answer::Frame { bytes }
        } else {
            Answer::Http { code: self.code, headers: self.headers.clone(), body: bytes }
        };
        fields(&rules::advise(&self.oracle_request, &answer))
    }

    /// Fails where library and oracle differ about these bytes, in advice or in texts.
    pub(crate) fn agree(&self, bytes: &[u8], what: &str) {
        let mut buffer = [0; 40_000];
        let advice = self.advice(&[bytes], &mut buffer);
        let (got, want) = (self.told(&advice, bytes), self.oracle(bytes));
        let shown = || format!("{} {what}\n  {:?}", self.name, String::from_utf8_lossy(bytes));
        assert_eq!(got, want, "{}", shown());
        let text = |text, index| advice.text(&buffer, text, index).unwrap_or_default().to_string();
        if self.frame {
            let frame = read_frame(bytes).0;
            let known = ["ADDED", "MODIFIED", "DELETED", "BOOKMARK"].contains(&frame.kind.as_str());
            let event = frame.progress == Progress::Whole && known;
            if event && tells_metadata(bytes, what) {
                assert_eq!(text(Text::ResourceVersion, 0), frame.resource_version, "{}", shown());
                let end = advice.has(AdviceFlag::InitialEventsEnd);
                assert_eq!(end, frame.initial_events_end, "{}", shown());
            }
            return;
        }
        let body = read_body(self.code, bytes);
        if advice.trusted() {
            let causes: Vec<[String; 3]> = (0..advice.cause_count)
                .map(|index| [Text::CauseType, Text::CauseMessage, Text::CauseField].map(|which| text(which, index)))
                .collect();
            let wanted: Vec<[String; 3]> = body
                .causes
                .iter()
                .map(|cause| [&cause.kind, &cause.message, &cause.field].map(String::clone))
                .collect();
            assert_eq!(causes, wanted, "{}", shown());
            for (which, want) in [
                (Text::Message, &body.message),
                (Text::Reason, &body.reason),
                (Text::Name, &body.name),
                (Text::Group, &body.group),
                (Text::Kind, &body.kind),
                (Text::Uid, &body.uid),
                (Text::Continue, &body.continue_token),
            ] {
                assert_eq!(&text(which, 0), want, "{which} of {}", shown());
            }
            assert_eq!((advice.status_code, advice.retry_after_seconds), (body.code, body.retry_after_seconds));
            assert_eq!(advice.has(AdviceFlag::Details), body.details, "{}", shown());
        } else if advice.body == Body::Text && bytes.len() > 4 {
            // A character that the end cuts is not shown: more could still come.
            let bare = |text: &str| text.trim_matches([' ', '\t', '\r', '\n', '\u{fffd}']).to_string();
            assert_eq!(bare(&text(Text::Message, 0)), bare(&body.message), "{}", shown());
        } else if self.code < 300 && body.whole && !body.is_status && tells_metadata(bytes, what) && body.ended_early {
            assert_eq!(text(Text::ResourceVersion, 0), body.resource_version, "{}", shown());
            assert_eq!(text(Text::Continue, 0), body.continue_token, "{}", shown());
        }
    }
}

/// Whether what an object that is no Status tells is compared: what is left of one that is malformed, docs/spec.md leaves
/// open, and the library stops behind the metadata.
fn tells_metadata(bytes: &[u8], what: &str) -> bool {
    what == "as it is" || serde_json::from_slice::<Value>(bytes).is_ok()
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for row in rows("cases.tsv").iter().chain(&rows("samples.tsv")) {
        let (id, response) = (row["id"].as_str().unwrap(), json_cell(row, "response"));
        let facts = json_cell(row, "request");
        if !id.starts_with("sequence-") && response.get("transport").is_none() && replay::text(&facts, "mode") != "end"
        {
            samples.push(Sample::new(id, facts, &response));
        }
    }
    for row in rows("recorded/expected.tsv") {
        let (file, facts) = (row["file"].as_str().unwrap(), json_cell(&row, "request"));
        if facts.get("transport").is_some() {
            continue;
        }
        let recording = Recording::read(file);
        let mut headers = serde_json::Map::new();
        for line in &recording.lines[1..] {
            let line = String::from_utf8_lossy(line);
            let (name, value) = line.split_once(':').expect("a header");
            let values = headers.entry(name.to_ascii_lowercase()).or_insert(json!([]));
            values.as_array_mut().unwrap().push(json!(value.trim()));
        }
        let code: u32 = std::str::from_utf8(&recording.lines[0][9..12]).unwrap().parse().unwrap();
        let mut body = recording.body.as_slice();
        for _ in 1..replay::number(&facts, "frame") {
            body = &body[read_frame(body).1..];
        }
        let hex: String = body.iter().map(|byte| format!("{byte:02x}")).collect();
        samples.push(Sample::new(file, facts, &json!({ "status": code, "headers": headers, "body_hex": hex })));
    }
    let mut bodies = HashSet::new();
    samples.retain(|sample| {
        let context = format!("{}{}{:?}", sample.code, sample.frame, sample.request.verb);
        !sample.body.is_empty() && bodies.insert((context, sample.body.clone()))
    });
    assert!(samples.len() > 250, "{}", samples.len());
    samples
}

/// The forms in which apimachinery writes each Status of `serialized/statuses.tsv`, as answers to a request with this
/// verb: compact and pretty JSON, protobuf, and a protobuf frame with it as an ERROR.
pub(crate) fn serialized(verb: Verb) -> Vec<[Sample; 4]> {
    let forms = |row: &Map<String, Value>| {
        ["compact", "pretty", "protobuf", "frame"].map(|form| {
            let name = format!("{} {form}", row["id"].as_str().expect("an id"));
            let code: u32 = row["code"].as_str().expect("a code").parse().expect("a number");
            let mut facts = json!({ "verb": verb.as_str() });
            if form == "frame" {
                facts["mode"] = json!(form);
            }
            Sample::new(&name, facts, &json!({ "status": code, "body_hex": row[form] }))
        })
    };
    rows("serialized/statuses.tsv").iter().map(forms).collect()
}

/// The bytes that mean something to a parser, and one of each kind that does not.
pub(crate) const TELLING: &[u8] =
    b"\"\\{}[]:,/ \n\t09-.eEnutfaZ<k\0\x01\x08\x0a\x12\x1a\x22\x2a\x32\x7f\x80\xbf\xc3\xd9\xe2\xf0\xff";

/// The advice without what it says about the body: of a body that counts for nothing that of the code and the headers.
pub(crate) fn without_body(advice: Advice) -> Advice {
    use AdviceFlag::{TruncatedBody, UntrustedBody};
    let about_it = [TruncatedBody, UntrustedBody].into_iter().fold(0, |bits, flag| bits | flag as u16);
    Advice { body: Body::None, flags: advice.flags & !about_it, texts: 0, ..advice }
}
