//! From a request and a response to advice: the facts are gathered, looked up in the rules, and adjusted
//! (docs/spec.md sections 3 to 5).

use crate::action::{Action, Alternative, Basis, Executed, Rv};
use crate::advice::{Advice, AdviceFlag};
use crate::body::Body;
use crate::cause::CauseType;
use crate::clause::Clause;
use crate::decide::{decide, Group};
use crate::facts::{fact, Facts};
use crate::location::Verdict;
use crate::reader::Frame;
use crate::reason::Reason;
use crate::request::{Name, Request, RequestFlag};
use crate::response::{Answer, Response, Transport};
use crate::rule::Rule;
use crate::rules::{Decision, Delay, Effect};
use crate::status;
use crate::verb::{RetryClass, Verb};

/// Nobody follows an eleventh redirect (Go's net/http does the same).
const MOST_REDIRECTS: u8 = 10;
/// The first step of a backoff; never 0, so that nobody who sleeps for the delay hot-loops.
const FIRST_BACKOFF_MS: u32 = 1000;
/// A timeout parameter above the server's own limit changes nothing (apiserver: --request-timeout, and
/// pkg/endpoints/handlers/rest.go for writes of one object).
const TIMEOUT_CAP_MS: u32 = 60_000;
const TIMEOUT_CAP_OF_WRITES_MS: u32 = 34_000;

impl Request {
    /// What the answer to this request means, and what to do next, into advice that is all zero. False where nothing has
    /// been said of an answer: the response is [`Response::default`] and was never begun.
    pub(crate) fn advise_into(&self, response: &Response, advice: &mut Advice) -> bool {
        let answer = response.answer();
        let status = &response.reader().status;
        (advice.verb, advice.texts) = (self.verb, response.texts());
        let mut facts = Facts { verb: self.verb, facts: self.facts(), reason: Reason::Unknown, says: 0 };
        let mut class_decides = false;
        let group = match answer {
            Answer::Nothing => return false,
            Answer::Failed(transport) => {
                facts.facts |= of_transport(transport);
                Group::NoResponse
            }
            Answer::End { early } => {
                facts.facts |= if early { fact::ENDED_EARLY } else { 0 };
                Group::Watch
            }
            Answer::Frame => {
                let kind = response.reader().frame_kind();
                facts.facts |= match kind {
                    Frame::Event => fact::EVENT,
                    Frame::Bookmark => fact::BOOKMARK,
                    Frame::Error => fact::ERROR,
                    Frame::None | Frame::Garbled => fact::GARBLED,
                };
                if kind == Frame::Error {
                    advice.tell_status(status);
                    facts.trust(status, advice.reason);
                }
                if kind == Frame::Bookmark && status.has(status::INITIAL_EVENTS_END) {
                    advice.flags |= AdviceFlag::InitialEventsEnd as u16;
                }
                Group::Watch
            }
            Answer::Http(code) => {
                advice.code = code;
                // The body of a watch that began is read frame by frame.
                let read = !(self.verb == Verb::Watch && code == 200);
                let code = if read { self.read_body(response, advice, &mut facts) } else { code };
                class_decides = advice.has(AdviceFlag::FailureInSuccess);
                facts.facts |= of_location(response.verdict());
                Group::Code(code)
            }
        };
        if self.has(RequestFlag::NoMessageRules) {
            facts.says = 0;
        }
        if facts.says & Clause::ErrorTryingToReachService.bit() != 0 {
            facts.facts |= fact::NOT_REACHED;
        }
        let hint = hint(response, advice, group);
        if let (Some((seconds, false)), false) = (response.retry_after(), advice.trusted()) {
            // What NewGenericServerResponse is given.
            advice.retry_after_seconds = i32::try_from(seconds).unwrap_or(i32::MAX);
        }
        if hint.is_some() {
            facts.facts |= fact::HINT;
        }
        let decision = decide(group, &facts);
        advice.take(decision);
        (advice.delay_ms, advice.basis) = self.delay(decision.delay, hint);
        let effect = if class_decides { Effect::Class } else { decision.executed };
        advice.executed = self.executed(effect, advice.code);
        self.adjust(advice, group, facts.facts & fact::TRUSTED != 0);
        if response.closes_connection() && advice.code >= 300 {
            advice.flags |= AdviceFlag::NewConnection as u16;
        }
        advice.tries =
            if decision.tries != 0 && advice.rule != Rule::BodyOnce { decision.tries } else { advice.action.tries() };
        true
    }

