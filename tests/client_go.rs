//! client-go beside us: every difference belongs to a class that docs/client-go.md names. A class is a predicate on the
//! request and the response, never on what came out; there is none for the rest.

mod replay;

use kube_status::{Action, Advice, Reason, Request, Response, Transport, Verb};
use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Facet {
    /// Whether it is an error at all.
    Error,
    /// Whether the same request is sent again.
    Retries,
    /// How long before it is.
    Wait,
    /// The reason, the code and the predicates of the error.
    Reason,
    /// SuggestsClientDelay.
    Suggests,
}

/// A scripted answer and what client-go v0.36.3 made of it.
struct Row {
    id: String,
    method: String,
    watch: bool,
    code: u16,
    stream: bool,
    content_type: String,
    /// The first Retry-After line.
    retry_after: Option<String>,
    body: Vec<u8>,
    response: Value,
    measured: Value,
}

impl Row {
    fn header(response: &Value, name: &str) -> Option<String> {
        let headers = response.get("headers").and_then(Value::as_object)?;
        headers.get(name).and_then(|lines| lines[0].as_str()).map(str::to_string)
    }

    fn read(line: &str) -> Row {
        let measured: Value = serde_json::from_str(line).expect("JSON");
        let mut response = measured.clone();
        if measured["id"] == "trust-deep-over" {
            // The recording names its body instead of holding it: nesting beyond every limit.
            let (open, close) = ("[".repeat(10_001), "]".repeat(10_001));
            response["body"] = json!(format!("{{\"kind\":\"Status\",\"status\":\"Failure\",\"x\":{open}{close}}}"));
        }
        Row {
            id: measured["id"].as_str().unwrap().to_string(),
            method: measured["method"].as_str().unwrap().to_string(),
            watch: measured["mode"] == "watch",
            code: u16::try_from(measured["status"].as_u64().unwrap()).unwrap(),
            stream: measured.get("request_body_is_stream") == Some(&json!(true)),
            content_type: Row::header(&measured, "Content-Type").unwrap_or_default(),
            retry_after: Row::header(&measured, "Retry-After"),
            body: replay::body(&response),
            response,
            measured,
        }
    }

    fn facts(&self) -> Value {
        let verb = match (self.method.as_str(), self.watch) {
            (_, true) => "watch",
            ("GET", _) => "get",
            ("POST", _) => "create",
            ("PUT", _) => "update",
            ("PATCH", _) => "patch",
            _ => "delete",
        };
        if self.stream {
            json!({ "verb": verb, "body_once": true })
        } else {
            json!({ "verb": verb })
        }
    }

