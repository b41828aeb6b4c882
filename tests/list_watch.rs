//! The ListWatch machine over scripted servers.

mod replay;

use kube_status::{
    Action, Advice, AdviceFlag, ListWatch, Policy, Preset, Request, RequestFlag, Response, Rule, Rv, Send, Step,
    Transport, Verb, Why,
};
use replay::Seeded;

/// The machine, and what a caller keeps beside it.
struct Client {
    machine: ListWatch,
    now_ms: u32,
    waits: Vec<u32>,
    stored: u32,
}

impl Client {
    fn new(preset: Preset, streaming: bool) -> Client {
        let machine = ListWatch::new(Request::default(), &Policy::new(preset), streaming, 0);
        Client { machine, now_ms: 0, waits: Vec::new(), stored: 0 }
    }

    fn after(&mut self, advice: &Advice) -> Step {
        let step = self.machine.next(advice, None, self.now_ms, 0);
        if step == Step::Again {
            self.waits.push(self.machine.retry.wait_ms);
            self.now_ms += self.machine.retry.wait_ms;
        }
        self.stored += u32::from(self.machine.store);
        step
    }

    fn answer(&mut self, response: Response) -> Step {
        let advice = self.machine.retry.request.advise(&response);
        self.after(&advice)
    }

    fn code(&mut self, code: u16) -> Step {
        self.answer(Response::new(code))
    }

    fn body(&mut self, code: u16, body: &str) -> Step {
        let (mut response, mut texts) = (Response::new(code), [0; 512]);
        response.feed(body.as_bytes(), &mut texts);
        self.answer(response)
    }

    fn frame(&mut self, frame: &str) -> Step {
        let mut response = Response::new(200);
        assert!(response.frame(frame.as_bytes(), &mut [0; 512]).1.enough, "a whole frame");
        self.answer(response)
    }

    fn end(&mut self, elapsed_ms: u32, events: u32) -> Step {
        let mut response = Response::new(200);
        response.end(elapsed_ms, events);
        self.answer(response)
    }

    fn sends(&self) -> (Send, Rv, Verb) {
        (self.machine.send, self.machine.from, self.machine.retry.request.verb)
    }

    fn listed(preset: Preset) -> Client {
        let mut client = Client::new(preset, false);
        assert_eq!(client.body(200, LIST), Step::Again);
        assert_eq!(client.code(200), Step::Read);
        client
    }
}

const LIST: &str = r#"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"5"},"items":[]}"#;
const PAGE: &str =
    r#"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"5","continue":"t"},"items":[]}"#;
const ADDED: &str = r#"{"type":"ADDED","object":{"kind":"Pod","metadata":{"resourceVersion":"6"}}}"#;
const BOOKMARK: &str = r#"{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"7"}}}"#;
const INITIAL_END: &str = r#"{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"annotations":{"k8s.io/initial-events-end":"true"},"resourceVersion":"8"}}}"#;
const EXPIRED: &str = r#"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}"#;
const TOO_LARGE: &str = r#"{"type":"ERROR","object":{"kind":"Status","code":504,"reason":"Timeout","details":{"causes":[{"reason":"ResourceVersionTooLarge"}]}}}"#;
const FAILED: &str = r#"{"type":"ERROR","object":{"kind":"Status","code":500,"reason":"InternalError"}}"#;

const LAST: (Send, Rv, Verb) = (Send::Watch, Rv::Last, Verb::Watch);

#[test]
fn pages_are_listed_then_the_collection_is_watched_from_the_list() {
    let mut client = Client::new(Preset::Conventions, false);
    assert_eq!(client.sends(), (Send::List, Rv::Requested, Verb::List));
    assert_eq!(client.body(200, PAGE), Step::Again);
    assert_eq!((client.machine.send, client.machine.store, client.machine.complete), (Send::Page, 1, 0));
    assert!(RequestFlag::ContinueToken.is_in(client.machine.retry.request.flags));
    assert_eq!(client.body(200, LIST), Step::Again);
    assert_eq!((client.sends(), client.machine.store, client.machine.complete), (LAST, 1, 1));
    assert!((300..600).contains(&client.machine.timeout_seconds));
    assert!(!RequestFlag::ContinueToken.is_in(client.machine.retry.request.flags));
    assert_eq!((client.code(200), client.machine.store), (Step::Read, 0));
    assert_eq!((client.frame(ADDED), client.machine.store), (Step::Read, 1));
    assert_eq!((client.frame(BOOKMARK), client.machine.store), (Step::Read, 1));
    assert_eq!((client.end(400_000, 2), client.sends()), (Step::Again, LAST));
    assert_eq!(client.waits, [0, 0, 0]);
}

