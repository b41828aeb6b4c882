//! The domain is finite: all of it, with what is allowed for each code, and the table against the oracle's.

mod oracle;
mod replay;

use kube_status::{
    Action, Advice, AdviceFlag, Alternative, Basis, Executed, Name, Reason, Request, RequestFlag, Response, RetryClass,
    Rule, Transport, Verb,
};
use oracle::rows::fields;
use oracle::rules::Answer;
use serde_json::json;

/// The actions that a code may ever lead to, whatever was asked and whatever the body says. Written from RFC 9110
/// section 15 and the recovery column of the API conventions, with the departures that docs/client-go.md lists.
#[expect(clippy::match_overlapping_arm, reason = "named codes come before their classes")]
fn allowed(code: u16) -> &'static [Action] {
    use Action::*;
    match code {
        101 | 200..=299 => &[Done],
        304 => &[Done, GiveUp],
        301..=303 | 307 | 308 => &[FollowRedirect, RefuseRedirect, GiveUp],
        0..=399 | 600.. => &[GiveUp],
        400 => &[FixRequest, Relist],
        401 => &[FixRequest, Authenticate, GiveUp],
        403 => &[FixRequest, Authenticate, GiveUp, Retry, Rewatch, VerifyOutcome],
        404 => &[FixRequest, AlreadyDone, Rediscover],
        406 | 415 => &[Renegotiate, FixRequest],
        408 => &[Retry, Rewatch, VerifyOutcome, GiveUp, FixRequest],
        409 => &[
            FixRequest,
            MergeRetry,
            ResolveExists,
            ResolveApplyConflict,
            Retry,
            Rewatch,
            VerifyOutcome,
            WaitCondition,
            AlreadyDone,
            GiveUp,
        ],
        410 => &[FixRequest, Relist],
        412 => &[FixRequest, MergeRetry, VerifyOutcome],
        413 => &[ShrinkRequest, FixRequest],
        422 => &[FixRequest, MergeRetry, VerifyOutcome],
        429 => &[Retry, Rewatch, WaitCondition, GiveUp, VerifyOutcome],
        400..=499 => &[FixRequest],
        500 => &[Retry, Rewatch, VerifyOutcome, GiveUp, FixRequest, ShrinkRequest, Relist],
        501 | 505 => &[FixRequest, Retry, Rewatch, GiveUp, VerifyOutcome],
        504 => &[Retry, Rewatch, RaiseTimeout, VerifyOutcome, GiveUp, Relist, FixRequest],
        500..=599 => &[Retry, Rewatch, VerifyOutcome, GiveUp, FixRequest],
    }
}

/// What holds for every advice (design.md, invariants 3 to 5).
fn check(request: &Request, advice: &Advice, decides: Option<u16>, what: &dyn Fn() -> String) {
    let Advice { action, executed, alternative, basis, delay_ms, .. } = *advice;
    if let Some(code) = decides {
        assert!(allowed(code).contains(&action), "{action} for {code}: {}", what());
    }
    let resends = matches!(action, Action::Retry | Action::RaiseTimeout | Action::MergeRetry);
    let dry = RequestFlag::DryRun.is_in(request.flags);
    let safe = !request.verb.is_write() || dry;
    let idempotent = match (request.retry_class, request.verb) {
        (RetryClass::Safe | RetryClass::Idempotent, _) => true,
        (RetryClass::Unsafe, _) => false,
        (_, Verb::Create) => request.name == Name::Given,
        (_, verb) => matches!(verb, Verb::Update | Verb::Apply | Verb::Patch | Verb::Delete),
    };
    if executed == Executed::Maybe {
        assert!(!safe, "what changes nothing cannot have been executed: {}", what());
        assert!(!resends || idempotent, "an unsafe write may be done twice: {}", what());
        let look = action == Action::VerifyOutcome || alternative != Alternative::None || !resends;
        assert!(look || action == Action::MergeRetry, "a blind repeat without an alternative: {}", what());
    }
    let longest = if request.max_delay_ms == 0 { 3_600_000 } else { request.max_delay_ms };
    assert!(delay_ms <= longest, "{delay_ms} ms: {}", what());
    let hinted = matches!(basis, Basis::Header | Basis::HeaderDate | Basis::Body);
    assert!(delay_ms >= 1 || hinted || basis == Basis::None, "a hot loop: {}", what());
    assert_eq!(advice.new_timeout_ms != 0, action == Action::RaiseTimeout, "{}", what());
    assert!(
        advice.new_timeout_ms <= 60_000
            && (action != Action::RaiseTimeout || advice.new_timeout_ms > request.timeout_ms)
    );
    assert_ne!(advice.rule, Rule::Unknown, "{}", what());
    if RequestFlag::BodyOnce.is_in(request.flags) {
        assert!(!matches!(action, Action::Retry | Action::RaiseTimeout), "a stream sent twice: {}", what());
    }
}

