//! This library through its Rust API.

use crate::bodies::Body;
use crate::facts::{Facts, Text, MOST_CAUSES};
use crate::readers::{Read, Visit};
use kube_status::{Advice, Request, Response};

pub fn advice() -> Read {
    Box::new(|body: &Body, facts: &mut Facts, visit: Visit| {
        let response = Response::new(body.code).body(body.bytes());
        let advice = Request::new(body.verb).advise(&response);
        decision(&advice, facts);
        facts.reason = Text::of(advice.reason.as_str());
        visit(facts);
    })
}

pub fn extract() -> Read {
    let mut texts = vec![0; 65_535];
    Box::new(move |body: &Body, facts: &mut Facts, visit: Visit| {
        let mut response = Response::new(body.code);
        response.feed(body.bytes(), &mut texts);
        let advice = Request::new(body.verb).advise(&response);
        decision(&advice, facts);
        let text = |text, index| advice.text(&texts, text, index).map_or(Text::ABSENT, Text::of);
        facts.status = Text::of("Failure");
        facts.reason = text(kube_status::Text::Reason, 0);
        facts.message = text(kube_status::Text::Message, 0);
        facts.name = text(kube_status::Text::Name, 0);
        facts.group = text(kube_status::Text::Group, 0);
        facts.kind = text(kube_status::Text::Kind, 0);
        for (index, cause) in (0..).zip(&mut facts.causes[..facts.count]) {
            cause.reason = text(kube_status::Text::CauseType, index);
            cause.message = text(kube_status::Text::CauseMessage, index);
            cause.field = text(kube_status::Text::CauseField, index);
        }
        visit(facts);
    })
}

fn decision(advice: &Advice, facts: &mut Facts) {
    facts.found = advice.trusted().into();
    facts.code = advice.status_code;
    facts.count = usize::from(advice.cause_count).min(MOST_CAUSES);
}
