//! What each cargo feature brings, and what an answer gets without it: `make features` runs this with none and with each
//! alone.

use kube_status::{Action, Advice, Basis, Body, Request, Response, Rule, Verb};

fn advice(verb: Verb, code: u16, headers: &[(&str, &str)], body: &[u8]) -> Advice {
    let response = headers.iter().fold(Response::new(code), |response, (name, value)| response.header(name, value));
    Request::new(verb).advise(&response.body(body))
}

/// RFC 9110 section 10.2.3: a date is as good as seconds. Without the feature it is no header.
#[test]
fn a_retry_after_date_is_a_hint_with_http_date() {
    let date = [("Date", "Wed, 21 Oct 2026 07:28:00 GMT"), ("Retry-After", "Wed, 21 Oct 2026 07:28:09 GMT")].as_slice();
    let got = advice(Verb::Get, 503, date, b"");
    let want = if cfg!(feature = "http-date") { (9000, Basis::HeaderDate) } else { (1000, Basis::Backoff) };
    assert_eq!((got.action, (got.delay_ms, got.basis)), (Action::Retry, want));
    // A Status says it in seconds.
    let body =
        br#"{"kind":"Status","apiVersion":"v1","status":"Failure","details":{"retryAfterSeconds":4},"code":503}"#;
    let got = advice(Verb::Get, 503, date, body);
    let want = if cfg!(feature = "http-date") { (9000, Basis::HeaderDate) } else { (4000, Basis::Body) };
    assert_eq!((got.delay_ms, got.basis), want);
    let got = advice(Verb::Get, 503, &[("Retry-After", "9")], b"");
    assert_eq!((got.delay_ms, got.basis), (9000, Basis::Header));
}

/// Rows 403 and 404 of docs/rules.md, which ask for a phrase. Without the feature the last row of the code decides,
/// as with the flag no-message-rules.
#[test]
fn phrases_decide_with_message_rules() {
    let quota = br#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \"a\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2","reason":"Forbidden","details":{"name":"a","kind":"pods"},"code":403}"#;
    let got = advice(Verb::Create, 403, &[], quota);
    assert!(got.trusted());
    assert_eq!(got.rule, if cfg!(feature = "message-rules") { Rule::QuotaExceeded } else { Rule::Forbidden });
    let got = advice(Verb::Get, 404, &[], b"404 page not found\n");
    assert_eq!(got.body, Body::Text);
    assert_eq!(got.rule, if cfg!(feature = "message-rules") { Rule::PathNotServed } else { Rule::NotFound });
    // The texts are there either way.
    let mut buffer = [0; 256];
    let mut response = Response::new(403);
    response.feed(quota, &mut buffer);
    let got = Request::new(Verb::Create).advise(&response);
    assert_eq!(got.text(&buffer, kube_status::Text::Name, 0), Some("a"));
}

/// apimachinery's envelope: the magic, the type, and a Status of kind NotFound about pods "a".
const NOT_FOUND: &[u8] = b"k8s\0\x0a\x0c\x0a\x02v1\x12\x06Status\x12\x27\
    \x0a\x00\x12\x07Failure\x22\x08NotFound\x2a\x0d\x0a\x01a\x12\x00\x1a\x04pods\x28\x00\x30\x94\x03";

#[test]
fn a_status_in_protobuf_is_read_with_protobuf() {
    let got = advice(Verb::Get, 404, &[], NOT_FOUND);
    let want =
        if cfg!(feature = "protobuf") { (Body::Status, Rule::ObjectNotFound) } else { (Body::Foreign, Rule::NotFound) };
    assert_eq!((got.body, got.rule), want);
}

/// A frame is its length and an event: ADDED, without an object. Without the feature it is garbled, and so is what
/// follows.
#[test]
fn a_frame_in_protobuf_is_read_with_protobuf() {
    let frame = b"\0\0\0\x07\x0a\x05ADDED";
    let mut response = Response::new(200);
    let (used, fed) = response.frame(frame, &mut []);
    assert_eq!((used, fed.enough), (frame.len(), true));
    let got = Request::new(Verb::Watch).advise(&response);
    assert_eq!(got.rule, if cfg!(feature = "protobuf") { Rule::WatchEvent } else { Rule::WatchGarbled });
    let (_, fed) = response.frame(frame, &mut []);
    assert_eq!(fed.enough, cfg!(feature = "protobuf"));
    // In JSON it is read either way.
    let mut response = Response::new(200);
    response.frame(br#"{"type":"ADDED","object":{}}"#, &mut []);
    assert_eq!(Request::new(Verb::Watch).advise(&response).rule, Rule::WatchEvent);
}
