//! Texts in the caller's buffer, and sentences made of them.

use kube_status::{Advice, Request, RequestFlag, Response, Rule, Text, Verb};

const CONFLICT: &str = concat!(
    r#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","#,
    r#""message":"Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified","#,
    r#""reason":"Conflict","details":{"name":"web","group":"apps","kind":"deployments"},"code":409}"#
);

fn advise(verb: Verb, code: u16, body: &str, texts: &mut [u8]) -> Advice {
    let mut response = Response::new(code);
    response.feed(body.as_bytes(), texts);
    Request::new(verb).advise(&response)
}

#[test]
fn explanations_say_what_happened_whether_it_was_written_what_to_do_and_when() {
    let mut texts = [0; 1024];
    for (verb, code, body, want) in [
        (
            Verb::Update,
            409,
            CONFLICT,
            "Another writer changed deployments.apps \"web\" first; nothing was written. GET it, merge, send again after 10 ms.",
        ),
        (
            Verb::Get,
            503,
            "<html>",
            "Something on the way cannot take requests now. Send the same request again after 1 s, and later each time.",
        ),
        (
            Verb::Create,
            503,
            "",
            "Something on the way cannot take requests now; it may have been executed. GET it before anything else after 1 s, and later each time.",
        ),
        (Verb::Get, 200, "", "The request was executed."),
        (
            Verb::Delete,
            404,
            r#"{"kind":"Status","status":"Failure","reason":"NotFound","details":{"name":"web","kind":"pods"},"code":404}"#,
            "pods \"web\" does not exist any more. Nothing is left to do.",
        ),
        (
            Verb::Create,
            403,
            r#"{"kind":"Status","status":"Failure","message":"pods is forbidden:\u0007 User \"x\"\n","reason":"Forbidden","code":403}"#,
            "The user is not allowed to do this; nothing was written. Fix the request; as it is it cannot succeed. The server says: pods is forbidden:  User \"x\"",
        ),
        (
            Verb::Watch,
            410,
            "",
            "The resourceVersion is too old to watch from. List again from the last resourceVersion seen.",
        ),
        (Verb::Get, 42, "", "The status code means nothing. Give up: nothing that a client does by itself helps."),
    ] {
        let advice = advise(verb, code, body, &mut texts);
        assert_eq!(advice.explain(&texts), want, "{verb} {code}");
    }
    assert_eq!(Advice::default().rule, Rule::Unknown);
    assert!(Advice::default().explain(&[]).starts_with("There is no advice; it may have been executed."));
}

#[test]
fn a_hint_and_a_new_timeout_are_said_in_seconds() {
    let throttled = Request::new(Verb::Get).advise(&Response::new(429).header("Retry-After", "90"));
    assert!(throttled.explain(&[]).ends_with("again after 90 s, as the server asks."), "{}", throttled.explain(&[]));
    let late = Request::new(Verb::Get).timeout_ms(1250).advise(&Response::new(504));
    assert!(late.explain(&[]).contains("a timeout of 2.5 s after 1 s"), "{}", late.explain(&[]));
}

#[test]
fn every_rule_has_a_sentence_and_every_explanation_fits() {
    let body = format!(
        r#"{{"kind":"Status","status":"Failure","message":"{}","details":{{"name":"{}","kind":"{}"}},"code":403}}"#,
        "ä".repeat(3000),
        "n".repeat(900),
        "k".repeat(900)
    );
    let mut texts = [0; 16384];
    let long = advise(Verb::Update, 403, &body, &mut texts);
    for rule in Rule::ALL {
        let sentence = Advice { rule: *rule, ..Advice::default() }.explain(&[]);
        assert!(sentence.len() > 20 && !sentence.contains('{') && sentence.ends_with('.'), "{rule}: {sentence}");
        assert!(sentence.starts_with(|first: char| first.is_uppercase()), "{rule}: {sentence}");
        // Cut, to a character: it is a String.
        assert!(Advice { rule: *rule, ..long }.explain(&texts).len() <= 512);
    }
}

#[test]
fn a_buffer_of_any_size_holds_whole_texts_or_none() {
    let body = CONFLICT.replace("cannot be", "ümläut €😀");
    let mut large = [0; 1024];
    let whole = advise(Verb::Update, 409, &body, &mut large);
    for size in 0..large.len() {
        for piece in [body.len(), 7, 1] {
            let mut texts = vec![0xaa; size];
            let mut response = Response::new(409);
            let mut cut = false;
            for piece in body.as_bytes().chunks(piece) {
                cut = response.feed(piece, &mut texts).text_cut;
            }
            let advice = Request::new(Verb::Update).advise(&response);
            assert_eq!((advice.rule, advice.delay_ms), (whole.rule, whole.delay_ms));
            let mut all = true;
            for text in [Text::Name, Text::Group, Text::Kind, Text::Reason] {
                let got = advice.text(&texts, text, 0);
                assert!(got.is_none() || got == whole.text(&large, text, 0), "{text} at {size}");
                all &= got.is_some();
            }
            let message = advice.text(&texts, Text::Message, 0);
            let want = whole.text(&large, Text::Message, 0).expect("a message");
            assert!(message.is_none_or(|message| want.starts_with(message) && message.len() <= size / 2), "{size}");
            assert_eq!(cut, size > 0 && !(all && message == Some(want)), "{size}");
        }
    }
}