#[test]
fn both_roads_to_410_list_again_and_never_resume_from_there() {
    let mut client = Client::listed(Preset::Conventions);
    assert_eq!(client.frame(EXPIRED), Step::Again);
    assert_eq!(client.sends(), (Send::List, Rv::Last, Verb::List));
    // That list is too old as well: without a resourceVersion, and the second in a row waits.
    assert_eq!((client.code(410), client.sends()), (Step::Again, (Send::List, Rv::Unset, Verb::List)));
    assert_eq!(client.body(200, LIST), Step::Again);
    // A watch whose start is refused with 410.
    assert_eq!((client.code(410), client.sends()), (Step::Again, (Send::List, Rv::Last, Verb::List)));
    assert_eq!(client.waits, [0, 0, 2000, 0, 4000]);
}

/// With a limit a server may list exactly the resourceVersion it is asked for, however old.
#[test]
fn a_list_that_is_as_old_as_the_watch_that_expired_is_followed_by_one_without_a_resource_version() {
    let mut client = Client::listed(Preset::Conventions);
    for from in [Rv::Last, Rv::Unset, Rv::Last, Rv::Unset] {
        assert_eq!((client.frame(EXPIRED), client.sends()), (Step::Again, (Send::List, from, Verb::List)));
        assert_eq!((client.body(200, PAGE), client.machine.send), (Step::Again, Send::Page));
        assert_eq!((client.body(200, LIST), client.sends()), (Step::Again, LAST));
        assert_eq!(client.code(200), Step::Read);
    }
    // An event shows that the list was new enough.
    client.frame(EXPIRED);
    client.body(200, LIST);
    client.code(200);
    client.frame(ADDED);
    assert_eq!((client.frame(EXPIRED), client.sends()), (Step::Again, (Send::List, Rv::Last, Verb::List)));
}

/// As after a restart: the watch breaks off, nobody is there, and then its resourceVersion has expired.
#[test]
fn an_expired_resource_version_does_not_wait_for_the_failures_before_it() {
    let mut client = Client::listed(Preset::Conventions);
    client.frame(ADDED);
    client.end(10, 0);
    client.answer(Response::failed(Transport::Reset));
    client.answer(Response::failed(Transport::Refused));
    for _ in 0..2 {
        assert_eq!(
            (client.code(200), client.frame(EXPIRED), client.body(200, LIST)),
            (Step::Read, Step::Again, Step::Again)
        );
    }
    assert_eq!(client.waits, [0, 1000, 2000, 4000, 0, 0, 2000, 0]);
}

/// Only what failed is over when a resourceVersion has expired: throttles are not, and other steps end no row.
#[test]
fn an_expired_resource_version_forgets_failures_alone() {
    for (codes, waits) in [
        ([429, 429, 410, 429], [5000, 10_000, 0, 20_000]),
        ([503, 503, 410, 503], [5000, 10_000, 0, 10_000]),
        ([503, 503, 401, 503], [5000, 10_000, 0, 40_000]),
    ] {
        let mut client = Client::new(Preset::Agent, false);
        for code in codes {
            client.code(code);
        }
        assert_eq!(client.waits, waits, "{codes:?}");
    }
}

#[test]
fn a_continue_token_that_expires_behind_an_expired_watch_lists_as_asked_for() {
    let mut client = Client::listed(Preset::Conventions);
    assert_eq!((client.frame(EXPIRED), client.body(200, PAGE)), (Step::Again, Step::Again));
    assert_eq!((client.code(410), client.sends()), (Step::Again, (Send::List, Rv::Requested, Verb::List)));
}

#[test]
fn roles_that_are_never_there_end_the_list() {
    const ROLES: &str = r#"{"kind":"Status","status":"Failure","message":"x is forbidden: RBAC: [clusterrole.rbac.authorization.k8s.io \"a\" not found, x]","reason":"Forbidden","code":403}"#;
    let mut client = Client::new(Preset::Agent, false);
    for _ in 0..4 {
        assert_eq!((client.body(403, ROLES), client.sends()), (Step::Again, (Send::List, Rv::Requested, Verb::List)));
    }
    assert_eq!((client.body(403, ROLES), client.machine.retry.why), (Step::Stop, Why::Tries));
    assert_eq!(client.waits, [5000, 10_000, 20_000, 40_000]);
}

