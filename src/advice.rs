//! Advice: what happened, whether it was done, what to do next, and when.

use crate::action::{Action, Alternative, Basis, Executed, Rv};
use crate::body::Body;
use crate::cause::CauseType;
use crate::from_c::from_c;
use crate::reason::Reason;
use crate::rule::Rule;
use crate::text::{self, Text};
use crate::verb::Verb;
use crate::word::flags;
use core::ffi::CStr;

/// A fact about an answer: one bit of the flags of its advice.
#[repr(u16)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdviceFlag {
    /// The code in the Status is not the HTTP code; the Status then decides nothing.
    StatusCodeMismatch = 1,
    /// A 2xx whose body is a Status that does not say Success.
    FailureInSuccess = 1 << 1,
    /// A code from 207 to 299, which no API server sends.
    UnexpectedSuccess = 1 << 2,
    /// The JSON or protobuf body of an error ends before it is complete.
    TruncatedBody = 1 << 3,
    /// The body of an error begins like JSON or protobuf and is no Status to be trusted.
    UntrustedBody = 1 << 4,
    /// Open another connection for the next request.
    NewConnection = 1 << 5,
    /// Read the token or the certificate anew, then send once again.
    RefreshCredentials = 1 << 6,
    /// Part of normal operation: nothing to warn about.
    Expected = 1 << 7,
    /// The body is a trusted Status.
    Trusted = 1 << 8,
    /// The trusted Status has details, perhaps empty ones.
    Details = 1 << 9,
    /// A bookmark with the annotation k8s.io/initial-events-end: the first state is complete.
    InitialEventsEnd = 1 << 10,
    /// The metadata has a continue token: the list has more pages, or the 410 a fresh token. Of a list it is told only
    /// where a text buffer was given.
    Continue = 1 << 11,
}

impl AdviceFlag {
    /// Every flag, in the order of the bits.
    pub const ALL: &'static [AdviceFlag] = &[
        AdviceFlag::StatusCodeMismatch,
        AdviceFlag::FailureInSuccess,
        AdviceFlag::UnexpectedSuccess,
        AdviceFlag::TruncatedBody,
        AdviceFlag::UntrustedBody,
        AdviceFlag::NewConnection,
        AdviceFlag::RefreshCredentials,
        AdviceFlag::Expected,
        AdviceFlag::Trusted,
        AdviceFlag::Details,
        AdviceFlag::InitialEventsEnd,
        AdviceFlag::Continue,
    ];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            AdviceFlag::StatusCodeMismatch => c"status-code-mismatch",
            AdviceFlag::FailureInSuccess => c"failure-in-2xx",
            AdviceFlag::UnexpectedSuccess => c"unexpected-2xx",
            AdviceFlag::TruncatedBody => c"truncated-body",
            AdviceFlag::UntrustedBody => c"untrusted-body",
            AdviceFlag::NewConnection => c"new-connection",
            AdviceFlag::RefreshCredentials => c"refresh-credentials",
            AdviceFlag::Expected => c"expected",
            AdviceFlag::Trusted => c"trusted",
            AdviceFlag::Details => c"details",
            AdviceFlag::InitialEventsEnd => c"initial-events-end",
            AdviceFlag::Continue => c"continue",
        }
    }
}

flags!(AdviceFlag, u16);

/// What happened, and what to do next. All-zero is the most cautious advice: give up, it may have been executed.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// The next step.
    pub action: Action,
    /// What happened: it qualifies the action.
    pub rule: Rule,
    /// What else may be done.
    pub alternative: Alternative,
    /// Whether the request had an effect.
    pub executed: Executed,
    /// Where delay_ms comes from.
    pub basis: Basis,
    /// After how many such answers to stop; 0 is never.
    pub tries: u8,
    /// Where to list or watch from.
    pub rv: Rv,
    /// The verb that was asked.
    pub verb: Verb,
    /// Wait so many milliseconds before the next step.
    pub delay_ms: u32,
    /// With raise-timeout the new timeout parameter in milliseconds, else 0.
    pub new_timeout_ms: u32,
    /// The HTTP status code; 0 where there was no response, and for a frame or the end of a stream.
    pub code: u16,
    /// The reason of the trusted Status as it was sent, whether or not it counted for the rules.
    pub reason: Reason,
    /// What the body was.
    pub body: Body,
    /// The advice flags that hold, added up.
    pub flags: u16,
    /// How many causes the trusted Status has; 65535 is that many or more.
    pub cause_count: u16,
    /// The types of its causes: the sum of 1 << cause type. Bit 0 is never set.
    pub causes: u32,
    /// The code in the trusted Status; 0 is none. It can be any number.
    pub status_code: i32,
    /// Its details.retryAfterSeconds as sent, zero or negative too; 0 where absent. Of an answer without a trusted
    /// Status the seconds of the Retry-After header, as client-go takes them into the error that it makes.
    pub retry_after_seconds: i32,
    /// How many bytes of the text buffer hold texts.
    pub texts: u16,
    /// The type of the first cause that has a known one.
    pub first_cause: CauseType,
    /// Zero.
    pub reserved: u8,
}

from_c!(Advice {
    words: action: Action, rule: Rule, alternative: Alternative, executed: Executed, basis: Basis, rv: Rv, verb: Verb,
        reason: Reason, body: Body, first_cause: CauseType;
    numbers: tries, delay_ms, new_timeout_ms, code, flags, cause_count, causes, status_code, retry_after_seconds, texts,
        reserved;
    structs:
});

impl Advice {
    /// Whether a flag holds.
    pub const fn has(&self, flag: AdviceFlag) -> bool {
        flag.is_in(self.flags)
    }

    /// Whether the rule has tries of its own, other than its action's (docs/spec.md section 6).
    pub(crate) fn has_own_tries(&self) -> bool {
        self.tries != self.action.tries()
    }

