//! This library through its Rust API.

use crate::bodies::Body;
use crate::facts::{Cause, Facts, Read, Text, Visit, MOST_CAUSES};
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
        facts.status = Text::of("Failure");
        for slot in [&mut facts.reason, &mut facts.message, &mut facts.name, &mut facts.group, &mut facts.kind] {
            *slot = Text::ABSENT;
        }
        facts.causes[..facts.count].fill(Cause::ABSENT);
        for (which, index, text) in advice.all_texts(&texts) {
            let cause = facts.causes.get_mut(usize::from(index));
            let slot = match (which, cause) {
                (kube_status::Text::Reason, _) => &mut facts.reason,
                (kube_status::Text::Message, _) => &mut facts.message,
                (kube_status::Text::Name, _) => &mut facts.name,
                (kube_status::Text::Group, _) => &mut facts.group,
                (kube_status::Text::Kind, _) => &mut facts.kind,
                (kube_status::Text::CauseType, Some(cause)) => &mut cause.reason,
                (kube_status::Text::CauseMessage, Some(cause)) => &mut cause.message,
                (kube_status::Text::CauseField, Some(cause)) => &mut cause.field,
                _ => continue,
            };
            *slot = Text::of(text);
        }
        visit(facts);
    })
}

fn decision(advice: &Advice, facts: &mut Facts) {
    facts.found = advice.trusted().into();
    facts.code = advice.status_code;
    facts.count = usize::from(advice.cause_count).min(MOST_CAUSES);
}
