//! The machines over sequences of answers.

mod replay;

use kube_status::{
    Action, Advice, Budget, ListWatch, Policy, Preset, Request, RequestFlag, Response, Retry, Rule, Step, Verb, Why,
    FOREVER,
};
use replay::{json_cell, number, rows, Seeded};
use serde_json::{json, Value};

/// Either machine.
enum Machine {
    Retry(Retry),
    ListWatch(ListWatch),
}

impl Machine {
    fn retry(&self) -> &Retry {
        match self {
            Machine::Retry(retry) => retry,
            Machine::ListWatch(list_watch) => &list_watch.retry,
        }
    }

    fn next(&mut self, advice: &Advice, budget: Option<&mut Budget>, now_ms: u32, random: u32) -> Step {
        match self {
            Machine::Retry(retry) => retry.next(advice, budget, now_ms, random),
            Machine::ListWatch(list_watch) => list_watch.next(advice, budget, now_ms, random),
        }
    }
}

/// The response of an exchange: an answer, a frame or the end of a stream.
fn response(facts: &Value, exchange: &Value) -> Response {
    let (mut response, mut texts) = (replay::head(facts, exchange), [0; 256]);
    match replay::text(exchange, "mode") {
        "frame" => assert!(response.frame(&replay::body(exchange), &mut texts).1.enough, "a whole frame"),
        "end" => response.end(number(exchange, "elapsed_ms"), number(exchange, "events")),
        _ => {
            response.feed(&replay::body(exchange), &mut texts);
        }
    }
    response
}

/// The steps of a row as its expectation writes them.
fn steps(facts: &Value, exchanges: &Value) -> Vec<Value> {
    let preset = Preset::from_name(facts.get("policy").map_or("conventions", |_| replay::text(facts, "policy")));
    let policy = Policy::new(preset.expect("a preset"));
    let limit_ms = facts.get("limit_ms").map_or(FOREVER, |_| number(facts, "limit_ms"));
    let mut budget = facts.get("budget").map(|_| Budget { capacity: number(facts, "budget"), ..Budget::default() });
    // A clock that wraps on the way.
    let mut now_ms = u32::MAX - 1500;
    let mut machine = match replay::text(facts, "machine") {
        "list-watch" => Machine::ListWatch(ListWatch::new(replay::request(facts), &policy, false, now_ms)),
        _ => Machine::Retry(Retry::new(replay::request(facts), &policy, limit_ms, now_ms)),
    };
    let mut steps = Vec::new();
    for exchange in exchanges.as_array().expect("exchanges") {
        now_ms = now_ms.wrapping_add(machine.retry().wait_ms).wrapping_add(number(exchange, "took_ms"));
        let advice = machine.retry().request.advise(&response(facts, exchange));
        let step = machine.next(&advice, budget.as_mut(), now_ms, number(facts, "random"));
        let retry = machine.retry();
        let mut told = match step {
            Step::Again => json!({ "step": "again", "wait_ms": retry.wait_ms, "action": retry.action.as_str(),
                "timeout_ms": retry.request.timeout_ms,
                "after_maybe": RequestFlag::AfterMaybe.is_in(retry.request.flags) }),
            Step::Stop => json!({ "step": "stop", "why": retry.why.as_str() }),
            step => json!({ "step": step.as_str() }),
        };
        if let (Machine::ListWatch(machine), Step::Again | Step::Read) = (&machine, step) {
            told["store"] = json!(machine.store);
            if step == Step::Again {
                told["send"] = json!(machine.send.as_str());
                told["rv"] = json!(machine.from.as_str());
            }
        }
        steps.push(told);
    }
    steps
}

fn replay_file(file: &str) -> usize {
    let (mut count, mut failures) = (0, String::new());
    for row in rows(file) {
        let id = row["id"].as_str().unwrap();
        if !id.starts_with("sequence-") {
            continue;
        }
        let (facts, expected) = (json_cell(&row, "request"), json_cell(&row, "expected"));
        let mut got = steps(&facts, &json_cell(&row, "response"));
        let expected = expected["steps"].as_array().unwrap();
        // These two are compared where they are given.
        for (got, expected) in got.iter_mut().zip(expected) {
            for key in ["timeout_ms", "after_maybe"] {
                if expected.get(key).is_none() {
                    got.as_object_mut().unwrap().remove(key);
                }
            }
        }
        if got != *expected {
            failures += &format!("{id}\n  expected {expected:?}\n  got      {got:?}\n");
        }
        count += 1;
    }
    assert!(failures.is_empty(), "{failures}");
    count
}