    /// Whether the body is a trusted Status (docs/spec.md section 2).
    pub const fn trusted(&self) -> bool {
        self.has(AdviceFlag::Trusted)
    }

    /// Whether a cause of the trusted Status has this type (apimachinery v0.36: HasStatusCause).
    pub const fn has_cause(&self, cause: CauseType) -> bool {
        self.causes & cause.bit() & !1 != 0
    }

    /// The reason that client-go reports: that of the trusted Status, or, for an answer without one, what
    /// apimachinery's NewGenericServerResponse makes of the code. `Unknown` where there is no error.
    pub const fn client_go_reason(&self) -> Reason {
        if self.trusted() || !self.is_error() {
            self.reason
        } else {
            Reason::of_code(self.code, matches!(self.verb, Verb::Create))
        }
    }

    /// Whether apimachinery's predicate for this reason holds, exactly as it answers on the same facts; see the
    /// `is_` functions. False for a success and without a response.
    pub const fn is(&self, reason: Reason) -> bool {
        if !self.is_error() {
            return false;
        }
        let code = if self.trusted() { self.status_code } else { self.code as i32 };
        reason.holds(self.client_go_reason(), code)
    }

    /// Whether an answer is an error to client-go: a trusted Status, or any code but 101 and 200 to 206.
    const fn is_error(&self) -> bool {
        self.trusted() || self.code != 0 && self.code != 101 && !matches!(self.code, 200..=206)
    }

    /// apimachinery's IsUnexpectedServerError: a cause UnexpectedServerResponse, which client-go adds itself to
    /// every error that came without a Status.
    pub const fn is_unexpected_server_error(&self) -> bool {
        self.has_cause(CauseType::UnexpectedServerResponse) || self.is_error() && !self.trusted()
    }

    /// apimachinery's SuggestsClientDelay: the seconds that the error suggests. Of a trusted Status with details and
    /// reason ServerTimeout that is whatever was sent, zero and negative too, else only a positive number.
    pub const fn suggests_client_delay(&self) -> Option<i32> {
        let details = self.has(AdviceFlag::Details) || !self.trusted() && self.is_error();
        let server_timeout = self.trusted() && matches!(self.reason, Reason::ServerTimeout);
        if details && (server_timeout || self.retry_after_seconds > 0) {
            Some(self.retry_after_seconds)
        } else {
            None
        }
    }

    /// A text of the answer, out of the buffer that its bytes were given with; `index` counts causes from 0 and is
    /// 0 for all other texts. `None` if it was absent or empty, or did not fit.
    pub fn text<'a>(&self, buffer: &'a [u8], text: Text, index: u16) -> Option<&'a str> {
        text::find(buffer, self.texts, text, index).and_then(|text| core::str::from_utf8(text).ok())
    }

    /// All texts of the answer in the order in which they came, each with its index. Each [`Advice::text`] searches
    /// the buffer from its beginning, this goes through it once: the way to read many causes. They are there even if
    /// the Status is not trusted, and `cause_count` then says nothing about their indices.
    ///
    /// ```
    /// use kube_status::{Request, Response, Text, Verb};
    /// let body = r#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"no","reason":"Gone"}"#;
    /// let (mut response, mut buffer) = (Response::new(410), [0; 256]);
    /// response.feed(body.as_bytes(), &mut buffer);
    /// let advice = Request::new(Verb::Get).advise(&response);
    /// let texts: Vec<_> = advice.all_texts(&buffer).collect();
    /// assert_eq!(texts, [(Text::Message, 0, "no"), (Text::Reason, 0, "Gone")]);
    /// ```
    pub fn all_texts<'a>(&self, buffer: &'a [u8]) -> impl Iterator<Item = (Text, u16, &'a str)> + 'a {
        let (mut at, used) = (0, self.texts);
        let entries = core::iter::from_fn(move || {
            let (text, index, bytes, next) = text::next(buffer, used, at)?;
            at = next;
            Some((text, index, bytes))
        });
        entries.filter_map(|(text, index, bytes)| Some((text, index, core::str::from_utf8(bytes).ok()?)))
    }
}

/// One function for each of apimachinery's predicates (pkg/api/errors/errors.go).
macro_rules! predicates {
    ($($name:ident $reason:ident $go:literal,)*) => {
        impl Advice {
            $(
                #[doc = concat!("apimachinery's ", $go, ".")]
                pub const fn $name(&self) -> bool {
                    self.is(Reason::$reason)
                }
            )*
        }
    };
}

predicates! {
    is_not_found NotFound "IsNotFound",
    is_already_exists AlreadyExists "IsAlreadyExists",
    is_conflict Conflict "IsConflict",
    is_invalid Invalid "IsInvalid",
    is_gone Gone "IsGone",
    is_resource_expired Expired "IsResourceExpired",
    is_not_acceptable NotAcceptable "IsNotAcceptable",
    is_unsupported_media_type UnsupportedMediaType "IsUnsupportedMediaType",
    is_method_not_supported MethodNotAllowed "IsMethodNotSupported",
    is_service_unavailable ServiceUnavailable "IsServiceUnavailable",
    is_bad_request BadRequest "IsBadRequest",
    is_unauthorized Unauthorized "IsUnauthorized",
    is_forbidden Forbidden "IsForbidden",
    is_timeout Timeout "IsTimeout",
    is_server_timeout ServerTimeout "IsServerTimeout",
    is_internal_error InternalError "IsInternalError",
    is_too_many_requests TooManyRequests "IsTooManyRequests",
    is_request_entity_too_large RequestEntityTooLarge "IsRequestEntityTooLargeError",
    is_store_read_error StorageReadError "IsStoreReadError",
}