#[test]
fn a_server_that_always_says_expired_is_not_hot_looped() {
    let mut client = Client::listed(Preset::Conventions);
    for _ in 0..12 {
        assert_eq!(client.frame(EXPIRED), Step::Again);
        assert_eq!(client.body(200, LIST), Step::Again);
        assert_eq!(client.code(200), Step::Read);
    }
    let relists: Vec<u32> = client.waits.iter().copied().skip(1).step_by(2).collect();
    assert_eq!(relists, [0, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000]);
    // An event ends the row.
    client.frame(ADDED);
    client.frame(EXPIRED);
    assert_eq!(client.waits.last(), Some(&0));
}

#[test]
fn a_resource_version_from_the_future_is_listed_without_one() {
    let mut client = Client::listed(Preset::Conventions);
    assert_eq!((client.frame(TOO_LARGE), client.sends()), (Step::Again, (Send::List, Rv::Unset, Verb::List)));
    assert_eq!(client.waits, [0, 1000]);
    let timeout = r#"{"kind":"Status","status":"Failure","code":504,"reason":"Timeout","details":{"causes":[{"reason":"ResourceVersionTooLarge"}],"retryAfterSeconds":1}}"#;
    let mut client = Client::new(Preset::Conventions, false);
    for _ in 0..4 {
        assert_eq!((client.body(504, timeout), client.sends()), (Step::Again, (Send::List, Rv::Requested, Verb::List)));
    }
    assert_eq!((client.body(504, timeout), client.sends()), (Step::Again, (Send::List, Rv::Unset, Verb::List)));
}

#[test]
fn an_error_event_watches_again_and_lists_after_five() {
    let mut client = Client::listed(Preset::Conventions);
    for _ in 0..4 {
        assert_eq!((client.frame(FAILED), client.sends()), (Step::Again, LAST));
        assert_eq!(client.code(200), Step::Read);
    }
    assert_eq!((client.frame(FAILED), client.sends()), (Step::Again, (Send::List, Rv::Last, Verb::List)));
    assert_eq!(client.waits, [0, 1000, 2000, 4000, 8000, 16_000]);
    // The end that follows an ERROR changes nothing: its advice is the ERROR's, once.
    let mut response = Response::new(200);
    response.frame(FAILED.as_bytes(), &mut []);
    response.end(10, 0);
    assert_eq!(Request::new(Verb::Watch).advise(&response).rule, Rule::WatchFailed);
}

#[test]
fn watches_that_end_early_and_empty_back_off_and_list_after_three() {
    let mut client = Client::listed(Preset::Conventions);
    for want in [LAST, LAST, (Send::List, Rv::Last, Verb::List)] {
        assert_eq!((client.end(10, 0), client.sends()), (Step::Again, want));
    }
    assert_eq!(client.waits, [0, 1000, 2000, 4000]);
}

#[test]
fn watches_of_a_quiet_collection_that_end_by_themselves_are_no_failures() {
    let mut client = Client::listed(Preset::Conventions);
    for _ in 0..6 {
        assert_eq!((client.end(400_000, 0), client.sends()), (Step::Again, LAST));
        assert_eq!(client.code(200), Step::Read);
    }
    client.answer(Response::failed(Transport::Reset));
    assert_eq!(client.waits, [0, 0, 0, 0, 0, 0, 0, 1000]);
}

#[test]
fn a_lost_connection_watches_again_from_the_last_resource_version() {
    let mut client = Client::listed(Preset::Agent);
    for wait in [5000, 10_000, 20_000] {
        assert_eq!((client.answer(Response::failed(Transport::Reset)), client.sends()), (Step::Again, LAST));
        assert_eq!((client.machine.retry.wait_ms, client.machine.retry.new_connection), (wait, 1));
    }
    client.code(200);
    client.frame(ADDED);
    client.answer(Response::failed(Transport::Refused));
    assert_eq!(client.machine.retry.wait_ms, 5000);
}

