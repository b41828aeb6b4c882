//! What others were seen to do wrong, each as a test of what this library says instead.

use kube_status::{
    Action, AdviceFlag, Alternative, Basis, Body, Executed, ListWatch, Name, Policy, Request, Response, Retry, Rule,
    Rv, Send, Step, Transport, Verb, FOREVER,
};

fn retry(request: Request) -> Retry {
    Retry::new(request, &Policy::default(), FOREVER, 0)
}

/// The waits until the machine stops, or this many steps.
fn waits(request: Request, response: &Response, steps: usize) -> Vec<u32> {
    let mut machine = retry(request);
    let mut waits = Vec::new();
    while waits.len() < steps {
        let advice = machine.request.advise(response);
        if machine.next(&advice, None, 0, 0) != Step::Again {
            break;
        }
        waits.push(machine.wait_ms);
    }
    waits
}

fn status(code: u16, reason: &str, message: &str) -> Response {
    let body =
        serde_json::json!({"kind": "Status", "status": "Failure", "message": message, "reason": reason, "code": code});
    Response::new(code).body(body.to_string())
}

#[test]
fn kr8s_restarts_a_watch_at_the_same_resource_version_after_410() {
    let mut machine = ListWatch::new(Request::default(), &Policy::default(), false, 0);
    machine.next(&machine.retry.request.advise(&Response::new(200)), None, 0, 0);
    machine.next(&Request::new(Verb::Watch).advise(&Response::new(410)), None, 0, 0);
    assert_eq!((machine.send, machine.from), (Send::List, Rv::Last), "a list, which means at least as fresh");
}

#[test]
fn kr8s_authenticates_again_on_403() {
    let advice = Request::new(Verb::Get).advise(&status(403, "Forbidden", "pods is forbidden: User \"x\" cannot get"));
    assert_eq!(advice.action, Action::FixRequest);
}

