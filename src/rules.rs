//! The rules: docs/rules.md as one table, row by row, in its order. Within a group the first row that matches
//! decides. Nothing here looks at bytes and nothing elsewhere decides.
//!
//! A rule whose condition is an "or" has a row for each side.

use crate::action::{Action, Alternative, Rv};
use crate::advice::AdviceFlag;
use crate::clause::Clause;
use crate::facts::{fact, Facts};
use crate::reason::Reason;
use crate::rule::Rule;
use crate::verb::Verb;

/// Which answers a row is for: a range of status codes, or one of two groups without a code.
type Codes = (u32, u32);
pub(crate) const NO_RESPONSE: u32 = 0x1_0000;
pub(crate) const WATCH: u32 = 0x1_0001;

/// What the table's column `executed` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    No,
    /// No for the safe class, maybe for a write.
    Class,
    /// As `Class` where the code is 303, else no.
    Class303,
    Maybe,
    Yes,
}

/// What the table's column `delay` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delay {
    None,
    /// The hint, else the first step of a backoff.
    Backoff,
    /// The hint, else 10 milliseconds.
    Ms10,
    /// The hint, else 5 seconds.
    S5,
}

/// What a row asks for and what it says to do. There are many, so each is small.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decision {
    /// One of these phrases must have been found, if there are any;
    pub(crate) says: u32,
    /// the verb must be one of these;
    verbs: u16,
    /// the Status must have this reason, if it is one.
    pub(crate) reason: Reason,
    /// Which condition must hold besides.
    pub(crate) condition: u8,
    pub(crate) rule: Rule,
    pub(crate) action: Action,
    pub(crate) alternative: Alternative,
    pub(crate) executed: Effect,
    pub(crate) delay: Delay,
    /// 0 where the action decides.
    pub(crate) tries: u8,
    pub(crate) rv: Rv,
    pub(crate) flags: u8,
}

/// Facts of which all must hold, and facts of which none may.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Condition {
    pub(crate) all: u64,
    pub(crate) none: u64,
}

#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) codes: Codes,
    pub(crate) condition: Condition,
    pub(crate) decision: Decision,
    /// What happened, for people; once for each rule.
    pub(crate) sentence: &'static str,
}

const ANY: u16 = u16::MAX;
const fn verbs(mut list: &[Verb]) -> u16 {
    let mut mask = 0;
    while let [verb, rest @ ..] = list {
        mask |= 1 << *verb as u16;
        list = rest;
    }
    mask
}
const GET: u16 = verbs(&[Verb::Get]);
const LIST: u16 = verbs(&[Verb::List]);
const WATCHING: u16 = verbs(&[Verb::Watch]);
const CREATE: u16 = verbs(&[Verb::Create]);
const DELETE: u16 = verbs(&[Verb::Delete]);
const JSON_PATCH: u16 = verbs(&[Verb::JsonPatch]);
/// The writes that have something to merge.
const MERGE: u16 = verbs(&[Verb::Update, Verb::Patch, Verb::JsonPatch, Verb::Apply]);
const READS: u16 = GET | LIST | WATCHING;
const WRITES: u16 = ANY & !READS;
const NOT_PROXIED: u16 = ANY & !verbs(&[Verb::Connect, Verb::Unknown]);

impl Row {
    const fn verbs(mut self, verbs: u16) -> Row {
        self.decision.verbs = verbs;
        self
    }
    const fn all(mut self, facts: u64) -> Row {
        self.condition.all = facts;
        self
    }
    const fn none(mut self, facts: u64) -> Row {
        self.condition.none = facts;
        self
    }
    const fn reason(mut self, reason: Reason) -> Row {
        self.decision.reason = reason;
        self
    }
    const fn says(mut self, clause: Clause) -> Row {
        self.decision.says |= clause.bit();
        self
    }
    const fn then(mut self, action: Action, executed: Effect, delay: Delay) -> Row {
        (self.decision.action, self.decision.executed, self.decision.delay) = (action, executed, delay);
        self
    }
    const fn relist(self, rv: Rv) -> Row {
        self.then(Action::Relist, Effect::No, Delay::None).rv(rv)
    }
    const fn or(mut self, alternative: Alternative) -> Row {
        self.decision.alternative = alternative;
        self
    }
    const fn tries(mut self, tries: u8) -> Row {
        self.decision.tries = tries;
        self
    }
    const fn rv(mut self, rv: Rv) -> Row {
        self.decision.rv = rv;
        self
    }
    #[expect(clippy::cast_possible_truncation, reason = "asserted")]
    const fn flag(mut self, flag: AdviceFlag) -> Row {
        self.decision.flags |= flag as u8;
        assert!(self.decision.flags as u16 & flag as u16 != 0, "a flag of a row is one of the first eight");
        self
    }
    const fn tells(mut self, sentence: &'static str) -> Row {
        self.sentence = sentence;
        self
    }
    /// Nothing but the code is asked for.
    pub(crate) const fn is_last(&self) -> bool {
        let Decision { says, verbs, reason, .. } = self.decision;
        self.condition.all | self.condition.none == 0 && says == 0 && verbs == ANY && matches!(reason, Reason::Unknown)
    }
}