#[test]
fn retries_have_no_end_but_the_same_refusal_three_times_in_a_row() {
    let mut client = Client::new(Preset::Conventions, false);
    for _ in 0..100 {
        assert_eq!(client.code(503), Step::Again);
    }
    assert_eq!((client.code(403), client.sends()), (Step::Again, (Send::List, Rv::Requested, Verb::List)));
    assert_eq!(client.code(403), Step::Again);
    assert_eq!(client.code(404), Step::Again);
    assert_eq!(client.code(403), Step::Again);
    assert_eq!(client.code(403), Step::Again);
    assert!(client.waits.iter().all(|wait| *wait >= 1000));
    assert_eq!((client.code(403), client.machine.retry.why), (Step::Stop, Why::Refused));
}

#[test]
fn rejected_credentials_stop_a_client_and_slow_down_an_agent() {
    let mut client = Client::new(Preset::Conventions, false);
    assert_eq!((client.code(401), client.machine.retry.action), (Step::Again, Action::Authenticate));
    assert_eq!((client.code(401), client.machine.retry.why), (Step::Stop, Why::Credentials));
    let mut agent = Client::new(Preset::Agent, false);
    for wait in [0, 10_000, 20_000, 40_000] {
        assert_eq!((agent.code(401), agent.machine.retry.action), (Step::Again, Action::Authenticate));
        assert_eq!(agent.machine.retry.wait_ms, wait);
    }
}

#[test]
fn each_request_has_its_own_401_and_its_own_redirects() {
    let mut client = Client::new(Preset::Conventions, false);
    assert_eq!(client.code(401), Step::Again);
    client.body(200, LIST);
    client.code(200);
    client.frame(ADDED);
    client.end(400_000, 1);
    // The token was rotated again meanwhile.
    assert_eq!((client.code(401), client.machine.retry.action), (Step::Again, Action::Authenticate));
    for _ in 0..15 {
        let moved = Response::new(307).header("Location", "/elsewhere");
        assert_eq!((client.answer(moved), client.machine.retry.action), (Step::Again, Action::FollowRedirect));
        assert_eq!(client.code(200), Step::Read);
        assert_eq!(client.end(400_000, 0), Step::Again);
    }
}