#[test]
fn kube_rs_reads_a_foreign_json_error_as_an_empty_status_with_code_0() {
    let advice = Request::new(Verb::Get).advise(&Response::new(503).body(r#"{"error":"upstream"}"#));
    assert_eq!((advice.trusted(), advice.body, advice.code), (false, Body::Foreign, 503));
    assert!(advice.has(AdviceFlag::UntrustedBody) && advice.action == Action::Retry);
}

#[test]
fn fluent_bit_lists_again_every_half_second_on_any_error() {
    let list = Request::new(Verb::List);
    assert_eq!(waits(list, &Response::new(503), 6), [1000, 2000, 4000, 8000, 16_000, 30_000]);
    assert_eq!(waits(list, &Response::new(403), 6), [0u32; 0], "what cannot succeed is not repeated");
}

#[test]
fn helm_retries_without_rewinding_the_body() {
    let stream = Request::new(Verb::Update).with(kube_status::RequestFlag::BodyOnce);
    let advice = stream.advise(&Response::new(503));
    assert_eq!((advice.rule, advice.action), (Rule::BodyOnce, Action::GiveUp));
}

#[test]
fn client_go_refreshes_credentials_but_returns_the_first_401() {
    let mut machine = retry(Request::new(Verb::Get));
    let rejected = machine.request.advise(&Response::new(401));
    assert!(rejected.has(AdviceFlag::RefreshCredentials));
    assert_eq!((machine.next(&rejected, None, 0, 0), machine.action), (Step::Again, Action::Authenticate));
    let done = machine.request.advise(&Response::new(200));
    assert_eq!(machine.next(&done, None, 0, 0), Step::Done);
}

#[test]
fn fabric8_and_kube_rs_resend_a_post_on_5xx() {
    for name in [Name::Unknown, Name::Generated] {
        let advice = Request::new(Verb::Create).name(name).advise(&Response::new(503));
        assert_eq!((advice.action, advice.executed), (Action::VerifyOutcome, Executed::Maybe));
    }
    let given = Request::new(Verb::Create).name(Name::Given).advise(&Response::new(503));
    assert_eq!((given.action, given.alternative), (Action::Retry, Alternative::VerifyOutcome));
}

#[test]
fn retry_watcher_and_kube_rs_keep_a_stale_resource_version_after_410_for_ever() {
    let advice = Request::new(Verb::Watch).advise(&Response::new(410));
    assert_eq!((advice.action, advice.rv), (Action::Relist, Rv::Last));
}

#[test]
fn backon_gives_every_device_the_same_jitter() {
    // The random number is the caller's: two callers with different ones wait differently, each at least the backoff.
    let wait = |random| {
        let mut machine = retry(Request::new(Verb::Get));
        machine.next(&machine.request.advise(&Response::new(503)), None, 0, random);
        machine.wait_ms
    };
    assert_eq!([wait(0), wait(1 << 30), wait(3 << 30)], [1000, 1125, 1375]);
}

#[test]
fn aws_c_io_has_no_input_for_a_hint_and_fabric8_ignores_it() {
    let hinted = Response::new(429).header("Retry-After", "10");
    assert_eq!(waits(Request::new(Verb::Get), &hinted, 5), [10_000, 10_000, 10_000, 10_000, 16_000]);
}

#[test]
fn fabric8_repeats_a_generate_name_post_of_unknown_outcome_eleven_times() {
    let post = Request::new(Verb::Create).name(Name::Generated);
    let advice = post.advise(&Response::failed(Transport::Eof));
    assert_eq!((advice.action, advice.executed), (Action::VerifyOutcome, Executed::Maybe));
}

#[test]
fn client_go_sends_the_bearer_token_to_another_host() {
    let away = Response::new(307).location("https://a:6443/x", "https://b/x");
    assert_eq!(Request::new(Verb::Get).advise(&away).action, Action::RefuseRedirect);
}

#[test]
fn client_go_turns_a_delete_answered_by_302_into_a_get_that_succeeds() {
    let moved = Response::new(302).location("https://a/x", "https://a/y");
    let advice = Request::new(Verb::Delete).advise(&moved);
    assert_eq!((advice.rule, advice.executed), (Rule::RedirectChangesMethod, Executed::No));
}

#[test]
fn client_go_answers_an_overflowing_retry_after_with_eleven_requests_at_once() {
    for seconds in ["9223372037", "9223372036854775807", "99999999999999999999"] {
        let advice = Request::new(Verb::Get).advise(&Response::new(429).header("Retry-After", seconds));
        assert_eq!((advice.delay_ms, advice.basis), (3_600_000, Basis::Header));
    }
}

#[test]
fn the_python_client_fails_on_a_retry_after_that_is_no_number() {
    for value in ["5.0", "+5", "soon"] {
        let advice = Request::new(Verb::Get).advise(&Response::new(429).header("Retry-After", value));
        assert_eq!((advice.action, advice.delay_ms, advice.basis), (Action::Retry, 1000, Basis::Backoff), "{value}");
    }
}

#[test]
fn the_python_informer_hot_loops_on_a_410() {
    let mut machine = ListWatch::new(Request::default(), &Policy::default(), false, 0);
    let mut waited = Vec::new();
    for _ in 0..6 {
        machine.next(&machine.retry.request.advise(&Response::new(410)), None, 0, 0);
        waited.push(machine.retry.wait_ms);
    }
    assert_eq!(waited, [0, 2000, 4000, 8000, 16_000, 30_000]);
}

#[test]
fn kr8s_polls_a_404_and_fails_on_an_error_without_a_message() {
    assert_eq!(waits(Request::new(Verb::Get), &status(404, "NotFound", ""), 60), [0u32; 0]);
    let bare = Response::new(403).body(r#"{"kind":"Status","status":"Failure"}"#);
    let advice = Request::new(Verb::Get).advise(&bare);
    assert!(advice.trusted() && advice.action == Action::FixRequest && !advice.explain(&[]).is_empty());
}

#[test]
fn kr8s_and_fabric8_take_a_proxys_404_for_not_there() {
    let delete = Request::new(Verb::Delete);
    assert_eq!(delete.advise(&Response::new(404).body("<html>")).action, Action::FixRequest);
    assert_eq!(delete.advise(&Response::new(404).body("404 page not found\n")).action, Action::Rediscover);
    let object =
        r#"{"kind":"Status","status":"Failure","reason":"NotFound","details":{"name":"a","kind":"pods"},"code":404}"#;
    assert_eq!(delete.advise(&Response::new(404).body(object)).action, Action::AlreadyDone);
}

#[test]
fn kube_rs_turns_every_3xx_into_a_serde_error() {
    let advice =
        Request::new(Verb::Get).advise(&Response::new(307).header("Location", "/x").body("Temporary Redirect"));
    assert_eq!(advice.action, Action::FollowRedirect);
}

#[test]
fn the_javascript_client_loses_the_body_of_every_401() {
    let mut texts = [0; 256];
    let mut response = Response::new(401);
    response.feed(
        br#"{"kind":"Status","status":"Failure","message":"token expired","reason":"Unauthorized","code":401}"#,
        &mut texts,
    );
    let advice = Request::new(Verb::Get).advise(&response);
    assert_eq!(advice.text(&texts, kube_status::Text::Message, 0), Some("token expired"));
}

#[test]
fn an_int32_delay_turns_negative_at_attempt_20() {
    // Azure SDK for Embedded C, with a base of 4 s.
    let policy = Policy { base_ms: 4000, cap_ms: u32::MAX, ..Policy::new(kube_status::Preset::Agent) };
    let request = Request::new(Verb::Get).max_delay_ms(u32::MAX);
    let mut machine = Retry::new(request, &policy, FOREVER, 0);
    let mut last = 0;
    for attempt in 1..=300 {
        machine.next(&request.advise(&Response::new(503)), None, 0, 0);
        assert!(machine.wait_ms >= last, "attempt {attempt}");
        last = machine.wait_ms;
    }
    assert_eq!(last, u32::MAX);
}