#[test]
fn the_sequences_go_as_they_are_expected() {
    assert_eq!(replay_file("cases.tsv"), 22);
    assert_eq!(replay_file("sequences.tsv"), 16);
}

fn answer(code: u16) -> Response {
    Response::new(code)
}

#[test]
fn the_wait_is_jittered_above_the_cap_and_never_below_the_hint() {
    let policy = Policy::new(Preset::Agent);
    let mut retry = Retry::new(Request::new(Verb::Get), &policy, FOREVER, 0);
    let mut waits = Vec::new();
    for _ in 0..9 {
        let advice = retry.request.advise(&answer(503));
        assert_eq!(retry.next(&advice, None, 0, u32::MAX), Step::Again);
        waits.push(retry.wait_ms);
    }
    // 5 s doubled up to 300 s, and nearly as much again: floor(w x (2^32 - 1) / 2^32).
    assert_eq!(waits, [9999, 19_999, 39_999, 79_999, 159_999, 319_999, 599_999, 599_999, 599_999]);
    let hinted = retry.request.advise(&answer(503).header("Retry-After", "3000"));
    retry.next(&hinted, None, 0, 1 << 31);
    assert_eq!((retry.wait_ms, retry.hinted), (4_500_000, 1));
    let longest = Request::new(Verb::Get).max_delay_ms(2000);
    let mut retry = Retry::new(longest, &policy, FOREVER, 0);
    retry.next(&longest.advise(&answer(503).header("Retry-After", "3000")), None, 0, u32::MAX);
    assert_eq!(retry.wait_ms, 3999);
}

#[test]
fn the_numbers_of_a_policy_can_be_others() {
    let policy = Policy {
        base_ms: 7,
        cap_ms: 20,
        conflict_base_ms: 30,
        jitter_permille: kube_status::NO_JITTER,
        ..Policy::default()
    };
    let mut retry = Retry::new(Request::new(Verb::Update), &policy, FOREVER, 0);
    let mut waits = Vec::new();
    for code in [503, 503, 503, 503] {
        retry.next(&retry.request.advise(&answer(code)), None, 0, u32::MAX);
        waits.push(retry.wait_ms);
    }
    assert_eq!(waits, [7, 14, 20, 20]);
    // The cap holds for conflicts too.
    let mut retry = Retry::new(Request::new(Verb::Update), &policy, FOREVER, 0);
    retry.next(&retry.request.advise(&answer(409)), None, 0, u32::MAX);
    assert_eq!(retry.wait_ms, 20);
    let slow = Policy { conflict_base_ms: 30, jitter_permille: kube_status::NO_JITTER, ..Policy::default() };
    let mut retry = Retry::new(Request::new(Verb::Update), &slow, FOREVER, 0);
    for wait in [30, 60, 120] {
        retry.next(&retry.request.advise(&answer(409)), None, 0, 0);
        assert_eq!(retry.wait_ms, wait);
    }
}

#[test]
fn a_budget_pays_for_sending_again_and_gets_a_token_back_for_what_is_done() {
    let mut budget = Budget::default();
    let send = |code: u16, budget: &mut Budget| {
        let mut retry = Retry::new(Request::new(Verb::Get), &Policy::default(), FOREVER, 0);
        let step = retry.next(&retry.request.advise(&answer(code)), Some(budget), 0, 0);
        (step, retry.why)
    };
    for spent in [10, 20, 30, 40, 50, 60, 70, 80, 90] {
        assert_eq!(send(503, &mut budget), (Step::Again, Why::None));
        assert_eq!(budget.spent, spent);
    }
    assert_eq!(send(429, &mut budget), (Step::Again, Why::None));
    assert_eq!(send(503, &mut budget), (Step::Stop, Why::Budget));
    assert_eq!(send(429, &mut budget), (Step::Again, Why::None));
    assert_eq!(send(429, &mut budget), (Step::Stop, Why::Budget));
    // What is not sent because of load costs nothing, and a success gives one token back.
    assert_eq!(send(401, &mut budget), (Step::Again, Why::None));
    for spent in (95..100).rev() {
        assert_eq!(send(200, &mut budget), (Step::Done, Why::None));
        assert_eq!(budget.spent, spent);
    }
    assert_eq!(send(429, &mut budget), (Step::Again, Why::None));
    let mut small = Budget { capacity: 9, ..Budget::default() };
    assert_eq!(send(503, &mut small), (Step::Stop, Why::Budget));
    assert_eq!(send(429, &mut small), (Step::Again, Why::None));
    let mut odd = Budget { capacity: 5, spent: u32::MAX, ..Budget::default() };
    assert_eq!(send(429, &mut odd), (Step::Stop, Why::Budget));
}