#[test]
fn what_is_done_without_a_wait_waits_the_second_time() {
    let status = |reason: &str, details: &str| {
        format!(r#"{{"kind":"Status","status":"Failure","reason":"{reason}","details":{details}}}"#)
    };
    let anonymous = r#"{"kind":"Status","status":"Failure","message":"x: User \"system:anonymous\" cannot"}"#;
    for (code, body) in [
        (404, "404 page not found\n".to_string()),
        (404, status("NotFound", "{}")),
        (403, anonymous.to_string()),
        (406, String::new()),
        (415, String::new()),
        (410, String::new()),
    ] {
        let mut client = Client::new(Preset::Agent, false);
        for _ in 0..5 {
            assert_eq!(client.body(code, &body), Step::Again, "{code} {body}");
        }
        assert_eq!(client.waits, [0, 10_000, 20_000, 40_000, 80_000], "{code} {body}");
    }
    // In turn, too.
    let mut client = Client::new(Preset::Conventions, false);
    for code in [410, 406, 410, 406] {
        client.code(code);
    }
    assert_eq!(client.waits, [0, 2000, 4000, 8000]);
}

#[test]
fn in_a_row_means_without_anything_between() {
    let mut client = Client::listed(Preset::Conventions);
    for _ in 0..4 {
        assert_eq!((client.end(10, 0), client.sends()), (Step::Again, LAST));
        assert_eq!((client.answer(Response::failed(Transport::Reset)), client.sends()), (Step::Again, LAST));
    }
    let mut client = Client::new(Preset::Conventions, false);
    for _ in 0..4 {
        assert_eq!((client.code(403), client.code(503)), (Step::Again, Step::Again));
    }
}

#[test]
fn a_user_who_may_list_but_not_watch_is_told() {
    let mut client = Client::new(Preset::Conventions, false);
    for _ in 0..2 {
        assert_eq!(client.body(200, LIST), Step::Again);
        assert_eq!((client.machine.send, client.machine.complete), (Send::Watch, 1));
        assert_eq!(client.code(403), Step::Again);
        assert_eq!((client.machine.send, client.machine.complete), (Send::List, 0));
    }
    assert_eq!(client.body(200, LIST), Step::Again);
    assert_eq!((client.code(403), client.machine.retry.why), (Step::Stop, Why::Refused));
}

#[test]
fn a_first_state_that_is_streamed_stores_nothing_before_its_end() {
    let mut client = Client::new(Preset::Conventions, true);
    assert_eq!(client.sends(), (Send::Stream, Rv::Requested, Verb::Watch));
    assert_eq!(client.code(200), Step::Read);
    assert_eq!((client.frame(ADDED), client.machine.store, client.machine.complete), (Step::Read, 0, 0));
    // It breaks off: from its beginning.
    assert_eq!(client.answer(Response::failed(Transport::Eof)), Step::Again);
    assert_eq!(client.sends(), (Send::Stream, Rv::Requested, Verb::Watch));
    client.code(200);
    client.frame(ADDED);
    assert_eq!((client.frame(INITIAL_END), client.machine.store, client.machine.complete), (Step::Read, 1, 1));
    assert_eq!((client.frame(ADDED), client.machine.store), (Step::Read, 1));
    assert_eq!((client.end(5000, 3), client.sends()), (Step::Again, LAST));
    // Expired: streamed again. A server that does not know how is listed.
    client.code(200);
    assert_eq!((client.frame(EXPIRED), client.machine.send), (Step::Again, Send::Stream));
    assert_eq!((client.code(422), client.machine.send), (Step::Again, Send::List));
}

#[test]
fn no_script_makes_it_hot_loop_or_resume_from_an_expired_resource_version() {
    let mut random = Seeded(0x6c69_7374);
    for _ in 0..4000 {
        let preset = Preset::ALL[random.below(2) as usize];
        let mut client = Client::new(preset, random.below(4) == 0);
        let (mut expired, mut sent, mut events, mut unwaited) = (false, 0u32, 0u32, 0u32);
        for _ in 0..200 {
            let watching = client.machine.retry.request.verb == Verb::Watch;
            let before = (client.machine.send, client.machine.from, client.machine.retry.request);
            let mut gone = false;
            let step = match (watching, random.below(12)) {
                (false, 0..=4) => client.body(200, if random.below(3) == 0 { PAGE } else { LIST }),
                (true, 0..=3) => {
                    events += 1;
                    client.frame([ADDED, BOOKMARK, INITIAL_END][random.below(3) as usize])
                }
                (true, 4) => {
                    gone = true;
                    client.frame(EXPIRED)
                }
                (true, 5) => client.frame([FAILED, TOO_LARGE][random.below(2) as usize]),
                (true, 6) => client.end(random.below(2000), random.below(2)),
                (_, 7) => client.answer(Response::failed(Transport::ALL[random.below(11) as usize])),
                (_, 8) => {
                    gone = true;
                    client.code(410)
                }
                (_, 9) => client.body(
                    404,
                    ["404 page not found", r#"{"kind":"Status","status":"Failure","reason":"NotFound","details":{}}"#]
                        [random.below(2) as usize],
                ),
                _ => client.code([429, 500, 503, 504, 401, 403, 404, 406, 415][random.below(9) as usize]),
            };
            if step == Step::Stop {
                assert!(matches!(client.machine.retry.why, Why::Refused | Why::Credentials | Why::Tries));
                break;
            }
            expired = (expired || gone) && client.machine.store == 0;
            unwaited = if step == Step::Read { 0 } else { unwaited };
            if step == Step::Again {
                sent += 1;
                let resumes = client.machine.send == Send::Watch && client.machine.from == Rv::Last;
                assert!(!(expired && resumes), "a watch from where it expired");
                let after = (client.machine.send, client.machine.from, client.machine.retry.request);
                let waited = client.machine.retry.wait_ms > 0;
                let changed = after != before || client.machine.retry.action != Action::Retry;
                assert!(waited || changed, "sent twice without a wait or a change");
                let freely = !waited && !matches!(client.machine.retry.action, Action::Done | Action::Rewatch);
                unwaited = if freely { unwaited + 1 } else { 0 };
                assert!(unwaited < 3, "a hot loop of {}", client.machine.retry.action);
            }
        }
        // What is sent is paid for by progress or by time.
        let progress = events + client.stored + 2;
        let paid = client.now_ms / 1000 + 4 * progress;
        assert!(sent <= paid + 2, "{sent} requests in {} ms with {progress} steps of progress", client.now_ms);
    }
}

#[test]
fn the_continue_flag_needs_a_text_buffer() {
    let advise = |texts: &mut [u8]| {
        let mut response = Response::new(200);
        response.feed(PAGE.as_bytes(), texts);
        Request::new(Verb::List).advise(&response).has(AdviceFlag::Continue)
    };
    assert!(advise(&mut [0; 64]));
    assert!(!advise(&mut []));
}
