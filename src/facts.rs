//! What is known of a request and its answer: what the conditions of the rules are about.

use crate::reason::Reason;
use crate::verb::Verb;

/// The conditions of the table, one bit each.
pub(crate) mod fact {
    // Of the request.
    pub(crate) const ANONYMOUS: u64 = 1;
    pub(crate) const RENEWED: u64 = 1 << 1;
    pub(crate) const CONTINUE_TOKEN: u64 = 1 << 2;
    pub(crate) const EXACT: u64 = 1 << 3;
    pub(crate) const CONDITIONAL: u64 = 1 << 4;
    pub(crate) const AFTER_MAYBE: u64 = 1 << 6;
    pub(crate) const BODY_ONCE: u64 = 1 << 7;
    /// The bits above are those of the request's flags.
    pub(crate) const OF_REQUEST: u32 = 0xdf;
    pub(crate) const NAME_GENERATED: u64 = 1 << 9;
    /// The caller itself said that a repeat is idempotent.
    pub(crate) const SAID_IDEMPOTENT: u64 = 1 << 10;
    pub(crate) const REDIRECTS_USED_UP: u64 = 1 << 11;
    /// 0 < timeout < cap.
    pub(crate) const TIMEOUT_RAISABLE: u64 = 1 << 12;
    /// Anonymous and safe: a stranger may have it.
    pub(crate) const NO_SECRET: u64 = 1 << 13;
    // Of the answer without its body.
    pub(crate) const HINT: u64 = 1 << 16;
    pub(crate) const NOT_SENT: u64 = 1 << 17;
    pub(crate) const CERTIFICATE: u64 = 1 << 18;
    pub(crate) const NO_LOCATION: u64 = 1 << 19;
    pub(crate) const DOWNGRADE: u64 = 1 << 20;
    pub(crate) const ABSOLUTE: u64 = 1 << 21;
    pub(crate) const OTHER_ORIGIN: u64 = 1 << 22;
    pub(crate) const EVENT: u64 = 1 << 23;
    pub(crate) const BOOKMARK: u64 = 1 << 24;
    /// An ERROR with a Status.
    pub(crate) const ERROR: u64 = 1 << 25;
    pub(crate) const GARBLED: u64 = 1 << 26;
    pub(crate) const ENDED_EARLY: u64 = 1 << 27;
    /// Reading ended early: the body is no Status, whatever would have come.
    pub(crate) const NO_STATUS: u64 = 1 << 28;
    // Of the trusted Status.
    pub(crate) const TRUSTED: u64 = 1 << 32;
    pub(crate) const DETAILS: u64 = 1 << 33;
    pub(crate) const DETAILS_FILLED: u64 = 1 << 34;
    pub(crate) const NAME: u64 = 1 << 35;
    pub(crate) const KIND: u64 = 1 << 36;
    pub(crate) const KIND_QUOTA: u64 = 1 << 37;
    pub(crate) const KIND_BINDING: u64 = 1 << 38;
    pub(crate) const FIELD_RESOURCE_VERSION: u64 = 1 << 39;
    pub(crate) const CONTINUE: u64 = 1 << 40;
    pub(crate) const CAUSES: u64 = 1 << 41;
    pub(crate) const CODE_410: u64 = 1 << 42;
    pub(crate) const NAMESPACE_TERMINATING: u64 = 1 << 43;
    pub(crate) const FIELD_MANAGER_CONFLICT: u64 = 1 << 44;
    pub(crate) const DISRUPTION_BUDGET: u64 = 1 << 45;
    pub(crate) const RV_TOO_LARGE: u64 = 1 << 46;
    pub(crate) const UNEXPECTED: u64 = 1 << 47;
    /// m: its message says "error trying to reach service".
    pub(crate) const NOT_REACHED: u64 = 1 << 48;
    pub(crate) const REASON_CONFLICT: u64 = 1 << 49;
}

/// What is looked up in the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub(crate) verb: Verb,
    pub(crate) facts: u64,
    /// The reason of the trusted Status, if it counts.
    pub(crate) reason: Reason,
    /// The phrases found, if they count.
    pub(crate) says: u32,
}