fn status(code: u16, reason: Reason) -> String {
    let (code, reason) = (i32::from(code), reason.as_str());
    json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": "m", "reason": reason, "code": code})
        .to_string()
}

#[test]
fn every_code_verb_and_reason_has_advice_that_its_code_allows() {
    let halves = [0..=0x7fffu16, 0x8000..=0xffff];
    std::thread::scope(|scope| {
        for half in halves {
            scope.spawn(move || {
                for code in half {
                    for reason in Reason::ALL {
                        let response = Response::new(code).body(status(code, *reason));
                        // A Failure in a 2xx goes on with its own code if that is an error, else with its reason's.
                        let failure = (200..300).contains(&code);
                        let decides = if failure { reason.code() } else { code };
                        for verb in Verb::ALL {
                            let request = Request::new(*verb);
                            let advice = request.advise(&response);
                            if failure && !(*verb == Verb::Watch && code == 200) {
                                assert!(advice.has(AdviceFlag::FailureInSuccess), "{code} {verb} {reason}");
                                check(&request, &advice, Some(decides), &|| format!("{code} {verb} {reason}"));
                            } else {
                                check(&request, &advice, Some(code), &|| format!("{code} {verb} {reason}"));
                            }
                        }
                    }
                }
            });
        }
    });
}

/// Every named code, and both sides of every edge of a class.
fn codes() -> Vec<u16> {
    let mut codes: Vec<u16> = vec![0, 1, 99, 100, 101, 102, 199, 200, 201, 202, 203, 204, 205, 206, 207, 226, 299, 300];
    codes.extend([301, 302, 303, 304, 305, 306, 307, 308, 309, 399, 600, 999, 65_535]);
    codes.extend(400..=432);
    codes.extend([451, 498, 499]);
    codes.extend(500..=512);
    codes.extend([520, 529, 598, 599]);
    codes
}