    /// What the answer to this request means, and what to do next.
    ///
    /// ```
    /// use kube_status::{Action, Request, Response, Verb};
    /// let response = Response::new(429).header("Retry-After", "5").body("Too many requests, please try again later.");
    /// let advice = Request::new(Verb::Update).advise(&response);
    /// assert_eq!((advice.action, advice.delay_ms), (Action::Retry, 5000));
    /// ```
    pub fn advise(&self, response: &Response) -> Advice {
        let mut advice = Advice::default();
        if !self.advise_into(response, &mut advice) {
            // Nothing was said of an answer: give up, and it may have been executed.
            advice = Advice::default();
        }
        advice
    }

    /// What the body tells; the code whose group decides.
    fn read_body(&self, response: &Response, advice: &mut Advice, facts: &mut Facts) -> u16 {
        let reader = response.reader();
        let status = &reader.status;
        let code = advice.code;
        advice.body = reader.kind();
        if advice.body == Body::Text {
            facts.says = status.matcher.found;
        }
        if reader.ended_early() {
            facts.facts |= fact::NO_STATUS;
        }
        let success = code < 300;
        let trusted = advice.body == Body::Status
            && if success { !status.has(status::SUCCESS) } else { status.has(status::FAILURE) };
        if status.has(status::CONTINUE) && (success || trusted) {
            advice.flags |= AdviceFlag::Continue as u16;
        }
        if !trusted {
            let flag = match advice.body {
                Body::Cut => Some(AdviceFlag::TruncatedBody),
                _ if reader.is_structured() && code != 504 => Some(AdviceFlag::UntrustedBody),
                _ => None,
            };
            advice.flags |= flag.filter(|_| !success).map_or(0, |flag| flag as u16);
            return code;
        }
        advice.tell_status(status);
        let mut decides = code;
        if success {
            advice.flags |= AdviceFlag::FailureInSuccess as u16;
            decides = match u16::try_from(status.code) {
                Ok(code @ 400..=599) => code,
                _ => advice.reason.code(),
            };
        } else if status.code != 0 && status.code != i32::from(code) {
            advice.flags |= AdviceFlag::StatusCodeMismatch as u16;
            return code;
        }
        let counts = advice.reason.code() == decides;
        facts.trust(status, if counts { advice.reason } else { Reason::Unknown });
        decides
    }

    fn facts(&self) -> u64 {
        let mut facts = u64::from(self.flags & fact::OF_REQUEST);
        facts |= if self.name == Name::Generated { fact::NAME_GENERATED } else { 0 };
        facts |= if self.retry_class == RetryClass::Idempotent { fact::SAID_IDEMPOTENT } else { 0 };
        facts |= if self.redirects >= MOST_REDIRECTS { fact::REDIRECTS_USED_UP } else { 0 };
        let raisable = self.timeout_ms > 0 && self.timeout_ms < self.timeout_cap_ms();
        facts |= if raisable { fact::TIMEOUT_RAISABLE } else { 0 };
        let no_secret = self.has(RequestFlag::Anonymous) && self.class() == RetryClass::Safe;
        facts | if no_secret { fact::NO_SECRET } else { 0 }
    }

    const fn timeout_cap_ms(&self) -> u32 {
        match self.verb {
            Verb::Create | Verb::Update | Verb::Patch | Verb::JsonPatch | Verb::Apply | Verb::Delete => {
                TIMEOUT_CAP_OF_WRITES_MS
            }
            _ => TIMEOUT_CAP_MS,
        }
    }

    fn delay(&self, delay: Delay, hint: Option<(u32, Basis)>) -> (u32, Basis) {
        let (delay_ms, basis) = match (delay, hint) {
            (Delay::None, _) => return (0, Basis::None),
            (_, Some(hint)) => hint,
            (Delay::Backoff, None) => (FIRST_BACKOFF_MS, Basis::Backoff),
            (Delay::Ms10, None) => (10, Basis::Default),
            (Delay::S5, None) => (5000, Basis::Default),
        };
        (delay_ms.min(self.longest_delay_ms()), basis)
    }

    fn executed(&self, effect: Effect, code: u16) -> Executed {
        match effect {
            Effect::Yes => Executed::Yes,
            Effect::Maybe => Executed::Maybe,
            Effect::Class303 if code != 303 => Executed::No,
            Effect::Class | Effect::Class303 if self.class() != RetryClass::Safe => Executed::Maybe,
            _ => Executed::No,
        }
    }