const fn on(codes: Codes, rule: Rule) -> Row {
    let decision = Decision {
        says: 0,
        verbs: ANY,
        reason: Reason::Unknown,
        condition: 0,
        rule,
        action: Action::GiveUp,
        alternative: Alternative::None,
        executed: Effect::No,
        delay: Delay::None,
        tries: 0,
        rv: Rv::None,
        flags: 0,
    };
    Row { codes, condition: Condition { all: 0, none: 0 }, decision, sentence: "" }
}

/// For one code.
const fn at(code: u32, rule: Rule) -> Row {
    on((code, code), rule)
}

use crate::advice::AdviceFlag::{Expected, NewConnection, RefreshCredentials, UnexpectedSuccess};
use Action::{
    AlreadyDone, Authenticate, Done, FixRequest, FollowRedirect, GiveUp, MergeRetry, RaiseTimeout, Rediscover,
    RefuseRedirect, Relist, Renegotiate, ResolveApplyConflict, ResolveExists, Retry, Rewatch, ShrinkRequest,
    VerifyOutcome, WaitCondition,
};
use Delay::{Backoff, Ms10, None as Dash, S5};
use Effect::{Class, Class303, Maybe, No, Yes};
use Rule as R;

const ERRORS: Codes = (400, 599);
const C4XX: Codes = (400, 499);
const C5XX: Codes = (500, 599);