#[test]
fn a_foreign_buffer_is_read_within_its_bounds() {
    let mut texts = [0; 1024];
    let advice = advise(Verb::Update, 409, CONFLICT, &mut texts);
    for texts in [&[0xff; 4][..], &[1; 300], &[0; 300], &[]] {
        for text in Text::ALL {
            let _ = advice.text(texts, *text, 0);
        }
        let _ = advice.explain(texts);
    }
    assert_eq!(advice.text(&texts, Text::Name, 1), None);
    assert_eq!(advice.text(&texts, Text::Uid, 0), None);
}

#[test]
fn a_stream_of_frames_is_read_one_by_one() {
    let stream = concat!(
        "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"5\"}}}\n",
        "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"annotations\":{\"k8s.io/initial-events-end\":\"true\"},\"resourceVersion\":\"6\"}}}",
        " {\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}\r\n"
    );
    for piece in [1, 3, stream.len()] {
        let (mut response, mut texts, mut seen) = (Response::new(200), [0; 256], Vec::new());
        for piece in stream.as_bytes().chunks(piece) {
            let mut rest = piece;
            while !rest.is_empty() {
                let (used, fed) = response.frame(rest, &mut texts);
                rest = &rest[used..];
                if fed.enough {
                    let advice = Request::new(Verb::Watch).advise(&response);
                    let version = advice.text(&texts, Text::ResourceVersion, 0).unwrap_or("").to_string();
                    seen.push((advice.rule, version));
                }
            }
        }
        let want = [
            (Rule::WatchEvent, "5".to_string()),
            (Rule::WatchBookmark, "6".to_string()),
            (Rule::WatchExpired, String::new()),
        ];
        assert_eq!(seen, want, "in pieces of {piece}");
        // The blanks behind the ERROR are no frame, and its end says nothing.
        let before = Request::new(Verb::Watch).advise(&response);
        response.end(0, 0);
        assert_eq!(Request::new(Verb::Watch).advise(&response).rule, before.rule);
    }
}

#[test]
fn behind_an_error_or_a_frame_without_an_end_nothing_is_read_in_any_pieces() {
    let error = r#"{"type":"ERROR","object":{"kind":"Status","code":410}}"#;
    let added = r#"{"type":"ADDED","object":{}}"#;
    for (stream, want) in [
        (format!("{error} 0}}}} {added}"), Rule::WatchExpired),
        (format!("{{\"type\":\"ADDED\" x}}\n{added}\n"), Rule::WatchGarbled),
        (format!("{added} x{added}"), Rule::WatchGarbled),
    ] {
        for piece in 1..=stream.len() {
            let mut response = Response::new(200);
            for piece in stream.as_bytes().chunks(piece) {
                let mut rest = piece;
                while !rest.is_empty() {
                    rest = &rest[response.frame(rest, &mut []).0..];
                }
            }
            let advice = Request::new(Verb::Watch).advise(&response);
            assert_eq!(advice.rule, want, "{stream} in pieces of {piece}");
        }
    }
}

/// A message is given up in the middle of a character: nothing of that shows in the text behind it.
#[test]
fn a_text_that_is_given_up_leaves_nothing_behind() {
    let body = [
        &br#"{"kind":"Status","status":"Failure","message":""#[..],
        &[0xce; 400],
        br#"","reason":"NotFound","code":500}"#,
    ];
    for size in 0..200 {
        for piece in [1, 2, 3, 1000] {
            let (mut response, mut buffer) = (Response::new(500), vec![0; size]);
            for bytes in body.concat().chunks(piece) {
                response.feed(bytes, &mut buffer);
            }
            let advice = Request::new(Verb::Get).advise(&response);
            let reason = advice.text(&buffer, Text::Reason, 0);
            assert!(matches!(reason, None | Some("NotFound")), "{reason:?} in {size} bytes, pieces of {piece}");
            assert_eq!(advice.reason, kube_status::Reason::NotFound);
            assert!(reason.is_some() || size < 48, "in {size} bytes, pieces of {piece}");
        }
    }
}

#[test]
fn message_rules_can_be_switched_off() {
    let response = Response::new(404).body("404 page not found\n");
    let request = Request::new(Verb::Get);
    assert_eq!(request.advise(&response).rule, Rule::PathNotServed);
    assert_eq!(request.with(RequestFlag::NoMessageRules).advise(&response).rule, Rule::NotFound);
}

#[test]
fn nothing_of_the_head_before_survives_a_status_line() {
    let mut response = Response::default();
    assert!(!response.line(b"Retry-After: 9"), "a header before any status line");
    for line in [
        &b"HTTP/1.1 100 Continue\r\n"[..],
        b"Retry-After: 9\r\n",
        b"\r\n",
        b"HTTP/2 429 \r\n",
        b"retry-AFTER:3\r\n",
        b"Retry-After: 4\r\n",
        b"Connection: keep-alive, Close\r\n",
        b"no header\r\n",
        b"\r\n",
    ] {
        assert!(response.line(line));
    }
    let advice = Request::new(Verb::Get).advise(&response);
    assert_eq!((advice.code, advice.delay_ms), (429, 3000));
    assert!(advice.has(kube_status::AdviceFlag::NewConnection));
    for line in ["HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 40", "HTTP/1.1 4040", "HTTP/1.1 abc", "HTTP/1.1 +40"] {
        assert!(response.line(line.as_bytes()));
        assert_eq!(Request::new(Verb::Get).advise(&response).rule, Rule::UnknownCode, "{line}");
    }
}
