//! The oracle is itself held against the rows of `tests/data/cases.tsv`, and its reader against examples worked out
//! from docs/spec.md 2.

mod oracle;

use oracle::reader::{read_body, read_frame, Body, Defect, Progress, What};
use oracle::rows::{answer_of, fields, hex, request_of};
use oracle::rules::{advise, http_date, Answer, Request};
use serde_json::Value;

const CASES: &str = include_str!("data/cases.tsv");

#[test]
fn every_row_of_the_cases_gets_the_expected_advice() {
    let mut rows = 0;
    let mut failing = Vec::new();
    for line in CASES.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, request, response, expected, _source] = cells[..] else { panic!("five cells: {line}") };
        if id.starts_with("sequence-") {
            continue;
        }
        rows += 1;
        let parse = |cell: &str| serde_json::from_str::<Value>(cell).unwrap_or_else(|error| panic!("{id}: {error}"));
        let (request, response, mut expected) = (parse(request), parse(response), parse(expected));
        expected.as_object_mut().unwrap().remove("client_go");
        let got = fields(&advise(&request_of(&request), &answer_of(&request, &response)));
        if got != expected {
            failing.push(format!("{id}\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(failing.is_empty(), "{} of {rows} rows:\n{}", failing.len(), failing.join("\n"));
    assert_eq!(rows, 192);
}

/// A Status of code 404 with these members in front of its own.
fn with(members: &str) -> Body {
    read_body(404, format!("{{{members}\"kind\":\"Status\",\"status\":\"Failure\"}}").as_bytes())
}

type State = (What, bool, Defect, bool);

fn state(body: &Body) -> State {
    (body.what, body.trusted, body.defect, body.ended_early)
}

const TRUSTED: State = (What::Status, true, Defect::None, false);
const DEFECT: State = (What::Foreign, false, Defect::Untrusted, false);
const CUT: State = (What::Cut, false, Defect::Truncated, false);
const EARLY: State = (What::Foreign, false, Defect::Untrusted, true);

#[test]
fn the_first_bytes_say_how_a_body_is_read() {
    let rows: &[(&[u8], What, &str)] = &[
        (b"", What::None, ""),
        (b" \r\n\t", What::Text, ""),
        (b" \r\n gone\n", What::Text, "gone"),
        (b"\xef\xbb\xbf{}", What::Text, "\u{feff}{}"),
        (b"k8s", What::Text, "k8s"),
        (b"k8s\x01", What::Text, "k8s\u{1}"),
        (b"\xd9\xd9", What::Text, "\u{fffd}\u{fffd}"),
        (b"\xd9\xd9\xf7\xa0", What::Foreign, ""),
        (b"<html>", What::Html, ""),
        (b" <html>", What::Text, "<html>"),
        (b"[]", What::Text, "[]"),
        (b" \n{}", What::Foreign, ""),
        (b"k8s\0", What::Foreign, ""),
        (b" {", What::Cut, ""),
    ];
    for (bytes, what, message) in rows {
        let body = read_body(404, bytes);
        assert_eq!((body.what, body.message.as_str()), (*what, *message), "{bytes:?}");
    }
    assert_eq!(read_body(199, b"{").what, What::None);
    assert_eq!(read_body(304, b"{").what, What::None);
}

#[test]
fn known_members_are_strict_and_others_have_only_an_extent() {
    let rows = [
        ("", TRUSTED),
        // Duplicates: judged before what they say, but a null never counts.
        (r#""reason":"a","reason":"a","#, DEFECT),
        (r#""reason":null,"reason":"a","reason":null,"#, TRUSTED),
        (r#""kind":null,"KIND":null,"#, TRUSTED),
        (r#""kind":"Status","#, DEFECT),
        (r#""apiversion":"v1","APIVERSION":"v1","#, DEFECT),
        (r#""Reason":"a","reason":"a","#, TRUSTED),
        (r#""x":1,"x":2,"#, TRUSTED),
        (r#""details":{"name":"a","name":null},"#, TRUSTED),
        (r#""details":{"name":"a","name":"a"},"#, DEFECT),
        (r#""details":null,"details":{},"#, TRUSTED),
        // Types.
        (r#""code":"404","#, DEFECT),
        (r#""code":404.0,"#, DEFECT),
        (r#""code":4e2,"#, DEFECT),
        (r#""code":0404,"#, DEFECT),
        (r#""code":-,"#, DEFECT),
        (r#""code":+404,"#, DEFECT),
        (r#""code":-0,"#, TRUSTED),
        (r#""code":-2147483648,"#, TRUSTED),
        (r#""code":2147483648,"#, DEFECT),
        (r#""message":5,"#, DEFECT),
        (r#""message":nul,"#, DEFECT),
        (r#""message":nulla,"#, DEFECT),
        (r#""metadata":[],"#, DEFECT),
        (r#""metadata":{"resourceVersion":5},"#, DEFECT),
        (r#""metadata":{"remainingItemCount":"x","selfLink":5},"#, TRUSTED),
        (r#""details":{"causes":{}},"#, DEFECT),
        (r#""details":{"causes":[null,{"reason":null}]},"#, TRUSTED),
        (r#""details":{"causes":["x"]},"#, DEFECT),
        (r#""details":{"causes":[{},]},"#, DEFECT),
        // Grammar around them.
        (r#","#, DEFECT),
        (r#""code":404 "x":1,"#, DEFECT),
        (r#""code" 404,"#, DEFECT),
        (r#""code":,"#, DEFECT),
        // Extents.
        (r#""x":1e5"y",":z":tru:e,"#, TRUSTED),
        (r#""x":,"#, DEFECT),
        (r#""x":1[2],"#, DEFECT),
        (r#""x":[}"]",{]},"#, DEFECT),
        (r#""x":["]\"]",{:},,1 2],"#, TRUSTED),
        (r#""x":{"a":[1},"#, DEFECT),
    ];
    for (members, expected) in rows {
        assert_eq!(state(&with(members)), expected, "{members}");
    }
    assert_eq!(with(r#""details":{"causes":[null,{}],"#).causes.len(), 0, "cut bodies tell nothing");
    assert_eq!(with(r#""details":{"causes":[null,{}]},"#).causes.len(), 1);
    assert!(with(r#""details":{"causes":[null],"x":1,"retryAfterSeconds":0,"uid":""},"#).details_empty);
    assert!(!with(r#""details":{"retryAfterSeconds":-1},"#).details_empty);
    assert_eq!(with(r#""m\u0065ssage":"a","#).message, "a");
}

#[test]
fn nesting_ends_at_64() {
    for (depth, expected) in [(63, TRUSTED), (64, DEFECT)] {
        let skipped = format!("\"x\":{}{},", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(state(&with(&skipped)), expected, "{depth} in the Status");
    }
    for (depth, expected) in [(60, TRUSTED), (61, DEFECT)] {
        let (open, close) = ("{\"a\":".repeat(depth), "}".repeat(depth));
        let cause = format!("\"details\":{{\"causes\":[{{\"x\":{open}1{close}}}]}},");
        assert_eq!(state(&with(&cause)), expected, "{depth} in a cause");
    }
}

#[test]
fn strings_are_told_as_they_are_shown() {
    let rows: &[(&[u8], &str)] = &[
        (br#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
        (br"\q\x41", "\u{fffd}\u{fffd}41"),
        (br"\u0041\u00e9\ud83d\ude00", "A\u{e9}\u{1f600}"),
        (br"\ud83d", "\u{fffd}"),
        (br"\ud83dx\ude00", "\u{fffd}x\u{fffd}"),
        (br"\ud83d\ud83d\ude00", "\u{fffd}\u{1f600}"),
        (br"\ud83d\u12", "\u{fffd}\u{fffd}"),
        (br"\u12g4", "\u{fffd}g4"),
        (br#"\u12\"x"#, "\u{fffd}\"x"),
        (br"\u0000\u0001", "\u{fffd}\u{1}"),
        (b"a\0b\x01c\x1f\x7f", "a\u{fffd}b\u{fffd}c\u{fffd}\u{7f}"),
        (b"\xf0\x9f\x98x\xc0\xaf\xe2\x82", "\u{fffd}x\u{fffd}\u{fffd}\u{fffd}"),
    ];
    for (inside, expected) in rows {
        let body = [b"{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"", *inside, b"\"}"].concat();
        let body = read_body(404, &body);
        assert_eq!((body.trusted, body.message.as_str()), (true, *expected), "{inside:?}");
    }
}

#[test]
fn the_first_defect_in_the_order_of_the_bytes_counts() {
    let rows = [
        (r#"{"kind":"Status","status":"Failure"}"#, TRUSTED),
        (r#"{"kind":"Status","status":"Failure"} x"#, DEFECT),
        (r#"{"kind":"Status","status":"Failure"}{}"#, DEFECT),
        (r#"{"kind":"Status","status":"Failure""#, CUT),
        (r#"{"status":"Failure"}"#, DEFECT),
        (r#"{"status":"Failure""#, CUT),
        (r#"{"kind":"Status","code":"#, CUT),
        (r#"{"kind":"Status","code":""#, DEFECT),
        (r#"{"kind":"Status","code":5."#, CUT),
        (r#"{"kind":"Status","code":5.,"#, DEFECT),
        (r#"{"kind":"Status","message":nu"#, CUT),
        (r#"{"kind":"Status","message":nx,"#, DEFECT),
        (r#"{"kind":"Status","kind":n"#, CUT),
        (r#"{"kind":"Status","kind":""#, DEFECT),
        (r#"{"kind":"Po"#, CUT),
        (r#"{"kind":"Pod""#, EARLY),
        (r#"{"kind":"Pod"x"#, EARLY),
        (r#"{"Kind":5"#, EARLY),
        (r#"{"kind":nop"#, CUT),
        (r#"{"kind":nop,"#, EARLY),
        (r#"{"code":"x","kind":"Pod"}"#, DEFECT),
    ];
    for (bytes, expected) in rows {
        let body = read_body(404, bytes.as_bytes());
        assert_eq!(state(&body), expected, "{bytes}");
    }
}

#[test]
fn status_and_early_ends_depend_on_the_code() {
    let whole = |status: &str| format!("{{\"kind\":\"Status\"{status}}}");
    let (failure, success) = (whole(",\"status\":\"Failure\""), whole(",\"status\":\"Success\""));
    let other = whole("");
    for (code, bytes, trusted) in [
        (404, &failure, true),
        (404, &success, false),
        (404, &other, false),
        (302, &failure, true),
        (600, &failure, true),
        (200, &failure, true),
        (200, &success, false),
        (299, &other, true),
    ] {
        assert_eq!(read_body(code, bytes.as_bytes()).trusted, trusted, "{code} {bytes}");
    }
    for key in ["items", "spec", "data"] {
        let bytes = format!("{{\"kind\":\"Status\",\"{key}\"");
        assert!(read_body(200, bytes.as_bytes()).ended_early, "{key}");
        assert_eq!(state(&read_body(404, bytes.as_bytes())), CUT, "{key}");
    }
    assert!(!read_body(200, br#"{"Items":1}"#).ended_early);
}

#[test]
fn an_object_that_is_no_status_tells_its_metadata() {
    let rows = [
        (r#"{"kind":"PodList","metadata":{"resourceVersion":"5","continue":"c"},"items":[]}"#, "5", "c"),
        (r#"{"items":[{"metadata":{"resourceVersion":"9"}}],"metadata":{"resourceVersion":"5"}}"#, "5", ""),
        (r#"{"kind":"Pod","x":[1},"metadata":{"resourceVersion":"5"}}"#, "5", ""),
        (r#"{"kind":"Pod","x":[1}},"metadata":{"resourceVersion":"5"}}"#, "", ""),
        (r#"{"kind":"Pod","x":[1},2}]]}"#, "", ""),
        (r#"{"kind":"Pod","metadata":{"resourceVersion":5}}"#, "", ""),
        (r#"{"kind":"Pod","metadata":{"resourceVersion":"5","resourceVersion":"5"}}"#, "", ""),
        (r#"{"kind":"Pod","metadata":{"resourceVersion":"5"},"metadata":null}"#, "5", ""),
        (r#"{"kind":"Pod","metadata":{"resourceVersion":"5"},"metadata":{}}"#, "", ""),
        (r#"{"kind":"Pod","spec":"metadata","metadata":{"x":{"resourceVersion":"6"},"resourceVersion":"5"}}"#, "5", ""),
    ];
    for (bytes, resource_version, continue_token) in rows {
        let body = read_body(200, bytes.as_bytes());
        let told = (body.resource_version.as_str(), body.continue_token.as_str());
        assert_eq!(told, (resource_version, continue_token), "{bytes}");
    }
    let deep = format!("{{\"kind\":\"X\",\"x\":{}1", "[".repeat(100_000));
    assert!(read_body(200, deep.as_bytes()).ended_early);
}

/// One field of wire type 2.
fn field(number: u8, inside: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, u8::try_from(inside.len()).unwrap()], inside].concat()
}

fn envelope(kind: &str, raw: &[u8]) -> Vec<u8> {
    [b"k8s\0".to_vec(), field(1, &field(2, kind.as_bytes())), field(2, raw)].concat()
}

#[test]
fn protobuf_is_read_by_tag_and_length() {
    let failure = field(2, b"Failure");
    let in_status = |more: &[u8]| envelope("Status", &[&failure, more].concat());
    let in_details = |inside: &[u8]| in_status(&field(5, inside));
    let rows: &[(&str, Vec<u8>, State)] = &[
        ("a Status", in_status(b""), TRUSTED),
        (
            "no raw: no status either",
            [b"k8s\0".to_vec(), field(1, &field(2, b"Status"))].concat(),
            (What::Status, false, Defect::Untrusted, false),
        ),
        ("only the magic", b"k8s\0".to_vec(), DEFECT),
        ("no kind", [b"k8s\0".to_vec(), field(1, b""), field(2, &failure)].concat(), DEFECT),
        (
            "raw before typeMeta",
            [b"k8s\0".to_vec(), field(2, &failure), field(1, &field(2, b"Status"))].concat(),
            DEFECT,
        ),
        ("another kind", envelope("Pod", b"\x07"), EARLY),
        ("an empty kind", envelope("", b""), EARLY),
        ("unknown fields of every wire type", in_status(&hex("7801 7a0161 79 0000000000000000 7d 00000000")), TRUSTED),
        ("field number 0", in_status(b"\x02\x00"), DEFECT),
        ("a group", in_status(b"\x7b\x7c"), DEFECT),
        ("wire type 6", in_status(b"\x7e"), DEFECT),
        ("wire type 7", in_status(b"\x7f"), DEFECT),
        ("message twice, once empty", in_status(&[field(3, b""), field(3, b"a")].concat()), DEFECT),
        ("message as a varint", in_status(b"\x18\x01"), DEFECT),
        ("code as bytes", in_status(b"\x32\x00"), DEFECT),
        ("code twice", in_status(b"\x30\x00\x30\x00"), DEFECT),
        ("two causes", in_details(&[field(4, b""), field(4, b"")].concat()), TRUSTED),
        ("a code of ten bytes", in_status(&hex("30 ffffffffffffffffff01")), TRUSTED),
        ("a code of eleven bytes", in_status(&hex("30 ffffffffffffffffffff01")), DEFECT),
        ("an inner length too long", in_details(b"\x0a\x01"), DEFECT),
        ("an inner tag without a value", in_details(b"\x28"), DEFECT),
        ("an inner varint that goes on", in_details(b"\x28\x80"), DEFECT),
        ("an inner fixed32 too short", in_details(b"\x7d\x00"), DEFECT),
        ("an outer length too long", [in_status(b""), b"\x7a\x05abc".to_vec()].concat(), CUT),
        ("an outer tag without a length", [in_status(b""), b"\x7a".to_vec()].concat(), CUT),
        ("an outer fixed64 too short", [in_status(b""), b"\x79\x00".to_vec()].concat(), CUT),
        ("typeMeta twice", [in_status(b""), b"\x0a".to_vec()].concat(), DEFECT),
        ("a blank behind it is a tag", [in_status(b""), b" ".to_vec()].concat(), CUT),
    ];
    for (what, bytes, expected) in rows {
        assert_eq!(state(&read_body(404, bytes)), *expected, "{what}");
    }
    let whole = in_status(b"");
    for end in 4..whole.len() {
        // Behind the magic and behind typeMeta the envelope could end.
        let expected = match end {
            4 => DEFECT,
            14 => (What::Status, false, Defect::Untrusted, false),
            _ => CUT,
        };
        assert_eq!(state(&read_body(404, &whole[..end])), expected, "{end}");
    }
    let code = read_body(404, &in_status(&hex("30 94838080f0ffffffff01")));
    assert_eq!((code.trusted, code.code), (true, 404), "the low 32 bits");
    let details = read_body(404, &in_details(&[field(1, b""), b"\x28\x00".to_vec()].concat()));
    assert!(details.details && details.details_empty);
    assert!(!read_body(404, &in_details(&field(4, b""))).details_empty);
    assert_eq!(read_body(404, &in_status(&field(3, b"a\0\xff"))).message, "a\u{fffd}\u{fffd}");
}

#[test]
fn a_protobuf_object_tells_its_metadata_by_its_kind() {
    let meta = [field(2, b"2"), field(3, b"3"), field(6, b"6")].concat();
    for (kind, resource_version, continue_token) in [("PodList", "2", "3"), ("Pod", "6", "")] {
        let body = read_body(200, &envelope(kind, &field(1, &meta)));
        assert_eq!((body.resource_version.as_str(), body.continue_token.as_str()), (resource_version, continue_token));
    }
    let twice = [field(6, b"6"), field(6, b"6")].concat();
    assert_eq!(read_body(200, &envelope("Pod", &field(1, &twice))).resource_version, "");
}

#[test]
fn a_frame_is_read_whole_before_its_type_counts() {
    let rows = [
        ("", Progress::Incomplete),
        (" \n", Progress::Incomplete),
        (r#"{"type":"ADDED""#, Progress::Incomplete),
        (r#"{"type":"ADDED"}"#, Progress::Whole),
        (r#"{"type":"ADDED","object":null}"#, Progress::Whole),
        (r#"{"object":null,"type":"ADDED","object":{}}"#, Progress::Whole),
        (r#"{"object":{},"type":"ADDED"}"#, Progress::Garbled),
        (r#"{"type":null,"object":{}}"#, Progress::Garbled),
        (r#"{"type":"ADDED","object":[]}"#, Progress::Garbled),
        (r#"{"type":"ADDED","object":{},"object":{}}"#, Progress::Garbled),
        (r#"{"type":"ADDED","type":"ADDED"}"#, Progress::Garbled),
        (r#"{"type":5}"#, Progress::Garbled),
        (r#"{"type":"ADDED",}"#, Progress::Garbled),
        (r#"{"x":[1},"type":"ADDED"}"#, Progress::Garbled),
        (r#"{"type":"ADDED","object":{"x":[}}"#, Progress::Incomplete),
        (r#"{"type":"ADDED","object":{"x":[}}}"#, Progress::Whole),
        (r#"{"type":"ADDED","object":{"x":[}]]"#, Progress::Garbled),
        (r#"{"type":"ERROR","object":{"kind":"Pod","x":[}]}"#, Progress::Whole),
        (r#"{"type":"ERROR","object":{"kind":"Status","x":[}]}}"#, Progress::Garbled),
        (r#"{"type":"ERROR","object":{"kind":"Status","items":[]}}"#, Progress::Whole),
        ("\n ADDED", Progress::Garbled),
    ];
    for (bytes, expected) in rows {
        assert_eq!(read_frame(bytes.as_bytes()).0.progress, expected, "{bytes}");
    }
    let two = b" \n{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"resourceVersion\":\"7\"}}}\n{\"type\"";
    let (frame, used) = read_frame(two);
    assert_eq!((frame.resource_version.as_str(), &two[used..]), ("7", &b"\n{\"type\""[..]));
}

#[test]
fn only_a_bookmark_ends_the_initial_events() {
    let object = r#"{"metadata":{"annotations":{"k8s.io/initial-events-end":"true"},"resourceVersion":"7"}}"#;
    for (kind, told) in [("BOOKMARK", true), ("ADDED", false)] {
        let json = format!("{{\"type\":\"{kind}\",\"object\":{object}}}");
        let entry = [field(1, b"k8s.io/initial-events-end"), field(2, b"true")].concat();
        let raw = envelope("Pod", &field(1, &[field(6, b"7"), field(12, &entry)].concat()));
        let event = [field(1, kind.as_bytes()), field(2, &field(1, &raw))].concat();
        let proto = [u32::try_from(event.len()).unwrap().to_be_bytes().to_vec(), event].concat();
        for bytes in [json.as_bytes(), &proto] {
            let (frame, used) = read_frame(bytes);
            assert_eq!((frame.progress, used), (Progress::Whole, bytes.len()), "{kind}");
            assert_eq!((frame.initial_events_end, frame.resource_version.as_str()), (told, "7"), "{kind}");
        }
        for end in 0..proto.len() {
            assert_eq!(read_frame(&proto[..end]).0.progress, Progress::Incomplete, "{kind} {end}");
        }
    }
}

#[test]
fn the_three_http_dates_name_the_same_second() {
    for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        assert_eq!(http_date(date), Some(784_111_777), "{date}");
    }
    assert_eq!(http_date("Mon, 01 Jan 1970 00:00:60 GMT"), Some(60));
    assert_eq!(http_date("Mon, 29 Feb 0000 00:00:00 GMT"), Some(-62_162_121_600));
    assert_eq!(http_date("Monday, 01-Jan-70 00:00:00 GMT"), Some(0));
    assert_eq!(http_date("Monday, 01-Jan-69 00:00:00 GMT"), Some(3_124_224_000));
    for wrong in [
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 29 Feb 1900 00:00:00 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "",
    ] {
        assert_eq!(http_date(wrong), None, "{wrong}");
    }
}

#[test]
fn a_location_is_compared_by_scheme_host_and_port() {
    let rows = [
        ("https://a/x", "/y", "redirect"),
        ("https://a/x", "y?z=b:c", "redirect"),
        ("https://a/x", "./b:c", "redirect"),
        ("https://a/x", "b:c", "redirect-unusable"),
        ("https://a/x", "mailto:b@c", "redirect-unusable"),
        ("https://a/x", "https:/a/y", "redirect-unusable"),
        ("https://a/x", "https://:443/y", "redirect-unusable"),
        ("https://a/x", "https://u@a/y", "redirect-unusable"),
        ("https://a/x", "https://a:65536/y", "redirect-unusable"),
        ("https://a/x", "https://a:99999999999/y", "redirect-unusable"),
        ("https://a/x", "https://a:x/y", "redirect-unusable"),
        ("https://a/x", "/a b", "redirect-unusable"),
        ("https://a/x", "https://A:00443", "redirect"),
        ("https://a/x", "https://a:?y", "redirect"),
        ("https://a/x", "//a:443#y", "redirect"),
        ("https://a/x", "//b/y", "redirect-cross-origin"),
        ("https://a/x", "http://a/y", "redirect-downgrade"),
        ("http://a/x", "https://a/y", "redirect-cross-origin"),
        ("https://[::1]:6443/x", "https://[::1]:6443/y", "redirect"),
        ("https://[::1]:6443/x", "https://[::1]/y", "redirect-cross-origin"),
        ("https://u@a/x", "https://a/y", "redirect-cross-origin"),
        ("/x", "//a/y", "redirect-cross-origin"),
        ("/x", "y", "redirect"),
    ];
    for (url, location, expected) in rows {
        let request = Request { verb: "get".into(), url: url.into(), ..Request::default() };
        let headers = vec![("location".to_owned(), format!(" {location}\t"))];
        let answer = Answer::Http { code: 307, headers, body: Vec::new() };
        assert_eq!(advise(&request, &answer).rule, expected, "{url} to {location}");
    }
}
