//! What the caller says about its request (docs/spec.md section 1). Zero is always the cautious reading.

use crate::from_c::from_c;
use crate::verb::{RetryClass, Verb};
use crate::word::{flags, words};
use core::ffi::CStr;

/// Where the name of an object to be created comes from.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Name {
    /// Not said: a repeat could create a second object.
    #[default]
    Unknown = 0,
    /// The request names it, so a repeat shows itself; also every POST to a named object's subresource.
    Given = 1,
    /// The server draws it (metadata.generateName).
    Generated = 2,
}

impl Name {
    /// Every origin of a name, in the order of the numbers.
    pub const ALL: &'static [Name] = &[Name::Unknown, Name::Given, Name::Generated];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Name::Unknown => c"",
            Name::Given => c"given",
            Name::Generated => c"generated",
        }
    }
}

/// A fact about a request: one bit of its flags.
#[repr(u32)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFlag {
    /// No credentials of any kind were sent.
    Anonymous = 1,
    /// The credentials were renewed after a 401 of this request.
    Renewed = 1 << 1,
    /// A list that carried a continue token.
    ContinueToken = 1 << 2,
    /// A list with resourceVersionMatch=Exact.
    Exact = 1 << 3,
    /// If-None-Match or If-Match was sent.
    Conditional = 1 << 4,
    /// dryRun=All: nothing would be written.
    DryRun = 1 << 5,
    /// An earlier try of this same operation may have been executed.
    AfterMaybe = 1 << 6,
    /// The body is a stream: it cannot be sent a second time.
    BodyOnce = 1 << 7,
    /// Do not look at English message text.
    NoMessageRules = 1 << 8,
}

impl RequestFlag {
    /// Every flag, in the order of the bits.
    pub const ALL: &'static [RequestFlag] = &[
        RequestFlag::Anonymous,
        RequestFlag::Renewed,
        RequestFlag::ContinueToken,
        RequestFlag::Exact,
        RequestFlag::Conditional,
        RequestFlag::DryRun,
        RequestFlag::AfterMaybe,
        RequestFlag::BodyOnce,
        RequestFlag::NoMessageRules,
    ];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            RequestFlag::Anonymous => c"anonymous",
            RequestFlag::Renewed => c"renewed",
            RequestFlag::ContinueToken => c"continue_token",
            RequestFlag::Exact => c"exact",
            RequestFlag::Conditional => c"conditional",
            RequestFlag::DryRun => c"dry_run",
            RequestFlag::AfterMaybe => c"after_maybe",
            RequestFlag::BodyOnce => c"body_once",
            RequestFlag::NoMessageRules => c"no_message_rules",
        }
    }
}

words!(Name);
flags!(RequestFlag, u32);

/// What was asked. All-zero says nothing and is read cautiously: an unsafe write, with credentials.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The verb; 0 is an unsafe write.
    pub verb: Verb,
    /// How harmless a repeat is; 0 is by the verb. It holds for writes: a read is always safe.
    pub retry_class: RetryClass,
    /// Of a create: where the name comes from; 0 is unknown.
    pub name: Name,
    /// How many redirects were followed for this request.
    pub redirects: u8,
    /// The request flags that hold, added up.
    pub flags: u32,
    /// The timeout parameter in milliseconds; 0 is no parameter.
    pub timeout_ms: u32,
    /// The longest delay to advise, in milliseconds; 0 is one hour.
    pub max_delay_ms: u32,
    /// Zero.
    pub reserved: u32,
}

from_c!(Request {
    words: verb: Verb, retry_class: RetryClass, name: Name;
    numbers: redirects, flags, timeout_ms, max_delay_ms, reserved;
    structs:
});

/// The longest delay to advise where the caller names none: one hour.
const MAX_DELAY_MS: u32 = 3_600_000;

impl Request {
    /// A request with this verb, of which nothing else is said.
    pub fn new(verb: Verb) -> Request {
        Request { verb, ..Request::default() }
    }

    /// The same with one more fact.
    #[must_use]
    pub const fn with(mut self, flag: RequestFlag) -> Request {
        self.flags |= flag as u32;
        self
    }

    /// The same with the origin of the name said.
    #[must_use]
    pub const fn name(mut self, name: Name) -> Request {
        self.name = name;
        self
    }

    /// The same with the retry class said.
    #[must_use]
    pub const fn retry_class(mut self, class: RetryClass) -> Request {
        self.retry_class = class;
        self
    }

    /// The same with the timeout parameter said, in milliseconds.
    #[must_use]
    pub const fn timeout_ms(mut self, timeout_ms: u32) -> Request {
        self.timeout_ms = timeout_ms;
        self
    }

    /// The same with the longest delay to advise, in milliseconds.
    #[must_use]
    pub const fn max_delay_ms(mut self, max_delay_ms: u32) -> Request {
        self.max_delay_ms = max_delay_ms;
        self
    }

    /// The same with the number of redirects followed.
    #[must_use]
    pub const fn redirects(mut self, redirects: u8) -> Request {
        self.redirects = redirects;
        self
    }

    pub(crate) const fn has(&self, flag: RequestFlag) -> bool {
        flag.is_in(self.flags)
    }

    pub(crate) const fn longest_delay_ms(&self) -> u32 {
        if self.max_delay_ms == 0 {
            MAX_DELAY_MS
        } else {
            self.max_delay_ms
        }
    }

    /// How harmless a repeat of this request is: safe, idempotent or unsafe (docs/spec.md section 4).
    pub(crate) const fn class(&self) -> RetryClass {
        if !self.verb.is_write() || self.has(RequestFlag::DryRun) {
            return RetryClass::Safe;
        }
        match (self.retry_class, self.verb, self.name) {
            (RetryClass::ByVerb, Verb::Update | Verb::Apply | Verb::Patch | Verb::Delete, _) => RetryClass::Idempotent,
            (RetryClass::ByVerb, Verb::Create, Name::Given) => RetryClass::Idempotent,
            (RetryClass::ByVerb, ..) => RetryClass::Unsafe,
            (said, ..) => said,
        }
    }
}
