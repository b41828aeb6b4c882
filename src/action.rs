//! What to do next, and what is certain about it.

use crate::word::words;
use core::ffi::CStr;

/// The next step. Zero is the cautious one: stop.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// Nothing that a client does by itself helps.
    #[default]
    GiveUp = 0,
    /// The request is done.
    Done = 1,
    /// The state that was wanted holds already.
    AlreadyDone = 2,
    /// Send the request to the Location: as it was for 307 and 308, as GET for 301, 302 and 303.
    FollowRedirect = 3,
    /// Do not follow the Location: credentials, the method or the body would not survive it.
    RefuseRedirect = 4,
    /// As sent it can never succeed: change the request.
    FixRequest = 5,
    /// Get credentials, or read them anew, and send again.
    Authenticate = 6,
    /// The name is taken: choose another, or GET, compare and PUT.
    ResolveExists = 7,
    /// GET, merge if the preconditions still hold, send with the new resourceVersion.
    MergeRetry = 8,
    /// Force the fields, drop them from the configuration, or agree on their values.
    ResolveApplyConflict = 9,
    /// Send the same request again after the delay.
    Retry = 10,
    /// Send again after the delay with the new timeout.
    RaiseTimeout = 11,
    /// List again from the resourceVersion said in rv, then watch from there.
    Relist = 12,
    /// Watch again from the last resourceVersion seen.
    Rewatch = 13,
    /// Read the discovery documents anew: the path or the type may have moved.
    Rediscover = 14,
    /// Send or ask for application/json.
    Renegotiate = 15,
    /// Send less.
    ShrinkRequest = 16,
    /// Wait until the condition that the answer names has changed, then send again.
    WaitCondition = 17,
    /// GET before anything else: was it done? Where nothing can be read back, ask the user.
    VerifyOutcome = 18,
}

impl Action {
    /// Every action, in the order of the numbers.
    pub const ALL: &'static [Action] = &[
        Action::GiveUp,
        Action::Done,
        Action::AlreadyDone,
        Action::FollowRedirect,
        Action::RefuseRedirect,
        Action::FixRequest,
        Action::Authenticate,
        Action::ResolveExists,
        Action::MergeRetry,
        Action::ResolveApplyConflict,
        Action::Retry,
        Action::RaiseTimeout,
        Action::Relist,
        Action::Rewatch,
        Action::Rediscover,
        Action::Renegotiate,
        Action::ShrinkRequest,
        Action::WaitCondition,
        Action::VerifyOutcome,
    ];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Action::GiveUp => c"give-up",
            Action::Done => c"done",
            Action::AlreadyDone => c"already-done",
            Action::FollowRedirect => c"follow-redirect",
            Action::RefuseRedirect => c"refuse-redirect",
            Action::FixRequest => c"fix-request",
            Action::Authenticate => c"authenticate",
            Action::ResolveExists => c"resolve-exists",
            Action::MergeRetry => c"merge-retry",
            Action::ResolveApplyConflict => c"resolve-apply-conflict",
            Action::Retry => c"retry",
            Action::RaiseTimeout => c"raise-timeout",
            Action::Relist => c"relist",
            Action::Rewatch => c"rewatch",
            Action::Rediscover => c"rediscover",
            Action::Renegotiate => c"renegotiate",
            Action::ShrinkRequest => c"shrink-request",
            Action::WaitCondition => c"wait-condition",
            Action::VerifyOutcome => c"verify-outcome",
        }
    }

    /// How many answers that advise the action are enough to stop; 0 means never (docs/spec.md section 6).
    pub const fn tries(self) -> u8 {
        match self {
            Action::Retry | Action::RaiseTimeout | Action::VerifyOutcome => 11,
            Action::MergeRetry => 5,
            Action::Authenticate | Action::Rediscover | Action::Renegotiate => 2,
            Action::FollowRedirect | Action::Relist | Action::Rewatch | Action::WaitCondition => 0,
            _ => 1,
        }
    }
}

/// What else may be done, for a caller who can.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alternative {
    /// Nothing else.
    #[default]
    None = 0,
    /// GET first: was it done already?
    VerifyOutcome = 1,
    /// Go on with the fresh continue token of the answer; the rest of the list is then newer than its beginning.
    ContinueToken = 2,
    /// List again from the resourceVersion said in rv.
    Relist = 3,
    /// Wait until it has happened.
    WaitCondition = 4,
}

impl Alternative {
    /// Every alternative, in the order of the numbers.
    pub const ALL: &'static [Alternative] = &[
        Alternative::None,
        Alternative::VerifyOutcome,
        Alternative::ContinueToken,
        Alternative::Relist,
        Alternative::WaitCondition,
    ];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Alternative::None => c"",
            Alternative::VerifyOutcome => c"verify-outcome",
            Alternative::ContinueToken => c"continue-token",
            Alternative::Relist => c"relist",
            Alternative::WaitCondition => c"wait-condition",
        }
    }
}

/// Whether this request had an effect. Zero is the cautious reading: maybe.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Executed {
    /// It may have been executed.
    #[default]
    Maybe = 0,
    /// It was certainly not executed, or it could change nothing.
    No = 1,
    /// It was executed.
    Yes = 2,
}

impl Executed {
    /// Every answer, in the order of the numbers.
    pub const ALL: &'static [Executed] = &[Executed::Maybe, Executed::No, Executed::Yes];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Executed::Maybe => c"maybe",
            Executed::No => c"no",
            Executed::Yes => c"yes",
        }
    }
}

/// Where the delay comes from (docs/spec.md section 3).
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// There is no delay.
    #[default]
    None = 0,
    /// Retry-After in seconds (RFC 9110 section 10.2.3).
    Header = 1,
    /// Retry-After as an HTTP-date (RFC 9110 section 5.6.7), minus Date or the caller's clock.
    HeaderDate = 2,
    /// details.retryAfterSeconds of a trusted Status.
    Body = 3,
    /// A fixed delay of the rule.
    Default = 4,
    /// No hint: the first step of a backoff, which the caller makes grow.
    Backoff = 5,
}

impl Basis {
    /// Every basis, in the order of the numbers.
    pub const ALL: &'static [Basis] =
        &[Basis::None, Basis::Header, Basis::HeaderDate, Basis::Body, Basis::Default, Basis::Backoff];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Basis::None => c"none",
            Basis::Header => c"header",
            Basis::HeaderDate => c"header-date",
            Basis::Body => c"body",
            Basis::Default => c"default",
            Basis::Backoff => c"backoff",
        }
    }
}

/// Where to list or watch from.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rv {
    /// The advice is not about a list or a watch.
    #[default]
    None = 0,
    /// Without a resourceVersion: the newest state, from storage.
    Unset = 1,
    /// From the newest resourceVersion seen.
    Last = 2,
    /// From the resourceVersion that was asked for, without the continue token.
    Requested = 3,
}

impl Rv {
    /// Every place, in the order of the numbers.
    pub const ALL: &'static [Rv] = &[Rv::None, Rv::Unset, Rv::Last, Rv::Requested];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Rv::None => c"none",
            Rv::Unset => c"",
            Rv::Last => c"last",
            Rv::Requested => c"requested",
        }
    }
}

words!(Action);
words!(Alternative);
words!(Executed);
words!(Basis);
words!(Rv);
