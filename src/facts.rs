//! What is known of a request and its answer: what the conditions of the rules are about.

use crate::reason::Reason;
use crate::verb::Verb;

/// The conditions of the table, one bit each.
pub(crate) mod fact {
    use crate::cause::CauseType;
    use crate::status;

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
    // Of the trusted Status: its bits, and those of its causes, as they are kept.
    pub(crate) const fn of_status(bits: u16, causes: u32) -> u64 {
        const BITS: u32 = 0x7f8;
        const CAUSES: u32 = 0x3_e000;
        ((bits as u32 & BITS | causes & CAUSES) as u64) << 30
    }
    const fn kept(bit: u16, cause: CauseType) -> u64 {
        let fact = of_status(bit, cause.bit());
        assert!(fact.is_power_of_two());
        fact
    }
    pub(crate) const TRUSTED: u64 = 1 << 32;
    pub(crate) const DETAILS: u64 = kept(status::DETAILS, CauseType::Unknown);
    pub(crate) const DETAILS_FILLED: u64 = kept(status::DETAILS_FILLED, CauseType::Unknown);
    pub(crate) const NAME: u64 = kept(status::NAME, CauseType::Unknown);
    pub(crate) const KIND: u64 = kept(status::KIND, CauseType::Unknown);
    pub(crate) const KIND_QUOTA: u64 = kept(status::KIND_QUOTA, CauseType::Unknown);
    pub(crate) const KIND_BINDING: u64 = kept(status::KIND_BINDING, CauseType::Unknown);
    pub(crate) const FIELD_RESOURCE_VERSION: u64 = kept(status::FIELD_RESOURCE_VERSION, CauseType::Unknown);
    pub(crate) const CONTINUE: u64 = kept(status::CONTINUE, CauseType::Unknown);
    pub(crate) const CAUSES: u64 = 1 << 41;
    pub(crate) const CODE_410: u64 = 1 << 42;
    pub(crate) const UNEXPECTED: u64 = kept(0, CauseType::UnexpectedServerResponse);
    pub(crate) const FIELD_MANAGER_CONFLICT: u64 = kept(0, CauseType::FieldManagerConflict);
    pub(crate) const RV_TOO_LARGE: u64 = kept(0, CauseType::ResourceVersionTooLarge);
    pub(crate) const NAMESPACE_TERMINATING: u64 = kept(0, CauseType::NamespaceTerminating);
    pub(crate) const DISRUPTION_BUDGET: u64 = kept(0, CauseType::DisruptionBudget);
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
