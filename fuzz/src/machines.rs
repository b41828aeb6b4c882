//! The machines: on any bytes nothing breaks; from their beginning they keep what docs/spec.md 6 promises.

use crate::calls::request_of;
use crate::heads::advise;
use crate::{check, longest_ms, Input};
use kube_status::ffi::*;
use kube_status::{Action, Advice, Basis, Executed, Request, RequestFlag, Rule};
use std::ptr::{null, null_mut};

// Words of a retry, which is also the front of a list-watch.
const FLAGS: usize = 1;
const WAIT_MS: usize = 5;
const SAID: usize = 6;
const JITTER: usize = 10;
const LIMIT_MS: usize = 12;
/// The word of a list-watch that begins with what is sent.
const SEND: usize = 18;
const PAGE: u8 = 1;

const STOP: i32 = 0;
const AGAIN: i32 = 1;
const READ: i32 = 3;

/// The longest wait: the longest delay and the jitter on top of it.
fn longest_wait_ms(request: &Request, jitter_permille: u16) -> u32 {
    let longest = u64::from(longest_ms(request));
    u32::try_from(longest + longest * u64::from(jitter_permille) / 1000).unwrap_or(u32::MAX)
}

/// Every struct of any bytes, and any calls: a step comes out, waits are bounded, and a machine stays one.
pub fn any_bytes(input: &mut Input) {
    let (mut words, mut budget): ([u32; 22], [u32; 4]) = (input.words(), input.words());
    while !input.is_empty() {
        let kind = input.u8();
        let (advice, now_ms, random): ([u32; 10], _, _) = (input.words(), input.u32(), input.u32());
        let before = words;
        let request = request_of(before[..5].try_into().unwrap());
        let machine = words.as_mut_ptr();
        let advice = if kind & 8 != 0 { null() } else { advice.as_ptr().cast::<Advice>() };
        let purse = if kind & 16 != 0 { null_mut() } else { budget.as_mut_ptr().cast() };
        // SAFETY: a retry is the front of a list-watch; every struct may hold any bytes.
        let step = unsafe {
            match kind % 8 {
                0..=2 => kube_status_retry_next(machine.cast(), advice, purse, now_ms, random),
                3..=5 => kube_status_list_watch_next(machine.cast(), advice, purse, now_ms, random),
                6 => kube_status_retry_begin(machine.cast(), advice.cast(), purse.cast(), now_ms, random),
                _ => kube_status_list_watch_begin(machine.cast(), advice.cast(), purse.cast(), now_ms, random),
            }
        };
        // SAFETY: as above.
        let left = unsafe { kube_status_retry_left(words.as_ptr().cast(), now_ms) };
        assert_eq!(step == KUBE_STATUS_ERROR_NULL, advice.is_null());
        assert!(advice.is_null() || (STOP..=READ).contains(&step), "{step}");
        assert!(!advice.is_null() || words == before, "an error changed the machine");
        if step == AGAIN && kind % 8 < 6 {
            let [jitter, ..] = bytes_of(words[JITTER]);
            assert!(words[WAIT_MS] <= longest_wait_ms(&request, jitter), "{} above {request:?}", words[WAIT_MS]);
            assert!(
                words[WAIT_MS] == 0 || words[LIMIT_MS] == u32::MAX || words[WAIT_MS] < left,
                "a wait beyond the limit"
            );
        }
    }
}

/// Both halves of a word.
fn bytes_of(word: u32) -> [u16; 2] {
    let [a, b, c, d] = word.to_ne_bytes();
    [u16::from_ne_bytes([a, b]), u16::from_ne_bytes([c, d])]
}