#[test]
fn rows_with_tries_of_their_own_are_counted_apart() {
    // Each rule that has its own number of tries stops by it, whatever came between.
    for (request, response, rule, tries) in [
        (Request::new(Verb::Create), "not yet ready to handle request", Rule::AdmissionNotReady, 5),
        (Request::new(Verb::Create), "error looking up service account a/b", Rule::ServiceAccountMissing, 5),
        (
            Request::new(Verb::Create),
            "forbidden: RBAC: [clusterrole.rbac.authorization.k8s.io \"a\" not found, x]",
            Rule::RolesNotLoaded,
            5,
        ),
    ] {
        let body =
            json!({"kind": "Status", "status": "Failure", "message": response, "reason": "Forbidden", "code": 403});
        let starting = answer(403).body(body.to_string());
        let mut retry = Retry::new(request, &Policy::new(Preset::Agent), FOREVER, 0);
        for count in 1..=tries {
            for _ in 0..3 {
                assert_eq!(retry.next(&request.advise(&answer(429)), None, 0, 0), Step::Again);
            }
            let advice = request.advise(&starting);
            assert_eq!((advice.rule, advice.tries), (rule, tries));
            let step = retry.next(&advice, None, 0, 0);
            assert_eq!(
                (step, retry.why == Why::Tries),
                if count < tries { (Step::Again, false) } else { (Step::Stop, true) }
            );
        }
    }
}

/// Long random scripts of answers: what may never happen, does not.
#[test]
fn no_script_of_answers_makes_it_hot_loop_or_write_twice() {
    let mut random = Seeded(0x7265_7472);
    let bodies = ["", "<html>", r#"{"kind":"Status","status":"Failure","reason":"Conflict"}"#];
    for _ in 0..30_000 {
        let verb = Verb::ALL[random.below(12) as usize];
        let preset = Preset::ALL[random.below(2) as usize];
        let limit_ms = [0, 1, 5000, 600_000, FOREVER][random.below(5) as usize];
        let begin = random.below(u32::MAX);
        let mut now = begin;
        let mut retry = Retry::new(Request::new(verb), &Policy::new(preset), limit_ms, now);
        let (mut waited, mut redirects, mut sent_after_maybe) = (0u64, 0, 0);
        for attempt in 0..60 {
            let codes = [200, 307, 401, 404, 408, 409, 410, 412, 422, 429, 500, 502, 503, 504, 599];
            let code = codes[random.below(15) as usize];
            let mut response = answer(code).body(bodies[random.below(3) as usize]);
            if random.below(3) == 0 {
                response = response.header("Retry-After", random.below(90).to_string());
            }
            if code == 307 {
                response = response.header("Location", "/x");
            }
            let request = retry.request;
            let advice = request.advise(&response);
            let maybe = advice.executed == kube_status::Executed::Maybe;
            let step = retry.next(&advice, None, now, random.below(u32::MAX));
            if step != Step::Again {
                assert!(step == Step::Done || retry.why != Why::None, "a stop has a reason");
                break;
            }
            let changed = retry.request != request || !matches!(retry.action, Action::Retry | Action::RaiseTimeout);
            assert!(retry.wait_ms > 0 || changed, "sent twice without a wait or a change: {advice:?}");
            assert!(retry.wait_ms <= 7_200_000);
            // An unsafe write that may have been executed: the next step is a look, never a blind repeat.
            let unsafe_write =
                matches!(verb, Verb::Unknown | Verb::Create | Verb::JsonPatch | Verb::DeleteCollection | Verb::Connect);
            if unsafe_write && maybe {
                assert_eq!(retry.action, Action::VerifyOutcome, "{advice:?}");
                sent_after_maybe += 1;
            }
            redirects += u32::from(retry.action == Action::FollowRedirect);
            waited += u64::from(retry.wait_ms);
            now = now.wrapping_add(retry.wait_ms);
            assert!(limit_ms == FOREVER || waited < u64::from(limit_ms), "past the limit");
            assert_eq!(
                retry.left_ms(now),
                if limit_ms == FOREVER { FOREVER } else { limit_ms - now.wrapping_sub(begin) }
            );
            assert!(attempt < 59 || preset == Preset::Agent || redirects > 0, "conventions end");
        }
        assert!(redirects <= 10 && sent_after_maybe <= 10);
    }
}
