//! serde_json and sonic-rs into a struct, which borrows every text that has no escapes.

use crate::bodies::Body;
use crate::facts::{Facts, Text, Visit, MOST_CAUSES};
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow)]
    message: Cow<'a, str>,
    #[serde(borrow)]
    reason: Cow<'a, str>,
    #[serde(borrow)]
    details: Details<'a>,
    code: i32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Details<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    group: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    causes: Vec<Cause<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Cause<'a> {
    #[serde(borrow)]
    reason: Cow<'a, str>,
    #[serde(borrow)]
    message: Cow<'a, str>,
    #[serde(borrow)]
    field: Cow<'a, str>,
}

pub fn serde_json(body: &Body, facts: &mut Facts, visit: Visit) {
    let status = ::serde_json::from_slice(body.bytes()).ok();
    fill(status.as_ref(), facts);
    visit(facts);
}

pub fn sonic(body: &Body, facts: &mut Facts, visit: Visit) {
    let status = sonic_rs::from_slice(body.bytes()).ok();
    fill(status.as_ref(), facts);
    visit(facts);
}

fn fill(status: Option<&Status>, facts: &mut Facts) {
    facts.found = 0;
    let Some(status) = status.filter(|status| status.kind == "Status") else { return };
    facts.found = 1;
    facts.code = status.code;
    facts.status = Text::of(&status.status);
    facts.reason = Text::of(&status.reason);
    facts.message = Text::of(&status.message);
    facts.name = Text::of(&status.details.name);
    facts.group = Text::of(&status.details.group);
    facts.kind = Text::of(&status.details.kind);
    facts.count = status.details.causes.len().min(MOST_CAUSES);
    for (cause, from) in facts.causes.iter_mut().zip(&status.details.causes) {
        cause.reason = Text::of(&from.reason);
        cause.message = Text::of(&from.message);
        cause.field = Text::of(&from.field);
    }
}