/// `{}` in a sentence is the object that the answer is about.
#[rustfmt::skip]
pub(crate) const TABLE: &[Row] = &[
    // No response
    at(NO_RESPONSE, R::NotSent).all(fact::NOT_SENT).then(Retry, No, Backoff).tells("The request did not reach the server"),
    at(NO_RESPONSE, R::CertificateRefused).all(fact::CERTIFICATE).then(FixRequest, No, Dash).tells("One side did not accept the other's certificate"),
    at(NO_RESPONSE, R::ConnectionLost).then(Retry, Class, Backoff).flag(NewConnection).tells("The connection was lost before an answer came"),

    // A watch under way: one frame, or its end
    at(WATCH, R::WatchEvent).all(fact::EVENT).then(Done, Yes, Dash).tells("An object was added, modified or deleted"),
    at(WATCH, R::WatchBookmark).all(fact::BOOKMARK).then(Done, Yes, Dash).tells("The watch has come as far as this resourceVersion"),
    at(WATCH, R::WatchExpired).all(fact::ERROR | fact::CODE_410).relist(Rv::Last).flag(Expected).tells("The watch is too far behind: its resourceVersion has expired"),
    at(WATCH, R::WatchExpired).all(fact::ERROR).reason(Reason::Expired).relist(Rv::Last).flag(Expected),
    at(WATCH, R::WatchExpired).all(fact::ERROR).reason(Reason::Gone).relist(Rv::Last).flag(Expected),
    at(WATCH, R::WatchRvTooLarge).all(fact::ERROR | fact::RV_TOO_LARGE).then(Relist, No, Backoff).rv(Rv::Unset).tells("The server has not seen this resourceVersion"),
    at(WATCH, R::WatchRvTooLarge).all(fact::ERROR).says(Clause::TooLargeResourceVersion).then(Relist, No, Backoff).rv(Rv::Unset),
    at(WATCH, R::WatchFailed).all(fact::ERROR).then(Rewatch, No, Backoff).rv(Rv::Last).tries(5).or(Alternative::Relist).tells("The server ended the watch with an error"),
    at(WATCH, R::WatchGarbled).all(fact::GARBLED).then(Rewatch, No, Backoff).rv(Rv::Last).tries(5).or(Alternative::Relist).tells("The stream held a frame that cannot be read"),
    at(WATCH, R::WatchEndedEarly).all(fact::ENDED_EARLY).then(Rewatch, No, Backoff).rv(Rv::Last).tells("The watch ended at once, without an event"),
    at(WATCH, R::WatchEnded).then(Rewatch, No, Dash).rv(Rv::Last).flag(Expected).tells("The watch ended, as watches do"),

    // 1xx, 2xx and what is no code
    at(101, R::SwitchingProtocols).then(Done, Yes, Dash).tells("The connection now speaks another protocol"),
    at(202, R::Accepted).verbs(DELETE).then(Done, Yes, Dash).or(Alternative::WaitCondition).tells("The deletion of {} has begun; it is still there"),
    at(200, R::Accepted).verbs(DELETE).all(fact::NO_STATUS).then(Done, Yes, Dash).or(Alternative::WaitCondition),
    on((200, 206), R::Success).then(Done, Yes, Dash).tells("The request was executed"),
    on((207, 299), R::SuccessUnexpected).then(Done, Yes, Dash).flag(UnexpectedSuccess).tells("The request was executed, with a code that no API server sends"),
    on((0, 199), R::UnknownCode).then(GiveUp, Class, Dash).tells("The status code means nothing"),
    on((600, 0xffff), R::UnknownCode).then(GiveUp, Class, Dash),

    // 3xx
    at(304, R::NotModified).all(fact::CONDITIONAL).then(Done, Yes, Dash).flag(Expected).tells("What the client has is still current"),
    at(304, R::NotModifiedUnasked).then(GiveUp, No, Dash).tells("The answer is \"not modified\", though nothing conditional was asked"),
    at(300, R::RedirectUnusable).then(GiveUp, No, Dash).tells("The answer is a redirect that cannot be followed"),
    on((305, 306), R::RedirectUnusable).then(GiveUp, No, Dash),
    on((309, 399), R::RedirectUnusable).then(GiveUp, No, Dash),
    on((301, 308), R::RedirectUnusable).all(fact::NO_LOCATION).then(GiveUp, Class303, Dash),
    on((301, 308), R::RedirectLimit).all(fact::REDIRECTS_USED_UP).then(GiveUp, Class303, Dash).tells("Ten redirects led to yet another one"),
    on((301, 303), R::RedirectChangesMethod).verbs(WRITES).then(RefuseRedirect, Class303, Dash).tells("The answer is a redirect that would turn the write into a read"),
    on((301, 308), R::RedirectDowngrade).all(fact::DOWNGRADE).then(RefuseRedirect, No, Dash).tells("The answer is a redirect from https to http"),
    on((301, 308), R::RedirectCrossOrigin).all(fact::ABSOLUTE).then(RefuseRedirect, No, Dash).tells("The answer is a redirect to what may be another server"),
    on((301, 308), R::RedirectCrossOrigin).all(fact::OTHER_ORIGIN).none(fact::NO_SECRET).then(RefuseRedirect, No, Dash),
    on((307, 308), R::RedirectBodyGone).all(fact::BODY_ONCE).then(RefuseRedirect, No, Dash).tells("The answer is a redirect, and the body cannot be sent a second time"),
    on((301, 308), R::Redirect).then(FollowRedirect, No, Dash).tells("The answer is a redirect"),

    // First in every group from 400 to 599 except 429
    on(C4XX, R::AdmissionDenied).says(Clause::AdmissionWebhook).then(FixRequest, No, Dash).tells("An admission webhook denied the request"),
    on(C5XX, R::AdmissionDenied5xx).says(Clause::AdmissionWebhook).then(Retry, No, Backoff).tries(5).tells("An admission webhook denied the request with a server error"),
    on(ERRORS, R::PolicyDenied).says(Clause::ValidatingAdmissionPolicy).then(FixRequest, No, Dash).tells("A ValidatingAdmissionPolicy denied the request"),

    // 4xx
    at(400, R::ContinueInvalid).verbs(LIST).all(fact::CONTINUE_TOKEN).says(Clause::InvalidContinueToken).relist(Rv::Requested).tries(2).tells("The continue token cannot be read"),
    at(400, R::RvInvalid).verbs(LIST | WATCHING).says(Clause::ParseUint).relist(Rv::Unset).tries(2).tells("The resourceVersion is no number"),
    at(400, R::BadRequest).then(FixRequest, No, Dash).tells("The request makes no sense as sent"),
    at(401, R::UnauthorizedWithDetails).all(fact::TRUSTED | fact::DETAILS_FILLED).then(FixRequest, No, Dash).tells("A policy or a server behind this one refused the request as unauthorized; the credentials here are not at fault"),
    at(401, R::CredentialsMissing).all(fact::ANONYMOUS).then(Authenticate, No, Dash).tells("Credentials are needed, and none were sent"),
    at(401, R::CredentialsRejectedAgain).all(fact::RENEWED).then(GiveUp, No, Dash).tells("The renewed credentials were rejected as well"),
    at(401, R::CredentialsRejected).then(Authenticate, No, Dash).flag(RefreshCredentials).tells("The credentials were rejected; they may have expired"),
    at(403, R::NamespaceTerminating).all(fact::NAMESPACE_TERMINATING).then(GiveUp, No, Dash).tells("The namespace is being deleted: nothing new can be created in it"),
    at(403, R::AdmissionNotReady).says(Clause::NotYetReady).then(Retry, No, Backoff).tries(5).tells("Admission control is still starting"),
    at(403, R::ServiceAccountMissing).says(Clause::ErrorLookingUpServiceAccount).then(Retry, No, Backoff).tries(5).tells("The service account is not there yet"),
    at(403, R::AnonymousWithoutCredentials).all(fact::ANONYMOUS).says(Clause::UserAnonymous).then(Authenticate, No, Dash).tells("Anonymous requests may not do this, and no credentials were sent"),
    at(403, R::CredentialsNotRecognized).says(Clause::UserAnonymous).then(Authenticate, No, Dash).tells("The credentials did not arrive, or are of a kind that the server does not read: it took the request for an anonymous one"),
    at(403, R::QuotaExceeded).says(Clause::ExceededQuota).then(FixRequest, No, Dash).tells("A resource quota is used up"),
    at(403, R::RolesNotLoaded).says(Clause::RolesNotFound).then(Retry, No, Backoff).tries(5).tells("The server does not find the roles of this user; it may still be starting"),
    at(403, R::Forbidden).then(FixRequest, No, Dash).tells("The user is not allowed to do this"),
    at(404, R::AlreadyDeleted).verbs(DELETE).reason(Reason::NotFound).all(fact::TRUSTED | fact::NAME | fact::KIND).then(AlreadyDone, No, Dash).flag(Expected).tells("{} does not exist any more"),
    at(404, R::PathNotServed).says(Clause::PageNotFound).then(Rediscover, No, Dash).tells("The server does not know this path: the group or version is not served"),
    at(404, R::TypeNotServed).all(fact::TRUSTED | fact::DETAILS).none(fact::DETAILS_FILLED).then(Rediscover, No, Dash).tells("The server does not serve this type"),
    at(404, R::ObjectNotFound).reason(Reason::NotFound).all(fact::TRUSTED | fact::NAME).then(FixRequest, No, Dash).tells("{} does not exist"),
    at(404, R::NotFound).then(FixRequest, No, Dash).tells("Something answered \"not found\"; that proves nothing about the object"),
    at(405, R::MethodNotAllowed).then(FixRequest, No, Dash).tells("The resource does not support this action"),
    at(406, R::NotAcceptable).then(Renegotiate, No, Dash).tells("The server can produce none of the types that were asked for"),
    at(408, R::RequestTimeout).then(Retry, Class, Backoff).flag(NewConnection).tells("The request did not arrive in time"),
    at(409, R::ApplyConflict).all(fact::FIELD_MANAGER_CONFLICT).then(ResolveApplyConflict, No, Dash).tells("Other field managers own fields of this configuration"),
    at(409, R::BeingDeleted).says(Clause::ObjectIsBeingDeleted).then(WaitCondition, No, S5).tells("{} is still being deleted"),
    at(409, R::QuotaConflict).reason(Reason::Conflict).all(fact::KIND_QUOTA).then(Retry, No, Backoff).tells("The resource quota was changed at the same moment"),
    at(409, R::DeletedOrReplaced).verbs(DELETE).says(Clause::UidInThePrecondition).says(Clause::UidInPrecondition).then(AlreadyDone, No, Dash).flag(Expected).tells("The object with this UID does not exist any more"),
    at(409, R::ObjectReplaced).verbs(MERGE).says(Clause::UidInPrecondition).says(Clause::UidMismatch).then(FixRequest, No, Dash).tells("{} was deleted, and a namesake has taken its place"),
    at(409, R::ConflictAfterMaybe).verbs(WRITES).all(fact::AFTER_MAYBE).then(VerifyOutcome, Maybe, Dash).tells("{} is in the way; it may be the work of an earlier try"),
    at(409, R::NameCollision).verbs(CREATE).all(fact::NAME_GENERATED).then(Retry, No, Backoff).tells("The server drew a name that is taken"),
    at(409, R::BindingConflict).all(fact::KIND_BINDING).then(FixRequest, No, Dash).tells("The pod is bound to a node already"),
    at(409, R::AlreadyExists).verbs(CREATE).none(fact::REASON_CONFLICT).then(ResolveExists, No, Dash).tells("{} exists already"),
    at(409, R::DeleteConflict).verbs(DELETE).then(VerifyOutcome, No, Ms10).tells("Somebody changed {} before it could be deleted"),
    at(409, R::CreateConflict).verbs(CREATE).reason(Reason::Conflict).then(VerifyOutcome, No, Ms10).tells("{} is no longer what it was"),
    at(409, R::Conflict).verbs(MERGE).then(MergeRetry, No, Ms10).flag(Expected).tells("Another writer changed {} first"),
    at(409, R::ConflictUnclear).then(FixRequest, No, Dash).tells("The request collides with the current state"),
    at(410, R::ExpiredWatch).verbs(WATCHING).relist(Rv::Last).flag(Expected).tells("The resourceVersion is too old to watch from"),
    at(410, R::ExpiredExact).verbs(LIST).all(fact::EXACT).then(FixRequest, No, Dash).rv(Rv::Unset).or(Alternative::Relist).tells("This exact resourceVersion is no longer kept"),
    at(410, R::ExpiredContinue).verbs(LIST).all(fact::CONTINUE_TOKEN | fact::CONTINUE).relist(Rv::Requested).or(Alternative::ContinueToken).flag(Expected).tells("The continue token is too old"),
    at(410, R::ExpiredContinue).verbs(LIST).all(fact::CONTINUE_TOKEN).relist(Rv::Requested).flag(Expected),
    at(410, R::ExpiredList).verbs(LIST).relist(Rv::Unset).flag(Expected).tells("The resourceVersion is too old to list from"),
    at(410, R::Gone).then(FixRequest, No, Dash).tells("{} is gone, and nobody knows where to"),
    at(412, R::PreconditionFailed).verbs(MERGE).then(MergeRetry, No, Ms10).tells("{} is no longer as the request expects it"),
    at(412, R::PreconditionUnclear).then(FixRequest, No, Dash).tells("A condition of the request does not hold"),
    at(413, R::EntityTooLarge).then(ShrinkRequest, No, Dash).tells("The request is larger than the server takes"),
    at(415, R::UnsupportedMediaType).then(Renegotiate, No, Dash).tells("The server does not read this type of body"),
    at(422, R::RvMissing).verbs(MERGE).all(fact::FIELD_RESOURCE_VERSION).then(MergeRetry, No, Ms10).tells("The update came without a resourceVersion"),
    at(422, R::PatchTestAfterMaybe).verbs(JSON_PATCH).all(fact::SAID_IDEMPOTENT | fact::TRUSTED | fact::AFTER_MAYBE).none(fact::CAUSES).then(VerifyOutcome, Maybe, Dash).tells("A test of the JSON patch failed; an earlier try may have done it already"),
    at(422, R::PatchTestFailed).verbs(JSON_PATCH).all(fact::SAID_IDEMPOTENT | fact::TRUSTED).none(fact::CAUSES).then(MergeRetry, No, Ms10).tells("A test of the JSON patch failed: {} is no longer what it was"),
    at(422, R::Invalid).then(FixRequest, No, Dash).tells("{} failed validation"),
    at(429, R::DisruptionBudget).all(fact::DISRUPTION_BUDGET).then(WaitCondition, No, S5).flag(Expected).tells("A disruption budget does not allow the eviction now"),
    at(429, R::Throttled).then(Retry, No, Backoff).tells("The server is asked too much"),
    on(C4XX, R::ClientError).then(FixRequest, No, Dash).tells("The server refuses the request"),

    // 5xx
    at(501, R::NotImplemented).then(FixRequest, No, Dash).tells("The server does not know how to do this"),
    at(505, R::NotImplemented).then(FixRequest, No, Dash),
    at(502, R::BackendRedirect).says(Clause::BackendAttemptedToRedirect).then(GiveUp, Class, Dash).tells("An aggregated server tried to redirect the request, which is not permitted"),
    at(500, R::StorageCorrupt).reason(Reason::StorageReadError).then(GiveUp, No, Dash).tells("Stored objects cannot be read; an administrator must mend the storage"),
    at(500, R::StorageCorrupt).says(Clause::CorruptObject).says(Clause::ObjectNotDecodable).then(GiveUp, No, Dash),
    at(500, R::RequestTooLarge).says(Clause::RequestIsTooLarge).says(Clause::ResourceExhausted).then(ShrinkRequest, No, Dash).tells("The object is larger than the storage takes"),
    at(500, R::RvInvalid).verbs(LIST | WATCHING).says(Clause::ParseUint).relist(Rv::Unset).tries(2),
    at(500, R::ClientMistake).says(Clause::ResourceVersionSetOnCreate).says(Clause::PodHasTwoBudgets).says(Clause::FailedToCreateTypedPatch).then(FixRequest, No, Dash).tells("The request can never succeed as sent, although the code is that of a server error"),
    at(504, R::RvTooLargeWait).verbs(GET | LIST).all(fact::RV_TOO_LARGE | fact::HINT).then(Retry, No, Backoff).rv(Rv::Unset).tries(5).or(Alternative::Relist).tells("The server has not seen this resourceVersion yet"),
    at(504, R::RvTooLargeWait).verbs(GET | LIST).all(fact::HINT).says(Clause::TooLargeResourceVersion).then(Retry, No, Backoff).rv(Rv::Unset).tries(5).or(Alternative::Relist),
    at(504, R::RvTooLarge).verbs(READS).all(fact::RV_TOO_LARGE).relist(Rv::Unset).tells("The server has not seen this resourceVersion"),
    at(504, R::RvTooLarge).verbs(READS).says(Clause::TooLargeResourceVersion).relist(Rv::Unset),
    at(500, R::ServerTimeout).reason(Reason::ServerTimeout).then(Retry, No, Backoff).tells("The server could not do it in time and asks to send it again"),
    at(503, R::ServiceUnavailable).verbs(NOT_PROXIED).reason(Reason::ServiceUnavailable).none(fact::UNEXPECTED | fact::NOT_REACHED).then(Retry, No, Backoff).tells("The server cannot take requests now"),
    at(500, R::WebhookFailed).reason(Reason::InternalError).says(Clause::FailedCallingWebhook).then(Retry, No, Backoff).tells("An admission webhook could not be called"),
    at(504, R::BudgetBusy).says(Clause::CouldNotUpdateBudget).then(Retry, No, Backoff).tells("The disruption budget was changed at the same moment"),
    at(500, R::StorageFull).says(Clause::DatabaseSpaceExceeded).then(Retry, No, Backoff).tells("The storage is full and takes no writes"),
    at(504, R::TimeoutRaisable).verbs(ANY & !WATCHING).all(fact::TIMEOUT_RAISABLE).none(fact::HINT).then(RaiseTimeout, Class, Backoff).tells("It was not done within the timeout that was asked for"),
    at(504, R::Timeout).then(Retry, Class, Backoff).tells("It was not done in time"),
    at(500, R::InternalError).then(Retry, Class, Backoff).tells("Something unexpected broke in the server"),
    at(502, R::BadGateway).then(Retry, Class, Backoff).tells("A proxy got no good answer from the server behind it"),
    at(503, R::Unavailable).then(Retry, Class, Backoff).tells("Something on the way cannot take requests now"),
    on(C5XX, R::ServerError).then(Retry, Class, Backoff).tells("The server failed"),
];

/// Of the rule that only an adjustment makes.
pub(crate) const BODY_ONCE: &str = "Sending it again would be right, but the body cannot be sent a second time";

impl Decision {
    pub(crate) const fn asks_for(&self, verb: Verb) -> bool {
        self.verbs >> verb as u16 & 1 != 0
    }

    /// Whether all holds that the row asks for, but for its condition.
    pub(crate) fn matches(&self, facts: &Facts) -> bool {
        self.asks_for(facts.verb)
            && (self.says == 0 || self.says & facts.says != 0)
            && (self.reason == Reason::Unknown || self.reason == facts.reason)
    }
}

impl Condition {
    pub(crate) fn holds(&self, facts: &Facts) -> bool {
        facts.facts & self.all == self.all && facts.facts & self.none == 0
    }
}