/// One thing that a caller may say of its request, or an answer may carry in its head.
type Context = (&'static str, fn(&mut Request, &mut Response, &mut oracle::rules::Request, &mut Vec<(String, String)>));

fn header(response: &mut Response, headers: &mut Vec<(String, String)>, name: &str, value: &str) {
    *response = response.header(name, value);
    headers.push((name.to_string(), value.to_string()));
}

const URL: &str = "https://a.example:6443/api";

fn redirect(
    response: &mut Response,
    oracle: &mut oracle::rules::Request,
    headers: &mut Vec<(String, String)>,
    location: &str,
) {
    header(response, headers, "Location", location);
    *response = response.location(URL, location);
    oracle.url = URL.to_string();
}

#[rustfmt::skip]
const CONTEXTS: &[Context] = &[
    ("nothing", |_, _, _, _| {}),
    ("anonymous", |r, _, o, _| { *r = r.with(RequestFlag::Anonymous); o.anonymous = true; }),
    ("renewed", |r, _, o, _| { *r = r.with(RequestFlag::Renewed); o.renewed = true; }),
    ("continue", |r, _, o, _| { *r = r.with(RequestFlag::ContinueToken); o.continue_token = true; }),
    ("exact", |r, _, o, _| { *r = r.with(RequestFlag::Exact); o.exact = true; }),
    ("conditional", |r, _, o, _| { *r = r.with(RequestFlag::Conditional); o.conditional = true; }),
    ("dry run", |r, _, o, _| { *r = r.with(RequestFlag::DryRun); o.dry_run = true; }),
    ("after maybe", |r, _, o, _| { *r = r.with(RequestFlag::AfterMaybe); o.after_maybe = true; }),
    ("body once", |r, _, o, _| { *r = r.with(RequestFlag::BodyOnce); o.body_once = true; }),
    ("no message rules", |r, _, o, _| { *r = r.with(RequestFlag::NoMessageRules); o.no_message_rules = true; }),
    ("name given", |r, _, o, _| { *r = r.name(Name::Given); o.name = "given".into(); }),
    ("name generated", |r, _, o, _| { *r = r.name(Name::Generated); o.name = "generated".into(); }),
    ("safe", |r, _, o, _| { *r = r.retry_class(RetryClass::Safe); o.retry_class = "safe".into(); }),
    ("idempotent", |r, _, o, _| { *r = r.retry_class(RetryClass::Idempotent); o.retry_class = "idempotent".into(); }),
    ("unsafe", |r, _, o, _| { *r = r.retry_class(RetryClass::Unsafe); o.retry_class = "unsafe".into(); }),
    ("nine redirects", |r, _, o, _| { *r = r.redirects(9); o.redirects = 9; }),
    ("ten redirects", |r, _, o, _| { *r = r.redirects(10); o.redirects = 10; }),
    ("1 ms", |r, _, o, _| { *r = r.timeout_ms(1); o.timeout_ms = 1; }),
    ("33999 ms", |r, _, o, _| { *r = r.timeout_ms(33_999); o.timeout_ms = 33_999; }),
    ("34000 ms", |r, _, o, _| { *r = r.timeout_ms(34_000); o.timeout_ms = 34_000; }),
    ("59999 ms", |r, _, o, _| { *r = r.timeout_ms(59_999); o.timeout_ms = 59_999; }),
    ("60000 ms", |r, _, o, _| { *r = r.timeout_ms(60_000); o.timeout_ms = 60_000; }),
    ("at most 5 ms", |r, _, o, _| { *r = r.max_delay_ms(5); o.max_delay_ms = 5; }),
    ("Retry-After 0", |_, a, _, h| header(a, h, "Retry-After", "0")),
    ("Retry-After 7", |_, a, _, h| header(a, h, "Retry-After", "7")),
    ("Retry-After for ever", |_, a, _, h| header(a, h, "Retry-After", "99999999999999999999")),
    ("Retry-After date", |_, a, _, h| {
        header(a, h, "Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT");
        header(a, h, "Date", "Wed, 21 Oct 2026 07:27:48 GMT");
    }),
    ("Connection: close", |_, a, _, h| header(a, h, "Connection", "close")),
    ("Location of the same origin", |_, a, o, h| redirect(a, o, h, "https://A.example:6443/x")),
    ("Location of another origin", |_, a, o, h| redirect(a, o, h, "https://b.example:6443/x")),
    ("Location without TLS", |_, a, o, h| redirect(a, o, h, "http://a.example:6443/x")),
    ("Location that is no URL", |_, a, o, h| redirect(a, o, h, "javascript:alert(1)")),
    ("relative Location, URL unknown", |_, a, _, h| header(a, h, "Location", "/x")),
    ("absolute Location, URL unknown", |_, a, _, h| header(a, h, "Location", "https://a.example:6443/x")),
];

/// Each phrase, cause and detail that a rule looks for, and near misses.
fn bodies(code: u16) -> Vec<String> {
    let mut bodies = vec![
        String::new(),
        "<html>x</html>".to_string(),
        "404 page not found\n".to_string(),
        "404 page not found?".to_string(),
        "the backend attempted to redirect this request, which is not permitted".to_string(),
        "{\"kind\":\"Stat".to_string(),
        "{\"kind\":\"Pod\"}".to_string(),
        status(599, Reason::Conflict),
    ];
    bodies.extend(Reason::ALL.iter().map(|reason| status(code, *reason)));
    for (reason, message) in [
        ("", "admission webhook \"v\" denied the request"),
        ("", "x: admission webhook \"v\" denied the request"),
        ("", "invalid continue token: x"),
        ("", "x: invalid continue token"),
        ("Forbidden", "x: ValidatingAdmissionPolicy 'p' denied"),
        ("", "x: strconv.ParseUint: y"),
        ("Forbidden", "x: not yet ready to handle request"),
        ("Forbidden", "x not yet ready to handle request"),
        ("Forbidden", "x: error looking up service account a/b: y"),
        ("Forbidden", "x is forbidden: User \"system:anonymous\" cannot"),
        ("Forbidden", "x: exceeded quota: q"),
        ("AlreadyExists", "object is being deleted: x"),
        ("Conflict", "x: the UID in the precondition (a)"),
        ("Conflict", "Precondition failed: UID in precondition: a"),
        ("Conflict", "x: uid mismatch: y"),
        ("Timeout", "Too large resource version: 1"),
        ("", "x: corrupt object y"),
        ("", "x: object not decodable"),
        ("", "etcdserver: request is too large"),
        ("", "rpc error: code = ResourceExhausted desc = x"),
        ("", "resourceVersion should not be set on objects to be created"),
        ("", "This pod has more than one PodDisruptionBudget, x"),
        ("", "failed to create typed patch object (x)"),
        ("ServiceUnavailable", "error trying to reach service: x"),
        ("InternalError", "Internal error occurred: failed calling webhook \"v\""),
        ("Timeout", "couldn't update PodDisruptionBudget \"x\""),
        ("", "etcdserver: mvcc: database space exceeded"),
    ] {
        let details = json!({"name": "n", "kind": "pods"});
        bodies.push(json!({"kind": "Status", "status": "Failure", "message": message, "reason": reason, "details": details, "code": code}).to_string());
    }
    for (reason, details) in [
        ("NotFound", json!({})),
        ("NotFound", json!({"name": "n"})),
        ("NotFound", json!({"kind": "pods"})),
        ("NotFound", json!({"name": "n", "kind": "pods"})),
        ("Conflict", json!({"kind": "resourcequotas"})),
        ("Conflict", json!({"kind": "pods/binding"})),
        ("Conflict", json!({"causes": [{"reason": "FieldManagerConflict"}]})),
        ("Forbidden", json!({"causes": [{"reason": "NamespaceTerminating"}]})),
        ("TooManyRequests", json!({"causes": [{"reason": "DisruptionBudget"}], "retryAfterSeconds": 3})),
        ("Timeout", json!({"causes": [{"reason": "ResourceVersionTooLarge"}], "retryAfterSeconds": 1})),
        ("Timeout", json!({"causes": [{"reason": "ResourceVersionTooLarge"}]})),
        ("ServiceUnavailable", json!({"causes": [{"reason": "UnexpectedServerResponse"}]})),
        ("Invalid", json!({"causes": [{"field": "metadata.resourceVersion"}]})),
        ("Invalid", json!({"causes": [{"field": "metadata.name"}]})),
        ("Expired", json!({"retryAfterSeconds": -1})),
    ] {
        let metadata = json!({"continue": "t"});
        bodies.push(json!({"kind": "Status", "metadata": metadata, "status": "Failure", "reason": reason, "details": details, "code": code}).to_string());
    }
    bodies
}

/// Advice and oracle about one answer in one context; fails where they differ.
fn compare(code: u16, body: &str, fed: Response, verb: Verb, contexts: &[&Context], told: &serde_json::Value) {
    let (mut request, mut response) = (Request::new(verb), fed);
    let mut oracle = oracle::rules::Request { verb: verb.as_str().to_string(), ..Default::default() };
    let mut headers = Vec::new();
    for (_, apply) in contexts {
        apply(&mut request, &mut response, &mut oracle, &mut headers);
    }
    let advice = request.advise(&response);
    let what = || format!("{code} {verb} {:?} {body:?}", contexts.iter().map(|(name, _)| name).collect::<Vec<_>>());
    check(&request, &advice, (!advice.has(AdviceFlag::FailureInSuccess)).then_some(code), &what);
    let answer = Answer::Http { code, headers, body: body.as_bytes().to_vec() };
    let want = fields(&oracle::rules::advise(&oracle, &answer));
    assert_eq!(replay::told(&advice, &json!({}), told), want, "{}", what());
}

fn in_two_threads(test: impl Fn(u16) + Sync) {
    let codes = codes();
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (codes, test) = (&codes, &test);
            scope.spawn(move || codes.iter().skip(half).step_by(2).for_each(|code| test(*code)));
        }
    });
}

