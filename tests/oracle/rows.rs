//! The rows of the case files as the oracle takes them, and its advice as they are written.

use super::rules::{http_date, Advice, Answer, Request};
use serde_json::{json, Map, Value};

pub fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

pub fn number(value: &Value, name: &str) -> u32 {
    value[name].as_u64().map_or(0, |number| u32::try_from(number).unwrap())
}

pub fn request_of(request: &Value) -> Request {
    let said = |name: &str| request[name] == true;
    Request {
        verb: text(request, "verb"),
        retry_class: text(request, "retry_class"),
        name: text(request, "name"),
        anonymous: said("anonymous"),
        renewed: said("renewed"),
        continue_token: said("continue_token"),
        exact: said("exact"),
        conditional: said("conditional"),
        dry_run: said("dry_run"),
        after_maybe: said("after_maybe"),
        body_once: said("body_once"),
        timeout_ms: number(request, "timeout_ms"),
        redirects: number(request, "redirects"),
        url: text(request, "url"),
        now: request["now"].as_str().map(|now| http_date(now).unwrap()),
        max_delay_ms: number(request, "max_delay_ms"),
        no_message_rules: said("no_message_rules"),
    }
}

pub fn answer_of(request: &Value, response: &Value) -> Answer {
    let bytes = match response["body_hex"].as_str() {
        Some(digits) => hex(digits),
        None => text(response, "body").into_bytes(),
    };
    if let Some(transport) = response["transport"].as_str() {
        return Answer::Failed { transport: transport.to_owned() };
    }
    match request["mode"].as_str() {
        Some("frame") => Answer::Frame { bytes },
        Some("end") => Answer::End { elapsed_ms: number(request, "elapsed_ms"), events: number(request, "events") },
        _ => Answer::Http {
            code: u16::try_from(number(response, "status")).unwrap(),
            headers: headers(response),
            body: bytes,
        },
    }
}

pub fn headers(response: &Value) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for (name, values) in response["headers"].as_object().unwrap_or(&Map::new()) {
        for value in values.as_array().unwrap() {
            lines.push((name.clone(), value.as_str().unwrap().to_owned()));
        }
    }
    lines
}

pub fn fields(advice: &Advice) -> Value {
    let mut fields = json!({
        "rule": advice.rule,
        "action": advice.action,
        "executed": advice.executed,
        "basis": advice.basis,
        "delay_ms": advice.delay_ms,
        "tries": advice.tries,
        "flags": advice.flags,
    });
    let some = fields.as_object_mut().unwrap();
    if let Some(rv) = &advice.rv {
        some.insert("rv".into(), json!(rv));
    }
    if let Some(alternative) = &advice.alternative {
        some.insert("alternative".into(), json!(alternative));
    }
    if let Some(new_timeout_ms) = advice.new_timeout_ms {
        some.insert("new_timeout_ms".into(), json!(new_timeout_ms));
    }
    if let Some(trusted) = advice.trusted {
        some.insert("trusted".into(), json!(trusted));
    }
    fields
}

pub fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(|byte| *byte != b' ').collect();
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap();
    digits.chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}
