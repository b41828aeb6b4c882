//! What the targets share: how an input is taken apart, and what holds for all advice.

#[path = "../../tests/agree/mod.rs"]
mod agree;
#[path = "../../tests/oracle/mod.rs"]
mod oracle;
#[path = "../../tests/protobuf/mod.rs"]
mod protobuf;
#[path = "../../tests/replay/mod.rs"]
mod replay;

pub mod bodies;
pub mod calls;
pub mod heads;
pub mod machines;

use kube_status::{Action, Advice, Basis, Executed, Name, Request, RequestFlag, RetryClass, Verb};
use oracle::rules;
use serde_json::{json, Value};

/// The bytes of one input. What is fixed stands in front, so that a change behind moves nothing before it; behind the
/// end there are zeros.
pub struct Input<'a>(pub &'a [u8]);

impl<'a> Input<'a> {
    pub fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        bytes
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        let bytes = self.bytes(N);
        array[..bytes.len()].copy_from_slice(bytes);
        array
    }

    pub fn u8(&mut self) -> u8 {
        u8::from_le_bytes(self.array())
    }

    pub fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.array())
    }

    pub fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    pub fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    pub fn words<const N: usize>(&mut self) -> [u32; N] {
        std::array::from_fn(|_| self.u32())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Up to the next line feed, without it; whole lines are of any length.
    pub fn line(&mut self) -> &'a [u8] {
        let end = self.0.iter().position(|&byte| byte == b'\n').unwrap_or(self.0.len());
        let line = self.bytes(end);
        self.bytes(1);
        line
    }

    /// 14 bytes.
    pub fn request(&mut self) -> Request {
        let pick = |number: u8, length: usize| usize::from(number) % length;
        let mut request = Request::new(Verb::ALL[pick(self.u8(), Verb::ALL.len())])
            .retry_class(RetryClass::ALL[pick(self.u8(), RetryClass::ALL.len())])
            .name(Name::ALL[pick(self.u8(), Name::ALL.len())])
            .redirects(self.u8());
        request.flags = self.u16().into();
        request.timeout_ms(self.u32()).max_delay_ms(self.u32())
    }

    /// 3 bytes: how the rest is cut.
    pub fn cuts(&mut self) -> Cuts {
        Cuts(self.array())
    }
}

/// How bytes are cut into pieces: the lengths in turn, or, with a first one of 0, once at the place the others say.
pub struct Cuts([u8; 3]);

impl Cuts {
    pub fn pieces<'a>(&self, bytes: &'a [u8]) -> Vec<&'a [u8]> {
        let Cuts([first, second, third]) = *self;
        if first == 0 {
            let at = usize::from(u16::from_le_bytes([second, third])) % (bytes.len() + 1);
            let (before, behind) = bytes.split_at(at);
            return vec![before, behind];
        }
        let mut input = Input(bytes);
        let mut pieces = Vec::new();
        for length in [first, second, third].iter().cycle() {
            if input.is_empty() {
                break;
            }
            pieces.push(input.bytes(usize::from(*length) % 64 + 1));
        }
        pieces
    }
}

/// Safe, idempotent or unsafe, as docs/spec.md 4 says it.
pub fn class(request: &Request) -> RetryClass {
    let dry_run = request.flags & RequestFlag::DryRun as u32 != 0;
    if !request.verb.is_write() || dry_run {
        return RetryClass::Safe;
    }
    if request.retry_class != RetryClass::ByVerb {
        return request.retry_class;
    }
    match request.verb {
        Verb::Update | Verb::Apply | Verb::Patch | Verb::Delete => RetryClass::Idempotent,
        Verb::Create if request.name == Name::Given => RetryClass::Idempotent,
        _ => RetryClass::Unsafe,
    }
}

/// The same request as the oracle takes it.
fn oracle_request(request: &Request) -> rules::Request {
    let said = |flag: RequestFlag| flag.is_in(request.flags);
    rules::Request {
        verb: request.verb.to_string(),
        retry_class: request.retry_class.to_string(),
        name: request.name.to_string(),
        anonymous: said(RequestFlag::Anonymous),
        renewed: said(RequestFlag::Renewed),
        continue_token: said(RequestFlag::ContinueToken),
        exact: said(RequestFlag::Exact),
        conditional: said(RequestFlag::Conditional),
        dry_run: said(RequestFlag::DryRun),
        after_maybe: said(RequestFlag::AfterMaybe),
        body_once: said(RequestFlag::BodyOnce),
        timeout_ms: request.timeout_ms,
        redirects: request.redirects.into(),
        url: String::new(),
        now: None,
        max_delay_ms: request.max_delay_ms,
        no_message_rules: said(RequestFlag::NoMessageRules),
    }
}

/// Advice about an answer without a body, and that of the oracle, in the same words.
fn told(advice: &Advice) -> Value {
    replay::told(advice, &json!({}), &json!({}))
}

fn fields(advice: &rules::Advice) -> Value {
    oracle::rows::fields(advice)
}

/// The longest delay that may be advised.
pub fn longest_ms(request: &Request) -> u32 {
    match request.max_delay_ms {
        0 => 3_600_000,
        longest => longest,
    }
}

/// What holds for the advice about whatever answer to this request.
pub fn check(request: &Request, advice: &Advice) {
    let sends_again = matches!(advice.action, Action::Retry | Action::RaiseTimeout | Action::MergeRetry);
    assert!(advice.delay_ms <= longest_ms(request), "a delay above the longest: {advice:?}");
    match advice.basis {
        Basis::None => assert_eq!(advice.delay_ms, 0, "a delay from nowhere: {advice:?}"),
        Basis::Default | Basis::Backoff => assert_ne!(advice.delay_ms, 0, "a hot loop: {advice:?}"),
        _ => {}
    }
    if sends_again {
        assert_ne!(advice.basis, Basis::None, "sent again without a delay: {advice:?}");
        assert!(
            class(request) != RetryClass::Unsafe || advice.executed != Executed::Maybe,
            "an unsafe write that may have been executed is sent again: {request:?} {advice:?}"
        );
    }
    if request.flags & RequestFlag::BodyOnce as u32 != 0 {
        let same_body = matches!(advice.action, Action::Retry | Action::RaiseTimeout);
        assert!(!same_body, "a body that is gone is sent again: {advice:?}");
    }
    assert_eq!(advice.new_timeout_ms != 0, advice.action == Action::RaiseTimeout, "{advice:?}");
    assert!(advice.explain(&[]).to_string().is_ascii());
    for reason in kube_status::Reason::ALL {
        advice.is(*reason);
    }
}