/// What a server could answer.
fn answer(request: &Request, input: &mut Input) -> Advice {
    let mut response = ResponseWords { opaque: [0; 44] };
    let (kind, code, mut texts) = (input.u8(), u32::from(input.u16()), [0_u8; 256]);
    let (text, size) = (texts.as_mut_ptr().cast(), texts.len());
    const CODES: [u32; 24] = [
        101, 200, 202, 301, 304, 307, 400, 401, 403, 404, 408, 409, 410, 412, 415, 422, 429, 500, 501, 502, 503, 504,
        599, 200,
    ];
    let code = if code < 1024 { code } else { CODES[code as usize % CODES.len()] };
    // SAFETY: all of it is there.
    unsafe {
        match kind % 8 {
            0 => assert_eq!(kube_status_response_failed(&mut response, code % 12), 0),
            1 => assert_eq!(kube_status_response_end(&mut response, input.u16().into(), kind as u32 >> 3), 0),
            2 | 3 => {
                let rows = ["", "410", "500", "504"];
                let types = ["ADDED", "BOOKMARK", "ERROR", "ERROR", "ERROR", "NEW"];
                let kind = types[input.u8() as usize % types.len()];
                let code = rows[input.u8() as usize % rows.len()];
                let seconds = input.u8();
                let details = format!(r#""details":{{"retryAfterSeconds":{seconds}}}"#);
                let code = if code.is_empty() { String::new() } else { format!(r#","code":{code}"#) };
                let object = format!(r#"{{"kind":"Status","status":"Failure",{details}{code}}}"#);
                let frame = format!(r#"{{"type":"{kind}","object":{object}}}"#);
                let mut used = 0;
                kube_status_response_begin(&mut response, 200);
                kube_status_response_frame(&mut response, frame.as_ptr().cast(), frame.len(), &mut used, text, size);
            }
            _ => {
                kube_status_response_begin(&mut response, code);
                let value = input.line();
                let name: &[u8] = if kind & 16 == 0 { b"Retry-After" } else { b"Location" };
                let (of, long) = (value.as_ptr().cast(), value.len());
                kube_status_response_header(&mut response, name.as_ptr().cast(), name.len(), of, long);
                let body = input.line();
                kube_status_response_body(&mut response, body.as_ptr().cast(), body.len(), text, size);
            }
        }
    }
    let advice = advise(request, &response).unwrap();
    check(request, &advice);
    advice
}

/// A machine from its beginning, with a policy of any bytes, sends its own request and is answered.
pub fn from_the_beginning(lists: bool, input: &mut Input) {
    let (request, policy, mut budget) = (input.request(), input.words::<6>(), input.words::<4>());
    let (limit_ms, mut now_ms) = (if lists { u32::MAX } else { input.u32() }, input.u32());
    let kind = input.u8();
    let purse = if kind < 128 { null_mut() } else { budget.as_mut_ptr().cast() };
    let [_, jitter] = bytes_of(policy[0]);
    let agent = policy[0].to_ne_bytes()[0] == 1;
    let jitter = match jitter {
        0 => 500 + 500 * u16::from(agent),
        u16::MAX => 0,
        jitter => jitter,
    };
    let mut words = [0_u32; 22];
    let machine = words.as_mut_ptr();
    // SAFETY: the structs are there, and the policy may be of any bytes.
    let begun = unsafe {
        match lists {
            true => kube_status_list_watch_begin(
                machine.cast(),
                &request,
                policy.as_ptr().cast(),
                u32::from(kind & 1),
                now_ms,
            ),
            false => kube_status_retry_begin(machine.cast(), &request, policy.as_ptr().cast(), limit_ms, now_ms),
        }
    };
    assert_eq!(begun, 0);
    let began_ms = now_ms;
    let mut at_once = 0;
    while !input.is_empty() {
        let asked = request_of(words[..5].try_into().unwrap());
        let advice = answer(&asked, input);
        now_ms = now_ms.wrapping_add(input.u8().into());
        let random = input.u32();
        let machine = words.as_mut_ptr();
        let paging = words[SEND].to_ne_bytes()[0] == PAGE;
        // SAFETY: as above.
        let step = unsafe {
            match lists {
                true => kube_status_list_watch_next(machine.cast(), &advice, purse, now_ms, random),
                false => kube_status_retry_next(machine.cast(), &advice, purse, now_ms, random),
            }
        };
        let [action, why, ..] = words[SAID].to_ne_bytes();
        let (wait_ms, flags) = (words[WAIT_MS], words[FLAGS]);
        assert!(step == STOP || why == 0, "why, though it goes on");
        match step {
            AGAIN => {}
            READ => {
                at_once = if matches!(advice.rule, Rule::WatchEvent | Rule::WatchBookmark) { 0 } else { at_once };
                continue;
            }
            STOP => {
                assert_ne!(why, 0, "stopped, and no reason");
                return;
            }
            _ => return,
        }
        assert!(wait_ms <= longest_wait_ms(&asked, jitter), "{wait_ms} is too long for {asked:?}");
        let left = limit_ms.saturating_sub(now_ms.wrapping_sub(began_ms));
        assert!(limit_ms == u32::MAX || wait_ms < left, "a wait beyond the limit");
        if action == advice.action as u8 && !matches!(advice.basis, Basis::None | Basis::Backoff) {
            assert!(wait_ms >= advice.delay_ms, "below the hint: {wait_ms} {advice:?}");
        }
        if matches!(advice.action, Action::Retry | Action::RaiseTimeout) {
            assert_ne!(wait_ms, 0, "sent again at once");
            let maybe = advice.executed == Executed::Maybe;
            assert!(!maybe || flags & RequestFlag::AfterMaybe as u32 != 0, "the maybe is forgotten");
        }
        // Pages follow each other at once, and so does a watch one that lasted; all else that does has an end.
        at_once = if wait_ms != 0 || advice.rule == Rule::WatchEnded { 0 } else { at_once + u32::from(!paging) };
        assert!(at_once < 64, "a hot loop");
        now_ms = now_ms.wrapping_add(wait_ms);
    }
}