#[test]
fn every_phrase_cause_and_detail_in_every_context_gets_what_the_oracle_says() {
    in_two_threads(|code| {
        for body in bodies(code) {
            let (fed, told) = (Response::new(code).body(&body), json!({ "body": body }));
            for verb in Verb::ALL {
                for context in CONTEXTS {
                    compare(code, &body, fed, *verb, &[context], &told);
                }
            }
        }
    });
}

#[test]
fn every_pair_of_contexts_gets_what_the_oracle_says() {
    in_two_threads(|code| {
        for body in [String::new(), status(code, Reason::Conflict), status(code, Reason::ServerTimeout)] {
            let (fed, told) = (Response::new(code).body(&body), json!({ "body": body }));
            for verb in Verb::ALL {
                for (index, first) in CONTEXTS.iter().enumerate() {
                    for second in &CONTEXTS[index + 1..] {
                        // Two Locations are no pair: the library lets the one with a URL win, a response has one.
                        if !(first.0.contains("Location") && second.0.contains("Location")) {
                            compare(code, &body, fed, *verb, &[first, second], &told);
                        }
                    }
                }
            }
        }
    });
}

#[test]
fn every_transport_failure_and_end_gets_what_the_oracle_says() {
    for verb in Verb::ALL {
        for context in CONTEXTS {
            let ends = [(0, 0), (999, 0), (1000, 0), (0, 1), (u32::MAX, u32::MAX)];
            let mut answers: Vec<(Response, Answer)> = Transport::ALL
                .iter()
                .map(|transport| (Response::failed(*transport), Answer::Failed { transport: transport.to_string() }))
                .collect();
            for (elapsed_ms, events) in ends {
                let mut response = Response::new(200);
                response.end(elapsed_ms, events);
                answers.push((response, Answer::End { elapsed_ms, events }));
            }
            for (mut response, answer) in answers {
                let mut request = Request::new(*verb);
                let mut oracle = oracle::rules::Request { verb: verb.as_str().to_string(), ..Default::default() };
                context.1(&mut request, &mut response, &mut oracle, &mut Vec::new());
                let advice = request.advise(&response);
                let what = || format!("{verb} {} {answer:?}", context.0);
                check(&request, &advice, None, &what);
                let want = fields(&oracle::rules::advise(&oracle, &answer));
                assert_eq!(replay::told(&advice, &json!({}), &json!({})), want, "{}", what());
            }
        }
    }
}