    /// "After the row, in this order", steps 1 to 5.
    fn adjust(&self, advice: &mut Advice, group: Group, trusted: bool) {
        if self.verb == Verb::DeleteCollection
            && advice.executed == Executed::No
            && deletes_others(advice.rule, group, trusted)
        {
            advice.executed = Executed::Maybe;
        }
        if self.has(RequestFlag::DryRun) {
            advice.executed = Executed::No;
        }
        if self.verb == Verb::Watch && advice.action == Action::Retry {
            (advice.action, advice.rv) = (Action::Rewatch, Rv::Last);
        }
        let repeats = matches!(advice.action, Action::Retry | Action::RaiseTimeout);
        let maybe = advice.executed == Executed::Maybe;
        if maybe && self.class() == RetryClass::Unsafe && (repeats || advice.action == Action::MergeRetry) {
            advice.action = Action::VerifyOutcome;
        }
        if matches!(advice.action, Action::Retry | Action::RaiseTimeout) {
            if self.has(RequestFlag::BodyOnce) {
                (advice.rule, advice.action, advice.alternative) = (Rule::BodyOnce, Action::GiveUp, Alternative::None);
                (advice.delay_ms, advice.basis, advice.rv) = (0, Basis::None, Rv::None);
            } else if maybe && advice.alternative == Alternative::None {
                advice.alternative = Alternative::VerifyOutcome;
            }
        }
        if advice.action == Action::RaiseTimeout {
            advice.new_timeout_ms = self.timeout_ms.saturating_mul(2).max(1000).min(self.timeout_cap_ms());
        }
    }
}

impl Advice {
    fn take(&mut self, decision: &Decision) {
        self.rule = decision.rule;
        self.action = decision.action;
        self.alternative = decision.alternative;
        self.rv = decision.rv;
        self.flags |= u16::from(decision.flags);
    }

    fn tell_status(&mut self, status: &status::Status) {
        self.reason = Reason::from_u8(status.reason).unwrap_or_default();
        self.status_code = status.code;
        self.retry_after_seconds = status.retry_after_seconds;
        self.causes = status.causes & !1;
        self.cause_count = status.cause_count;
        self.first_cause = CauseType::from_u8(status.first_cause).unwrap_or_default();
        self.flags |= AdviceFlag::Trusted as u16;
        self.flags |= if status.has(status::DETAILS) { AdviceFlag::Details as u16 } else { 0 };
    }
}

impl Facts {
    /// The Status decides.
    fn trust(&mut self, status: &status::Status, reason: Reason) {
        self.reason = reason;
        self.says = status.matcher.found;
        self.facts |= fact::TRUSTED | fact::of_status(status.bits, status.causes);
        self.facts |= if status.cause_count != 0 { fact::CAUSES } else { 0 };
        self.facts |= if status.code == 410 { fact::CODE_410 } else { 0 };
        self.facts |= if reason == Reason::Conflict { fact::REASON_CONFLICT } else { 0 };
    }
}

/// What the server says about the wait, in milliseconds (docs/spec.md section 3). A watch's headers say nothing about
/// its frames.
fn hint(response: &Response, advice: &Advice, group: Group) -> Option<(u32, Basis)> {
    let header = if matches!(group, Group::Code(_)) { response.retry_after() } else { None };
    let (seconds, basis) = match (header, u64::try_from(advice.retry_after_seconds)) {
        (Some((seconds, false)), _) => (seconds, Basis::Header),
        (Some((seconds, true)), _) => (seconds, Basis::HeaderDate),
        (None, Ok(seconds @ 1..)) => (seconds, Basis::Body),
        _ => return None,
    };
    Some((u32::try_from(seconds.saturating_mul(1000)).unwrap_or(u32::MAX), basis))
}

/// Whether an answer to a deletecollection can follow deletes that were done: it deletes one object by one.
fn deletes_others(rule: Rule, group: Group, trusted: bool) -> bool {
    match group {
        Group::NoResponse => !matches!(rule, Rule::NotSent | Rule::CertificateRefused),
        Group::Watch => true,
        Group::Code(300..=399 | 401 | 404 | 405 | 406 | 415) => false,
        Group::Code(429) => trusted,
        Group::Code(_) => true,
    }
}

fn of_transport(transport: Transport) -> u64 {
    match transport {
        Transport::Dns | Transport::Refused | Transport::Handshake | Transport::Unsent | Transport::NotProcessed => {
            fact::NOT_SENT
        }
        Transport::Certificate => fact::CERTIFICATE,
        _ => 0,
    }
}

fn of_location(verdict: Option<Verdict>) -> u64 {
    match verdict {
        None | Some(Verdict::Unusable) => fact::NO_LOCATION,
        Some(Verdict::Downgrade) => fact::DOWNGRADE,
        Some(Verdict::Absolute) => fact::ABSOLUTE,
        Some(Verdict::Other) => fact::OTHER_ORIGIN,
        Some(Verdict::Same) => 0,
    }
}
