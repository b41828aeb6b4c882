//! A row of the case files (the format is that of `tests/data/cases.tsv`): its request and response as the crate
//! takes them, and its expectation beside the advice.
#![allow(dead_code, reason = "every test file that includes this uses a part of it")]

pub(crate) mod http;

use kube_status::{
    Action, Advice, AdviceFlag, Alternative, Name, Request, RequestFlag, Response, RetryClass, Rv, Transport, Verb,
};
use serde_json::{json, Map, Value};

/// The rows of a file: cells by the names in its first line.
pub(crate) fn rows(file: &str) -> Vec<Map<String, Value>> {
    let path = format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().expect("a header line").split('\t').collect();
    lines
        .map(|line| {
            let cells = line.split('\t').map(|cell| Value::from(cell.to_string()));
            names.iter().map(|name| name.to_string()).zip(cells).collect()
        })
        .collect()
}

/// A cell that holds JSON.
pub(crate) fn json_cell(row: &Map<String, Value>, name: &str) -> Value {
    let cell = row[name].as_str().expect("a cell");
    serde_json::from_str(cell).unwrap_or_else(|error| panic!("{cell}: {error}"))
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

pub(crate) fn number(value: &Value, key: &str) -> u32 {
    value.get(key).and_then(Value::as_u64).map_or(0, |number| u32::try_from(number).expect("a u32"))
}

pub(crate) fn request(facts: &Value) -> Request {
    let known = ["verb", "retry_class", "name", "timeout_ms", "redirects", "max_delay_ms", "url", "now"];
    let known_too =
        ["mode", "frame", "elapsed_ms", "events", "transport", "policy", "limit_ms", "machine", "budget", "random"];
    let mut request = Request::new(Verb::from_name(text(facts, "verb")).expect("a verb"))
        .retry_class(RetryClass::from_name(text(facts, "retry_class")).expect("a class"))
        .name(Name::from_name(text(facts, "name")).expect("a name"))
        .timeout_ms(number(facts, "timeout_ms"))
        .max_delay_ms(number(facts, "max_delay_ms"))
        .redirects(u8::try_from(number(facts, "redirects")).expect("a u8"));
    for (key, value) in facts.as_object().expect("facts") {
        match RequestFlag::ALL.iter().find(|flag| flag.as_str() == key) {
            Some(flag) if value == true => request = request.with(*flag),
            Some(_) => panic!("{key}: only true is written"),
            None => assert!(known.contains(&key.as_str()) || known_too.contains(&key.as_str()), "{key}?"),
        }
    }
    request
}

pub(crate) fn body(response: &Value) -> Vec<u8> {
    match response.get("body_hex").and_then(Value::as_str) {
        Some(hex) => hex
            .as_bytes()
            .chunks(2)
            .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
            .collect(),
        None => text(response, "body").as_bytes().to_vec(),
    }
}

/// Seconds since 1970 of an IMF-fixdate, by counting days: these are the test's own clocks.
fn unix(date: &str) -> u64 {
    let parts: Vec<&str> = date.split([' ', ':']).collect();
    let number = |at: usize| parts[at].parse::<u64>().expect("a number");
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|month| *month == parts[2]).expect("a month");
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days_of =
        |year: u64, month: usize| [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month];
    let mut days = number(1) - 1;
    days += (1970..number(3)).map(|year| 365 + u64::from(leap(year))).sum::<u64>();
    days += (0..month).map(|month| days_of(number(3), month)).sum::<u64>();
    ((days * 24 + number(4)) * 60 + number(5)) * 60 + number(6)
}

/// The response without its body.
pub(crate) fn head(facts: &Value, response: &Value) -> Response {
    if let Some(transport) = response.get("transport").and_then(Value::as_str) {
        return Response::failed(Transport::from_name(transport).expect("a transport"));
    }
    let status = response.get("status").map_or(200, |_| number(response, "status"));
    let mut head = Response::new(u16::try_from(status).expect("a u16"));
    for (name, lines) in response.get("headers").and_then(Value::as_object).into_iter().flatten() {
        for (index, line) in lines.as_array().expect("lines").iter().enumerate() {
            let line = line.as_str().expect("a line");
            head = head.header(name, line);
            if name.eq_ignore_ascii_case("location") && index == 0 && facts.get("url").is_some() {
                head = head.location(text(facts, "url"), line);
            }
        }
    }
    match facts.get("now").and_then(Value::as_str) {
        Some(now) => head.clock(unix(now)),
        None => head,
    }
}

/// The advice about a row, its body fed in pieces of this size.
pub(crate) fn advise(facts: &Value, response: &Value, piece: usize, buffer: &mut [u8]) -> Advice {
    let mut answer = head(facts, response);
    let body = body(response);
    match text(facts, "mode") {
        "frame" => {
            let mut done = false;
            for piece in body.chunks(piece) {
                if !done {
                    let (_, fed) = answer.frame(piece, buffer);
                    done = fed.enough;
                }
            }
        }
        "end" => answer.end(number(facts, "elapsed_ms"), number(facts, "events")),
        "" => {
            for piece in body.chunks(piece) {
                answer.feed(piece, buffer);
            }
        }
        mode => panic!("mode {mode}?"),
    }
    request(facts).advise(&answer)
}

/// The advice as the expectations are written; `expected` tells which of the fields that are not always there it has.
pub(crate) fn told(advice: &Advice, facts: &Value, response: &Value) -> Value {
    let mut flags: Vec<&str> = AdviceFlag::ALL
        .iter()
        .filter(|flag| (**flag as u16) < AdviceFlag::Trusted as u16)
        .filter(|flag| advice.has(**flag))
        .map(|flag| flag.as_str())
        .collect();
    flags.sort_unstable();
    let mut told = json!({
        "rule": advice.rule.as_str(), "action": advice.action.as_str(), "executed": advice.executed.as_str(),
        "basis": advice.basis.as_str(), "delay_ms": advice.delay_ms, "tries": advice.tries, "flags": flags,
    });
    if matches!(advice.action, Action::Relist | Action::Rewatch) || advice.alternative == Alternative::Relist {
        assert_ne!(advice.rv, Rv::None, "a place to list or watch from");
        told["rv"] = json!(advice.rv.as_str());
    }
    if advice.alternative != Alternative::None {
        told["alternative"] = json!(advice.alternative.as_str());
    }
    if advice.action == Action::RaiseTimeout {
        told["new_timeout_ms"] = json!(advice.new_timeout_ms);
    }
    let error = advice.code >= 300 && advice.code != 304 && !body(response).is_empty();
    if text(facts, "mode").is_empty() && error || advice.has(AdviceFlag::FailureInSuccess) {
        told["trusted"] = json!(advice.trusted());
    }
    told
}

/// A seeded generator (Marsaglia's xorshift): the same numbers every time.
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 16) % u64::from(bound)).expect("below a u32")
    }

    /// A place in something of this length; 0 if it is empty.
    pub(crate) fn place(&mut self, length: usize) -> usize {
        self.below(u32::try_from(length.max(1)).expect("a short length")) as usize
    }
}