/// The predicates as apimachinery's answer, row by row of what was measured.
#[test]
fn the_predicates_answer_as_apimachinery_does() {
    let mut count = 0;
    for row in replay::rows("client-go/predicates.tsv") {
        let (sent, code) = (row["reason"].as_str().unwrap(), row["code"].as_str().unwrap().parse::<i32>().unwrap());
        let body = json!({"kind": "Status", "status": "Failure", "reason": sent, "code": code}).to_string();
        // Any error that trusts the body will do: its own code is another.
        let advice = Request::new(Verb::Get).advise(&Response::new(418).body(body));
        let mut held: Vec<&str> =
            predicates(&advice).into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect();
        held.sort_unstable();
        let mut want: Vec<&str> =
            row["predicates"].as_str().unwrap().split(',').filter(|name| !name.is_empty()).collect();
        want.sort_unstable();
        assert_eq!(held, want, "{sent} {code}");
        count += 1;
    }
    assert_eq!(count, 528);
}

fn predicates(advice: &Advice) -> [(&'static str, bool); 20] {
    [
        ("IsNotFound", advice.is_not_found()),
        ("IsAlreadyExists", advice.is_already_exists()),
        ("IsConflict", advice.is_conflict()),
        ("IsInvalid", advice.is_invalid()),
        ("IsGone", advice.is_gone()),
        ("IsResourceExpired", advice.is_resource_expired()),
        ("IsNotAcceptable", advice.is_not_acceptable()),
        ("IsUnsupportedMediaType", advice.is_unsupported_media_type()),
        ("IsMethodNotSupported", advice.is_method_not_supported()),
        ("IsServiceUnavailable", advice.is_service_unavailable()),
        ("IsBadRequest", advice.is_bad_request()),
        ("IsUnauthorized", advice.is_unauthorized()),
        ("IsForbidden", advice.is_forbidden()),
        ("IsTimeout", advice.is_timeout()),
        ("IsServerTimeout", advice.is_server_timeout()),
        ("IsInternalError", advice.is_internal_error()),
        ("IsTooManyRequests", advice.is_too_many_requests()),
        ("IsRequestEntityTooLargeError", advice.is_request_entity_too_large()),
        ("IsStoreReadError", advice.is_store_read_error()),
        ("IsUnexpectedServerError", advice.is_unexpected_server_error()),
    ]
}
