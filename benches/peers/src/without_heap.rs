//! serde-json-core, which needs no heap: texts stay as they stand in the body, and are decoded into a buffer here.

use crate::bodies::Body;
use crate::facts::{Facts, Read, Text, Visit, MOST_CAUSES};
use serde::Deserialize;
use serde_json_core::str::{EscapedStr, EscapedStringFragment};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status<'a> {
    #[serde(borrow)]
    kind: EscapedStr<'a>,
    #[serde(borrow)]
    status: EscapedStr<'a>,
    #[serde(borrow)]
    message: EscapedStr<'a>,
    #[serde(borrow)]
    reason: EscapedStr<'a>,
    #[serde(borrow)]
    details: Details<'a>,
    code: i32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Details<'a> {
    #[serde(borrow)]
    name: EscapedStr<'a>,
    #[serde(borrow)]
    group: EscapedStr<'a>,
    #[serde(borrow)]
    kind: EscapedStr<'a>,
    #[serde(borrow)]
    causes: heapless::Vec<Cause<'a>, MOST_CAUSES>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Cause<'a> {
    #[serde(borrow)]
    reason: EscapedStr<'a>,
    #[serde(borrow)]
    message: EscapedStr<'a>,
    #[serde(borrow)]
    field: EscapedStr<'a>,
}

pub fn serde_json_core() -> Read {
    let mut texts = String::with_capacity(1 << 16);
    Box::new(move |body: &Body, facts: &mut Facts, visit: Visit| {
        texts.clear();
        facts.found = 0;
        if let Ok((status, _)) = serde_json_core::from_slice::<Status>(body.bytes()) {
            fill(&status, facts, &mut texts);
        }
        visit(facts);
    })
}

fn fill(status: &Status, facts: &mut Facts, texts: &mut String) {
    if status.kind.0 != "Status" {
        return;
    }
    facts.found = 1;
    facts.code = status.code;
    facts.status = decoded(status.status, texts);
    facts.reason = decoded(status.reason, texts);
    facts.message = decoded(status.message, texts);
    facts.name = decoded(status.details.name, texts);
    facts.group = decoded(status.details.group, texts);
    facts.kind = decoded(status.details.kind, texts);
    facts.count = status.details.causes.len();
    for (cause, from) in facts.causes.iter_mut().zip(&status.details.causes) {
        cause.reason = decoded(from.reason, texts);
        cause.message = decoded(from.message, texts);
        cause.field = decoded(from.field, texts);
    }
}

/// The body itself where nothing is escaped. The buffer never moves: no text is longer than its body.
fn decoded(text: EscapedStr, texts: &mut String) -> Text {
    if !text.0.contains('\\') {
        return Text::of(text.0);
    }
    let begin = texts.len();
    for fragment in text.fragments() {
        match fragment {
            Ok(EscapedStringFragment::NotEscaped(plain)) => texts.push_str(plain),
            Ok(EscapedStringFragment::Escaped(character)) => texts.push(character),
            Err(_) => return Text::ABSENT,
        }
    }
    Text::of(&texts[begin..])
}