    fn differences(&self, advice: &Advice) -> Vec<Facet> {
        let measured = &self.measured;
        let mut facets = Vec::new();
        let mut compare = |facet, same: bool| {
            if !same && !facets.contains(&facet) {
                facets.push(facet);
            }
        };
        let error = measured["err_type"] != "nil";
        compare(Facet::Error, error != matches!(advice.action, Action::Done));
        let retries = measured["attempts"].as_u64().unwrap() > 1;
        let ours = matches!(advice.action, Action::Retry | Action::RaiseTimeout | Action::Rewatch);
        compare(Facet::Retries, retries == ours);
        if retries && ours {
            compare(Facet::Wait, measured["sleeps_ms"][0].as_u64() == Some(u64::from(advice.delay_ms)));
        }
        // Another error type has neither reason nor predicates.
        if measured["err_type"] == "*errors.StatusError" {
            let code = if advice.trusted() { advice.status_code } else { i32::from(advice.code) };
            compare(Facet::Reason, measured["code"].as_i64() == Some(i64::from(code)));
            let reason = Reason::from_name(measured["reason"].as_str().unwrap()).unwrap_or_default();
            compare(Facet::Reason, reason == advice.client_go_reason());
            let wanted: BTreeSet<&str> =
                measured["predicates"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            let held: BTreeSet<&str> =
                PREDICATES.iter().filter(|(_, holds)| holds(advice)).map(|(name, _)| *name).collect();
            compare(Facet::Reason, wanted == held);
        }
        let suggests = advice.suggests_client_delay();
        compare(Facet::Suggests, measured["suggests_delay"] == suggests.is_some());
        compare(Facet::Suggests, measured["suggested_delay_s"].as_i64() == Some(suggests.unwrap_or(0).into()));
        facets
    }

    /// The header as Go's strconv.Atoi reads it; `None` for no header to client-go.
    fn atoi(&self) -> Option<i64> {
        let text = self.retry_after.as_deref()?.trim_matches([' ', '\t']);
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        text.parse().ok()
    }

    fn retryable(&self) -> bool {
        self.code == 429 || self.code >= 500
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// A protobuf body with the tag of retryAfterSeconds and a number that is not 0 behind it.
    fn protobuf_delay(&self) -> bool {
        self.body.starts_with(b"k8s\0") && self.body.windows(2).any(|two| two[0] == 0x28 && two[1] != 0)
    }

    fn is_labelled_json(&self) -> bool {
        self.content_type.starts_with("application/json")
    }
}

type Predicate = fn(&Advice) -> bool;
const PREDICATES: &[(&str, Predicate)] = &[
    ("IsNotFound", Advice::is_not_found),
    ("IsAlreadyExists", Advice::is_already_exists),
    ("IsConflict", Advice::is_conflict),
    ("IsInvalid", Advice::is_invalid),
    ("IsGone", Advice::is_gone),
    ("IsResourceExpired", Advice::is_resource_expired),
    ("IsNotAcceptable", Advice::is_not_acceptable),
    ("IsUnsupportedMediaType", Advice::is_unsupported_media_type),
    ("IsMethodNotSupported", Advice::is_method_not_supported),
    ("IsServiceUnavailable", Advice::is_service_unavailable),
    ("IsBadRequest", Advice::is_bad_request),
    ("IsUnauthorized", Advice::is_unauthorized),
    ("IsForbidden", Advice::is_forbidden),
    ("IsTimeout", Advice::is_timeout),
    ("IsServerTimeout", Advice::is_server_timeout),
    ("IsInternalError", Advice::is_internal_error),
    ("IsTooManyRequests", Advice::is_too_many_requests),
    ("IsRequestEntityTooLargeError", Advice::is_request_entity_too_large),
    ("IsStoreReadError", Advice::is_store_read_error),
    ("IsUnexpectedServerError", Advice::is_unexpected_server_error),
];

/// The classes of differences on responses: name, what differs, and where. The first that fits counts.
type Class = (&'static str, &'static [Facet], fn(&Row) -> bool);
#[rustfmt::skip]
const CLASSES: &[Class] = &[
    ("malformed-content-type", &[Facet::Reason], |row| row.content_type.ends_with("; charset")),
    ("bytes-not-label", &[Facet::Reason], |row| !row.is_labelled_json() && row.json().is_some()),
    ("duplicate-members", &[Facet::Reason], |row| row.body.windows(8).filter(|eight| eight == b"\"reason\"").count() > 1),
    ("any-api-version", &[Facet::Reason], |row| row.json().is_some_and(|json| replay::text(&json, "apiVersion").matches('/').count() > 1)),
    ("success-above-206", &[Facet::Error], |row| matches!(row.code, 207..=299)),
    ("success-whose-body-does-not-decode", &[Facet::Error], |row| matches!(row.code, 200..=206) && !row.is_labelled_json()),
    ("watch-start-other-than-200", &[Facet::Error], |row| row.watch && matches!(row.code, 201..=206)),
    ("plus-sign", &[Facet::Wait, Facet::Suggests], |row| row.retry_after.as_deref().is_some_and(|text| text.starts_with('+'))),
    ("overflowing-seconds", &[Facet::Wait, Facet::Suggests, Facet::Retries], |row| row.retry_after.as_deref().is_some_and(|text| text.len() > 9 && text.bytes().all(|byte| byte.is_ascii_digit()))),
    ("http-date", &[Facet::Retries, Facet::Wait], |row| row.retry_after.as_deref().is_some_and(|text| text.ends_with(" GMT"))),
    ("not-implemented", &[Facet::Retries], |row| matches!(row.code, 501 | 505)),
    ("request-timeout", &[Facet::Retries], |row| row.code == 408),
    ("unsafe-write", &[Facet::Retries], |row| row.method == "POST" && row.code >= 500),
    ("status-does-not-override", &[Facet::Retries], |row| row.json().is_some_and(|json| json.get("code").and_then(Value::as_u64).is_some_and(|code| code != u64::from(row.code)))),
    ("delay-of-the-body", &[Facet::Retries], |row| row.retryable() && row.atoi().is_none() && (row.body.windows(17).any(|some| some == b"retryAfterSeconds") || row.protobuf_delay())),
    ("no-header", &[Facet::Retries], |row| row.retryable() && row.atoi().is_none()),
];

/// The names of docs/client-go.md, in the order of its table.
fn documented() -> Vec<String> {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/client-go.md")).expect("docs/client-go.md");
    let names = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    names.map(|(name, _)| name.to_string()).collect()
}

#[test]
fn every_class_is_documented_and_every_documented_class_is_tested() {
    let mut tested: Vec<&str> =
        CLASSES.iter().map(|(name, ..)| *name).chain(ELSEWHERE.iter().chain(LIVE).copied()).collect();
    let mut documented = documented();
    tested.sort_unstable();
    documented.sort_unstable();
    assert_eq!(documented, tested);
}

/// The classes that the tests below count.
const ELSEWHERE: &[&str] = &[
    "write-turned-into-get",
    "other-origin",
    "lost-connection",
    "nothing-was-sent",
    "empty-watch",
    "unknown-verb-head",
    "relist-at-a-watch-start",
    "minus-sign",
];

/// Those that the recordings have no answer for: bindings/go/parity counts them beside client-go itself.
#[rustfmt::skip]
const LIVE: &[&str] = &[
    "longer-than-an-hour", "own-backoff", "never-succeeds", "disruption-budget", "future-resource-version",
    "admission-denied", "failure-in-success", "endless-watch-start",
];

#[test]
fn every_redirect_that_client_go_follows_and_we_refuse_has_a_name() {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for row in replay::rows("client-go/redirects.tsv") {
        let cell = |name: &str| row[name].as_str().unwrap();
        let (cross, method, code) = (cell("where") == "cross", cell("method"), cell("code").parse().unwrap());
        let verb = match method {
            "GET" => Verb::Get,
            "POST" => Verb::Create,
            "PUT" => Verb::Update,
            "PATCH" => Verb::Patch,
            _ => Verb::Delete,
        };
        let location = if cross { "https://b.example/x" } else { "https://a.example/x" };
        let response = Response::new(code).location("https://a.example/api", location);
        let follows = Request::new(verb).advise(&response).action == Action::FollowRedirect;
        let followed = cell("followed_as") != "-";
        if follows == followed {
            continue;
        }
        assert!(followed, "we follow what client-go does not: {row:?}");
        let class = if method != "GET" && code <= 303 {
            "write-turned-into-get"
        } else if cross {
            "other-origin"
        } else {
            panic!("a difference without a name: {row:?}")
        };
        *counts.entry(class).or_default() += 1;
    }
    println!("redirects; differences by class: {counts:?}");
    assert_eq!(counts.len(), 2);
}

#[test]
fn every_transport_error_that_we_treat_otherwise_has_a_name() {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for row in replay::rows("client-go/transport.tsv") {
        let cell = |name: &str| row[name].as_str().unwrap();
        let (error, method) = (cell("error"), cell("method"));
        let transport = match error {
            "ECONNRESET" | "EPIPE" | "closedconn" | "brokenwrite" => Transport::Reset,
            "EOF" | "UnexpectedEOF" => Transport::Eof,
            "GOAWAY" | "http2lost" => Transport::Http2Lost,
            "timeout" => Transport::Timeout,
            "ECONNREFUSED" => Transport::Refused,
            "tls" => Transport::Handshake,
            "nohost" => Transport::Dns,
            _ => panic!("{error}?"),
        };
        let verb = match method {
            "GET" | "HEAD" | "STREAM" => Verb::Get,
            "WATCH" => Verb::Watch,
            "POST" => Verb::Create,
            "PUT" => Verb::Update,
            "PATCH" => Verb::Patch,
            _ => Verb::Delete,
        };
        let advice = Request::new(verb).advise(&Response::failed(transport));
        let ours = matches!(advice.action, Action::Retry | Action::Rewatch);
        let theirs = cell("attempts") != "1";
        let class = match (theirs, ours) {
            (true, true) if cell("caller_sees") == "error" => continue,
            (true, true) => "empty-watch",
            (false, false) => continue,
            (true, false) => panic!("client-go repeats what we do not: {row:?}"),
            (false, true) if matches!(transport, Transport::Refused | Transport::Handshake | Transport::Dns) => {
                "nothing-was-sent"
            }
            (false, true) if method == "HEAD" => "unknown-verb-head",
            (false, true) => "lost-connection",
        };
        *counts.entry(class).or_default() += 1;
    }
    println!("transport errors; differences by class: {counts:?}");
    assert_eq!(counts.len(), 4);
}

#[test]
fn a_watch_start_that_is_gone_is_listed_again() {
    // client-go's RetryWatcher asks again each second for ever (tools/watch/retrywatcher.go doReceive).
    assert_eq!(Request::new(Verb::Watch).advise(&Response::new(410)).action, Action::Relist);
}

#[test]
fn a_negative_number_of_seconds_is_no_header() {
    // client-go sends at once (rest/with_retry.go checkWait: any integer).
    let advice = Request::new(Verb::Get).advise(&Response::new(429).header("Retry-After", "-5"));
    assert_eq!((advice.action, advice.delay_ms), (Action::Retry, 1000));
}

#[test]
fn every_difference_to_client_go_has_a_name() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/client-go/responses.jsonl");
    let lines = std::fs::read_to_string(path).expect(path);
    let (mut counts, mut unnamed) = (BTreeMap::new(), String::new());
    let mut rows = 0;
    for row in lines.lines().map(Row::read) {
        let advice = replay::advise(&row.facts(), &row.response, usize::MAX, &mut []);
        rows += 1;
        for facet in row.differences(&advice) {
            let class = CLASSES.iter().find(|(_, facets, holds)| facets.contains(&facet) && holds(&row));
            match class {
                Some((name, ..)) => *counts.entry(*name).or_insert(0) += 1,
                None => {
                    let told =
                        (advice.action, advice.client_go_reason(), advice.delay_ms, advice.suggests_client_delay());
                    unnamed += &format!("{facet:?} of {} {} {}: {told:?}\n", row.id, row.method, row.code);
                }
            }
        }
    }
    println!("{rows} responses; differences by class:");
    for (name, count) in &counts {
        println!("{count:5} {name}");
    }
    for (name, ..) in CLASSES {
        assert!(counts.contains_key(name), "{name} names no difference");
    }
    assert!(unnamed.is_empty(), "differences without a name:\n{unnamed}");
    assert_eq!(rows, 256);
}
